import type { Selectable } from 'kysely';
import type { CommandState, CommandTable, CommandTurn, ReportKind, Statement } from '../store/index.ts';
import type { ContextRow } from './device-context.ts';

/** A command that could be delivered now, with what it is judged by. */
export type DeliverableRow = Pick<
  Selectable<CommandTable>,
  | 'id'
  | 'deviceId'
  | 'enrollmentId'
  | 'requestType'
  | 'request'
  | 'secretId'
  | 'state'
  | 'turn'
  | 'sendCount'
  | 'sentInVain'
  | 'firstSentAt'
  | 'expiresAt'
> &
  ContextRow;

/** A command as a result or an administrator finds it. */
export type KnownRow = Pick<
  Selectable<CommandTable>,
  | 'id'
  | 'enrollmentId'
  | 'deviceId'
  | 'requestType'
  | 'subject'
  | 'request'
  | 'secretId'
  | 'state'
  | 'turn'
  | 'sendCount'
  | 'sentInVain'
  | 'priority'
  | 'expiresAt'
>;

export type EnrollmentRow = ContextRow & { enrollmentId: string; deviceId: string; state: string };

type Insert = Omit<
  CommandTable,
  | 'state'
  | 'open'
  | 'stateAt'
  | 'firstSentAt'
  | 'lastSentAt'
  | 'sendCount'
  | 'sentInVain'
  | 'notNowCount'
  | 'lastNotNowAt'
  | 'answeredAt'
  | 'errorDomain'
  | 'errorCode'
  | 'errorSummary'
>;

interface Finish {
  id: string;
  state: CommandState;
  now: number;
  answeredAt: number | null;
  errorDomain: string | null;
  errorCode: number | null;
  errorSummary: string | null;
}

interface ResultRow {
  commandId: string;
  status: string;
  decoded: 0 | 1;
  errorChain: string | null;
  parts: string | null;
  nonce: Uint8Array;
  sealed: Uint8Array;
  size: number;
  receivedAt: number;
}

/** The prepared statements of the queue and the connect loop. */
export interface CommandRows {
  hasOpen: Statement<{ enrollmentId: string }, { id: string }>;
  /** The next to deliver in this session. */
  next: Statement<{ enrollmentId: string }, DeliverableRow>;
  find: Statement<{ id: string }, KnownRow>;
  /** The command the device was given last and has not answered. */
  inFlight: Statement<{ enrollmentId: string }, KnownRow>;
  /** A session begins: what was put aside may be offered again. */
  takeBack: Statement<{ enrollmentId: string }, unknown>;
  /** A session begins: what was sent in vain too often waits until nothing else does, unless it overtakes. */
  putLast: Statement<{ enrollmentId: string; tooOften: number }, unknown>;
  /** `settleAt`: when it is settled without an answer; null leaves what was said before. */
  markSent: Statement<{ id: string; now: number; stateAt: number | null; settleAt: number | null }, unknown>;
  markNotNow: Statement<{ id: string; now: number }, unknown>;
  putAside: Statement<{ id: string; turn: CommandTurn }, unknown>;
  finish: Statement<Finish, unknown>;
  insert: Statement<Insert & { now: number }, unknown>;
  insertResult: Statement<ResultRow, unknown>;
  open: Statement<{ enrollmentId: string }, KnownRow>;
  /** What waits for an enrollment of this type, or about this subject; the newest first. */
  related: Statement<{ enrollmentId: string; requestType: string; subject: string | null }, KnownRow>;
  /** What waits for an enrollment. */
  waiting: Statement<{ enrollmentId: string }, KnownRow>;
  /** It was asked for again: it lives as long as the newer wish would. */
  prolong: Statement<{ id: string; expiresAt: number | null; priority: number; turn: CommandTurn }, unknown>;
  /** Waited or went unanswered for too long: what was sent is given until `sentBefore`. */
  due: Statement<{ now: number; sentBefore: number; limit: number }, KnownRow>;
  secretStillNeeded: Statement<{ secretId: string; id: string }, { id: string }>;
  enrollmentById: Statement<{ id: string }, EnrollmentRow>;
  enrolledOfDevice: Statement<{ deviceId: string }, EnrollmentRow>;
  enrolledUsersOfDevice: Statement<{ deviceId: string }, EnrollmentRow>;
  channel: Statement<{ id: string }, Pick<EnrollmentRow, 'channel'>>;
  /** The present enrollment of the same user as this one's. */
  enrolledAgain: Statement<{ id: string }, { id: string }>;
  /** Whether a device has ever reported this. */
  reported: Statement<{ deviceId: string; kind: ReportKind }, { reportedAt: number }>;
}
