import { z } from 'zod';
import { finding, procedure } from './common.ts';

export const setupStep = z.enum(['organisation', 'reachability', 'administrator', 'push', 'invitation']);
export type SetupStep = z.infer<typeof setupStep>;

/** Read from the facts each time, never from a flag: a step that comes undone shows as open again. */
export const setupState = z.object({
  steps: z.array(
    z.object({
      step: setupStep,
      done: z.boolean(),
      /** The fact it rests on, when there is one: the name, the address, how many accounts, the push topic. */
      fact: z.string().nullable(),
      /** What to know although it is done, or what is in the way. */
      notes: z.array(finding),
    }),
  ),
  complete: z.boolean(),
  /** The checklist was put away; it stays reachable. */
  dismissed: z.boolean(),
});
export type SetupState = z.infer<typeof setupState>;

/**
 * What the findings of a candidate may say, by code: `loopback`, `link-local`, `may-change`, `bare-name`, `local-name`,
 * `private-address`, `not-bound`, `not-in-certificate`.
 */
export const addressCandidate = z.object({
  /** Host name or IP address. */
  host: z.string(),
  kind: z.enum(['name', 'ipv4', 'ipv6']),
  /** Network interface, for addresses. */
  interfaceName: z.string().nullable(),
  /** The public URL this would make. */
  url: z.string(),
  /** Devices are told this one now. */
  current: z.boolean(),
  recommended: z.boolean(),
  /**
   * `built-in`: our own authority signs for it, and the enrollment profile makes devices trust it; `imported`: the
   * imported certificate names it; `uncovered`: the imported certificate does not name it.
   */
  tls: z.enum(['built-in', 'imported', 'uncovered']),
  /** Whether a public authority would sign for this name at all. */
  publicCertificatePossible: z.boolean(),
  findings: z.array(finding),
});
export type AddressCandidate = z.infer<typeof addressCandidate>;

export const addresses = z.object({
  publicUrl: z.string(),
  /** Further names and addresses in the built-in certificate, as chosen. */
  names: z.array(z.string()),
  /** Where the choice comes from: a setting made here, the configuration of the start, or nobody's. */
  source: z.enum(['setting', 'configuration', 'detected']),
  /** What holds when the setting is dropped. */
  defaultUrl: z.string(),
  bound: z.object({ host: z.string(), port: z.number().int() }),
  /** Enrolled devices and open invitations that know the present URL. */
  enrolledDevices: z.number().int(),
  openInvitations: z.number().int(),
  candidates: z.array(addressCandidate),
});
export type Addresses = z.infer<typeof addresses>;

export const addressChange = z.object({
  /** `https://HOST` or `https://HOST:PORT`; null goes back to `defaultUrl`. */
  publicUrl: z
    .string()
    .max(300)
    .regex(/^https:\/\/(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/, 'must be https://HOST or https://HOST:PORT')
    .nullable(),
  names: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[A-Za-z0-9._:-]{1,253}$/, 'must be a host name or an IP address'),
    )
    .max(50)
    .default([]),
  /** Needed when devices are enrolled: they keep calling the address they know. */
  confirmed: z.boolean().default(false),
});
export type AddressChange = z.infer<typeof addressChange>;

const tags = ['Setup'];

export const setup = {
  state: procedure
    .route({ method: 'GET', path: '/setup', summary: 'How far the first run is', tags })
    .output(setupState),
  dismiss: procedure
    .route({ method: 'PUT', path: '/setup/dismissed', summary: 'Put the checklist away, or take it out again', tags })
    .input(z.object({ dismissed: z.boolean() }))
    .output(setupState),
  addresses: procedure
    .meta({ access: 'administrator' })
    .route({ method: 'GET', path: '/setup/addresses', summary: 'How devices can reach this machine', tags })
    .output(addresses),
  setAddress: procedure
    .meta({ access: 'owner', reason: true })
    .route({
      method: 'PUT',
      path: '/setup/addresses',
      summary: 'Tell devices another address',
      description:
        'The built-in certificate is issued anew for it while the listener goes on serving. Devices that are enrolled ' +
        'keep the address they were enrolled with: refused with `data.enrolledDevices` unless `confirmed`.',
      tags,
    })
    .input(addressChange)
    .output(addresses),
};
