import type { KeyObject } from 'node:crypto';
import { OID } from '../der/oids.ts';
import { buildCertificate, newSerial, publicKeyInfoOf } from './build.ts';
import {
  authorityKeyIdentifier,
  basicConstraints,
  extendedKeyUsage,
  extension,
  keyIdentifier,
  keyUsage,
  revocationListAt,
  serverNames,
  subjectKeyIdentifier,
} from './extensions.ts';
import { encodeName, type NameParts } from './name.ts';
import { parseCertificate } from './parse-certificate.ts';

const DAY = 86_400_000;
/** Clocks of devices fresh out of the box lag; a certificate is valid a little before it was made. */
const BACKDATE = 3_600_000;

/** What signs other certificates. */
export interface Issuer {
  readonly certificateDer: Buffer;
  readonly privateKey: KeyObject;
}

/** A self-signed root that signs certificates, revocation lists and SCEP replies, and opens SCEP envelopes; 10 years. */
export function buildRootCertificate(options: { name: NameParts; key: KeyObject; now: number; days?: number }): Buffer {
  const name = encodeName(options.name);
  const publicKeyInfo = publicKeyInfoOf(options.key);
  const keyId = keyIdentifier(publicKeyInfo);
  return buildCertificate(
    {
      serial: newSerial(),
      issuer: name,
      subject: name,
      notBeforeAt: options.now - BACKDATE,
      notAfterAt: options.now + (options.days ?? 3652) * DAY,
      publicKeyInfo,
      extensions: [
        basicConstraints(true, 0),
        keyUsage('digitalSignature', 'keyEncipherment', 'keyCertSign', 'cRLSign'),
        subjectKeyIdentifier(keyId),
        authorityKeyIdentifier(keyId),
      ],
    },
    options.key,
  );
}

/** A certificate under an issuer; never valid longer than the issuer is. */
function issue(
  issuer: Issuer,
  leaf: {
    subject: Buffer;
    publicKeyInfo: Buffer;
    now: number;
    days: number;
    extensions: readonly Buffer[];
    serial?: Buffer;
  },
): Buffer {
  const authority = parseCertificate(issuer.certificateDer);
  return buildCertificate(
    {
      serial: leaf.serial ?? newSerial(),
      issuer: authority.subject,
      subject: leaf.subject,
      notBeforeAt: Math.max(leaf.now - BACKDATE, authority.notBeforeAt),
      notAfterAt: Math.min(leaf.now + leaf.days * DAY, authority.notAfterAt),
      publicKeyInfo: leaf.publicKeyInfo,
      extensions: [
        basicConstraints(false),
        ...leaf.extensions,
        subjectKeyIdentifier(keyIdentifier(leaf.publicKeyInfo)),
        authorityKeyIdentifier(authority.subjectKeyId ?? keyIdentifier(authority.publicKeyInfo)),
      ],
    },
    issuer.privateKey,
  );
}

/**
 * A TLS server certificate as Apple devices demand them: SANs, serverAuth, SHA-256, at most 398 days.
 * The first host name becomes the common name when it is short enough for one.
 */
export function buildTlsCertificate(
  issuer: Issuer,
  options: { hostnames: readonly string[]; publicKeyInfo: Buffer; now: number; days?: number; rsa?: boolean },
): Buffer {
  const [first = ''] = options.hostnames;
  const usages =
    options.rsa === true ? (['digitalSignature', 'keyEncipherment'] as const) : (['digitalSignature'] as const);
  return issue(issuer, {
    subject: encodeName([['CN', first.length > 0 && first.length <= 64 ? first : 'Cartwright']]),
    publicKeyInfo: options.publicKeyInfo,
    now: options.now,
    days: Math.min(options.days ?? 397, 398),
    extensions: [keyUsage(...usages), extendedKeyUsage(OID.serverAuth), serverNames(options.hostnames)],
  });
}

