import type { ErrorChain, PlistDict } from '../../protocol/index.ts';
import type { UnitOfWork } from '../../store/index.ts';
import type { CommandJson } from '../draft.ts';
import type { ReportSink, ReportTarget } from '../ports.ts';

/** The Command dictionary that was answered, as JSON. */
export type Asked = Readonly<Record<string, unknown>>;

/** What an answer leads to, besides inventory. */
export interface Aftermath {
  /** The question to ask again, and since when what it is about has been under way. */
  again?: { requestType: string; since: number };
  /** A question to ask again once, after this many milliseconds. */
  later?: { requestType: string; afterMs: number };
  /** Questions that are worth asking now. */
  ask?: readonly CommandJson[];
  /** Apps that wait for a redemption code. */
  needCodes?: readonly string[];
  /** Codes that were not needed. Secrets. */
  unusedCodes?: readonly { identifier: string; code: string }[];
}

/** Stores what was read. Must not fail on facts that `read` let through. */
export type Apply = (inventory: ReportSink, work: UnitOfWork, target: ReportTarget) => Aftermath | undefined;
/** The same, where nothing follows. */
type ApplyOnly = (inventory: ReportSink, work: UnitOfWork, target: ReportTarget) => void;

/** What became of one part of a command. Never holds a secret. */
export interface AnswerPart {
  /** Setting, product key of an update, … */
  name: string;
  /** The app concerned. */
  identifier?: string;
  /** Apple's word: Acknowledged, Error, Downloading, …; `Missing` when the device said nothing of this part. */
  status: string;
  failed: boolean;
  errorChain: ErrorChain;
}

/** What one kind of answer means. */
export interface ResultHandler {
  readonly requestType: string;
  /** Its meaning depends on the secrets that went with the command: they are in `asked`. */
  readonly withSecrets?: true;
  /**
   * Reads an answer that acknowledges; pure.
   *
   * @returns how to store it, or undefined when this answer is no inventory
   * @throws when the answer does not have the shape Apple documents
   */
  read?(body: PlistDict, asked: Asked): Apply | ApplyOnly | undefined;
  /** The same for an answer whose Status is Error. */
  readRefusal?(body: PlistDict, asked: Asked): Apply | ApplyOnly | undefined;
  /** What became of the parts of the command, in the order asked; pure, and throws like `read`. */
  parts?(body: PlistDict, asked: Asked): AnswerPart[];
}
