import { z } from 'zod';
import { readKdcAddress } from '../kdc-address.ts';
import { procedure } from './common.ts';

const hostName = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** The realm that services of the organisation are in, and the account that signs in to it. The password is in the vault. */
export const kerberosSettings = z.object({
  /** As Active Directory writes it: the domain in capital letters. Empty: Kerberos is not used. */
  realm: z
    .string()
    .trim()
    .toUpperCase()
    .max(255)
    .regex(/^(?:[A-Z0-9](?:[A-Z0-9.-]*[A-Z0-9])?)?$/, 'A realm is a name such as SCHOOL.EXAMPLE.')
    .default(''),
  /** Asked in this order; port 88 unless said otherwise. */
  kdcs: z
    .array(
      z
        .string()
        .trim()
        .max(300)
        .refine((text) => readKdcAddress(text) !== undefined, 'A KDC is an address such as kdc.school.example.'),
    )
    .max(10)
    .default([]),
  /** Only hosts in these get tickets: `.school.example` is every host below, a name without a dot in front that host. */
  domains: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .max(255)
        .refine((text) => hostName.test(text.replace(/^\./, '')), 'A domain is one such as .school.example.'),
    )
    .max(50)
    .default([]),
  /** user@REALM */
  account: z
    .string()
    .trim()
    .max(320)
    .regex(/^(?:[^\s@]+@[^\s@]+)?$/, 'An account is one such as service@SCHOOL.EXAMPLE.')
    .default(''),
});

export const kerberosOverview = kerberosSettings.extend({
  hasPassword: z.boolean(),
  /** Whether tickets can be had. */
  ready: z.boolean(),
});
export type KerberosOverview = z.infer<typeof kerberosOverview>;

export const newKerberosSettings = kerberosSettings
  .extend({
    /** Left out, what is kept stays; empty, it goes. */
    password: z.string().max(1000).optional(),
  })
  .superRefine((value, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const used = value.realm !== '' || value.account !== '' || value.kdcs.length > 0 || value.domains.length > 0;
    if (!used) return;
    if (value.realm === '') wrong('realm', 'Enter the realm.');
    if (value.kdcs.length === 0) wrong('kdcs', 'Enter the address of a KDC.');
    if (value.domains.length === 0) wrong('domains', 'Enter the domains whose servers take Kerberos.');
    if (value.account === '') wrong('account', 'Enter the service account.');
    else if (value.account.slice(value.account.indexOf('@') + 1).toUpperCase() !== value.realm)
      wrong('account', 'The account must end in @ and the realm.');
  });
export type NewKerberosSettings = z.infer<typeof newKerberosSettings>;

/** One step of signing in, in order; the first that fails is the last. */
export const kerberosTrial = z.object({
  ok: z.boolean(),
  steps: z.array(
    z.object({
      step: z.enum(['reach', 'account', 'sign-in', 'ticket']),
      ok: z.boolean(),
      /** What was found, or what is wrong and what to do; English. */
      detail: z.string(),
    }),
  ),
});
export type KerberosTrial = z.infer<typeof kerberosTrial>;

const tags = ['Directory'];

export const kerberos = {
  settings: procedure
    .meta({ access: 'administrator' })
    .route({ method: 'GET', path: '/kerberos', summary: 'How this server signs in by Kerberos', tags })
    .output(kerberosOverview),
  setSettings: procedure
    .meta({ access: 'owner', reason: true })
    .route({ method: 'PUT', path: '/kerberos', summary: 'Choose how this server signs in by Kerberos', tags })
    .input(newKerberosSettings)
    .output(kerberosOverview),
  test: procedure
    .route({
      method: 'POST',
      path: '/kerberos/test',
      summary: 'Sign in to the KDC to see whether it works',
      description: 'With a host, also gets a ticket for its service. Says step by step what happened.',
      tags,
    })
    .input(
      z.object({
        /** A server in one of the domains; empty: only the account is tried. */
        host: z.string().trim().toLowerCase().max(255).default(''),
        service: z.enum(['HTTP', 'ldap']).default('HTTP'),
      }),
    )
    .output(kerberosTrial),
};
