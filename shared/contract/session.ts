import { z } from 'zod';
import { role } from './access.ts';
import { password } from './administrators.ts';
import { id, procedure, time } from './common.ts';

/** `password`: signed in by name; `link`: by a one-time link; `window`: the desktop window; `token`: a script. */
export const sessionKind = z.enum(['password', 'link', 'window', 'token']);

export const whoAmI = z.object({
  kind: sessionKind,
  name: z.string(),
  role,
  /** Null for links, the desktop window and tokens: they are nobody's account. */
  administratorId: id.nullable(),
  sessionId: id.nullable(),
  /** When the session ends unless something is done in it. */
  expiresAt: time.nullable(),
});
export type WhoAmI = z.infer<typeof whoAmI>;

export const sessionRow = z.object({
  id,
  kind: z.enum(['password', 'link']),
  createdAt: time,
  lastSeenAt: time,
  expiresAt: time,
  /** Where it was opened from. */
  address: z.string().nullable(),
  browser: z.string().nullable(),
  /** This very session. */
  current: z.boolean(),
});
export type SessionRow = z.infer<typeof sessionRow>;

/** How one person likes the console. What was never set is null. */
export const preferences = z.object({
  theme: z.enum(['light', 'dark', 'auto']).nullable(),
  density: z.enum(['comfortable', 'compact']).nullable(),
  /** A language tag, such as `en` or `de`. */
  language: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'must be a language tag')
    .nullable(),
  /** Column layouts and the like, by a name of the console's choosing; all together at most 64 KiB of JSON. */
  layouts: z.record(z.string().min(1).max(100), z.unknown()),
});
export type Preferences = z.infer<typeof preferences>;

export const preferencesChange = z.object({
  theme: preferences.shape.theme.optional(),
  density: preferences.shape.density.optional(),
  language: preferences.shape.language.optional(),
  /** Named layouts are replaced one by one; null forgets one. Others stay. */
  layouts: preferences.shape.layouts.optional(),
});
export type PreferencesChange = z.infer<typeof preferencesChange>;

const tags = ['Session'];
/** Everybody may look after their own session, whatever the method. */
const own = procedure.meta({ access: 'viewer' });

export const session = {
  me: own.route({ method: 'GET', path: '/session', summary: 'Who I am and what I may do', tags }).output(whoAmI),
  list: own
    .route({ method: 'GET', path: '/session/list', summary: 'Where I am signed in, newest first', tags })
    .output(z.array(sessionRow)),
  signOut: own
    .route({ method: 'POST', path: '/session/{sessionId}/sign-out', summary: 'End one of my sessions', tags })
    .input(z.object({ sessionId: id }))
    .output(z.object({ ended: z.number().int() })),
  signOutOthers: own
    .route({ method: 'POST', path: '/session/sign-out-others', summary: 'End all my sessions but this one', tags })
    .output(z.object({ ended: z.number().int() })),
  changePassword: own
    .route({
      method: 'POST',
      path: '/session/password',
      summary: 'Change my password; my other sessions end',
      tags,
    })
    .input(z.object({ current: password, next: password }))
    .output(whoAmI),
  preferences: own
    .route({ method: 'GET', path: '/session/preferences', summary: 'How I like the console', tags })
    .output(preferences),
  setPreferences: own
    .route({ method: 'PATCH', path: '/session/preferences', summary: 'Change what is given, keep the rest', tags })
    .input(preferencesChange)
    .output(preferences),
};
