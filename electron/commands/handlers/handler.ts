import type { PlistDict } from '../../protocol/index.ts';
import type { ReportKind, UnitOfWork } from '../../store/index.ts';
import type { ReportSink, ReportTarget } from '../ports.ts';

/** The Command dictionary that was answered, as JSON. */
export type Asked = Readonly<Record<string, unknown>>;

/** Stores what was read. Must not fail on facts that `read` let through. */
export type Apply = (inventory: ReportSink, work: UnitOfWork, target: ReportTarget) => void;

/** What one kind of answer means. */
export interface ResultHandler {
  readonly requestType: string;
  /** The kind of inventory it fills. */
  readonly reports: ReportKind;
  /**
   * Reads the answer; pure.
   *
   * @returns how to store it, or undefined when this answer is no inventory
   * @throws when the answer does not have the shape Apple documents
   */
  read(body: PlistDict, asked: Asked): Apply | undefined;
}
