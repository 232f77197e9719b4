import type { Generated } from 'kysely';
import type { Bit } from './schema-bits.ts';

/**
 * An app this server installed or took over, as ManagedApplicationList and the answer to InstallApplication tell of it.
 * `configuration`, `attributes` and `feedback` are JSON with the values of secret keys masked; their times say when they
 * were read, null while what the device has may be newer.
 */
export interface ManagedAppTable {
  deviceId: string;
  identifier: string;
  status: string;
  statusAt: number;
  /** Why the device would not begin: Apple's RejectionReason. */
  reason: string | null;
  managementFlags: number | null;
  hasConfiguration: Bit | null;
  hasFeedback: Bit | null;
  validated: Bit | null;
  /** The App Store's id of the installed version. */
  storeVersion: number | null;
  configuration: string | null;
  configurationAt: number | null;
  attributes: string | null;
  attributesAt: number | null;
  feedback: string | null;
  feedbackAt: number | null;
}

export type StatusKind = 'app' | 'media' | 'os-update';

/** Every change of a status, kept also when the app, book or update is gone. */
export interface StatusChangeTable {
  id: Generated<number>;
  deviceId: string;
  kind: StatusKind;
  /** The app's identifier, the book's key, the update's product key. */
  subject: string;
  at: number;
  status: string;
  reason: string | null;
  commandId: string | null;
}

/** A book this server installed. `key` is its PersistentID, or else the number of the store. */
export interface ManagedMediaTable {
  deviceId: string;
  key: string;
  storeId: number | null;
  persistentId: string | null;
  title: string | null;
  author: string | null;
  kind: string | null;
  version: string | null;
  status: string;
  statusAt: number;
  reason: string | null;
}

export interface ProvisioningProfileTable {
  deviceId: string;
  uuid: string;
  name: string | null;
  expiresAt: number | null;
}

/** A system update that was asked for, and how far it has come. */
export interface OsUpdateProgressTable {
  deviceId: string;
  productKey: string;
  status: string;
  statusAt: number;
  /** 0 to 1. */
  downloaded: number | null;
  isDownloaded: Bit | null;
  /** InstallAction, as the device understood it. */
  action: string | null;
  maxDeferrals: number | null;
  deferralsLeft: number | null;
  nextInstallAt: number | null;
  reason: string | null;
}

/** `assigned`: given to a device that has not said what became of it; `refused`: a device could not redeem it. */
export type RedemptionCodeState = 'free' | 'assigned' | 'used' | 'refused';

/** A redemption code of a paid app. `hash` (SHA-256 hex) tells codes apart, the code itself is in the vault. */
export interface RedemptionCodeTable {
  id: string;
  identifier: string;
  hash: string;
  codeSecretId: string;
  state: RedemptionCodeState;
  deviceId: string | null;
  commandId: string | null;
  reason: string | null;
  addedAt: number;
  addedBy: string;
  changedAt: number;
}

/** A question that is to be asked again, because its last answer told of something under way. */
export interface FollowUpTable {
  enrollmentId: string;
  requestType: string;
  dueAt: number;
}
