import type { Generated } from 'kysely';
import type { Bit } from './schema-bits.ts';

/** A named bundle of what devices are to be like. `nameKey` is the name in lower case, unique. */
export interface BlueprintTable {
  id: string;
  name: string;
  nameKey: string;
  description: string;
  colour: string;
  icon: string;
  pictureId: string | null;
  /** The newest version. */
  version: number;
  createdAt: number;
  createdBy: string;
  changedAt: number;
  changedBy: string;
}

/** What a blueprint says in one version, as JSON of the contract; never changed. */
export interface BlueprintVersionTable {
  blueprintId: string;
  number: number;
  content: string;
  note: string;
  at: number;
  by: string;
}

/** Wallpapers, and pictures of blueprints. */
export interface BlueprintPictureTable {
  id: string;
  name: string;
  contentType: string;
  bytes: Uint8Array;
  size: number;
  addedAt: number;
  addedBy: string;
}

/** The blueprint a device was prepared for last, and whether it gets later versions by itself. */
export interface BlueprintLinkTable {
  deviceId: string;
  blueprintId: string;
  version: number;
  follows: Bit;
  /** Its number among the devices it was prepared with, for names. */
  place: number;
  linkedAt: number;
  linkedBy: string;
}

/** Devices of these groups, invitations and automated enrollment profiles get the blueprint as they come. */
export interface BlueprintSourceTable {
  blueprintId: string;
  kind: 'group' | 'invitation' | 'automated';
  targetId: string;
}

/** Devices that came by such a source and are not in a run yet. */
export interface BlueprintArrivalTable {
  id: Generated<number>;
  blueprintId: string;
  deviceId: string;
}

/** Devices on their way to a blueprint. The name stays when the blueprint goes. */
export interface PrepareRunTable {
  id: string;
  blueprintId: string | null;
  blueprintName: string;
  version: number;
  /** What it prepares for, as JSON: the run does not change under way. */
  content: string;
  /** 1 for devices that came by themselves, one after another. */
  arrivals: Bit;
  state: 'running' | 'paused' | 'done' | 'cancelled';
  startedAt: number;
  startedBy: string;
  endedAt: number | null;
}

/** One device of a run: how far it is, as JSON of the step machine. */
export interface PrepareDeviceTable {
  runId: string;
  deviceId: string;
  place: number;
  state: 'running' | 'paused' | 'done' | 'failed' | 'cancelled';
  steps: string;
  /** When the device is to be asked again; null while nothing waits for a time. */
  dueAt: number | null;
  startedAt: number;
  endedAt: number | null;
}

/** Commands a run waits for; gone once they have ended. */
export interface PrepareCommandTable {
  commandId: string;
  runId: string;
  deviceId: string;
}
