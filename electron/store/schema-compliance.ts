import type { Bit } from './schema-bits.ts';

/**
 * What devices have to keep. `checks`, `include`, `exclude` and `tiers` are JSON in the contract's shape. Who meets its
 * checks is kept as a group of the same id while it is active, see electron/groups.
 */
export interface ComplianceRuleTable {
  id: string;
  name: string;
  /** The name in lower case, unique. */
  nameKey: string;
  description: string;
  active: Bit;
  checks: string;
  include: string;
  exclude: string;
  graceHours: number;
  tiers: string;
  /** Of messages: JSON list of language tags, the default first. */
  languages: string;
  createdAt: number;
  createdBy: string;
  changedAt: number;
  changedBy: string;
}

/**
 * One time a device did not keep a rule. At most one of each device and rule has no end; that one is `grace`,
 * `violating` or `exempt`. The names stay when what they name goes.
 */
export interface ComplianceViolationTable {
  id: string;
  ruleId: string;
  ruleName: string;
  deviceId: string;
  state: 'grace' | 'violating' | 'exempt';
  beganAt: number;
  graceUntilAt: number;
  endedAt: number | null;
  endReason: 'compliant' | 'rule' | 'exempt' | 'left' | null;
  /** When something is to be done next; null when nothing is left. */
  nextAt: number | null;
  nextTier: number | null;
  /** The gravest alert of it so far. */
  severity: 'info' | 'warning' | 'critical' | null;
  exemptionId: string | null;
}

/** What was done about a violation: each step once, whatever happens in between. */
export interface ComplianceStepTable {
  violationId: string;
  /** Tier, kind of action, and which repetition: `tier:kind:0`. */
  step: string;
  /** Their order. */
  position: number;
  tier: number;
  kind: string;
  at: number;
  outcome: 'done' | 'refused';
  detail: string | null;
  /** JSON. */
  commandIds: string;
  /** The action as it was done, JSON: what is to be undone by it. */
  action: string;
}

/** How a device stands, all rules taken together, and what was done to it for that. */
export interface ComplianceDeviceTable {
  deviceId: string;
  state: 'compliant' | 'grace' | 'violating' | 'exempt';
  sinceAt: number;
  /** What gives access waits in its queue. */
  blocked: Bit;
  quarantined: Bit;
  /** What our profile shows on its lock screen. */
  message: string | null;
  /** Profiles of ours are kept away from it, these excepted. */
  withheld: 'nothing' | 'wifiWhereNeeded' | 'wifi' | null;
}

/** Groups a device was put into until it complies again. */
export interface ComplianceQuarantineTable {
  deviceId: string;
  groupId: string;
}

/** An app that was removed until the device complies again, and the command that had installed it. */
export interface ComplianceRemovedTable {
  deviceId: string;
  commandId: string;
}

/** A device or a group that need not keep a rule, or any; until a time, or for good. */
export interface ComplianceExemptionTable {
  id: string;
  ruleId: string | null;
  deviceId: string | null;
  groupId: string | null;
  untilAt: number | null;
  reason: string;
  createdAt: number;
  createdBy: string;
}

/** Devices to be judged again at a time: 0 for at once. */
export interface ComplianceDueTable {
  deviceId: string;
  dueAt: number;
}

/** How many devices stood how on a day that began at midnight, UTC. */
export interface ComplianceDayTable {
  at: number;
  compliant: number;
  grace: number;
  violating: number;
  exempt: number;
}
