import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Clock } from '../../shared/clock.ts';
import type { AuthorityState } from './apple/authority.ts';
import { type SimulatedApple, startSimulatedApple } from './apple/simulated-apple.ts';
import { NETWORK_ACCOUNTS } from './devices/accounts.ts';
import { ACTION_NAMES, act } from './devices/actions.ts';
import type { SimulatedDevice } from './devices/device.ts';
import type { WayIn } from './devices/enroll.ts';
import { createFleet, type Fleet, type FleetEvent, SCHOOL, STEADY_IPADS } from './fleet.ts';
import { readFacts, readRules, readScenario } from './scenario/format.ts';
import { befall } from './scenario/happenings.ts';
import { DeviceScript } from './scenario/script.ts';
import { createHttpClient } from './wire/http.ts';

/**
 * The simulator as a process of its own. One JSON object a line on standard input, `{"id", "do", …}`; one a line on
 * standard output: `{"id", "ok": true, …}` or `{"id", "ok": false, "error"}`, and `{"event": …}` where asked for.
 *
 *   start-apple   {stateFile?, port?, maxConcurrentStreams?} → {url, rootPem}
 *   sign-push     {csr, renew?, topic?, notAfter?}           → {certificate}
 *   fleet         {seed?, count, pace?, steady?, apps?, keyPool?, maxConnections?, supervised?, scenario?} →
 *                 {serialNumbers, networkAccounts}; `scenario` is the format of docs/simulator.md, as JSON or its text
 *   enroll        {urls, trustPem, pin?, concurrency?, acceptUnsigned?, few?, from?, to?} → {enrolled, failed}
 *                 few: further ways, {url, account?} or {account, password, domainUrl, version?}; two devices come by each
 *                 from, to: only devices from this place up to that one
 *   newcomers     {count}    makes devices that are new in their boxes → {serialNumbers}
 *   come-in       {serialNumber, automatedUrl, trustPem, awaits?, webUrl?, account?, password?} a device is switched on: in
 *                 Setup Assistant it asks at the address of its automated enrollment profile → {status}
 *   ask           {url, trustPem, askers: [{name, serialNumber, userAgent}]} people open an invitation that asks for
 *                 approval in the browser of their device, say who they are, and wait → {asked}
 *   clock         {at?}      moves the time devices and Apple live in; without `at` it is the machine's again
 *   pace          {pace}     from now on time passes so fast
 *   visit         {serialNumbers?, rest?} wakes devices, and resolves when they have nothing more to say or do;
 *                 with `rest` they sleep again then
 *   rest          {serialNumbers?} lets devices sleep: no network; pushes wait at Apple
 *   change        {serialNumber, set?, rules?} facts as in `set` of a scenario; what it answers from now on, as in
 *                 `rules` of a scenario, null for by itself
 *   events        {types?}   sends matching events from now on
 *   status        {}         → {fleet?, apns?}
 *   device        {serialNumber, action: bootstrap-token|get-token|one of devices/actions.ts, service?} →
 *                 {status, users, answer?}
 *   fault         {kind: fail|fail-token|go-away|drop|swallow|slow|clear, count?, status?, reason?, timestamp?, token?, ms?}
 *   stop          {}         ends the process, as the end of standard input does
 */
type Order = Record<string, unknown> & { id?: unknown; do?: unknown };

/** The time of everything here: the machine's, or moved away from it. */
const movable = { offsetMs: 0 };
const clock: Clock = { now: () => Date.now() + movable.offsetMs };

const running: { apple?: SimulatedApple; fleet?: Fleet } = {};

const say = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const text = (order: Order, key: string): string => {
  const value = order[key];
  if (typeof value !== 'string') throw new TypeError(`“${key}” must be a text`);
  return value;
};
const optionalText = (order: Order, key: string): string | undefined =>
  order[key] === undefined ? undefined : text(order, key);
const number = (order: Order, key: string, fallback: number): number => {
  const value = order[key] ?? fallback;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError(`“${key}” must be a number`);
  return value;
};
const apple = (): SimulatedApple => {
  if (!running.apple) throw new Error('simulated Apple is not started: send start-apple first');
  return running.apple;
};
const fleet = (): Fleet => {
  if (!running.fleet) throw new Error('there is no fleet: send fleet first');
  return running.fleet;
};

async function startApple(order: Order): Promise<object> {
  const file = optionalText(order, 'stateFile');
  const saved = file ? await readFile(file, 'utf8').catch(() => undefined) : undefined;
  await running.apple?.close();
  const started = await startSimulatedApple({
    clock,
    port: number(order, 'port', 0),
    maxConcurrentStreams: number(order, 'maxConcurrentStreams', 1000),
    ...(saved ? { state: JSON.parse(saved) as AuthorityState } : {}),
  });
  running.apple = started;
  if (file && !saved) await writeFile(file, JSON.stringify(started.exportState()), { mode: 0o600 });
  return { url: started.apns.url, port: started.apns.port, rootPem: started.rootPem };
}

