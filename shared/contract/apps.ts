import { z } from 'zod';
import { id, procedure, time } from './common.ts';

const identifier = z.string().trim().min(1).max(255);

/** The redemption codes of one paid app. The codes themselves are never shown. */
export const codePool = z.object({
  /** The app's bundle id. */
  identifier: z.string(),
  free: z.number().int(),
  /** Given to a device that has not said what became of it. */
  assigned: z.number().int(),
  used: z.number().int(),
  /** A device could not redeem it. */
  refused: z.number().int(),
  /** Devices whose installation waits for a code. */
  waiting: z.number().int(),
  given: z.array(
    z.object({
      deviceId: id,
      deviceName: z.string().nullable(),
      state: z.enum(['assigned', 'used', 'refused']),
      reason: z.string().nullable(),
      at: time,
    }),
  ),
});
export type CodePool = z.infer<typeof codePool>;

export const newCodes = z.object({
  identifier,
  codes: z.array(z.string().trim().min(1).max(100)).min(1).max(10_000),
});
export type NewCodes = z.infer<typeof newCodes>;

export const addedCodes = z.object({
  added: z.number().int(),
  /** Left out, because they are there already. */
  known: z.number().int(),
  /** Given to devices that waited. */
  given: z.number().int(),
});
export type AddedCodes = z.infer<typeof addedCodes>;

export const apps = {
  codes: procedure
    .route({ method: 'GET', path: '/apps/codes', summary: 'Redemption codes by app, in numbers', tags: ['Apps'] })
    .output(z.array(codePool)),
  addCodes: procedure
    .route({
      method: 'POST',
      path: '/apps/codes',
      summary: 'Add redemption codes of a paid app',
      description: 'Devices whose installation waits for a code of this app get one at once.',
      tags: ['Apps'],
    })
    .input(newCodes)
    .output(addedCodes),
  discardCodes: procedure
    .route({
      method: 'POST',
      path: '/apps/codes/discard',
      summary: 'Throw away free and refused redemption codes of an app',
      tags: ['Apps'],
    })
    .input(z.object({ identifier }))
    .output(z.array(codePool)),
};
