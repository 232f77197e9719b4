import type { DeviceSelection } from '../../shared/contract/device-lists.ts';
import type { Finding } from '../../shared/contract/index.ts';
import type { VariableValues } from '../../shared/variables/index.ts';
import type { Delivery } from '../profiles/index.ts';
import type { UnitOfWork } from '../store/index.ts';

/*
 * What this room needs of others; the engine hands it in.
 */

/** Makes what goes to a device out of a content. */
export interface ProfileDelivery extends Delivery {
  /** What variables stand for on an enrollment; asked only where some are used. */
  valuesOf(deviceId: string, enrollmentId: string): VariableValues;
  /** Where devices reach this server, and web clips of ours lead. */
  serverUrl(): string;
}

/** Apple's Command dictionary as JSON: data in base64. */
type CommandJson = { readonly RequestType: string; readonly [key: string]: unknown };

/** Who asks for a command, and why. */
interface Wish {
  readonly actor: string;
  readonly reason?: string;
}

/** One command that goes to many: looked at once. */
export interface PreparedCommand {
  queue(work: UnitOfWork, enrollmentId: string, wish: Wish): { commandId: string } | { refused: readonly Finding[] };
}

/** The queue. */
export interface Queue {
  prepare(command: CommandJson): PreparedCommand;
  /** Takes back a command that waits; one the device has already is left. */
  cancelInUnit(work: UnitOfWork, commandId: string, actor: string, reason?: string): boolean;
}

/** Opens files that were encrypted to us, and signs those that go out. */
export interface ProfileKeys {
  openEnveloped(message: Buffer): Buffer | undefined;
  signProfile(xml: Buffer): Buffer;
}

/** The devices that are meant. */
export interface DeviceDirectory {
  /** @throws CartwrightError `too-large`, `bad-request` */
  selected(selection: DeviceSelection): string[];
}
