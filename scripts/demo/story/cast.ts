import type { DeviceRow } from '../../../shared/contract/index.ts';
import type { Call } from '../call.ts';
import type { People } from './people.ts';
import type { School } from './school.ts';
import type { FilledCart } from './things.ts';

/** Who and what there is at the school: found once, told of all the days. */
export interface Cast {
  readonly all: readonly DeviceRow[];
  readonly teacherPads: readonly DeviceRow[];
  /** iPads without a place. */
  readonly spare: readonly DeviceRow[];
  readonly macs: readonly DeviceRow[];
  /** iPads that pupils share, each with a name of their own. */
  readonly shared: readonly DeviceRow[];
  readonly carts: readonly FilledCart[];
  readonly people: People;
}

/** Nobody has seen it since the second week began. */
export const missingPad = (cast: Cast): DeviceRow | undefined => cast.carts[0]?.devices[MISSING_AT];
/** Was in Lost Mode for three days. */
export const lostPad = (cast: Cast): DeviceRow | undefined => cast.carts[1]?.devices[6];
/** Its place in the first cart, from 0. */
export const MISSING_AT = 11;

/** Those of some devices, or of all, that somebody has seen in the second week. */
export function present(cast: Cast, devices: readonly DeviceRow[] = cast.all): DeviceRow[] {
  const gone = missingPad(cast)?.id;
  return devices.filter(({ id }) => id !== gone);
}

/** What somebody asks of devices on an ordinary day; now and then one cannot do it. */
export async function dailyRound(school: School, cast: Cast, day: number): Promise<void> {
  const { owner, helper } = school.staff;
  const devices = present(cast);
  const pick = (count: number, step: number): DeviceRow[] =>
    Array.from({ length: Math.min(count, devices.length) }, (_, at) => devices[(at * step - day * 11) % devices.length])
      // A school may be smaller than the story.
      .filter((device) => device !== undefined);
  const ask = async (who: Call, some: readonly DeviceRow[], command: object, reason?: string): Promise<void> => {
    const deviceIds = [...new Set(some.map(({ id }) => id))];
    if (deviceIds.length === 0) return;
    await who('POST', '/commands', { deviceIds, command, ...(reason === undefined ? {} : { reason }) });
  };
  await ask(owner, pick(6, 7), { RequestType: 'SecurityInfo' });
  await ask(helper, pick(4, 5), { RequestType: 'ProfileList' });
  await school.nextPupils(cast.shared);
  await school.work(devices, 20);
  await school.later(50);
  await ask(helper, pick(2, 9), { RequestType: 'RestartDevice' }, 'Was slow in the morning');
  await ask(owner, pick(1, 3), { RequestType: 'RemoveProfile', Identifier: 'org.example-school.printers' });
  await school.work(devices, 20);
}

/** The end of a day: what comes up again and again is done, and the day is counted. */
export async function endDay(school: School, day: number): Promise<void> {
  await school.goTo(school.at(day, '16:40'));
  await school.runJobs('expire-commands', 'inactivity', 'compliance-numbers');
  if (day === -8 || day === -1) await school.runJobs('backups');
}
