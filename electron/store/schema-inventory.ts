import type { Bit } from './schema-bits.ts';

export type ReportKind =
  | 'device-information'
  | 'security'
  | 'restrictions'
  | 'apps'
  | 'profiles'
  | 'certificates'
  | 'os-updates'
  | 'os-update-status'
  | 'managed-apps'
  | 'media'
  | 'provisioning-profiles'
  | 'accounts'
  | 'content-caching'
  | 'extensions'
  | 'lights-out'
  | 'lost-mode'
  /** What the commands that report nothing else said last, by RequestType. */
  | 'outcomes'
  | 'authenticate'
  | 'token-update'
  | 'declaration-status';

/**
 * When each kind of inventory was last reported; `body` holds the facts that have no table of their own, as JSON.
 * `authenticate` and `token-update` hold what came with a check-in and nobody reads yet.
 */
export interface DeviceReportTable {
  deviceId: string;
  kind: ReportKind;
  reportedAt: number;
  commandId: string | null;
  body: string;
}

export interface InstalledAppTable {
  deviceId: string;
  identifier: string;
  version: string;
  shortVersion: string | null;
  name: string | null;
  bundleSize: number | null;
  dynamicSize: number | null;
  managed: Bit | null;
}

export interface InstalledProfileTable {
  deviceId: string;
  identifier: string;
  uuid: string;
  displayName: string | null;
  organization: string | null;
  description: string | null;
  version: number | null;
  managed: Bit | null;
  encrypted: Bit | null;
  removalDisallowed: Bit | null;
  /** When the certificate that signed it ends; null for a profile that is not signed. */
  signedUntil: number | null;
  payloads: string;
}

export interface DeviceCertificateTable {
  deviceId: string;
  fingerprint: string;
  commonName: string | null;
  isIdentity: Bit;
  subject: string | null;
  issuer: string | null;
  notBefore: number | null;
  notAfter: number | null;
}

export interface OsUpdateTable {
  deviceId: string;
  productKey: string;
  name: string | null;
  version: string | null;
  build: string | null;
  critical: Bit | null;
  restartRequired: Bit | null;
  downloadSize: number | null;
  /** Of Macs: data of the system's own protection, and of chips. */
  configuration: Bit | null;
  firmware: Bit | null;
  securityResponse: Bit | null;
}
