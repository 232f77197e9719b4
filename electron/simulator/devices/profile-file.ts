import { type KeyObject, X509Certificate } from 'node:crypto';
import { openEnvelope } from '../wire/cms-envelope.ts';
import { openSigned } from '../wire/cms-read.ts';
import { decodePlist, isPlistDict, type PlistDict } from '../wire/plist.ts';
import { retained, sharedCopy } from '../wire/retain.ts';
import { fromPem } from '../wire/x509.ts';
import type { DeviceError } from './errors.ts';
import type { InstalledCertificate, InstalledProfile } from './state.ts';

/** A `.mobileconfig` as a device reads it. */
export interface ProfileFile {
  /** The profile itself, without its signature. */
  content: Buffer;
  identifier: string;
  profile: InstalledProfile;
  payloads: readonly PlistDict[];
  signed: boolean;
  /** The signer's certificate (DER), when signed. The signature itself has been verified. */
  signer: Buffer | undefined;
  /** Certificates that came in the signature. */
  chain: readonly Buffer[];
}

/** Why a profile cannot be installed; carries what the device puts in its error chain. */
export class ProfileRefused extends Error {
  readonly reason: DeviceError;

  constructor(reason: DeviceError) {
    super(reason.text);
    this.name = 'ProfileRefused';
    this.reason = reason;
  }
}

const refused = (domain: string, code: number, text: string): ProfileRefused =>
  new ProfileRefused({ domain, code, text });

/** A string entry of a dictionary. */
export const textAt = (dict: PlistDict, key: string): string | undefined => {
  const value = dict[key];
  return typeof value === 'string' ? value : undefined;
};

/** A data entry of a dictionary. */
export const bytesAt = (dict: PlistDict, key: string): Buffer | undefined => {
  const value = dict[key];
  return value instanceof Uint8Array ? Buffer.from(value) : undefined;
};

/**
 * Reads a configuration profile, signed (CMS) or plain. The signature must verify; whether the signer is trusted is
 * for the caller to judge.
 *
 * @param key opens payloads that are encrypted for this device
 * @throws ProfileRefused with the code a device would report
 */
export function readProfile(file: Uint8Array, key?: KeyObject): ProfileFile {
  const bytes = Buffer.from(file);
  let content: Buffer = bytes;
  let signer: Buffer | undefined;
  let chain: readonly Buffer[] = [];
  if (bytes[0] === 0x30) {
    try {
      const opened = openSigned(bytes);
      content = opened.content;
      signer = sharedCopy(opened.signer);
      chain = opened.certificates.map(sharedCopy);
    } catch (error) {
      throw refused('MCProfileErrorDomain', 1009, `The profile’s signature is not valid: ${String(error)}`);
    }
  }
  let value: unknown;
  try {
    value = decodePlist(content);
  } catch {
    throw refused('MCProfileErrorDomain', 1000, 'The profile is malformed.');
  }
  if (!isPlistDict(value)) throw refused('MCProfileErrorDomain', 1000, 'The profile is malformed.');
  const identifier = textAt(value, 'PayloadIdentifier');
  const uuid = textAt(value, 'PayloadUUID');
  if (textAt(value, 'PayloadType') !== 'Configuration') {
    throw refused('MCProfileErrorDomain', 1001, 'The profile’s type is not supported.');
  }
  if (!identifier || !uuid) throw refused('MCProfileErrorDomain', 1002, 'The profile misses a required field.');
  const list = value.PayloadContent ?? decrypted(bytesAt(value, 'EncryptedPayloadContent'), key);
  const payloads = (Array.isArray(list) ? list : []).filter(isPlistDict).map((payload) => retained(payload));
  for (const payload of payloads) {
    if (!textAt(payload, 'PayloadType') || !textAt(payload, 'PayloadIdentifier') || !textAt(payload, 'PayloadUUID')) {
      throw refused('MCPayloadErrorDomain', 2002, 'A payload misses a required field.');
    }
  }
  if (new Set(payloads.map((payload) => payload.PayloadUUID)).size !== payloads.length) {
    throw refused('MCProfileErrorDomain', 1005, 'Two payloads of the profile share one identifier.');
  }
  const version = value.PayloadVersion;
  return {
    content,
    identifier,
    payloads,
    signed: signer !== undefined,
    signer,
    chain,
    profile: {
      identifier,
      uuid,
      version: typeof version === 'number' ? version : 1,
      displayName: textAt(value, 'PayloadDisplayName') ?? identifier,
      organization: textAt(value, 'PayloadOrganization'),
      description: textAt(value, 'PayloadDescription'),
      removalDisallowed: value.PayloadRemovalDisallowed === true,
      hasRemovalPasscode: payloads.some((payload) => payload.PayloadType === 'com.apple.profileRemovalPassword'),
      encrypted: value.EncryptedPayloadContent instanceof Uint8Array,
      signers: signer ? [signer, ...chain.filter((certificate) => !certificate.equals(signer))] : [],
      managed: true,
      payloads,
    },
  };
}

/** The payloads in an envelope (Configuration Profile Reference, EncryptedPayloadContent). */
function decrypted(envelope: Buffer | undefined, key: KeyObject | undefined): unknown {
  if (envelope === undefined) return undefined;
  if (key === undefined) throw refused('MCProfileErrorDomain', 1013, 'This device has no key for the profile.');
  try {
    return decodePlist(openEnvelope(envelope, key));
  } catch (error) {
    throw refused('MCProfileErrorDomain', 1013, `The profile cannot be decrypted: ${String(error)}`);
  }
}

const ROOT_TYPES = new Set(['com.apple.security.root', 'com.apple.security.pkcs1', 'com.apple.security.pem']);

/** The certificates a profile's payloads bring, without identities. Bad ones refuse the whole profile. */
export function certificatesIn(file: ProfileFile): InstalledCertificate[] {
  return file.payloads
    .filter((payload) => ROOT_TYPES.has(textAt(payload, 'PayloadType') ?? ''))
    .flatMap((payload) => fromPem(bytesAt(payload, 'PayloadContent') ?? Buffer.alloc(0)))
    .map((der) => describeCertificate(sharedCopy(der), false, file.identifier));
}

/** A certificate as CertificateList names it. */
export function describeCertificate(
  der: Buffer,
  isIdentity: boolean,
  profile: string | undefined,
): InstalledCertificate {
  try {
    const { subject } = new X509Certificate(der);
    const commonName = /^CN=(.*)$/m.exec(subject)?.[1] ?? subject.split('\n').at(-1) ?? '';
    return { commonName, der, isIdentity, profile };
  } catch {
    throw refused('MCCertificateErrorDomain', 9004, 'A certificate of the profile cannot be read.');
  }
}
