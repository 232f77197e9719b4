import { z } from 'zod';
import { procedure, time } from './common.ts';

export const backupName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/, 'must be the name of a backup');

/** One file in the data directory's `backups` folder. */
export const backup = z.object({
  name: z.string(),
  /** `migration`: the bare store before a schema change, made by itself. */
  kind: z.enum(['manual', 'scheduled', 'migration']),
  createdAt: time,
  createdBy: z.string(),
  /** Bytes of the file. */
  size: z.number().int(),
  /** Version of Cartwright that made it. */
  version: z.string().nullable(),
  devices: z.number().int().nullable(),
  /** What opens the secrets in it after a restore; it is not in the backup. */
  sealedBy: z.enum(['keychain', 'passphrase', 'keyfile']).nullable(),
  /** Why it cannot be used, when it cannot even be read. */
  problem: z.string().nullable(),
});
export type Backup = z.infer<typeof backup>;

export const backupSchedule = z.object({
  enabled: z.boolean(),
  /** How many scheduled backups are kept; older ones are deleted. Manual ones stay until somebody deletes them. */
  keep: z.number().int().min(1).max(365),
});
export type BackupSchedule = z.infer<typeof backupSchedule>;

export const backupOverview = z.object({
  backups: z.array(backup),
  schedule: backupSchedule,
  /** When the next scheduled one is due. */
  nextAt: time.nullable(),
  /** Why the last scheduled one failed. */
  lastProblem: z.string().nullable(),
  directory: z.string(),
  /** What restoring takes in this installation: what the key is sealed by, and the command to run. */
  restore: z.object({
    sealedBy: z.enum(['keychain', 'passphrase', 'keyfile']),
    command: z.string(),
  }),
});
export type BackupOverview = z.infer<typeof backupOverview>;

export const backupCheck = z.object({
  ok: z.boolean(),
  checkedAt: time,
  /** What was found wrong; empty when ok. */
  problems: z.array(z.string()),
});
export type BackupCheck = z.infer<typeof backupCheck>;

const tags = ['Backups'];
const byName = z.object({ name: backupName });

export const backups = {
  list: procedure
    .meta({ access: 'administrator' })
    .route({ method: 'GET', path: '/backups', summary: 'Backups, newest first, and the schedule', tags })
    .output(backupOverview),
  create: procedure.route({ method: 'POST', path: '/backups', summary: 'Back up now', tags }).output(backup),
  verify: procedure
    .route({
      method: 'POST',
      path: '/backups/{name}/verify',
      summary: 'Read a backup to its end: checksum, integrity, and that its key opens',
      tags,
    })
    .input(byName)
    .output(backupCheck),
  download: procedure
    .meta({ access: 'owner' })
    .route({
      method: 'POST',
      path: '/backups/{name}/download',
      summary: 'An address that gives the file once, within five minutes',
      tags,
    })
    .input(byName)
    .output(z.object({ url: z.string(), filename: z.string(), size: z.number().int(), expiresAt: time })),
  remove: procedure
    .meta({ access: 'owner' })
    .route({ method: 'DELETE', path: '/backups/{name}', summary: 'Delete a backup', tags })
    .input(byName)
    .output(z.object({ removed: z.literal(true) })),
  setSchedule: procedure
    .meta({ access: 'owner', reason: true })
    .route({ method: 'PUT', path: '/backups/schedule', summary: 'Back up daily, and how many to keep', tags })
    .input(backupSchedule)
    .output(backupOverview),
};
