import type { Activity } from './activity/index.ts';
import type { Certificates } from './certificates/index.ts';
import type { CommandService } from './commands/index.ts';
import type { Desired } from './desired.ts';
import type { EnrollmentService } from './enrollment/index.ts';
import type { Authority, Challenges, ScepService } from './identity/index.ts';
import type { Job } from './machine.ts';
import type { Mail } from './mail/index.ts';
import type { Reporting } from './reporting/index.ts';
import type { Backups } from './upkeep/index.ts';

const HOUSEKEEPING_MS = 30_000;
const TIDY_MS = 15 * 60_000;
const BACKUP_CHECK_MS = 600_000;
const LIFE_MS = 600_000;
const MAINTENANCE_MS = 6 * 3_600_000;

/** What the engine does again and again, and how often. */
export function rounds(engine: {
  authority: Authority;
  challenges: Challenges;
  scep: ScepService;
  commands: CommandService;
  enrollment: EnrollmentService;
  certificates: Certificates;
  reporting: Reporting;
  backups: Backups;
  mail: Mail;
  activity: Activity;
  desired: Pick<Desired, 'updates' | 'groups' | 'compliance'>;
}): Job[] {
  const { authority, challenges, scep, commands, enrollment, certificates, reporting, backups, mail, activity } =
    engine;
  const { updates, groups, compliance } = engine.desired;
  return [
    { name: 'expire-commands', everyMs: HOUSEKEEPING_MS, run: () => commands.expireDue() },
    { name: 'ask-devices', everyMs: HOUSEKEEPING_MS, run: () => commands.askDue() },
    { name: 'report-rounds', everyMs: HOUSEKEEPING_MS, run: () => reporting.run() },
    { name: 'updates', everyMs: HOUSEKEEPING_MS, run: () => updates.run() },
    { name: 'tidy-commands', everyMs: TIDY_MS, run: () => commands.tidy() },
    { name: 'tidy-groups', everyMs: MAINTENANCE_MS, run: () => groups.tidy() },
    { name: 'ask-silent', everyMs: TIDY_MS, run: () => compliance.askSilent() },
    { name: 'out-of-policy', everyMs: TIDY_MS, run: () => compliance.noteOutOfPolicy() },
    { name: 'mail', everyMs: HOUSEKEEPING_MS, run: () => mail.run() },
    { name: 'compliance-numbers', everyMs: TIDY_MS, run: () => compliance.noteToday() },
    { name: 'backups', everyMs: BACKUP_CHECK_MS, run: () => backups.runDue() },
    { name: 'inactivity', everyMs: LIFE_MS, run: () => activity.inactivity.run() },
    { name: 'certificates', everyMs: LIFE_MS, run: () => certificates.renewDue() },
    { name: 'afterlife', everyMs: LIFE_MS, run: () => enrollment.afterlife.run() },
    {
      name: 'authority',
      everyMs: MAINTENANCE_MS,
      run: async () => {
        await authority.maintain();
        await challenges.sweep();
        await scep.sweep();
      },
    },
  ];
}
