import { z } from 'zod';
import { KEY_USAGES, LIBRARY_KINDS } from '../certificates/source.ts';
import { id, limit, offset, procedure, time } from './common.ts';

const name = z.string().trim().min(1).max(100);
const description = z.string().trim().max(500).default('');
const httpUrl = z
  .string()
  .trim()
  .max(1000)
  .regex(/^https?:\/\/[^\s/]+\S*$/i, 'must be an address that begins with http:// or https://');
/** May hold variables. */
const subject = z.string().trim().min(1).max(1000);
const names = z
  .object({
    email: z.string().trim().max(500).default(''),
    dns: z.string().trim().max(500).default(''),
    uri: z.string().trim().max(1000).default(''),
    upn: z.string().trim().max(500).default(''),
  })
  .default({ email: '', dns: '', uri: '', upn: '' });

/** How long before its end a certificate that a server of others issued is renewed by sending its profile again. */
const renewDays = z.number().int().min(1).max(365).default(30);

/** A SCEP server that devices ask for their certificate. */
export const scepSettings = z.object({
  url: httpUrl,
  /** What tells the authority where a server has several (CA-Identifier). */
  authorityName: z.string().trim().max(200).default(''),
  subject,
  names,
  keySize: z.union([z.literal(2048), z.literal(4096)]).default(2048),
  usage: z.enum(KEY_USAGES).default('both'),
  /** SHA-256 or SHA-1 of the certificate of its authority, in hex; colons and spaces do not matter. */
  fingerprint: z
    .string()
    .transform((text) => text.replace(/[\s:]/g, '').toLowerCase())
    .pipe(z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})?$/, 'must have 40 or 64 hexadecimal digits'))
    .default(''),
  retries: z.number().int().min(0).max(20).default(3),
  retryDelay: z.number().int().min(1).max(600).default(10),
  /** `microsoft`: a new one for each device from the page of Microsoft's enrollment service. */
  challenge: z.enum(['none', 'static', 'microsoft']).default('none'),
  challengeUrl: z.union([z.literal(''), httpUrl]).default(''),
  /** Its user signs in with a password; may be empty where Kerberos is preferred. */
  challengeUser: z.string().trim().max(200).default(''),
  /** The page is signed in to by Kerberos (Settings, Directory); user and password are for when that does not work. */
  preferKerberos: z.boolean().default(false),
  /** Devices ask this server, which passes on what they say: the other one need not be reachable for them. */
  relay: z.boolean().default(false),
  renewDays,
});
export type ScepSettings = z.infer<typeof scepSettings>;

/** An ACME server that devices ask for their certificate. */
export const acmeSettings = z
  .object({
    directoryUrl: z
      .string()
      .trim()
      .max(1000)
      .regex(/^https:\/\/[^\s/]+\S*$/i, 'must be an address that begins with https://'),
    /** What tells the server which device asks; may hold variables. */
    clientIdentifier: z.string().trim().min(1).max(500).default('$DEVICE_SN$'),
    subject,
    names,
    keyType: z.enum(['RSA', 'ECSECPrimeRandom']).default('ECSECPrimeRandom'),
    keySize: z.number().int().default(384),
    /** The key is made in the Secure Enclave and never leaves it. */
    hardwareBound: z.boolean().default(true),
    /** Apple attests the device and the key to the server. */
    attest: z.boolean().default(true),
    usage: z.enum(KEY_USAGES).default('both'),
    /** Object identifiers such as 1.3.6.1.5.5.7.3.2 (client authentication). */
    extendedUsage: z
      .array(z.string().regex(/^\d+(?:\.\d+)+$/, 'must be an object identifier'))
      .max(20)
      .default([]),
    renewDays,
  })
  .superRefine((value, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (value.attest && !value.hardwareBound)
      wrong('attest', 'Apple attests only keys that are bound to the hardware.');
    if (value.hardwareBound && value.keyType !== 'ECSECPrimeRandom')
      wrong('keyType', 'Keys bound to the hardware are elliptic.');
    const sizes = value.keyType === 'RSA' ? [2048, 3072, 4096] : value.hardwareBound ? [256, 384] : [256, 384, 521];
    if (!sizes.includes(value.keySize)) wrong('keySize', `The key may have ${sizes.join(', ')} bits.`);
  });
export type AcmeSettings = z.infer<typeof acmeSettings>;

/** Identities that people bring themselves, one each: for signed and encrypted mail. */
export const personalSettings = z.object({
  /** What the page where they upload calls it. */
  title: z.string().trim().min(1).max(100),
  /** Files without a password are refused. */
  requirePassword: z.boolean().default(true),
  /** Days after the upload until the key is deleted here; null keeps it. Devices keep what they have. */
  keepKeyDays: z.number().int().min(1).max(365).nullable().default(null),
});
export type PersonalSettings = z.infer<typeof personalSettings>;

