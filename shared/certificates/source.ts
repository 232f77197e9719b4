import { z } from 'zod';

/*
 * Where the certificate of a payload comes from. A payload that carries the key `cartwright` is completed when the profile
 * leaves for a device: the certificate, the key, the password or the challenge are put in, and the key itself is taken out.
 * It never reaches a device.
 */

/** The key of a payload under which its source stands. */
export const SOURCE_KEY = 'cartwright';

/** A distinguished name as people write it: `CN=$DISPLAY_NAME$, OU=Students`. */
const subject = z.string().trim().min(1).max(1000);
const alternativeNames = z
  .object({
    email: z.string().max(500).optional(),
    dns: z.string().max(500).optional(),
    uri: z.string().max(1000).optional(),
    /** User principal name, as Microsoft's network policies look for. */
    upn: z.string().max(500).optional(),
  })
  .strict();

export const HOLDERS = ['device', 'person'] as const;
export const KEY_TYPES = ['rsa-2048', 'rsa-3072', 'rsa-4096', 'p-256', 'p-384'] as const;
export const KEY_USAGES = ['both', 'signing', 'encryption'] as const;

const issued = {
  /** Whose it is: one for each device, or one for each person that all devices of the person share. */
  holder: z.enum(HOLDERS).default('device'),
  subject,
  names: alternativeNames.default({}),
  /** How long it is valid. */
  days: z.number().int().min(1).max(1825).default(365),
  /** How long before its end another one is issued and the profile is sent again. */
  renewDays: z.number().int().min(1).max(365).default(30),
  usage: z.enum(KEY_USAGES).default('both'),
} as const;

export const certificateSource = z.discriminatedUnion('source', [
  /** `com.apple.security.scep`: the device makes the key and asks the built-in authority, with a challenge for it alone. */
  z
    .object({
      source: z.literal('authority-scep'),
      ...issued,
      holder: z.literal('device').default('device'),
      keySize: z.union([z.literal(2048), z.literal(4096)]).default(2048),
    })
    .strict(),
  /** `com.apple.security.pkcs12`: the built-in authority makes key and certificate; the key is kept in the vault. */
  z.object({ source: z.literal('authority-pkcs12'), ...issued, key: z.enum(KEY_TYPES).default('rsa-2048') }).strict(),
  /** `com.apple.security.root`: the certificate of the built-in authority itself. */
  z.object({ source: z.literal('authority-root') }).strict(),
  /** Something of the library: a certificate, an identity, a SCEP or ACME server, identities that people bring. */
  z.object({ source: z.literal('library'), item: z.string().min(1).max(64) }).strict(),
]);
export type CertificateSource = z.infer<typeof certificateSource>;
export type SourceKind = CertificateSource['source'];

/** Which payloads can take which source. */
export const PAYLOADS_OF_SOURCE: Readonly<Record<Exclude<SourceKind, 'library'>, readonly string[]>> = {
  'authority-scep': ['com.apple.security.scep'],
  'authority-pkcs12': ['com.apple.security.pkcs12'],
  'authority-root': ['com.apple.security.root', 'com.apple.security.pkcs1', 'com.apple.security.pem'],
};

/** What may be in the certificate library. */
export const LIBRARY_KINDS = ['certificate', 'identity', 'scep', 'acme', 'personal'] as const;
export type LibraryKind = (typeof LIBRARY_KINDS)[number];

/** Which payloads a thing of the library can complete. */
export const PAYLOADS_OF_KIND: Readonly<Record<LibraryKind, readonly string[]>> = {
  certificate: ['com.apple.security.root', 'com.apple.security.pkcs1', 'com.apple.security.pem'],
  identity: ['com.apple.security.pkcs12'],
  scep: ['com.apple.security.scep'],
  acme: ['com.apple.security.acme'],
  personal: ['com.apple.security.pkcs12'],
};

/** Every payload whose certificate can come from somewhere. */
export const SOURCED_PAYLOADS: ReadonlySet<string> = new Set([
  ...Object.values(PAYLOADS_OF_SOURCE).flat(),
  ...Object.values(PAYLOADS_OF_KIND).flat(),
]);

/**
 * The source of a payload.
 *
 * @returns undefined when the payload has none, `problem` when what stands there cannot be read
 */
export function sourceOf(
  payload: Readonly<Record<string, unknown>>,
): { source: CertificateSource } | { problem: string } | undefined {
  const marker = payload[SOURCE_KEY];
  if (marker === undefined) return undefined;
  const read = certificateSource.safeParse(marker);
  if (read.success) {
    const { source } = read.data;
    const types = source === 'library' ? SOURCED_PAYLOADS : new Set(PAYLOADS_OF_SOURCE[source]);
    if (types.has(String(payload.PayloadType))) return { source: read.data };
    return { problem: `A payload ${String(payload.PayloadType)} cannot take its certificate from “${source}”.` };
  }
  const [issue] = read.error.issues;
  return { problem: `Where the certificate comes from cannot be read: ${issue?.path.join('.')} ${issue?.message}.` };
}

/** The payloads of a profile that have a source, by their position. */
export function sourcesIn(
  profile: Readonly<Record<string, unknown>>,
): { index: number; payload: Readonly<Record<string, unknown>>; source: CertificateSource }[] {
  const list = Array.isArray(profile.PayloadContent) ? (profile.PayloadContent as readonly unknown[]) : [];
  return list.flatMap((entry, index) => {
    if (typeof entry !== 'object' || entry === null || !(SOURCE_KEY in entry)) return [];
    const payload = entry as Readonly<Record<string, unknown>>;
    const read = sourceOf(payload);
    return read !== undefined && 'source' in read ? [{ index, payload, source: read.source }] : [];
  });
}
