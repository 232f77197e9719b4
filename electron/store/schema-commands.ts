import type { Generated } from 'kysely';
import type { Bit } from './schema-bits.ts';

export type CommandState =
  | 'queued'
  | 'sent'
  | 'not-now'
  | 'acknowledged'
  | 'error'
  | 'format-error'
  | 'expired'
  | 'cancelled'
  | 'superseded'
  | 'unanswered';

/**
 * When an open command's turn comes, lowest first: 0 overtakes (lock, erase, lost mode), 1 sent and not answered yet
 * (offered again with the same CommandUUID), 2 waits, 3 sent often without an answer (offered when nothing else is), 4
 * put aside until the next session, 5 held while its device is blocked. Of no meaning once the command is finished.
 */
export type CommandTurn = 0 | 1 | 2 | 3 | 4 | 5;

/**
 * One request to one enrollment; `id` is its CommandUUID. `request` is the Command dictionary as JSON
 * (catalogue's JSON form) without secrets; secret keys are in the vault as JSON under `secretId` and are
 * merged at delivery. `open` is 1 while the command may still be delivered or answered.
 */
export interface CommandTable {
  id: string;
  enrollmentId: string;
  deviceId: string;
  requestType: string;
  /** What it is about where a newer one replaces it while it waits, as `profile:org.example.wifi`. */
  subject: string | null;
  request: string;
  secretId: string | null;
  state: CommandState;
  open: Bit;
  turn: CommandTurn;
  priority: number;
  queuedAt: number;
  queuedBy: string;
  stateAt: number;
  firstSentAt: number | null;
  lastSentAt: number | null;
  sendCount: number;
  /** Times it was sent since the device last said anything about it. */
  sentInVain: Generated<number>;
  notNowCount: number;
  lastNotNowAt: number | null;
  answeredAt: number | null;
  expiresAt: number | null;
  errorDomain: string | null;
  errorCode: number | null;
  errorSummary: string | null;
  /** The command this one repeats. */
  retryOf: string | null;
}

/**
 * The answer as it came; sealed by the vault's key because answers may carry secrets. Once it is old it is compacted:
 * status, errors and size stay, `nonce` and `sealed` are empty.
 */
export interface CommandResultTable {
  commandId: string;
  status: string;
  decoded: Bit;
  errorChain: string | null;
  nonce: Uint8Array;
  sealed: Uint8Array;
  size: number;
  receivedAt: number;
  compactedAt: number | null;
  /** What became of each part of a command that has parts, as JSON: Settings, ScheduleOSUpdate. */
  parts: string | null;
}

/** A wake-up that was sent; `status` and `reason` are what Apple answered, null while it did not. */
export interface WakeUpTable {
  id: Generated<number>;
  enrollmentId: string;
  sentAt: number;
  /** Which it is of those sent since something was last queued, from 1. */
  attempt: number;
  status: number | null;
  reason: string | null;
}
