import type { Role } from '../../shared/contract/access.ts';
import type { DeviceSelection } from '../../shared/contract/device-lists.ts';
import type { DeviceRow, QueueOutcome, Refusal } from '../../shared/contract/index.ts';

/*
 * What this room needs of others; the engine hands it in.
 */

/** Who does something, for the audit trail, and what they may do. */
export interface Person {
  readonly name: string;
  readonly role: Role;
}

/** Where a device has its place, and who has it. */
export interface Whereabouts {
  readonly cart: string | null;
  readonly slot: number | null;
  readonly person: string | null;
}

/** The devices that are meant, and what is known of them. */
export interface DeviceDirectory {
  /** @throws CartwrightError `too-large`, `bad-request` */
  selected(selection: DeviceSelection): string[];
  /** In the order of the ids; those that there are not are left out. */
  rows(ids: readonly string[]): DeviceRow[];
  whereabouts(deviceId: string): Whereabouts;
}

interface CommandRequest {
  readonly deviceIds: readonly string[];
  readonly command: { RequestType: string; [key: string]: unknown };
}

/** The queue of commands. */
export interface CommandDoor {
  checkCommands(request: CommandRequest): { fits: string[]; refused: Refusal[]; warnings: Refusal[] };
  /** `wakeNow` wakes devices that were woken just before, too. */
  queueCommands(request: CommandRequest & { actor: string; wakeNow?: boolean }): Promise<QueueOutcome>;
}