export const certificateItem = z.object({
  id,
  kind: z.enum(LIBRARY_KINDS),
  name: z.string(),
  description: z.string(),
  scep: scepSettings.nullable(),
  acme: acmeSettings.nullable(),
  personal: personalSettings.nullable(),
  /** Whether a challenge or a password is kept; what it is, nobody is told. */
  hasSecret: z.boolean(),
  fingerprint: z.string().nullable(),
  subject: z.string().nullable(),
  issuer: z.string().nullable(),
  notBefore: time.nullable(),
  notAfter: time.nullable(),
  /** Names of the certificates above it that came along. */
  chain: z.array(z.string()),
  /** A certificate that may issue others. */
  isAuthority: z.boolean(),
  state: z.enum(['valid', 'expiring', 'expired']).nullable(),
  /** What takes its certificate from here. */
  usedBy: z.array(z.object({ kind: z.enum(['policy', 'signing']), id: z.string(), title: z.string() })),
  createdAt: time,
  createdBy: z.string(),
  changedAt: time,
  changedBy: z.string(),
});
export type CertificateItem = z.infer<typeof certificateItem>;

const importFields = {
  /** PEM as it is, anything else in base64. */
  file: z.string().min(1).max(3_000_000),
  passphrase: z.string().max(1000).optional(),
} as const;

export const newCertificateServer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('scep'),
    name,
    description,
    scep: scepSettings,
    /** The challenge, or the password for the page that makes them; left out, what is kept stays. */
    secret: z.string().max(1000).optional(),
    /** The certificates of its authority, PEM or in base64: nearest first. Left out, those kept stay; empty, they go. */
    chain: z.string().max(200_000).optional(),
  }),
  z.object({ kind: z.literal('acme'), name, description, acme: acmeSettings }),
  z.object({ kind: z.literal('personal'), name, description, personal: personalSettings }),
]);
export type NewCertificateServer = z.infer<typeof newCertificateServer>;

/** An identity that a person brought, or is to bring. */
export const personalIdentity = z.object({
  id,
  itemId: id,
  person: z.string(),
  /** Null until there is one. */
  fingerprint: z.string().nullable(),
  subject: z.string().nullable(),
  notAfter: time.nullable(),
  state: z.enum(['missing', 'valid', 'expiring', 'expired']),
  /** Whether the key is still here; without it no further device gets the identity. */
  hasKey: z.boolean(),
  keyUntilAt: time.nullable(),
  putAt: time.nullable(),
  putBy: z.string().nullable(),
  /** Until when the link works that was made last. */
  linkUntilAt: time.nullable(),
});
export type PersonalIdentity = z.infer<typeof personalIdentity>;

/** A certificate that a profile brought, or will. */
export const configuredCertificate = z.object({
  id,
  /** `foreign-…`: issued by a server of the library, and known by what the device reports. */
  way: z.enum(['scep', 'pkcs12', 'foreign-scep', 'foreign-acme', 'personal']),
  holder: z.enum(['device', 'person']),
  holderName: z.string(),
  deviceId: id.nullable(),
  profileIdentifier: z.string(),
  subject: z.string(),
  /** `open`: the device has not asked yet; `due`: another one is on its way. */
  state: z.enum(['open', 'issued', 'due', 'expiring', 'expired', 'revoked']),
  generation: z.number().int(),
  fingerprint: z.string().nullable(),
  issuedAt: time.nullable(),
  notAfter: time.nullable(),
  renewAt: time.nullable(),
});
export type ConfiguredCertificate = z.infer<typeof configuredCertificate>;

export const configuredQuery = z.object({
  state: z.enum(['all', 'open', 'issued', 'due', 'expiring', 'expired', 'revoked']).default('all'),
  /** In the holder, the subject or the profile. */
  search: z.string().trim().max(200).optional(),
  deviceId: id.optional(),
  offset,
  limit,
});
export type ConfiguredQuery = z.infer<typeof configuredQuery>;

/** One step of a trial, in order; the first that fails is the last. */
export const trialStep = z.object({
  step: z.enum(['subject', 'reach', 'authority', 'fingerprint', 'challenge', 'request', 'chain', 'clean-up']),
  ok: z.boolean(),
  /** What was found, or what is wrong and what to do; English. */
  detail: z.string(),
});
export const certificateTrial = z.object({
  ok: z.boolean(),
  steps: z.array(trialStep),
  /** The certificate that was issued, when one was. */
  pem: z.string().nullable(),
});
export type CertificateTrial = z.infer<typeof certificateTrial>;

export const signingIdentity = z.object({
  /** The identity of the library that signs profiles; null: the built-in authority does. */
  itemId: id.nullable(),
  subject: z.string(),
  notAfter: time,
});
export type SigningIdentityState = z.infer<typeof signingIdentity>;

const byItem = z.object({ itemId: id });
const person = z.string().trim().min(1).max(320);
const tags = ['Certificates'];

