import { CartwrightError } from '../../shared/errors.ts';
import { cmsKind, openSigned } from '../identity/index.ts';
import { decodePlist, isPlistDict, type PlistDict } from '../protocol/index.ts';

/** Fonts and web clip icons make profiles large; a device takes a few megabytes at most. */
const MAX_BYTES = 32 * 1024 * 1024;
/** Signed in encrypted in signed is odd but seen; more is nobody's profile. */
const MAX_WRAPPINGS = 4;

/** One layer around the property list, from the outside in. */
export type Wrapping =
  | {
      readonly kind: 'signed';
      /** DER. */
      readonly signerCertificate: Buffer;
      readonly certificates: readonly Buffer[];
      /** Why the signature does not hold; undefined when it does. */
      readonly problem: string | undefined;
    }
  | { readonly kind: 'encrypted' };

/** A configuration profile as it was read. Nothing of it was changed or left out. */
export interface ReadProfile {
  /** The whole dictionary, unknown keys included; encrypted content stands open in PayloadContent where it could be. */
  readonly content: PlistDict;
  readonly format: 'xml' | 'binary';
  readonly wrappings: readonly Wrapping[];
  /** The payloads themselves were encrypted inside the profile; `closed` when not to us. */
  readonly encryptedContent: 'none' | 'opened' | 'closed';
  /** The file as it came: a profile signed by others is sent on like this, never built anew. */
  readonly original: Buffer;
}

/** What opening a profile needs from outside. */
export interface ProfileKeys {
  /** Decrypts a CMS EnvelopedData made for us; undefined when it was not (see Authority.openEnveloped). */
  openEnveloped(message: Buffer): Buffer | undefined;
}

/**
 * Reads a `.mobileconfig`: a property list in XML or binary, plain, signed (CMS SignedData, also with indefinite
 * lengths), encrypted to us, or several of these around each other, and with encrypted payloads inside
 * (EncryptedPayloadContent, Apple's Configuration Profile Reference). Pure but for the keys.
 *
 * @param keys opens what is encrypted to us; without it encrypted files are refused
 * @throws CartwrightError `bad-plist`, `bad-signature` when a signed file cannot be read, `too-large`, `forbidden` when
 *   the file as a whole is encrypted to somebody else, `bad-request` when it is no configuration profile
 */
export function readProfile(file: Uint8Array, keys?: ProfileKeys): ReadProfile {
  const original = Buffer.from(file);
  if (original.length > MAX_BYTES) {
    throw new CartwrightError('too-large', `A profile may have ${MAX_BYTES / 1024 / 1024} MB at most.`);
  }
  const wrappings: Wrapping[] = [];
  const list = unwrap(original, keys, wrappings);
  const value = decodePlist(list, { preserveReals: true, maxBytes: MAX_BYTES });
  if (!isPlistDict(value) || !looksLikeProfile(value)) {
    throw new CartwrightError(
      'bad-request',
      'This file is no configuration profile: PayloadType is not Configuration.',
    );
  }
  const opened = openContent(value, keys);
  return {
    content: opened ?? value,
    format: list.toString('latin1', 0, 6) === 'bplist' ? 'binary' : 'xml',
    wrappings,
    encryptedContent: opened !== undefined ? 'opened' : isEncrypted(value) ? 'closed' : 'none',
    original,
  };
}

function unwrap(bytes: Buffer, keys: ProfileKeys | undefined, wrappings: Wrapping[]): Buffer {
  const kind = bytes[0] === 0x30 ? cmsKind(bytes) : undefined;
  if (kind === undefined) return bytes;
  if (wrappings.length >= MAX_WRAPPINGS) {
    throw new CartwrightError('bad-request', 'The profile is signed and encrypted too many times over.');
  }
  if (kind === 'signed') {
    const { content, ...facts } = openSigned(bytes);
    wrappings.push({ kind, ...facts });
    return unwrap(content, keys, wrappings);
  }
  const inside = keys?.openEnveloped(bytes);
  if (inside === undefined) {
    throw new CartwrightError(
      'forbidden',
      'The profile is encrypted, and not for this server. Ask for it unencrypted, or encrypted to the root certificate of this server.',
    );
  }
  wrappings.push({ kind: 'encrypted' });
  return unwrap(inside, keys, wrappings);
}

const looksLikeProfile = (value: PlistDict) =>
  value.PayloadType === 'Configuration' || (value.PayloadType === undefined && Array.isArray(value.PayloadContent));

const isEncrypted = (value: PlistDict) => value.EncryptedPayloadContent instanceof Uint8Array;

/** The profile with its encrypted payloads in the open; undefined when there are none or they are not for us. */
function openContent(value: PlistDict, keys: ProfileKeys | undefined): PlistDict | undefined {
  const sealed = value.EncryptedPayloadContent;
  if (!(sealed instanceof Uint8Array) || keys === undefined) return undefined;
  const inside = keys.openEnveloped(Buffer.from(sealed));
  if (inside === undefined) return undefined;
  const payloads = decodePlist(inside, { preserveReals: true, maxBytes: MAX_BYTES });
  if (!Array.isArray(payloads)) {
    throw new CartwrightError('bad-plist', 'EncryptedPayloadContent must hold a list of payloads.');
  }
  const { EncryptedPayloadContent: _, ...rest } = value;
  return { ...rest, PayloadContent: payloads };
}
