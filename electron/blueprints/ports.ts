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
  /** Inside the caller's unit of work. @returns false when the device has it already, or it is finished */
  cancelInUnit(work: UnitOfWork, commandId: string, actor: string, reason?: string): boolean;
}

/** What of a policy comes with a blueprint; `version` null is the one that is published. */
export interface Granted {
  readonly policyId: string;
  readonly version: number | null;
}

/** Policies: they bring profiles to devices and keep them there; a run gives them and looks how they stand. */
export interface PolicyDoor {
  /** The device is to have exactly these by its blueprint; what failed of them is tried again. */
  put(work: UnitOfWork, deviceId: string, blueprintId: string, policies: readonly Granted[]): void;
  /** The device has no blueprint any more: what it had goes, or is its own from now on. */
  end(work: UnitOfWork, deviceId: string, how: 'keep' | 'remove'): void;
  standing(deviceId: string): (Granted & {
    readonly name: string;
    /** As the contract's; undefined before it was planned for the first time. */
    readonly state: string | undefined;
    readonly because: { readonly code: string; readonly reason?: string } | null;
    readonly thereVersion: number | null;
  })[];
  /** Undefined when there is no such policy or version; `unfit` says why the device cannot take it. */
  fit(deviceId: string, granted: Granted): { readonly name: string; readonly unfit: string | undefined } | undefined;
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
