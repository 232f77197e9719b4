import { z } from 'zod';
import { id, procedure, time } from './common.ts';

/** What can need attention. The console has a title and an advice for each, filled from the alert's `data`. */
export const alertCode = z.enum([
  'push-certificate-missing',
  'push-certificate-expiring',
  'push-certificate-expired',
  'push-certificate-refused',
  'push-unreachable',
  'push-other-topic',
  'tls-expiring',
  'tls-expired',
  'root-expiring',
  'root-expired',
  'profile-signing-expiring',
  'profile-signing-expired',
  'library-expiring',
  'library-expired',
  'identities-expiring',
  'identities-expired',
  'provisioning-expiring',
  'provisioning-expired',
  'devices-silent',
  'push-tokens-dead',
  'commands-failed',
  'answers-broken',
  'disk-low',
  'clock-wrong',
  'backup-old',
  'backup-missing',
  'invitation-ending',
  'approvals-waiting',
  'compliance-violated',
  'loans-overdue',
  'exam-incomplete',
  'roll-out-stopped',
  'policy-failed',
  'policy-drifted',
  'prepare-failed',
  'prepare-stuck',
  'directory-unreadable',
]);
export type AlertCode = z.infer<typeof alertCode>;

/** `critical`: something does not work now; `warning`: it soon will not, or for some; `info`: worth knowing. */
export const alertSeverity = z.enum(['critical', 'warning', 'info']);
export type AlertSeverity = z.infer<typeof alertSeverity>;

/** Where the console shows what an alert is about. */
export const alertLink = z.object({
  screen: z.enum([
    'push',
    'listener',
    'certificates',
    'devices',
    'commands',
    'activity',
    'invitations',
    'approvals',
    'people',
    'carts',
    'backup',
    'compliance',
    'policies',
    'blueprints',
    'directory',
    'system',
  ]),
  /** For a list: what to filter it by, in the words of that list's query. */
  filter: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

export const alert = z.object({
  /** Names this alert for acknowledging: its code, and what it is about where there may be several of a code. */
  key: z.string(),
  code: alertCode,
  severity: alertSeverity,
  /** How many devices, commands, certificates… it is about; 1 when it is about one thing. */
  count: z.number().int(),
  /** What a title needs: times end in `At`, bytes in `Bytes`, days in `days`. Never secrets. */
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Whether `alerts.devices` names devices for it. */
  namesDevices: z.boolean(),
  link: alertLink,
  /** Out of sight until it grows worse: it becomes more severe, or about more than when it was acknowledged. */
  acknowledged: z.object({ at: time, by: z.string() }).nullable(),
  /** Out of sight until then. */
  snoozedUntil: time.nullable(),
});
export type Alert = z.infer<typeof alert>;

export const alertList = z.object({
  /** When it was looked at last. */
  at: time,
  /** Worst first. */
  alerts: z.array(alert),
  /** Acknowledged or snoozed; not counted anywhere. */
  hidden: z.array(alert),
});
export type AlertList = z.infer<typeof alertList>;

const days = z.number().int().min(1).max(365);

/** When something becomes worth an alert. */
export const alertSettings = z.object({
  /** Days without contact after which a device counts as silent (BP-21). */
  silentDays: days.default(7),
  /** Days before the end of the push certificate, of the server's own certificates, and of device identities. */
  pushCertificateDays: days.default(30),
  certificateDays: days.default(30),
  identityDays: days.default(14),
  /** How far back failed commands and broken answers count, in hours. */
  failedHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 31)
    .default(24),
  /** Less free space than this where the data lies, in GiB. */
  diskFreeGb: z.number().min(0.1).max(1000).default(2),
  /** Days since the last backup. */
  backupDays: days.default(7),
  /** Hours before an invitation that still has uses ends. */
  invitationHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 31)
    .default(24),
});
export type AlertSettings = z.infer<typeof alertSettings>;

const byKey = z.object({ key: z.string().min(1).max(300) });

export const alerts = {
  list: procedure
    .route({ method: 'GET', path: '/alerts', summary: 'What needs attention now', tags: ['Alerts'] })
    .output(alertList),
  devices: procedure
    .route({
      method: 'GET',
      path: '/alerts/devices',
      summary: 'The devices an alert is about, longest concerned first',
      tags: ['Alerts'],
    })
    .input(byKey.extend({ limit: z.coerce.number().int().min(1).max(10_000).default(1000) }))
    .output(z.object({ total: z.number().int(), deviceIds: z.array(id) })),
  acknowledge: procedure
    .route({
      method: 'POST',
      path: '/alerts/acknowledge',
      summary: 'Put an alert out of sight until it grows worse',
      tags: ['Alerts'],
    })
    .input(byKey)
    .output(alertList),
  snooze: procedure
    .route({
      method: 'POST',
      path: '/alerts/snooze',
      summary: 'Put an alert out of sight until a time',
      tags: ['Alerts'],
    })
    .input(byKey.extend({ until: time }))
    .output(alertList),
  restore: procedure
    .route({ method: 'POST', path: '/alerts/restore', summary: 'Show an alert again', tags: ['Alerts'] })
    .input(byKey)
    .output(alertList),
  settings: procedure
    .route({ method: 'GET', path: '/alerts/settings', summary: 'When something is worth an alert', tags: ['Alerts'] })
    .output(alertSettings),
  setSettings: procedure
    .meta({ reason: true })
    .route({
      method: 'PUT',
      path: '/alerts/settings',
      summary: 'Set when something is worth an alert',
      tags: ['Alerts'],
    })
    .input(alertSettings)
    .output(alertSettings),
};