function signPush(order: Order): object {
  const renew = optionalText(order, 'renew');
  const topic = optionalText(order, 'topic');
  const notAfter = order.notAfter === undefined ? undefined : number(order, 'notAfter', 0);
  const certificate = apple().portal.sign(text(order, 'csr'), {
    ...(renew ? { renew } : {}),
    ...(topic ? { topic } : {}),
    ...(notAfter ? { notAfter } : {}),
  });
  return { certificate };
}

async function makeFleet(order: Order): Promise<object> {
  await running.fleet?.stop();
  const made = createFleet({
    seed: number(order, 'seed', 1),
    clock,
    count: number(order, 'count', 60),
    pace: number(order, 'pace', 0),
    mix: order.steady === true ? STEADY_IPADS : SCHOOL,
    push: apple().apns.devices,
    factory: apple().factory,
    keyPool: number(order, 'keyPool', 8),
    maxConnections: number(order, 'maxConnections', 64),
    ...(order.apps === undefined ? {} : { apps: number(order, 'apps', 0) }),
    ...(typeof order.supervised === 'boolean' ? { supervised: order.supervised } : {}),
    ...(order.scenario === undefined ? {} : { scenario: readScenario(order.scenario) }),
  });
  running.fleet = made;
  const serialNumbers = made.devices.map((device) => device.state.serialNumber);
  return { serialNumbers, networkAccounts: NETWORK_ACCOUNTS };
}

async function enroll(order: Order): Promise<object> {
  const { urls } = order;
  if (!Array.isArray(urls) || urls.length === 0) throw new TypeError('“urls” must be a list of invitation links');
  const pin = optionalText(order, 'pin');
  const trustPem = text(order, 'trustPem');
  const invitations = urls.map((url) => ({
    url: String(url),
    trustPem,
    acceptUnsigned: order.acceptUnsigned === true,
    ...(pin === undefined ? {} : { pin }),
  }));
  const few = (Array.isArray(order.few) ? order.few : []) as readonly object[];
  // Two for each way, of those that could be a person's own: no Apple TV, and nothing that several people share.
  const fit = fleet().devices.filter(({ state }) => state.model.family !== 'AppleTV' && !state.sharedIpad);
  const special = new Map(
    few.flatMap((way, index) =>
      fit.slice(index * 2, index * 2 + 2).map((device) => [device, { ...way, trustPem } as WayIn] as const),
    ),
  );
  const usual = (index: number): WayIn => invitations[index % invitations.length] as WayIn;
  const ways = fleet().devices.map((device, index) => special.get(device) ?? usual(index));
  return fleet().enrollAll(ways, {
    concurrency: number(order, 'concurrency', 16),
    from: number(order, 'from', 0),
    to: number(order, 'to', ways.length),
  });
}

function newcomers(order: Order): object {
  const made = Array.from({ length: number(order, 'count', 1) }, () => fleet().add());
  return { serialNumbers: made.map(({ state }) => state.serialNumber) };
}

/** @throws EnrollmentError when it is not let in */
async function comeIn(order: Order): Promise<object> {
  const device = deviceOf(text(order, 'serialNumber'));
  const [webUrl, account, password] = ['webUrl', 'account', 'password'].map((key) => optionalText(order, key));
  await device.enroll({
    automatedUrl: text(order, 'automatedUrl'),
    trustPem: text(order, 'trustPem'),
    awaits: order.awaits === true,
    ...(webUrl === undefined ? {} : { webUrl }),
    ...(account === undefined ? {} : { account }),
    ...(password === undefined ? {} : { password }),
  });
  return { status: device.status };
}

/** @throws Error when a page does not lead to that of a request */
async function ask(order: Order): Promise<object> {
  const url = text(order, 'url');
  const http = createHttpClient({ trustPem: text(order, 'trustPem'), now: () => clock.now() });
  const askers = (Array.isArray(order.askers) ? order.askers : []) as readonly Order[];
  try {
    for (const asker of askers) {
      const form = new URLSearchParams({
        ask: '1',
        name: text(asker, 'name'),
        serial: text(asker, 'serialNumber'),
      });
      const { status } = await http.send({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': text(asker, 'userAgent') },
        body: Buffer.from(form.toString()),
      });
      if (status !== 303) throw new Error(`The server answered ${status} to somebody who asked to be let in.`);
    }
  } finally {
    http.close();
  }
  return { asked: askers.length };
}

function moveClock(order: Order): object {
  movable.offsetMs = order.at === undefined ? 0 : number(order, 'at', 0) - Date.now();
  return {};
}

