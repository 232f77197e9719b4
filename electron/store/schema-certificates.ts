import type { LibraryKind } from '../../shared/certificates/source.ts';

/** Something of the certificate library that payloads take their certificate from; `settings` is JSON without secrets. */
export interface CertificateItemTable {
  id: string;
  kind: LibraryKind;
  name: string;
  nameKey: string;
  description: string;
  settings: string;
  /** Of a certificate or identity: SHA-256 of the DER in hex, and what it says; null for servers. */
  fingerprint: string | null;
  subject: string | null;
  issuer: string | null;
  notBefore: number | null;
  notAfter: number | null;
  der: Uint8Array | null;
  /** JSON list of certificates above, in base64, nearest issuer first. */
  chain: string;
  /** Key of an identity (PKCS#8), or what a SCEP server is asked with. */
  secretId: string | null;
  /** Counts on when the certificate is replaced. */
  generation: number;
  createdAt: number;
  createdBy: string;
  changedAt: number;
  changedBy: string;
}

/** `open`: a challenge waits for the device; `issued`: there is a certificate; `due`: it ends soon, another one follows. */
export type CertificateOrderState = 'open' | 'issued' | 'due' | 'revoked';

/**
 * By SCEP from the built-in authority; made there with its key; by a SCEP or ACME server of the library, seen on the device;
 * brought by a person.
 */
export type CertificateWay = 'scep' | 'pkcs12' | 'foreign-scep' | 'foreign-acme' | 'personal';

/** A certificate that a profile brings; one for each holder and payload. */
export interface CertificateOrderTable {
  id: string;
  /** `device:` and its id, or `person:` and the user name in lower case. */
  holder: string;
  deviceId: string | null;
  holderName: string;
  profileIdentifier: string;
  payloadUuid: string;
  way: CertificateWay;
  /** What of the library it comes from; null for the built-in authority. */
  itemId: string | null;
  state: CertificateOrderState;
  /** Counts on with every renewal: another payload on the device. */
  generation: number;
  /** SHA-256 (hex) of what was ordered. */
  wanted: string;
  subject: string;
  /** JSON: what the certificate shall say. */
  terms: string;
  challengeHash: string | null;
  challengeSecretId: string | null;
  challengeExpiresAt: number | null;
  fingerprint: string | null;
  notAfter: number | null;
  renewAt: number | null;
  /** PKCS#12 and its password. */
  bundleSecretId: string | null;
  createdAt: number;
  issuedAt: number | null;
}

/** What a person brought for an item of the library, or is to bring by a link. `personKey` is the user name in lower case. */
export interface PersonalIdentityTable {
  id: string;
  itemId: string;
  personKey: string;
  person: string;
  /** SHA-256 (hex) of the certificate; null until there is one. */
  fingerprint: string | null;
  subject: string | null;
  notAfter: number | null;
  der: Uint8Array | null;
  /** JSON list in base64. */
  chain: string;
  /** PKCS#8; null when there is no key, or not any more. */
  secretId: string | null;
  generation: number;
  putAt: number | null;
  putBy: string | null;
  keyUntilAt: number | null;
  linkHash: string | null;
  linkUntilAt: number | null;
}

/** A mail on its way. */
export interface MailTable {
  id: string;
  address: string;
  deviceId: string | null;
  subject: string;
  body: string;
  /** For people: why it is sent. */
  reason: string;
  createdAt: number;
  dueAt: number;
  tries: number;
  lastError: string | null;
}
