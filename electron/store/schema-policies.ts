import type { Bit } from './schema-bits.ts';

/**
 * What devices should have. `version` is the one they are to get, null before one was published; `accepted`, `window`
 * and `needs` are JSON in the contract's shape.
 */
export interface PolicyTable {
  id: string;
  type: 'profile' | 'setting';
  name: string;
  /** The name in lower case, unique. */
  nameKey: string;
  description: string;
  /** PayloadIdentifier, unique; null for a setting. */
  identifier: string | null;
  active: Bit;
  newestVersion: number;
  version: number | null;
  onDrift: 'repair' | 'report';
  accepted: string;
  window: string | null;
  slot: string | null;
  /** Lower goes first; unique. */
  rank: number;
  encrypted: Bit;
  needs: string;
  /** Yields to every other policy of its kind. */
  fallback: Bit;
  /** Counts more than what apps were given by hand. */
  overApps: Bit;
  createdAt: number;
  createdBy: string;
  changedAt: number;
  changedBy: string;
}

/**
 * A version never changes. `content` is tagged JSON with marks instead of secrets, which the vault has as JSON under
 * `secretId`; `originalSecretId` names the file of a profile that others signed. `payloadTypes` and `variables` are JSON.
 */
export interface PolicyVersionTable {
  policyId: string;
  number: number;
  /** What PayloadUUIDs on devices are derived from. */
  uuid: string;
  at: number;
  by: string;
  note: string;
  content: string;
  secretId: string | null;
  originalSecretId: string | null;
  payloadTypes: string;
  variables: string;
}

export interface PolicyAssignmentTable {
  policyId: string;
  kind: 'group' | 'device';
  targetId: string;
  mode: 'include' | 'exclude';
  /** The version the device stays at; null for the one that is published. */
  version: number | null;
}

/** What a device is to have because of its blueprint; `version` null is the one that is published. */
export interface PolicyGrantTable {
  deviceId: string;
  policyId: string;
  blueprintId: string;
  version: number | null;
}

/**
 * How one policy stands on one enrollment, and what is known of it there. `key` is the PayloadIdentifier, or
 * `setting:` and the policy's id. A policy that was deleted leaves its rows until the devices are rid of it.
 */
export interface PolicyStateTable {
  enrollmentId: string;
  key: string;
  deviceId: string;
  policyId: string | null;
  name: string;
  state: string;
  /** JSON. */
  because: string | null;
  since: number;
  wantedVersion: number | null;
  thereVersion: number | null;
  byKind: 'group' | 'device' | 'blueprint' | null;
  byId: string | null;
  /** Names of variables it was made with, or waits for, as JSON; null for none. */
  variables: string | null;
  /** What the device is to have, told apart by content. */
  uuid: string | null;
  /** What the answers and reports of the device taught, as JSON; null when nothing was ever answered. */
  known: string | null;
  lastCommandId: string | null;
  verifiedAt: number | null;
}

/** Profiles a device had from us when its enrollment ended, until a list of its next one tells whether it still has them. */
export interface PolicyLeftTable {
  deviceId: string;
  /** The user's short name, `?` for one without; empty for the device's own channel. */
  user: string;
  identifier: string;
  /** One that it took, or was given and may have taken. */
  uuid: string;
  name: string;
  /** JSON: the kinds of its payloads, and what removing it means. */
  profile: string;
}

/** A command queued for a policy whose answer was not learned from yet; `sent` is what it said, as JSON. */
export interface PolicyCommandTable {
  commandId: string;
  enrollmentId: string;
  key: string;
  sent: string;
}

/** Devices that are to be planned anew at a time: 0 for at once. Kept by triggers and by the worker of policies. */
export interface PolicyDueTable {
  deviceId: string;
  dueAt: number;
}

/** A policy whose devices are being put on the list: those up to `after` are. */
export interface PolicySweepTable {
  policyId: string;
  after: string;
}

/** The roll-out of a policy under way, or its last one. */
export interface PolicyRollOutTable {
  policyId: string;
  version: number;
  before: number | null;
  /** JSON in the contract's shape. */
  plan: string;
  state: 'running' | 'paused' | 'stopped' | 'aborted' | 'done';
  stage: number;
  /** Devices whose draw is below this have had their turn; see `drawOf`. */
  threshold: number;
  /** When the stage began, or went on after a pause. */
  stageAt: number;
  startedAt: number;
  startedBy: string;
  changedAt: number;
}
