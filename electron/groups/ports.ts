import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import type { DeviceSelection } from '../../shared/contract/device-lists.ts';
import type { DeviceRow, GroupUse } from '../../shared/contract/index.ts';

/*
 * What this room needs of others; the engine hands it in.
 */

/** The devices that are meant, and what is known of them. */
export interface DeviceDirectory {
  /** @throws CartwrightError `too-large`, `bad-request` */
  selected(selection: DeviceSelection): string[];
  /** In the order of the ids; those that there are not are left out. */
  rows(ids: readonly string[]): DeviceRow[];
  attributes(): AttributeShape[];
}

/** Says what uses groups, by the id of the group: a group that is used is not deleted. */
export type GroupUsage = () => ReadonlyMap<string, readonly GroupUse[]>;

/** One device that came or went. */
export interface MembershipChange {
  readonly groupId: string;
  readonly deviceId: string;
  readonly joined: boolean;
}
