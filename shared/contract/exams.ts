import { z } from 'zod';
import { finding, id, procedure, time } from './common.ts';

/* Exams: single-app mode for the devices of a cart, at once or by a timetable. */

const slotNumber = z.number().int().min(1).max(100);
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 08:00');
const day = z.iso.date();
const order = <T extends { from: string; to: string }>({ from, to }: T): boolean => from < to;
const ORDER = { path: ['to'], message: 'A lesson ends after it began, on the same day.' };

/** When it is on, as the clock on the wall of the cart's time zone says. */
export const lesson = z.union([
  z
    .object({
      kind: z.literal('weekly'),
      /** 1 is Monday, 7 is Sunday. */
      days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
      from: clockTime,
      to: clockTime,
      firstDay: day.nullable().default(null),
      lastDay: day.nullable().default(null),
    })
    .refine(order, ORDER),
  z.object({ kind: z.literal('date'), day, from: clockTime, to: clockTime }).refine(order, ORDER),
]);
export type Lesson = z.infer<typeof lesson>;

const examBasis = {
  name: z.string().trim().min(1).max(100),
  /** Bundle identifier of the one app. */
  appId: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,154}$/, 'must be a bundle identifier such as com.apple.mobilesafari'),
  appName: z.string().trim().max(200).default(''),
  /** Null: every slot that holds a device. */
  slots: z.array(slotNumber).min(1).max(100).nullable().default(null),
};

export const newExam = z.object({
  cartId: id,
  ...examBasis,
  lessons: z.array(lesson).min(1).max(50),
  enabled: z.boolean().default(true),
});
export type NewExam = z.infer<typeof newExam>;

export const EXAM_DEVICE_STATES = ['skipped', 'waiting', 'on', 'failed', 'releasing', 'released'] as const;
export const examDevice = z.object({
  deviceId: id,
  slot: slotNumber,
  name: z.string().nullable(),
  serialNumber: z.string().nullable(),
  state: z.enum(EXAM_DEVICE_STATES),
  findings: z.array(finding),
  error: z.string().nullable(),
});

export const exam = z.object({
  id,
  cartId: id,
  cart: z.string(),
  timeZone: z.string(),
  name: z.string(),
  appId: z.string(),
  appName: z.string(),
  slots: z.array(slotNumber).nullable(),
  lessons: z.array(lesson),
  /** Of one that was begun by hand. */
  once: z.object({ startAt: time, endAt: time }).nullable(),
  enabled: z.boolean(),
  /** While it is on. */
  running: z.object({ startedAt: time, endsAt: time }).nullable(),
  /** When it is on next. */
  next: z.object({ startAt: time, endAt: time }).nullable(),
  /** Of the time it is on, or was last. */
  devices: z.array(examDevice),
  createdAt: time,
  createdBy: z.string(),
  changedAt: time,
  changedBy: z.string(),
});
export type Exam = z.infer<typeof exam>;

export const examApp = z.object({
  identifier: z.string(),
  name: z.string(),
  /** On how many devices of the cart it is; 0 for apps that come with every device and are not reported. */
  devices: z.number().int(),
});
export type ExamApp = z.infer<typeof examApp>;

const byExam = z.object({ examId: id });
const EXAMS = ['Exams'];

export const exams = {
  list: procedure
    .route({ method: 'GET', path: '/exams', summary: 'Exams', tags: EXAMS })
    .input(z.object({ cartId: id.optional() }))
    .output(z.array(exam)),
  running: procedure
    .route({ method: 'GET', path: '/exams/running', summary: 'Exams that are on now', tags: EXAMS })
    .output(
      z.array(
        z.object({
          id,
          name: z.string(),
          cartId: id,
          cart: z.string(),
          appName: z.string(),
          endsAt: time,
          /** Devices that are in the app, and those that are meant to be. */
          on: z.number().int(),
          meant: z.number().int(),
        }),
      ),
    ),
  create: procedure
    .route({
      method: 'POST',
      path: '/exams',
      summary: 'Plan an exam',
      description: 'Refused when another exam of the cart is on at the same time for the same slots.',
      tags: EXAMS,
    })
    .input(newExam)
    .output(exam),
  update: procedure
    .route({ method: 'PUT', path: '/exams/{examId}', summary: 'Change a planned exam', tags: EXAMS })
    .input(byExam.extend({ exam: newExam }))
    .output(exam),
  remove: procedure
    .route({
      method: 'DELETE',
      path: '/exams/{examId}',
      summary: 'Delete an exam',
      description: 'Refused while it is on: release it first.',
      tags: EXAMS,
    })
    .input(byExam)
    .output(exam),
  start: procedure
    .route({ method: 'POST', path: '/exams/start', summary: 'Begin an exam now', tags: EXAMS })
    .input(z.object({ cartId: id, ...examBasis, /** It ends by itself. */ minutes: z.number().int().min(1).max(720) }))
    .output(exam),
  extend: procedure
    .route({
      method: 'POST',
      path: '/exams/{examId}/extend',
      summary: 'Let an exam that is on last longer',
      tags: EXAMS,
    })
    .input(byExam.extend({ minutes: z.number().int().min(1).max(720) }))
    .output(exam),
  release: procedure
    .route({
      method: 'POST',
      path: '/exams/release',
      summary: 'End exams at once and let the devices go',
      description: 'All that are on, unless some are named. Devices that are reached are woken right away.',
      tags: EXAMS,
    })
    .input(z.object({ examIds: z.array(id).min(1).max(100).optional() }))
    .output(z.object({ released: z.number().int(), devices: z.number().int() })),
  apps: procedure
    .route({ method: 'GET', path: '/carts/{cartId}/apps', summary: 'Apps on the devices of a cart', tags: EXAMS })
    .input(z.object({ cartId: id }))
    .output(z.array(examApp)),
};
