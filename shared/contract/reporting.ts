import { z } from 'zod';
import { procedure, time } from './common.ts';

/* How often devices are asked about themselves, and what. */

export const reportingSettings = z.object({
  /** Minutes between two rounds of questions to one device; null: only when somebody asks. */
  everyMinutes: z.number().int().min(15).max(10_080).nullable().default(240),
  /** Off: a device that reports that it roams is left alone until it is home. */
  whileRoaming: z.boolean().default(false),
  /** `managed`: only apps this server installed; what is known of the others is forgotten. */
  apps: z.enum(['all', 'managed']).default('all'),
  /** Whether a device in Lost Mode may be asked where it is. Apple lets a server ask at no other time. */
  location: z.boolean().default(true),
});
export type ReportingSettings = z.infer<typeof reportingSettings>;

export const reportingNotice = z.object({
  /** What the server came to see that it did not see before. */
  more: z.array(z.enum(['apps', 'location'])),
  at: time,
  by: z.string(),
});
export type ReportingNotice = z.infer<typeof reportingNotice>;

export const reportingOverview = z.object({
  settings: reportingSettings,
  /** Devices that are managed, and of these those whose time has come and that were not asked yet. */
  devices: z.number().int(),
  due: z.number().int(),
  /** Devices that were asked and have not answered. */
  asked: z.number().int(),
  /** What people have to be told; null when they were told, or nothing grew. */
  notice: reportingNotice.nullable(),
});
export type ReportingOverview = z.infer<typeof reportingOverview>;

const tags = ['Reporting'];

export const reporting = {
  get: procedure
    .route({
      method: 'GET',
      path: '/reporting',
      summary: 'How often devices are asked about themselves, and what',
      tags,
    })
    .output(reportingOverview),
  set: procedure
    .meta({ reason: true })
    .route({ method: 'PUT', path: '/reporting', summary: 'Change how often devices are asked, and what', tags })
    .input(reportingSettings)
    .output(reportingOverview),
  told: procedure
    .route({ method: 'POST', path: '/reporting/told', summary: 'People were told what the server sees', tags })
    .output(reportingOverview),
};
