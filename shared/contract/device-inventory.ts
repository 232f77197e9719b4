import { z } from 'zod';
import { id, time } from './common.ts';

/*
 * What devices say is on them, as the API gives it.
 */

/** Facts as the device reported them, by Apple's key; values are JSON (dates as ISO 8601, data as base64). */
export const facts = z.record(z.string(), z.unknown());

export const installedApp = z.object({
  identifier: z.string(),
  name: z.string().nullable(),
  version: z.string(),
  shortVersion: z.string().nullable(),
  /** Bytes. */
  bundleSize: z.number().nullable(),
  /** Bytes. */
  dynamicSize: z.number().nullable(),
  managed: z.boolean().nullable(),
});
export type InstalledApp = z.infer<typeof installedApp>;

export const installedProfile = z.object({
  identifier: z.string(),
  uuid: z.string(),
  displayName: z.string().nullable(),
  organization: z.string().nullable(),
  description: z.string().nullable(),
  version: z.number().nullable(),
  managed: z.boolean().nullable(),
  encrypted: z.boolean().nullable(),
  removalDisallowed: z.boolean().nullable(),
  /** When the certificate that signed it ends; null when it is not signed. */
  signedUntil: time.nullable(),
  payloads: z.array(
    z.object({ type: z.string(), identifier: z.string().nullable(), displayName: z.string().nullable() }),
  ),
});
export type InstalledProfile = z.infer<typeof installedProfile>;

export const deviceCertificate = z.object({
  fingerprint: z.string(),
  commonName: z.string().nullable(),
  isIdentity: z.boolean(),
  subject: z.string().nullable(),
  issuer: z.string().nullable(),
  notBefore: time.nullable(),
  notAfter: time.nullable(),
});
export type DeviceCertificate = z.infer<typeof deviceCertificate>;

/** One status of an app, a book or an update, and since when. */
export const statusChange = z.object({
  at: time,
  /** Apple's word; `Rejected` when the device would not begin, `Gone` when it was listed no more. */
  status: z.string(),
  reason: z.string().nullable(),
  commandId: id.nullable(),
});
export type StatusChange = z.infer<typeof statusChange>;

const withStatus = {
  /** Apple's word, or `Rejected`. */
  status: z.string(),
  statusAt: time,
  /** Why the device would not begin: Apple's word, or what it said. */
  reason: z.string().nullable(),
  /** Every status it had, the newest first. */
  history: z.array(statusChange),
};

/** A dictionary of an app as it was read, with the values of secret keys masked. */
const appPart = z.object({ readAt: time.nullable(), values: facts }).nullable();

export const managedApp = z.object({
  identifier: z.string(),
  /** From the list of installed apps; null while the app is not installed. */
  name: z.string().nullable(),
  ...withStatus,
  /** It goes when the device is no longer managed. */
  goesWithManagement: z.boolean().nullable(),
  /** Its data is left out of backups. */
  outOfBackup: z.boolean().nullable(),
  hasConfiguration: z.boolean().nullable(),
  hasFeedback: z.boolean().nullable(),
  /** False: an in-house app whose developer the device has not checked, so it may not open. */
  validated: z.boolean().nullable(),
  configuration: appPart,
  attributes: appPart,
  feedback: appPart,
});
export type ManagedApp = z.infer<typeof managedApp>;

export const managedBook = z.object({
  key: z.string(),
  storeId: z.number().nullable(),
  persistentId: z.string().nullable(),
  title: z.string().nullable(),
  author: z.string().nullable(),
  kind: z.string().nullable(),
  version: z.string().nullable(),
  ...withStatus,
});
export type ManagedBook = z.infer<typeof managedBook>;

export const provisioningProfile = z.object({
  uuid: z.string(),
  name: z.string().nullable(),
  expiresAt: time.nullable(),
});
export type ProvisioningProfile = z.infer<typeof provisioningProfile>;

export const osUpdateProgress = z.object({
  ...withStatus,
  /** 0 to 1. */
  downloaded: z.number().nullable(),
  isDownloaded: z.boolean().nullable(),
  /** Apple's InstallAction, as the device understood it. */
  action: z.string().nullable(),
  maxDeferrals: z.number().nullable(),
  deferralsLeft: z.number().nullable(),
  nextInstallAt: time.nullable(),
});

export const osUpdate = z.object({
  productKey: z.string(),
  name: z.string().nullable(),
  version: z.string().nullable(),
  build: z.string().nullable(),
  critical: z.boolean().nullable(),
  restartRequired: z.boolean().nullable(),
  /** Of Macs also data the system protects itself with, and software of chips. */
  kind: z.enum(['system', 'security-response', 'configuration', 'firmware']),
  /** Bytes. */
  downloadSize: z.number().nullable(),
  /** Whether the device still offers it; false for one that was asked for and is on its way. */
  available: z.boolean(),
  /** How far it has come once it was asked for. */
  progress: osUpdateProgress.nullable(),
});
export type OsUpdate = z.infer<typeof osUpdate>;
