import type { Bit } from './schema-bits.ts';

/** A rule by which devices come to newer systems. `content` is JSON in the contract's shape; the lowest rank goes first. */
export interface UpdateRuleTable {
  id: string;
  name: string;
  nameKey: string;
  description: string;
  active: Bit;
  rank: number;
  platform: string;
  content: string;
  createdAt: number;
  createdBy: string;
  changedAt: number;
  changedBy: string;
}

export interface UpdateRuleGroupTable {
  ruleId: string;
  groupId: string;
  mode: 'include' | 'exclude';
}

/** How far a device is with the rule that counts for it; without one it has no row, unless it is to be looked at. */
export interface UpdateDeviceTable {
  deviceId: string;
  ruleId: string | null;
  state: string | null;
  /** Why, as JSON in the contract's shape. */
  because: string | null;
  version: string | null;
  stateAt: number;
  /** The last ScheduleOSUpdate, for which version, and when it was queued. */
  commandId: string | null;
  orderedVersion: string | null;
  orderedAt: number | null;
  /** Orders in a row that went wrong, and the last of which that is counted. */
  failures: number;
  countedId: string | null;
  /** When it was last asked what is offered. */
  askedAt: number | null;
  /** When it is to be looked at again. */
  dueAt: number;
}
