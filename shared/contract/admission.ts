import { z } from 'zod';
import { id, limit, procedure, time } from './common.ts';
import { invitation, newInvitation } from './enrollment.ts';

/**
 * Somebody's wish to enroll a device with an invitation that asks for approval. The page on the device shows `code`;
 * whoever approves compares it. The profile is issued for an approved request only, and lets one device in.
 */
export const enrollmentRequest = z.object({
  id,
  invitationId: id,
  invitationName: z.string(),
  /** Such as `K7QF-3M`: what the page on the device shows. */
  code: z.string(),
  /** What the person wrote on the page. */
  name: z.string().nullable(),
  /** From the browser's User-Agent, roughly: `iPad`, `iPhone, iOS 18.6`, `Mac`… */
  deviceHint: z.string().nullable(),
  /** What the person wrote on the page, upper case; nothing proves it before the device has come. */
  serialNumber: z.string().nullable(),
  /** The expected device with that serial number, by this invitation or by any. */
  expected: z.object({ id, name: z.string().nullable(), person: z.string().nullable() }).nullable(),
  state: z.enum(['waiting', 'approved', 'denied', 'expired', 'used']),
  requestedAt: time,
  expiresAt: time,
  decidedAt: time.nullable(),
  decidedBy: z.string().nullable(),
  /** Why it was turned down, as the person on the page reads it. */
  reason: z.string().nullable(),
  profileIssuedAt: time.nullable(),
  /** Who came in by it, once somebody did. */
  deviceId: id.nullable(),
  deviceName: z.string().nullable(),
});
export type EnrollmentRequest = z.infer<typeof enrollmentRequest>;

/** A serial number that is expected, for all invitations or for one. */
export const expectedDevice = z.object({
  id,
  serialNumber: z.string(),
  /** Null: for every invitation. */
  invitationId: id.nullable(),
  name: z.string().nullable(),
  person: z.string().nullable(),
  addedAt: time,
  addedBy: z.string(),
  /** The automated enrollment profile whose list has this number. */
  profile: z.object({ id, name: z.string() }).nullable(),
  /** The device that came with this serial number, while it is enrolled. */
  deviceId: id.nullable(),
  arrivedAt: time.nullable(),
});
export type ExpectedDevice = z.infer<typeof expectedDevice>;

export const expectedQuery = z.object({
  invitationId: id.optional(),
  state: z.enum(['all', 'arrived', 'missing']).default('all'),
  search: z.string().trim().max(200).optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit,
});
export type ExpectedQuery = z.infer<typeof expectedQuery>;

export const expectedImport = z.object({
  /**
   * CSV with a heading line that names `serial` (or `serial number`), and if wanted `name`, `person` and `profile` (the
   * name of an automated enrollment profile); or one serial number per line. Comma, semicolon or tab.
   */
  csv: z.string().min(1).max(5_000_000),
  invitationId: id.nullable().default(null),
  /** True: only tells what would happen. */
  dryRun: z.boolean().default(false),
  /** True: what is on the list and not in the file is taken off. */
  replace: z.boolean().default(false),
});
export type ExpectedImport = z.infer<typeof expectedImport>;

export const importOutcome = z.object({
  dryRun: z.boolean(),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  removed: z.number().int(),
  /** Lines that cannot be used; `line` counts from 1. The first 1,000. */
  problems: z.array(
    z.object({
      line: z.number().int(),
      text: z.string(),
      reason: z.enum(['no-serial', 'bad-serial', 'twice', 'no-profile']),
    }),
  ),
});
export type ImportOutcome = z.infer<typeof importOutcome>;

export const enrollmentRow = z.object({
  enrollmentId: id,
  deviceId: id,
  deviceName: z.string().nullable(),
  serialNumber: z.string().nullable(),
  modelName: z.string().nullable(),
  productName: z.string().nullable(),
  state: z.enum(['pending', 'enrolled', 'ended']),
  endReason: z.enum(['checked-out', 'replaced', 'removed', 'erased']).nullable(),
  invitationId: id.nullable(),
  invitationName: z.string().nullable(),
  /** Null where the device came with a certificate of no profile of ours. */
  way: z.enum(['profile', 'over-the-air', 'user-profile', 'account-user', 'account-device', 'automated']).nullable(),
  /** The Managed Apple Account it was enrolled for. */
  account: z.string().nullable(),
  authenticatedAt: time,
  enrolledAt: time.nullable(),
  endedAt: time.nullable(),
  /** Name and person that the expected device with this serial number is meant for. */
  expectedName: z.string().nullable(),
  person: z.string().nullable(),
});
export type EnrollmentListRow = z.infer<typeof enrollmentRow>;

