import { z } from 'zod';
import { id, procedure } from './common.ts';
import { deviceSecretKind } from './device-knowledge.ts';

/** Which secret: one of a device, or the PIN that went with a command that locked or erased a Mac. */
export const revealInput = z.union([z.strictObject({ deviceId: id, secretId: id }), z.strictObject({ commandId: id })]);
export type RevealInput = z.infer<typeof revealInput>;

export const revealedSecret = z.object({ kind: z.enum([...deviceSecretKind.options, 'pin']), value: z.string() });
export type RevealedSecret = z.infer<typeof revealedSecret>;

/** The only way by which a value leaves the vault for somebody's eyes. */
export const secrets = {
  reveal: procedure
    .route({
      method: 'POST',
      path: '/secrets/reveal',
      summary: 'A recovery key, bypass code, password or PIN of a device',
      description:
        'Names a secret of a device, or the DeviceLock or EraseDevice whose PIN is wanted. A PIN is shown once; after ' +
        'that to owners only. Each time it is recorded who asked.',
      tags: ['Devices'],
    })
    .input(revealInput)
    .output(revealedSecret),
};