function setPace(order: Order): object {
  fleet().setPace(number(order, 'pace', 1));
  return {};
}

const deviceOf = (serialNumber: unknown): SimulatedDevice => {
  const device = fleet().devices.find((candidate) => candidate.state.serialNumber === serialNumber);
  if (!device) throw new Error(`there is no device ${String(serialNumber)}`);
  return device;
};

const devicesOf = ({ serialNumbers }: Order): readonly SimulatedDevice[] =>
  Array.isArray(serialNumbers) ? serialNumbers.map(deviceOf) : fleet().devices;

async function visit(order: Order): Promise<object> {
  await Promise.all(
    devicesOf(order).map(async (device) => {
      device.setAsleep(false);
      await device.connect();
      if (order.rest === true) device.setAsleep(true);
    }),
  );
  return {};
}

function rest(order: Order): object {
  for (const device of devicesOf(order)) device.setAsleep(true);
  return {};
}

function changeDevice(order: Order): object {
  const device = deviceOf(order.serialNumber);
  if (order.set !== undefined) befall(device, readFacts(order.set));
  if (order.rules !== undefined) {
    const rules = order.rules === null ? [] : readRules(order.rules);
    const world = { clock, pace: number(order, 'pace', 1) };
    device.follow(rules.length === 0 ? undefined : new DeviceScript(rules, world));
  }
  return {};
}

function sendEvents(order: Order): object {
  const types = Array.isArray(order.types) ? new Set(order.types) : undefined;
  fleet().subscribe((event: FleetEvent) => {
    if (!types || types.has(event.type)) say({ event });
  });
  return {};
}

async function actOnDevice(order: Order): Promise<object> {
  const device = deviceOf(text(order, 'serialNumber'));
  const name = text(order, 'action');
  const asking: Readonly<Record<string, () => Promise<object>>> = {
    'bootstrap-token': async () => ({ escrowed: await device.promised.fetchBootstrapToken() }),
    'get-token': () => device.promised.getToken(optionalText(order, 'service') ?? 'com.apple.maid'),
  };
  const known = ACTION_NAMES.find((candidate) => candidate === name);
  const ask = Object.hasOwn(asking, name) ? asking[name] : undefined;
  if (!known && !ask) {
    throw new Error(`unknown action; there are ${[...ACTION_NAMES, ...Object.keys(asking)].join(', ')}`);
  }
  if (known) await act(device, known);
  const answer = await ask?.();
  return { status: device.status, users: device.promised.users, ...(answer ? { answer } : {}) };
}

function orderFault(order: Order): object {
  const { faults } = apple().apns;
  const reason = optionalText(order, 'reason');
  const answer = {
    status: number(order, 'status', 500),
    ...(reason ? { reason } : {}),
    ...(order.timestamp === undefined ? {} : { timestamp: number(order, 'timestamp', 0) }),
  };
  const count = number(order, 'count', 1);
  const kinds: Readonly<Record<string, () => void>> = {
    fail: () => faults.failNext(count, answer, optionalText(order, 'token')),
    'fail-token': () => faults.failToken(text(order, 'token'), answer),
    'go-away': () => faults.goAwayAfter(count),
    drop: () => faults.dropAfter(count),
    swallow: () => faults.swallowNext(count),
    slow: () => faults.slow(number(order, 'ms', 1000)),
    clear: () => faults.clear(),
  };
  const kind = kinds[text(order, 'kind')];
  if (!kind) throw new Error(`unknown fault; there are ${Object.keys(kinds).join(', ')}`);
  kind();
  return {};
}

const status = (): object => ({ fleet: running.fleet?.summary(), apns: running.apple?.apns.stats() });

async function stop(): Promise<never> {
  await running.fleet?.stop();
  await running.apple?.close();
  process.exit(0);
}

const ORDERS: Readonly<Record<string, (order: Order) => object | Promise<object>>> = {
  'start-apple': startApple,
  'sign-push': signPush,
  fleet: makeFleet,
  enroll,
  newcomers,
  'come-in': comeIn,
  ask,
  clock: moveClock,
  pace: setPace,
  visit,
  rest,
  change: changeDevice,
  events: sendEvents,
  status,
  device: actOnDevice,
  fault: orderFault,
  stop,
};

async function obey(line: string): Promise<void> {
  let order: Order = {};
  try {
    order = JSON.parse(line) as Order;
    const act = ORDERS[String(order.do)];
    if (!act) throw new Error(`unknown order “${String(order.do)}”; there are ${Object.keys(ORDERS).join(', ')}`);
    say({ id: order.id, ok: true, ...(await act(order)) });
  } catch (error) {
    say({ id: order.id, ok: false, error: error instanceof Error ? error.message : String(error) });
  }
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  if (line.trim() !== '') void obey(line);
});
lines.on('close', () => void stop());
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