export const newHandouts = z.object({
  /** One hand-out each: a device or a person. */
  names: z.array(z.string().trim().min(1).max(100)).min(1).max(500),
  options: newInvitation.omit({ name: true, maxUses: true }),
});
export type NewHandouts = z.infer<typeof newHandouts>;

/** What is printed for one person or device. */
export const handout = z.object({
  invitation,
  url: z.string(),
  profileUrl: z.string(),
  pin: z.string().nullable(),
  /** The link as an SVG image of a QR code. */
  qrSvg: z.string(),
});
export type Handout = z.infer<typeof handout>;

const byRequest = z.object({ requestId: id });

/** Spread into `enrollment`. */
export const admission = {
  requests: procedure
    .route({
      method: 'GET',
      path: '/enrollment-requests',
      summary: 'Who asks to enroll, newest first',
      tags: ['Enrollment'],
    })
    .input(
      z.object({
        state: enrollmentRequest.shape.state.optional(),
        invitationId: id.optional(),
        limit,
      }),
    )
    .output(z.object({ rows: z.array(enrollmentRequest), waiting: z.number().int() })),
  approve: procedure
    .route({
      method: 'POST',
      path: '/enrollment-requests/{requestId}/approve',
      summary: 'Let one device in',
      tags: ['Enrollment'],
    })
    .input(byRequest)
    .output(enrollmentRequest),
  deny: procedure
    .route({
      method: 'POST',
      path: '/enrollment-requests/{requestId}/deny',
      summary: 'Turn a request down',
      tags: ['Enrollment'],
    })
    .input(byRequest.extend({ reason: z.string().trim().max(300).optional() }))
    .output(enrollmentRequest),
  reconsider: procedure
    .route({
      method: 'POST',
      path: '/enrollment-requests/{requestId}/reconsider',
      summary: 'Take an answer back: the request waits again',
      tags: ['Enrollment'],
    })
    .input(byRequest)
    .output(enrollmentRequest),
  expected: procedure
    .route({ method: 'GET', path: '/expected-devices', summary: 'Expected serial numbers', tags: ['Enrollment'] })
    .input(expectedQuery)
    .output(
      z.object({
        rows: z.array(expectedDevice),
        /** Of those the search and the invitation match: all, arrived, missing. */
        total: z.number().int(),
        arrived: z.number().int(),
        missing: z.number().int(),
      }),
    ),
  importExpected: procedure
    .route({
      method: 'POST',
      path: '/expected-devices/import',
      summary: 'Take expected serial numbers from CSV',
      tags: ['Enrollment'],
    })
    .input(expectedImport)
    .output(importOutcome),
  removeExpected: procedure
    .route({
      method: 'POST',
      path: '/expected-devices/remove',
      summary: 'Take serial numbers off the list',
      tags: ['Enrollment'],
    })
    .input(z.object({ ids: z.array(id).min(1).max(10_000) }))
    .output(z.object({ removed: z.number().int() })),
  recent: procedure
    .route({
      method: 'GET',
      path: '/enrollments',
      summary: 'Enrollments of devices, newest first',
      tags: ['Enrollment'],
    })
    .input(
      z.object({
        state: enrollmentRow.shape.state.optional(),
        invitationId: id.optional(),
        /** In names, serial numbers and people. */
        search: z.string().trim().max(200).optional(),
        /** Only those that began before this one. */
        before: id.optional(),
        limit,
      }),
    )
    .output(z.object({ rows: z.array(enrollmentRow), next: id.nullable() })),
  handouts: procedure
    .route({
      method: 'POST',
      path: '/invitations/handouts',
      summary: 'Make a one-time invitation for each name at once',
      tags: ['Enrollment'],
    })
    .input(newHandouts)
    .output(z.array(handout)),
  printHandouts: procedure
    .route({
      method: 'POST',
      path: '/invitations/handouts/print',
      summary: 'Hand-outs of invitations that exist, to print again',
      tags: ['Enrollment'],
    })
    .input(z.object({ invitationIds: z.array(id).min(1).max(500) }))
    .output(z.array(handout)),
  mailText: procedure
    .meta({ access: 'administrator' })
    .route({
      method: 'GET',
      path: '/invitations/{invitationId}/mail',
      summary: 'Subject and text of a mail with the link',
      tags: ['Enrollment'],
    })
    .input(z.object({ invitationId: id, language: z.enum(['en', 'de']).default('en') }))
    .output(
      z.object({
        subject: z.string(),
        body: z.string(),
        /** The PIN, to be sent another way; it is not in the text. */
        pin: z.string().nullable(),
      }),
    ),
};
