import { createHash } from 'node:crypto';
import {
  type AvailableOSUpdate,
  type InstalledApp,
  type ReportedCertificate,
  type ReportedProfile,
  readCertificate,
} from '../protocol/index.ts';
import type {
  DeviceCertificateTable,
  InstalledAppTable,
  InstalledProfileTable,
  OsUpdateTable,
} from '../store/index.ts';

/*
 * What devices report, as rows of the snapshot tables. Pure.
 */

const bit = (flag: boolean | undefined): 0 | 1 | null => (flag === undefined ? null : flag ? 1 : 0);
const integer = (value: number | undefined): number | null => (value === undefined ? null : Math.round(value));

/** A few Mac applications have no bundle id: their path or name stands in. One with none of these cannot be told apart. */
export function appRows(deviceId: string, apps: readonly InstalledApp[]): InstalledAppTable[] {
  const rows: InstalledAppTable[] = [];
  for (const app of apps) {
    const identifier = app.identifier || app.path || app.name;
    if (!identifier) continue;
    rows.push({
      deviceId,
      identifier,
      version: app.version ?? '',
      shortVersion: app.shortVersion ?? null,
      name: app.name ?? null,
      bundleSize: integer(app.bundleSize),
      dynamicSize: integer(app.dynamicSize),
      managed: null,
    });
  }
  return rows;
}

export function profileRows(deviceId: string, profiles: readonly ReportedProfile[]): InstalledProfileTable[] {
  return profiles.map((profile) => ({
    deviceId,
    identifier: profile.identifier,
    uuid: profile.uuid,
    displayName: profile.displayName ?? null,
    organization: profile.organization ?? null,
    description: profile.description ?? null,
    version: integer(profile.version),
    managed: bit(profile.isManaged),
    encrypted: bit(profile.isEncrypted),
    removalDisallowed: bit(profile.removalDisallowed),
    signedUntil: signedUntil(profile),
    payloads: JSON.stringify(
      profile.payloads.map(({ type, identifier, displayName }) => ({
        type: type ?? '',
        identifier: identifier ?? null,
        displayName: displayName ?? null,
      })),
    ),
  }));
}

/** The same certificate signs the profiles of a whole fleet: it is read once. */
const signers = new Map<string, number | null>();
const MOST_SIGNERS = 500;

function signedUntil({ signerCertificates: [signer] }: ReportedProfile): number | null {
  if (signer === undefined) return null;
  const fingerprint = createHash('sha256').update(signer).digest('hex');
  const known = signers.get(fingerprint);
  if (known !== undefined) return known;
  const until = readCertificate(signer)?.notAfterAt ?? null;
  if (signers.size >= MOST_SIGNERS) signers.clear();
  signers.set(fingerprint, until);
  return until;
}

/**
 * A certificate costs tens of microseconds to read, so one that is stored already is taken from `known`, by fingerprint.
 * One that cannot be read is listed by its fingerprint and the name the device gives it.
 */
export function certificateRows(
  deviceId: string,
  certificates: readonly ReportedCertificate[],
  known: ReadonlyMap<string, DeviceCertificateTable>,
): DeviceCertificateTable[] {
  return certificates.map(({ commonName, isIdentity, data }) => {
    const fingerprint = createHash('sha256').update(data).digest('hex');
    const about = known.get(fingerprint) ?? certificateColumns(data);
    return {
      deviceId,
      fingerprint,
      commonName: commonName ?? null,
      isIdentity: isIdentity ? 1 : 0,
      subject: about.subject,
      issuer: about.issuer,
      notBefore: about.notBefore,
      notAfter: about.notAfter,
    };
  });
}

function certificateColumns(
  der: Uint8Array,
): Pick<DeviceCertificateTable, 'subject' | 'issuer' | 'notBefore' | 'notAfter'> {
  const facts = readCertificate(der);
  if (facts === undefined) return { subject: null, issuer: null, notBefore: null, notAfter: null };
  return { subject: facts.subject, issuer: facts.issuer, notBefore: facts.notBeforeAt, notAfter: facts.notAfterAt };
}

export function osUpdateRows(deviceId: string, updates: readonly AvailableOSUpdate[]): OsUpdateTable[] {
  const rows: OsUpdateTable[] = [];
  for (const update of updates) {
    const productKey =
      update.productKey || [update.productName, update.version, update.build].filter(Boolean).join(' ');
    if (productKey === '') continue;
    rows.push({
      deviceId,
      productKey,
      name: update.name ?? update.productName ?? null,
      version: update.version ?? null,
      build: update.build ?? null,
      critical: bit(update.isCritical),
      restartRequired: bit(update.restartRequired),
      downloadSize: integer(update.downloadSize),
      configuration: bit(update.isConfigDataUpdate),
      firmware: bit(update.isFirmwareUpdate),
      securityResponse: bit(update.isSecurityResponse),
    });
  }
  return rows;
}
