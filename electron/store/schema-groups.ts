import type { ColumnType } from 'kysely';
import type { Bit } from './schema-bits.ts';

/**
 * A set of devices: chosen ones, or those a filter finds. `nameKey` is the name in lower case, unique; `filter` is JSON
 * in the contract's shape with ids of groups as values of `group`; `ended` says that devices no longer managed count.
 */
export interface DeviceGroupTable {
  id: string;
  name: string;
  nameKey: string;
  description: string;
  kind: 'static' | 'smart';
  /** Key of a group that every installation has. */
  builtIn: string | null;
  colour: string;
  icon: string;
  filter: string | null;
  ended: Bit;
  createdAt: number;
  createdBy: string;
  changedAt: number;
  changedBy: string;
  /** How many devices are in it; kept by the database itself. */
  members: ColumnType<number, never, never>;
}

/** Who is in a group, and since when; `addedBy` names who put a device into a static group. */
export interface GroupMemberTable {
  groupId: string;
  deviceId: string;
  since: number;
  addedBy: string | null;
}

/** Devices whose groups are to be worked out at a time: 0 for at once. Kept by triggers and by the groups' worker. */
export interface GroupDueTable {
  deviceId: string;
  dueAt: number;
}

/**
 * What the filters of groups look at, so that changes nobody looks at cost nothing. For `lastSeenAt` also how far back
 * (`span`, milliseconds) or from when on (`at`).
 */
export interface GroupWatchTable {
  field: string;
  span: number | null;
  at: number | null;
}

/** A group that is being worked out for all devices: those up to `after` are done, with so many joined and left. */
export interface GroupSweepTable {
  groupId: string;
  after: string;
  joined: number;
  left: number;
  actor: string;
}

/** Who came and went, for the device's page; the name stays when the group goes. */
export interface GroupChangeTable {
  deviceId: string;
  at: number;
  groupId: string;
  groupName: string;
  joined: Bit;
  actor: string;
}
