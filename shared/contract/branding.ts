import { z } from 'zod';
import { procedure } from './common.ts';

/** The largest logo, in bytes. */
export const LOGO_BYTES = 256 << 10;

/** What people who enroll see of the organisation, beside its name. */
export const branding = z.object({
  /** A PNG image in base64; the console makes one of any picture. */
  logo: z
    .base64()
    .min(1)
    .max(Math.ceil(LOGO_BYTES / 3) * 4)
    .nullable(),
  /** Whom to ask, in words: a room, a telephone number, an address. */
  contact: z.string().trim().max(200).nullable(),
});
export type Branding = z.infer<typeof branding>;

export const brandings = {
  branding: procedure
    .route({
      method: 'GET',
      path: '/branding',
      summary: 'The logo and the contact shown to people who enroll',
      tags: ['System'],
    })
    .output(branding),
  setBranding: procedure
    .meta({ reason: true })
    .route({
      method: 'PUT',
      path: '/branding',
      summary: 'Set the logo and the contact shown to people who enroll',
      tags: ['System'],
    })
    .input(branding)
    .output(branding),
};
