/**
 * `npm run bench`: measures the built engine from outside and writes `bench/results.json`. The engine runs in a process
 * of its own; this one is the load, and the two are pinned to a core each where that is possible. Figures are CPU time
 * of the engine unless they say otherwise.
 */
import { parseArgs } from 'node:util';
import { appLists } from './cases/app-lists.ts';
import { bulkSend } from './cases/bulk-send.ts';
import { commandResults } from './cases/command-results.ts';
import { console100k } from './cases/console-100k.ts';
import { devices100k } from './cases/devices-100k.ts';
import { endurance } from './cases/endurance.ts';
import { enrollment } from './cases/enrollment.ts';
import { fleetInventory } from './cases/fleet-inventory.ts';
import { groups } from './cases/groups.ts';
import { idleConnects } from './cases/idle-connects.ts';
import { longHistory } from './cases/long-history.ts';
import { policies } from './cases/policies.ts';
import { prepare } from './cases/prepare.ts';
import { reference } from './cases/reference.ts';
import { start } from './cases/start.ts';
import { wakeUps } from './cases/wake-ups.ts';
import { withBigFleet } from './support/big-fleet.ts';
import { type Figure, meets } from './support/figures.ts';
import { pinLoad } from './support/pinning.ts';
import { recordResults, table, writeResults } from './support/report.ts';
import { openSchool, type School, type ServingEngine } from './support/school.ts';

const HELP = `npm run bench -- [options]

  --quick          fewer devices and shorter runs: a first impression within a minute
  --devices N      devices in the store (default 10000, quick 2000)
  --only NAME,…    some cases: reference, devices-100k, console-100k, start, history, enrollment, idle-tls, idle-signing, results, apps, push, bulk, groups, policies, prepare, fleet, endurance
  --record         with --only: put the figures of these cases among the others in bench/results.json
  --profile DIR    write a CPU profile of the engine for each case; figures are then too high
  --check          exit with 1 when a target is missed
`;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** The cases with an engine, in the order they run: enrollment makes the devices that connect after it. */
const cases: Readonly<Record<string, (school: School, engine: ServingEngine) => Promise<Figure[]>>> = {
  enrollment,
  'idle-tls': (school, engine) => idleConnects(school, engine, 'tls'),
  'idle-signing': (school, engine) => idleConnects(school, engine, 'signing'),
  results: commandResults,
  apps: appLists,
  push: wakeUps,
  bulk: bulkSend,
  groups,
  policies,
  prepare,
  fleet: fleetInventory,
  endurance,
};

async function bench(): Promise<number> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      devices: { type: 'string' },
      only: { type: 'string' },
      record: { type: 'boolean', default: false },
      profile: { type: 'string' },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { quick } = values;
  const asked = values.only?.split(',');
  const inSchool = asked?.some((name) => name === 'start' || name === 'history' || Object.hasOwn(cases, name)) ?? true;
  const only = asked === undefined ? undefined : new Set(inSchool ? ['enrollment', ...asked] : asked);
  const wanted = (name: string): boolean => only?.has(name) ?? true;
  const devices = Number(values.devices ?? (quick ? 2_000 : 10_000));
  const cores = pinLoad();
  say(
    cores === undefined
      ? 'Not pinned: this needs Linux, taskset and two cores. Figures spread more.'
      : `Pinned: the engine to core ${cores.engine}, the load to core ${cores.load}.`,
  );
  const options = { quick, cores, profileDirectory: values.profile, say };
  const figures: Figure[] = [];
  /** Of the cases that were named; others run because these need them. */
  const toRecord: Figure[] = [];
  const run = async (name: string, work: () => Promise<Figure[]>): Promise<void> => {
    if (!wanted(name)) return;
    say(`${name} …`);
    const found = await work();
    figures.push(...found);
    if (asked?.includes(name)) toRecord.push(...found);
    for (const { name: what, value, unit } of found) say(`  ${what}: ${value} ${unit}`);
  };

  await run('reference', () => reference(options));
  if (wanted('devices-100k') || wanted('console-100k'))
    await withBigFleet(options, async (fleet) => {
      await run('devices-100k', () => devices100k(options, fleet));
      await run('console-100k', () => console100k(options, fleet));
    });
  if (inSchool) {
    say(`Preparing a school of ${devices} devices …`);
    await using school = await openSchool(options, devices);
    await run('start', () => start(school));
    await run('history', () => longHistory(school));
    const engine = await school.startEngine();
    await using _engine = engine.process;
    for (const [name, one] of Object.entries(cases)) await run(name, () => one(school, engine));
  }

  process.stdout.write(`${table(figures)}\n`);
  const file = new URL('./results.json', import.meta.url);
  const circumstances = { pinned: cores !== undefined, quick, devices };
  if (values.profile === undefined) {
    if (only === undefined) writeResults(file, figures, circumstances);
    else if (values.record) recordResults(file, toRecord);
  }
  return values.check && figures.some((one) => meets(one) === false) ? 1 : 0;
}

process.exitCode = await bench();
