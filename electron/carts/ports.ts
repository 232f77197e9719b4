import type { GroupColour, GroupIcon, QueueOutcome, Refusal } from '../../shared/contract/index.ts';
import type { UnitOfWork } from '../store/index.ts';

/*
 * What this room needs of others; the engine hands it in.
 */

/** The static group of a cart, kept in step with it. */
export interface GroupDoor {
  /**
   * Makes the group, or makes it look and hold what is said. Within a unit of work.
   *
   * @param groupId null for a new one
   * @returns its id
   * @throws CartwrightError `conflict` when its name is taken
   */
  follow(
    work: UnitOfWork,
    groupId: string | null,
    group: {
      readonly name: string;
      readonly description: string;
      readonly colour: GroupColour;
      readonly icon: GroupIcon;
      readonly deviceIds: readonly string[];
    },
    actor: string,
  ): string;
  /** Deletes it. Within a unit of work. @throws CartwrightError `conflict` while something else uses it */
  unfollow(work: UnitOfWork, groupId: string, actor: string): void;
}

export interface CommandRequest {
  readonly deviceIds: readonly string[];
  readonly command: { RequestType: string; [key: string]: unknown };
}

/** The queue of commands. */
export interface CommandDoor {
  checkCommands(request: CommandRequest): { fits: string[]; refused: Refusal[]; warnings: Refusal[] };
  queueCommands(
    request: CommandRequest & { actor: string; reason?: string; expiresAt?: number; wakeNow?: boolean },
  ): Promise<QueueOutcome>;
  /** @throws CartwrightError `conflict` when it is too late */
  cancel(commandId: string, actor: string, reason?: string): Promise<unknown>;
  refreshInventory(deviceIds: readonly string[], actor: string): Promise<{ queued: number }>;
}

/** How configuration gets to devices and away from them, each with the command that brings it. */
export interface ConfigurationDoor {
  install(
    deviceIds: readonly string[],
    profile: Uint8Array,
    wish: { actor: string; reason: string; expiresAt?: number },
  ): Promise<QueueOutcome>;
  /** Calls off what a device does not have yet. @returns false when it is too late */
  withdraw(commandId: string, wish: { actor: string; reason: string }): Promise<boolean>;
  /** Urgent: devices are woken right away. */
  remove(
    deviceIds: readonly string[],
    identifier: string,
    wish: { actor: string; reason: string },
  ): Promise<QueueOutcome>;
}
