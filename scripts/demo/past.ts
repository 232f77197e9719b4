import { randomBytes } from 'node:crypto';
import { type Call, personAt } from './call.ts';
import { DemoClient } from './client.ts';
import { type EngineOptions, startPastEngine } from './engine-process.ts';
import { type Enroll, prepareEnrolling } from './enrolling.ts';
import type { DemoOptions } from './options.ts';
import type { Orders } from './orders.ts';
import { whatIsMissing } from './progress.ts';
import { deliverNewcomers, type Newcomers } from './story/automated.ts';
import { FIRST_DAY, tellDays } from './story/days.ts';
import { School } from './story/school.ts';
import { type Later, tellToday } from './story/today.ts';

/** So many devices have a past; further ones come in while somebody looks. */
export const WITH_PAST = 60;

/** So long is waited for devices to tell of themselves on their first day. */
const INVENTORY_MS = 30_000;

/** Where the demo has come to when its past has been told. */
export interface Told {
  /** HOST:PORT of the listener and of the console, which stay the same. */
  readonly listen: string;
  readonly console: string;
  /** Lets further devices in. */
  readonly enroll: Enroll;
  /** Of the devices that have come. */
  readonly serialNumbers: readonly string[];
  readonly problems: readonly string[];
  /** What happens while somebody looks. */
  readonly later: readonly Later[];
  readonly newcomers: Newcomers;
}

/**
 * Two weeks of the school, lived through in seconds: the engine serves with a clock that is moved, and the devices live in
 * the same time. Everything goes through the doors everybody uses. Afterwards the engine has ended, and devices are in
 * the present.
 */
export async function livePast(
  simulator: Orders,
  engineOptions: EngineOptions,
  options: DemoOptions,
  say: (text: string) => void,
): Promise<Told> {
  const today = Date.now();
  const begin = new Date(today);
  begin.setDate(begin.getDate() + FIRST_DAY);
  begin.setHours(8, 30, 0, 0);
  await using engine = await startPastEngine(engineOptions, begin.getTime());
  const client = new DemoClient(engine.ready);
  const school = new School({
    simulator,
    staff: await hireStaff(client.call, engine.ready.console),
    today,
    moveEngine: async (at) => void (await engine.order({ do: 'clock', at })),
    runJobs: async (...names) => void (await engine.order({ do: 'jobs', names })),
  });
  await school.goTo(begin.getTime());
  const { owner } = school.staff;
  const { enroll, serialNumbers } = await prepareEnrolling(owner, simulator, {
    listener: engine.ready.listener,
    options,
    pace: 0,
  });
  const count = Math.min(options.devices, WITH_PAST);
  say(`Enrolling ${count} simulated devices …`);
  const problems = await enroll(0, count);
  await whatIsMissing(client, count, AbortSignal.timeout(INVENTORY_MS));
  say('Two weeks of school …');
  await tellDays(school);
  const newcomers = await deliverNewcomers(owner, simulator);
  const later = await tellToday(school, Date.now());
  await simulator({ do: 'clock' });
  return {
    listen: new URL(engine.ready.listener).host,
    console: new URL(engine.ready.console).host,
    enroll,
    serialNumbers: serialNumbers.slice(0, count),
    problems,
    later,
    newcomers,
  };
}

/** Accounts of those who look after the devices, who sign in as they would. */
async function hireStaff(call: Call, console: string): Promise<{ owner: Call; helper: Call }> {
  const account = async (name: string, role: string): Promise<Call> => {
    const password = randomBytes(18).toString('base64url');
    await call('POST', '/administrators', { name, role, password });
    return personAt(console, name, password);
  };
  const owner = await account('Robin Weber', 'owner');
  const helper = await account('Amara Okoye', 'administrator');
  await owner('POST', '/administrators', {
    name: 'Luis Ferreira',
    role: 'viewer',
    password: randomBytes(18).toString('base64url'),
  });
  return { owner, helper };
}
