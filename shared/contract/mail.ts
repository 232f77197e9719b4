import { z } from 'zod';
import { procedure, time } from './common.ts';

const address = z.email().max(320);

/** The server that mail goes out by. The password is in the vault and is never told. */
export const mailSettings = z.object({
  /** Empty: no mail is sent. */
  host: z.string().trim().max(255).default(''),
  port: z.number().int().min(1).max(65_535).default(587),
  /** `tls` from the first byte (465), `starttls` after a greeting (587, and refused without it), `none` in the clear. */
  security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
  user: z.string().trim().max(320).default(''),
  /** Who it is from. */
  from: z.union([z.literal(''), address]).default(''),
  /** Who gets what is meant for administrators. */
  administrators: z.array(address).max(50).default([]),
});
export type MailSettings = z.infer<typeof mailSettings>;

export const mailOverview = mailSettings.extend({
  hasPassword: z.boolean(),
  /** Whether mail can be sent. */
  ready: z.boolean(),
  waiting: z.number().int(),
  /** Why the last one did not go out; null when it did. */
  problem: z.object({ at: time, message: z.string() }).nullable(),
});
export type MailOverview = z.infer<typeof mailOverview>;

export const newMailSettings = mailSettings.extend({
  /** Left out, what is kept stays; empty, it goes. */
  password: z.string().max(1000).optional(),
});
export type NewMailSettings = z.infer<typeof newMailSettings>;

const tags = ['Mail'];

export const mail = {
  settings: procedure
    .meta({ access: 'administrator' })
    .route({ method: 'GET', path: '/mail', summary: 'The server that mail goes out by', tags })
    .output(mailOverview),
  setSettings: procedure
    .meta({ access: 'owner', reason: true })
    .route({ method: 'PUT', path: '/mail', summary: 'Choose the server that mail goes out by', tags })
    .input(newMailSettings)
    .output(mailOverview),
  test: procedure
    .route({
      method: 'POST',
      path: '/mail/test',
      summary: 'Send a mail to see whether it arrives',
      description: 'Answers when the server has taken it; refused with what the server said.',
      tags,
    })
    .input(z.object({ to: address }))
    .output(z.object({ /** As the server knows it. */ id: z.string() })),
};
