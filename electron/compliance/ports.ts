import type { DeviceSelection } from '../../shared/contract/device-lists.ts';
import type { DeviceFilter, DeviceRow, Explanation } from '../../shared/contract/index.ts';
import type { VariableValues } from '../../shared/variables/index.ts';
import type { UnitOfWork } from '../store/index.ts';

/*
 * What this room needs of others; the engine hands it in.
 */

/** Ways from one group or rule to another that filters do not show. */
export type Ways = readonly (readonly [from: string, to: string])[];

/** Groups: who meets a rule's checks is kept as one, and devices are put into quarantine. */
export interface GroupsPort {
  readonly rules: {
    /** @throws CartwrightError `bad-request`, `conflict` */
    usable(ruleId: string, filter: DeviceFilter, ways: Ways): DeviceFilter;
    /** @throws CartwrightError `conflict` */
    noCircle(ruleId: string, ways: Ways): void;
    put(
      work: UnitOfWork,
      rule: { id: string; name: string; filter: DeviceFilter; ended: boolean },
      actor: string,
    ): boolean;
    drop(ruleId: string): void;
    find(filter: DeviceFilter, ended: boolean): { count: number; rows: DeviceRow[] };
    explain(filter: DeviceFilter, deviceId: string): Explanation;
  };
  moveInUnit(work: UnitOfWork, groupId: string, deviceIds: readonly string[], joined: boolean, actor: string): number;
}

/** Commands as far as rules give them. */
export interface CommandsPort {
  /** Queues one for a device, within a unit of work. */
  queue(
    work: UnitOfWork,
    enrollmentId: string,
    command: { RequestType: string } & Record<string, unknown>,
    wish: { actor: string; reason: string; evenIfBlocked?: boolean },
  ): { commandId: string } | { refused: readonly { readonly message: string }[] };
  /** Asks for everything that becomes inventory. Returns how many commands that took. */
  askForAll(work: UnitOfWork, enrollmentId: string): number;
  /** Asks many, outside a unit of work. */
  ask(deviceIds: readonly string[], actor: string): Promise<{ queued: number }>;
  /** What gives access waits in the queue until the device is released. */
  hold(work: UnitOfWork, deviceId: string): number;
  release(work: UnitOfWork, deviceId: string): number;
}

/** A profile that shows a text on the lock screen or in the login window, as its file. */
export type MessageProfile = (identifier: string, text: string, platform: 'iOS' | 'macOS') => Uint8Array;

/** Mail, as far as rules send it. */
export interface MailPort {
  ready(): boolean;
  administrators(): readonly string[];
  queue(work: UnitOfWork, wish: { to: string; subject: string; body: string; deviceId: string; reason: string }): void;
}

export interface CompliancePorts {
  readonly mail: MailPort;
  /** What variables stand for on a device. */
  valuesOf(deviceId: string): VariableValues;
  readonly groups: GroupsPort;
  readonly commands: CommandsPort;
  readonly messageProfile: MessageProfile;
  /** The profile that ties devices to us: never removed by a rule. */
  readonly enrollmentProfile: string;
  /** @throws CartwrightError `too-large`, `bad-request` */
  selected(selection: DeviceSelection): string[];
}
