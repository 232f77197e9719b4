import type { DeviceSelection } from '../../shared/contract/device-lists.ts';
import type { Finding, Refusal } from '../../shared/contract/index.ts';
import type { UnitOfWork } from '../store/index.ts';
import type { Command } from './plan.ts';

/*
 * What this room needs of others; the engine hands it in.
 */

/** The queue of commands. */
export interface CommandDoor {
  /** Inside the caller's unit of work, so that a run never forgets what it queued, and never queues it twice. */
  queueInUnit(
    work: UnitOfWork,
    enrollmentId: string,
    command: Command,
    wish: { actor: string; wakeNow?: boolean },
  ): { commandId: string } | { refused: Finding[] };
  checkCommands(request: { deviceIds: readonly string[]; command: Command }): { refused: Refusal[] };
  queueCommands(request: {
    deviceIds: readonly string[];
    command: Command;
    actor: string;
    wakeNow?: boolean;
  }): Promise<unknown>;
  /** @throws CartwrightError `conflict` when the device has it already */
  cancel(commandId: string, actor: string, reason?: string): Promise<unknown>;
}

/** The devices that are meant. */
export interface DeviceDirectory {
  /** @throws CartwrightError `too-large`, `bad-request` */
  selected(selection: DeviceSelection): string[];
}

/** Groups, whose devices may come in by a blueprint. */
export interface GroupDoor {
  /** @throws CartwrightError `not-found` */
  get(groupId: string): { readonly name: string };
  subscribe(listener: (changes: readonly { groupId: string; deviceId: string; joined: boolean }[]) => void): () => void;
}

/** Whose a device is, and its place in a cart. */
export type Whereabouts = (deviceId: string) => {
  readonly cart: string | null;
  readonly person: string | null;
  readonly slot: number | null;
};
