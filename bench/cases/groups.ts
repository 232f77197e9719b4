import { type Figure, figure } from '../support/figures.ts';
import { costOf, until } from '../support/measure.ts';
import { prepareAnswers } from '../support/prepared-answers.ts';
import type { School, ServingEngine } from '../support/school.ts';

const GROUPS = 200;

/** The kinds of filters that schools have: what a device is, what it has, when it was seen, and groups of groups. */
function filterOf(place: number): string {
  const part = place % 10;
  const share = `${5 + (place % 90)}%`;
  const version = `${15 + (place % 12)}.${place % 6}`;
  switch (part) {
    case 0:
      return `family is "iPad" and osVersion below ${version}`;
    case 1:
      return `batteryLevel below ${share} and supervised is yes`;
    case 2:
      return `name starts with "Cart ${place}" or name contains "Room ${place}"`;
    case 3:
      return `lastSeenAt not within last ${1 + (place % 40)} days and state is "enrolled"`;
    case 4:
      return `app includes "com.example.app${place}" and not profile includes "org.example.${place}"`;
    case 5:
      return `(platform is "iOS" or platform is "macOS") and availableGb below ${place % 60} GB`;
    case 6:
      return `encrypted is no or passcodePresent is no or hostName is "host-${place}"`;
    case 7:
      return `enrolledAt within last ${1 + (place % 60)} days and modelName contains "iPad"`;
    case 8:
      return `group is "Bench ${place - 1}" and batteryLevel below ${share}`;
    default:
      return `group is "Bench ${place - 8}" or not group is "Supervised"`;
  }
}

/**
 * An answer to DeviceInformation that changes facts, without groups of one's own and with 200: what keeping them up to
 * date costs. And a filter over all devices made anew: when everybody is in, and how long nobody else was served.
 */
export async function groups(school: School, engine: ServingEngine): Promise<Figure[]> {
  const { process, rest } = engine;
  const { quick } = school.options;
  const devices = school.seeded.slice(200, quick ? 232 : 264);
  let battery = 0.1;
  const report = async (name: string): Promise<number> => {
    battery += 0.01;
    const QueryResponses = { BatteryLevel: battery, AvailableDeviceCapacity: 10 + battery, OSVersion: `17.${battery}` };
    const answers = await prepareAnswers(
      engine,
      devices,
      { RequestType: 'DeviceInformation', Queries: Object.keys(QueryResponses) } as { RequestType: string },
      { QueryResponses },
    );
    const cost = await process.profiled(name, () => costOf(process, answers.send));
    answers.close();
    return cost.cpuUs / 1000 / devices.length;
  };
  const reports = async (name: string): Promise<number[]> => {
    await report(`${name}-warm`);
    const found: number[] = [];
    for (let run = 0; run < (quick ? 3 : 7); run++) found.push(await report(`${name}-${run}`));
    return found;
  };
  const settled = () => until(async () => (await rest.groups()).every(({ settling }) => !settling));

  await settled();
  const without = await reports('no-groups');
  const made: string[] = [];
  const first = await process.loopDelays(() =>
    costOf(process, async () => {
      made.push((await rest.makeGroup('Bench 0', filterOf(0))).id);
      await settled();
    }),
  );
  for (let place = 1; place < GROUPS; place++) made.push((await rest.makeGroup(`Bench ${place}`, filterOf(place))).id);
  await settled();
  const withGroups = await reports('groups');
  const base = figure('', 'ms', without).value;
  const count = school.seeded.length.toLocaleString('en');
  for (const id of made.reverse()) await rest.removeGroup(id);
  return [
    figure('answer that changes facts, with the groups every installation has', 'ms', without),
    figure(`  the same with ${GROUPS} groups more, ${count} devices`, 'ms', withGroups),
    figure(
      `keeping ${GROUPS} groups up to date for one answer`,
      'ms',
      withGroups.map((ms) => Math.max(0, ms - base)),
      { atMost: 2 },
    ),
    figure(`a new group worked out over ${count} devices, on the wall clock`, 's', [first.result.wallUs / 1e6]),
    figure('  the same: longest stall', 'ms', [first.max], { atMost: 50 }),
  ];
}