export const certificateLibrary = {
  list: procedure
    .route({ method: 'GET', path: '/certificate-library', summary: 'The certificate library', tags })
    .output(z.array(certificateItem)),
  import: procedure
    .meta({ reason: true })
    .route({
      method: 'POST',
      path: '/certificate-library/import',
      summary: 'Import certificates or an identity',
      description:
        'With a private key in the file it becomes an identity with its chain, else every certificate of the file an item of its own. What is there already is left alone.',
      tags,
    })
    .input(z.object({ ...importFields, name: name.optional(), description }))
    .output(z.object({ added: z.array(certificateItem), known: z.number().int() })),
  replace: procedure
    .meta({ reason: true })
    .route({
      method: 'PUT',
      path: '/certificate-library/{itemId}/file',
      summary: 'Replace a certificate or identity by a newer one',
      description: 'Profiles that use it are sent again.',
      tags,
    })
    .input(byItem.extend(importFields))
    .output(certificateItem),
  personal: procedure
    .route({
      method: 'GET',
      path: '/certificate-library/{itemId}/people',
      summary: 'Identities that people brought',
      tags,
    })
    .input(byItem)
    .output(z.array(personalIdentity)),
  putPersonal: procedure
    .route({
      method: 'PUT',
      path: '/certificate-library/{itemId}/people',
      summary: 'Put the identity of a person',
      description: 'Takes the place of the one before; profiles that bring it are sent again.',
      tags,
    })
    .input(byItem.extend({ person, ...importFields }))
    .output(personalIdentity),
  linkPersonal: procedure
    .route({
      method: 'POST',
      path: '/certificate-library/{itemId}/people/link',
      summary: 'Make a link by which a person uploads an identity',
      description: 'The link before it ends.',
      tags,
    })
    .input(byItem.extend({ person, days: z.number().int().min(1).max(90).default(14) }))
    .output(z.object({ url: z.string(), untilAt: time })),
  removePersonal: procedure
    .route({
      method: 'DELETE',
      path: '/certificate-library/people/{identityId}',
      summary: 'Remove the identity of a person',
      tags,
    })
    .input(z.object({ identityId: id }))
    .output(personalIdentity),
  createServer: procedure
    .meta({ reason: true })
    .route({
      method: 'POST',
      path: '/certificate-library/servers',
      summary: 'Add a server, or identities that people bring',
      tags,
    })
    .input(newCertificateServer)
    .output(certificateItem),
  updateServer: procedure
    .meta({ reason: true })
    .route({
      method: 'PUT',
      path: '/certificate-library/servers/{itemId}',
      summary: 'Change a server, or identities that people bring',
      description: 'Profiles that use it are sent again.',
      tags,
    })
    .input(byItem.extend({ server: newCertificateServer }))
    .output(certificateItem),
  rename: procedure
    .route({ method: 'PATCH', path: '/certificate-library/{itemId}', summary: 'Rename or describe an item', tags })
    .input(byItem.extend({ name, description }))
    .output(certificateItem),
  remove: procedure
    .meta({ reason: true })
    .route({
      method: 'DELETE',
      path: '/certificate-library/{itemId}',
      summary: 'Remove an item',
      description: 'Refused with `data.usedBy` while something uses it.',
      tags,
    })
    .input(byItem)
    .output(certificateItem),
  pem: procedure
    .route({
      method: 'GET',
      path: '/certificate-library/{itemId}/pem',
      summary: 'The certificate and those above it as PEM, without any key',
      tags,
    })
    .input(byItem)
    .output(z.object({ filename: z.string(), pem: z.string() })),
  trial: procedure
    .route({
      method: 'POST',
      path: '/certificate-library/trial',
      summary: 'Try to get a certificate',
      description:
        'From the built-in authority, or from a SCEP server of the library, over the network as a device would. What the built-in authority issues for it is revoked at once.',
      tags,
    })
    .input(
      z.object({ /** Null: the built-in authority. */ itemId: id.nullable(), deviceId: id.nullable().default(null) }),
    )
    .output(certificateTrial),
  signing: procedure
    .route({ method: 'GET', path: '/certificate-library-signing', summary: 'What signs profiles', tags })
    .output(signingIdentity),
  setSigning: procedure
    .meta({ reason: true })
    .route({ method: 'PUT', path: '/certificate-library-signing', summary: 'Choose what signs profiles', tags })
    .input(z.object({ itemId: id.nullable() }))
    .output(signingIdentity),
  configured: procedure
    .route({
      method: 'GET',
      path: '/configured-certificates',
      summary: 'Certificates that profiles bring',
      tags,
    })
    .input(configuredQuery)
    .output(z.object({ total: z.number().int(), rows: z.array(configuredCertificate) })),
  renew: procedure
    .route({
      method: 'POST',
      path: '/configured-certificates/{orderId}/renew',
      summary: 'Send another certificate now',
      description: 'The profile is sent again with it; the former one stays valid until it ends.',
      tags,
    })
    .input(z.object({ orderId: id }))
    .output(configuredCertificate),
  revoke: procedure
    .route({
      method: 'POST',
      path: '/configured-certificates/{orderId}/revoke',
      summary: 'Revoke a certificate that a profile brought',
      description: 'It is on the revocation list at once. Another one is issued only after Renew.',
      tags,
    })
    .input(z.object({ orderId: id }))
    .output(configuredCertificate),
};
