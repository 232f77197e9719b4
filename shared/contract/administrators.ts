import { z } from 'zod';
import { role } from './access.ts';
import { id, procedure, time } from './common.ts';

/** Passwords are at least this long. */
export const PASSWORD_MINIMUM = 10;

export const accountName = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\p{Cc}]+$/u, 'must not contain control characters');
/** Checked further by the engine: at least ten characters, and none of the usual suspects. */
export const password = z.string().min(1).max(1000);

/** A person who may sign in. */
export const administrator = z.object({
  id,
  /** Unique, whatever the case. */
  name: z.string(),
  role,
  disabledAt: time.nullable(),
  createdAt: time,
  createdBy: z.string(),
  passwordChangedAt: time,
  lastSignInAt: time.nullable(),
  /** Sessions that are open now. */
  sessions: z.number().int(),
});
export type Administrator = z.infer<typeof administrator>;

export const newAdministrator = z.object({ name: accountName, role: role.default('administrator'), password });
export type NewAdministrator = z.infer<typeof newAdministrator>;

const byAdministrator = z.object({ administratorId: id });
export const administratorChange = byAdministrator.extend({
  name: accountName.optional(),
  role: role.optional(),
  disabled: z.boolean().optional(),
});
export type AdministratorChange = z.infer<typeof administratorChange>;

const tags = ['Administrators'];
const owner = procedure.meta({ access: 'owner' });

export const administrators = {
  list: procedure
    .meta({ access: 'administrator' })
    .route({ method: 'GET', path: '/administrators', summary: 'Who may sign in', tags })
    .output(z.array(administrator)),
  create: owner
    .meta({ reason: true })
    .route({
      method: 'POST',
      path: '/administrators',
      summary: 'Let somebody in',
      description: 'The first account is always an owner, so that the console never lacks one.',
      tags,
    })
    .input(newAdministrator)
    .output(administrator),
  update: owner
    .meta({ reason: true })
    .route({
      method: 'PATCH',
      path: '/administrators/{administratorId}',
      summary: 'Rename, change the role, disable or enable',
      description:
        'Disabling ends the sessions of that person. The last owner who can sign in is neither disabled nor made less.',
      tags,
    })
    .input(administratorChange)
    .output(administrator),
  setPassword: owner
    .route({
      method: 'POST',
      path: '/administrators/{administratorId}/password',
      summary: 'Give somebody a new password; their sessions end',
      tags,
    })
    .input(byAdministrator.extend({ password }))
    .output(administrator),
  remove: owner
    .meta({ reason: true })
    .route({
      method: 'DELETE',
      path: '/administrators/{administratorId}',
      summary: 'Delete an account; never the last owner',
      tags,
    })
    .input(byAdministrator)
    .output(z.object({ removed: z.literal(true) })),
};
