import { z } from 'zod';
import { procedure, time } from './common.ts';

const line = (max: number) => z.string().trim().max(max).default('');

/** What Apple Configurator asks of an organization; devices show it under “This iPad is supervised by”. */
export const configuratorOrganization = z.object({
  name: z.string().trim().min(1).max(100),
  phone: line(50),
  email: z.union([z.literal(''), z.email()]).default(''),
  address: line(300),
  department: line(100),
});
export type ConfiguratorOrganization = z.infer<typeof configuratorOrganization>;

export const configurator = z.object({
  organization: configuratorOrganization,
  /** Null until one is made or imported. */
  identity: z
    .object({
      subject: z.string(),
      /** SHA-256 of the certificate. */
      fingerprint: z.string(),
      notAfterAt: time,
      addedAt: time,
      addedBy: z.string(),
      imported: z.boolean(),
    })
    .nullable(),
});
export type Configurator = z.infer<typeof configurator>;

/** A file to be downloaded. */
export const madeFile = z.object({ filename: z.string(), contentType: z.string(), base64: z.string() });
export type MadeFile = z.infer<typeof madeFile>;

export const wifiProfileInput = z
  .object({
    /** At most 32 bytes, as networks are named. */
    ssid: z
      .string()
      .min(1)
      .refine((name) => new TextEncoder().encode(name).length <= 32, 'A network name has at most 32 bytes.'),
    /** `personal` is one password for all (WPA2 or WPA3), `wpa3` that by WPA3 only, `enterprise` a name and a password. */
    security: z.enum(['none', 'personal', 'wpa3', 'enterprise']),
    /** Goes into the profile and nowhere else. */
    password: z.string().max(128).default(''),
    userName: z.string().trim().max(200).default(''),
    hidden: z.boolean().default(false),
    /** False: the device shows its own hardware address to this network, for networks that know devices by it. */
    privateAddress: z.boolean().default(true),
  })
  .superRefine(({ security, password, userName }, context) => {
    const complain = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if ((security === 'personal' || security === 'wpa3') && (password.length < 8 || password.length > 64))
      complain('password', 'A Wi-Fi password has 8 to 63 characters, or is 64 hexadecimal digits.');
    if (security === 'enterprise' && (password === '' || userName === ''))
      complain(userName === '' ? 'userName' : 'password', 'Say the user name and the password.');
  });
export type WifiProfileInput = z.infer<typeof wifiProfileInput>;

const replace = z
  .boolean()
  .default(false)
  .describe('There is one already, and it is to be forgotten: devices it supervises answer it no more from here.');
const base64 = z.base64().min(1).max(1_500_000);
const tags = ['Enrollment'];

/** What a Mac with Apple Configurator needs to bring devices here by cable. Spread into `enrollment`. */
export const configuratorProcedures = {
  configurator: procedure
    .route({ method: 'GET', path: '/configurator', summary: 'Organization and supervision identity', tags })
    .output(configurator),
  setConfiguratorOrganization: procedure
    .meta({ reason: true })
    .route({
      method: 'PUT',
      path: '/configurator/organization',
      summary: 'Say what supervised devices show of their organization',
      tags,
    })
    .input(configuratorOrganization)
    .output(configurator),
  createSupervisionIdentity: procedure
    .route({ method: 'POST', path: '/configurator/identity', summary: 'Make a supervision identity', tags })
    .input(z.object({ replace }))
    .output(configurator),
  importSupervisionIdentity: procedure
    .route({
      method: 'POST',
      path: '/configurator/identity/import',
      summary: 'Take a supervision identity over from Apple Configurator',
      description: 'PKCS#12 or PEM in one file, or the certificate and the key apart in DER.',
      tags,
    })
    .input(z.object({ file: base64, key: base64.optional(), passphrase: z.string().max(200).optional(), replace }))
    .output(configurator),
  // The key of every supervised device leaves the vault: it is in the trail who took it.
  exportSupervisionIdentity: procedure
    .route({
      method: 'POST',
      path: '/configurator/identity/export',
      summary: 'The supervision identity as PKCS#12',
      tags,
    })
    .input(z.object({ passphrase: z.string().min(8).max(200) }))
    .output(madeFile),
  supervisionCertificate: procedure
    .route({
      method: 'GET',
      path: '/configurator/identity/certificate',
      summary: 'The certificate of the supervision identity, in DER',
      tags,
    })
    .output(madeFile),
  wifiProfile: procedure
    .route({
      method: 'POST',
      path: '/configurator/wifi-profile',
      summary: 'A signed profile with one Wi-Fi network',
      description: 'Nothing of it is kept here.',
      tags,
    })
    .input(wifiProfileInput)
    .output(madeFile),
};