/** What a device identity carries. `subject` and `subjectAltName` are DER, the latter the extension's value. */
export interface DeviceIdentityOptions {
  readonly subject: Buffer;
  readonly publicKeyInfo: Buffer;
  readonly now: number;
  readonly days?: number;
  readonly subjectAltName?: Buffer | undefined;
  readonly revocationListUrls?: readonly string[];
  readonly serial?: Buffer;
}

/** The certificate a device authenticates with: clientAuth, 365 days unless told otherwise. */
export function buildDeviceIdentity(issuer: Issuer, options: DeviceIdentityOptions): Buffer {
  return issue(issuer, {
    subject: options.subject,
    publicKeyInfo: options.publicKeyInfo,
    now: options.now,
    days: options.days ?? 365,
    ...(options.serial === undefined ? {} : { serial: options.serial }),
    extensions: [
      keyUsage('digitalSignature', 'keyEncipherment'),
      extendedKeyUsage(OID.clientAuth),
      ...(options.subjectAltName === undefined ? [] : [extension(OID.subjectAltName, false, options.subjectAltName)]),
      ...((options.revocationListUrls ?? []).length === 0 ? [] : [revocationListAt(options.revocationListUrls ?? [])]),
    ],
  });
}

/** The certificate configuration profiles are signed with; no extended key usage, which verifiers take as "any". */
export function buildProfileSigningCertificate(
  issuer: Issuer,
  options: { name: NameParts; publicKeyInfo: Buffer; now: number; days?: number },
): Buffer {
  return issue(issuer, {
    subject: encodeName(options.name),
    publicKeyInfo: options.publicKeyInfo,
    now: options.now,
    days: options.days ?? 397,
    extensions: [keyUsage('digitalSignature')],
  });
}

/**
 * A certificate by which supervised devices know the computers they answer by cable: signed by itself, for code signing,
 * as Apple Configurator makes it; 20 years.
 */
export function buildSupervisionCertificate(options: {
  organisation: string;
  /** Tells it from others of the same organisation. */
  id: string;
  key: KeyObject;
  now: number;
}): Buffer {
  const organisation = options.organisation.slice(0, 64);
  const short = organisation.slice(0, 64 - 40);
  const name = encodeName([
    ['CN', `${short} ${options.id}`.trim()],
    ['O', organisation],
  ]);
  const publicKeyInfo = publicKeyInfoOf(options.key);
  return buildCertificate(
    {
      serial: newSerial(),
      issuer: name,
      subject: name,
      notBeforeAt: options.now - BACKDATE,
      notAfterAt: options.now + 7305 * DAY,
      publicKeyInfo,
      extensions: [
        keyUsage('digitalSignature', 'keyEncipherment'),
        extendedKeyUsage(OID.codeSigning),
        subjectKeyIdentifier(keyIdentifier(publicKeyInfo)),
      ],
    },
    options.key,
  );
}

/** What a certificate that goes out in a profile is for. */
export type ConfiguredUsage = 'both' | 'signing' | 'encryption';

/** A certificate for networks, mail and the like, as a profile brings it: clientAuth and emailProtection. */
export function buildConfiguredCertificate(
  issuer: Issuer,
  options: DeviceIdentityOptions & { readonly usage: ConfiguredUsage; readonly days: number },
): Buffer {
  const { subjectAltName, revocationListUrls = [], usage, subject, publicKeyInfo, now, days } = options;
  return issue(issuer, {
    subject,
    publicKeyInfo,
    now,
    days,
    extensions: [
      keyUsage(
        ...(usage === 'encryption' ? [] : (['digitalSignature'] as const)),
        ...(usage === 'signing' ? [] : (['keyEncipherment'] as const)),
      ),
      extendedKeyUsage(OID.clientAuth, OID.emailProtection),
      ...(subjectAltName === undefined ? [] : [extension(OID.subjectAltName, false, subjectAltName)]),
      ...(revocationListUrls.length === 0 ? [] : [revocationListAt(revocationListUrls)]),
    ],
  });
}
