import { z } from 'zod';
import { id, procedure, time } from './common.ts';

export const invitationStatus = z.enum(['open', 'used-up', 'expired', 'revoked']);

/**
 * How the devices of an invitation come in: with a profile from its page, over the air in three steps that prove which
 * device it is, or with a profile of user enrollment.
 */
export const invitationWay = z.enum(['profile', 'over-the-air', 'user-profile']);

const managedAccount = z
  .string()
  .trim()
  .max(320)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'A Managed Apple Account looks like name@school.example.');

export const invitation = z.object({
  id,
  name: z.string(),
  status: invitationStatus,
  maxUses: z.number().int().nullable(),
  uses: z.number().int(),
  hasPin: z.boolean(),
  accessRights: z.number().int(),
  signMessage: z.boolean(),
  checkOutWhenRemoved: z.boolean(),
  /** The profile is issued only after an administrator has approved the request of that very device. */
  requiresApproval: z.boolean(),
  /** Only devices whose serial number is expected come in; others are turned away at their first message. */
  onlyExpected: z.boolean(),
  way: invitationWay,
  /** For `user-profile`: the Managed Apple Account it is made out to; null asks for it on the page. */
  managedAccount: z.string().nullable(),
  createdAt: time,
  createdBy: z.string(),
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
});
export type Invitation = z.infer<typeof invitation>;

export const newInvitation = z.object({
  name: z.string().trim().min(1).max(100),
  /** 1 makes a one-time link; null sets no limit. */
  maxUses: z.number().int().min(1).max(100_000).nullable().default(1),
  /** Null never expires; left out, seven days from now. */
  expiresAt: time.nullable().optional(),
  /** 4 to 12 digits, or `generate` for six random ones. */
  pin: z
    .union([z.literal('generate'), z.string().regex(/^\d{4,12}$/, 'A PIN is 4 to 12 digits.')])
    .nullable()
    .default(null),
  accessRights: z.number().int().min(1).max(8191).default(8191),
  signMessage: z.boolean().default(false),
  checkOutWhenRemoved: z.boolean().default(true),
  requiresApproval: z.boolean().default(false),
  onlyExpected: z.boolean().default(false),
  way: invitationWay.default('profile'),
  managedAccount: managedAccount.nullable().default(null),
});
export type NewInvitation = z.infer<typeof newInvitation>;

/** What may be changed of an invitation that was made; what is left out stays. */
export const invitationChange = z.object({
  name: newInvitation.shape.name.optional(),
  maxUses: z.number().int().min(1).max(100_000).nullable().optional(),
  expiresAt: time.nullable().optional(),
  requiresApproval: z.boolean().optional(),
  onlyExpected: z.boolean().optional(),
});
export type InvitationChange = z.infer<typeof invitationChange>;

export const invitationLink = z.object({
  url: z.string(),
  /** Where the enrollment profile is downloaded, for Apple Configurator. */
  profileUrl: z.string(),
  pin: z.string().nullable(),
  /** The link as an SVG image of a QR code. */
  qrSvg: z.string(),
});
export type InvitationLink = z.infer<typeof invitationLink>;

const byInvitation = z.object({ invitationId: id });

export const enrollment = {
  list: procedure
    .route({ method: 'GET', path: '/invitations', summary: 'List invitations, newest first', tags: ['Enrollment'] })
    .output(z.array(invitation)),
  create: procedure
    .route({ method: 'POST', path: '/invitations', summary: 'Make an invitation', tags: ['Enrollment'] })
    .input(newInvitation)
    .output(invitation),
  update: procedure
    .route({
      method: 'PATCH',
      path: '/invitations/{invitationId}',
      summary: 'Change an invitation',
      tags: ['Enrollment'],
    })
    .input(byInvitation.extend(invitationChange.shape))
    .output(invitation),
  // A link lets devices in: reading it is acting.
  link: procedure
    .meta({ access: 'administrator' })
    .route({
      method: 'GET',
      path: '/invitations/{invitationId}/link',
      summary: 'Link, PIN and QR code',
      tags: ['Enrollment'],
    })
    .input(byInvitation)
    .output(invitationLink),
  revoke: procedure
    .route({
      method: 'POST',
      path: '/invitations/{invitationId}/revoke',
      summary: 'Revoke an invitation',
      tags: ['Enrollment'],
    })
    .input(byInvitation)
    .output(invitation),
  profile: procedure
    .route({
      method: 'POST',
      path: '/invitations/{invitationId}/profile',
      summary: 'A fresh signed enrollment profile, for Apple Configurator',
      tags: ['Enrollment'],
    })
    .input(byInvitation)
    .output(z.object({ filename: z.string(), contentType: z.string(), base64: z.string() })),
  trustProfile: procedure
    .route({
      method: 'GET',
      path: '/trust-profile',
      summary: 'A signed profile that only makes devices trust this server',
      tags: ['Enrollment'],
    })
    .output(z.object({ filename: z.string(), contentType: z.string(), base64: z.string() })),
};
