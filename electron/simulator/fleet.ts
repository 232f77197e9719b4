import { type Clock, systemClock } from '../../shared/clock.ts';
import type { DeviceFactory } from './apple/device-factory.ts';
import type { RegisterRequest, Registration } from './apple/push-registry.ts';
import { type AccountShares, withAccounts } from './devices/accounts.ts';
import type { Exchange } from './devices/channel.ts';
import { SimulatedDevice } from './devices/device.ts';
import type { WayIn } from './devices/enroll.ts';
import { createKeyPool } from './devices/key-pool.ts';
import { makeDevice } from './devices/make-device.ts';
import type { Family } from './devices/models.ts';
import type { DeviceState } from './devices/state.ts';
import { createTurnstile, type DeviceEvent, type DeviceWiring, STEADY, type Temperament } from './devices/wiring.ts';
import { createRandom, type Random, seedOf } from './random.ts';
import type { Scenario } from './scenario/format.ts';
import { Stage } from './scenario/stage.ts';

/** How many of each kind, as parts of a whole; need not add up to one. */
export interface FleetMix extends AccountShares {
  families: Readonly<Partial<Record<Family, number>>>;
  /** Share of devices that sleep now and then. */
  sleepy: number;
  /** Share of devices that lose the network now and then. */
  flaky: number;
  /** Share of devices that are often found locked. */
  oftenLocked: number;
  /** Share of devices that do not come back after being erased. */
  vanishing: number;
  /** How many devices are broken (a number, not a share). */
  broken: number;
}

/** A school: mostly iPads, some habits, one device broken on purpose. */
export const SCHOOL: FleetMix = {
  families: { iPad: 0.7, iPhone: 0.1, Mac: 0.14, AppleTV: 0.06 },
  sleepy: 0.15,
  flaky: 0.08,
  oftenLocked: 0.15,
  vanishing: 0.2,
  broken: 1,
  sharedIpads: 0.15,
  networkUsers: 0.5,
};

/** Only well-behaved iPads, for benches and exact tests. */
export const STEADY_IPADS: FleetMix = {
  families: { iPad: 1 },
  sleepy: 0,
  flaky: 0,
  oftenLocked: 0,
  vanishing: 0,
  broken: 0,
  sharedIpads: 0,
  networkUsers: 0,
};

/** A device's event, with the device it happened to. */
export type FleetEvent = DeviceEvent & { serialNumber: string; udid: string; at: number };

export interface FleetOptions {
  seed: number;
  count: number;
  /** Where devices register for pushes: `apple.apns.devices`. */
  push: { register(request: RegisterRequest): Registration };
  /** Where devices get their built-in certificates: `apple.factory`. Needed to enroll over the air or by account. */
  factory?: DeviceFactory;
  mix?: FleetMix;
  /** Real milliseconds for each simulated one: 1 is life, 0 without any waiting. Default 0. */
  pace?: number;
  clock?: Clock;
  /** Keys shared between devices; 0 gives each its own. Default 8. */
  keyPool?: number;
  /** Apps on each device; by default 20 to 80. */
  apps?: number;
  supervised?: boolean;
  /** Devices talking at the same time. Default 64. */
  maxConnections?: number;
  /** Idle connections kept open by all devices together, each for `keepAliveMs`. Default 16. */
  idleConnections?: number;
  /** Default 3,000 ms. */
  keepAliveMs?: number;
  timeoutMs?: number;
  alwaysPresentCertificate?: boolean;
  scepByGet?: boolean;
  /** What devices are to answer, and what happens to them. */
  scenario?: Scenario;
  /** Told of every answered message of every device. */
  onExchange?: (exchange: Exchange) => void;
}

export interface FleetSummary {
  devices: number;
  /** How many devices have each status. */
  status: Readonly<Record<string, number>>;
  asleep: number;
  events: Readonly<Record<string, number>>;
  commands: number;
}

export interface EnrollResult {
  enrolled: number;
  failed: readonly { serialNumber: string; reason: string }[];
}

/** Many devices in one process. */
export interface Fleet {
  readonly devices: readonly SimulatedDevice[];
  /** Makes one more device, new in its box. The same seed and place always give the same one. */
  add(family?: Family): SimulatedDevice;
  /**
   * Enrolls every device, or those from one place up to another, by these ways in turn. Never rejects: failures are
   * counted with their reasons.
   */
  enrollAll(
    ways: WayIn | readonly WayIn[],
    options?: { concurrency?: number; from?: number; to?: number },
  ): Promise<EnrollResult>;
  /** Calls `listener` with every event; answers the function that stops it. */
  subscribe(listener: (event: FleetEvent) => void): () => void;
  /** The next event for which `test` holds. Rejects when the fleet stops first. */
  next(test: (event: FleetEvent) => boolean): Promise<FleetEvent>;
  /** Resolves when no device has anything under way. With a pace above 0 sleeping devices count as busy. */
  settled(): Promise<void>;
  /** Lets time pass for every device once; by itself this happens each simulated minute when pace is above 0. */
  live(): void;
  /** From now on time passes so fast. What devices would have lived through until now they have not. */
  setPace(pace: number): void;
  summary(): FleetSummary;
  /** Ends everything: sessions, timers, connections. */
  stop(): Promise<void>;
}

/** Makes the temperaments of a mix. */
function temperamentFor(mix: FleetMix, random: Random, broken: boolean): Temperament {
  return {
    ...STEADY,
    sleepy: random.chance(mix.sleepy),
    dropRate: random.chance(mix.flaky) ? 0.25 : 0,
    oftenLocked: random.chance(mix.oftenLocked),
    afterErase: random.chance(mix.vanishing) ? 'vanish' : 're-enroll',
    broken,
  };
}

/** Families in fixed proportions over the fleet, so that small fleets have some of each. */
function familiesOf(mix: FleetMix, count: number, random: Random): Family[] {
  const shares = Object.entries(mix.families) as [Family, number][];
  const whole = shares.reduce((sum, [, share]) => sum + share, 0);
  const out: Family[] = [];
  let owed = 0;
  for (const [family, share] of shares) {
    owed += (share / whole) * count;
    while (out.length < Math.round(owed)) out.push(family);
  }
  return random.sample(out, out.length);
}

const TICK_MS = 60_000;
const LEAST_TICK_MS = 500;

/** Creates a fleet; the same seed, count and mix always give the same devices. Nothing is sent before `enrollAll`. */
export function createFleet(options: FleetOptions): Fleet {
  const clock = options.clock ?? systemClock;
  const world = { clock, pace: options.pace ?? 0 };
  const mix = options.mix ?? SCHOOL;
  const random = createRandom(seedOf(options.seed, 'fleet'));
  const families = familiesOf(mix, options.count, random);
  const brokenOnes = new Set(random.sample([...families.keys()], mix.broken));
  const abort = new AbortController();
  const listeners = new Set<(event: FleetEvent) => void>();
  const counts: Record<string, number> = {};
  let commands = 0;
  const shared: Omit<DeviceWiring, 'emit' | 'script' | 'skew'> = {
    clock,
    pace: world.pace,
    push: options.push,
    keys: createKeyPool(options.keyPool ?? 8),
    factory: options.factory,
    connections: createTurnstile(options.maxConnections ?? 64),
    signal: abort.signal,
    sleep: (ms) => sleep(ms, abort.signal),
    keepAliveMs: options.keepAliveMs ?? 3_000,
    idle: { open: 0, limit: options.idleConnections ?? 16 },
    alwaysPresentCertificate: options.alwaysPresentCertificate ?? false,
    scepByGet: options.scepByGet ?? false,
    timeoutMs: options.timeoutMs ?? 30_000,
    onExchange: options.onExchange,
  };
  const startedAt = clock.now();
  const factoryOf = (family: Family, index: number) => () => {
    const made = makeDevice({
      seed: options.seed,
      index,
      family,
      now: startedAt,
      ...(options.apps === undefined ? {} : { apps: options.apps }),
      ...(options.supervised === undefined ? {} : { supervised: options.supervised }),
    });
    return withAccounts(made, mix);
  };
  const factories = families.map(factoryOf);
  const stage = options.scenario && new Stage(options.scenario, factories, options.seed, world);
  const wirings: DeviceWiring[] = [];
  const build = (factory: () => DeviceState, index: number): SimulatedDevice => {
    const emit = (event: DeviceEvent): void => {
      counts[event.type] = (counts[event.type] ?? 0) + 1;
      if (event.type === 'command-done') commands++;
      if (event.type === 'enrolled' && !event.again) stage?.begin(index, device);
      const { serialNumber, udid } = device.state;
      for (const listener of listeners) listener({ ...event, serialNumber, udid, at: clock.now() });
    };
    const temperament = temperamentFor(mix, createRandom(seedOf(options.seed, index, 'temper')), brokenOnes.has(index));
    const skew = { ms: 0 };
    const ownClock: Clock = { now: () => clock.now() + skew.ms };
    const script = stage?.scriptOf(index);
    const wiring = { ...shared, clock: ownClock, skew, script, emit };
    wirings.push(wiring);
    const device: SimulatedDevice = new SimulatedDevice(factory, temperament, wiring);
    return device;
  };
  const devices = factories.map(build);
  const live = (): void => {
    for (const device of devices) device.live();
  };
  let ticker: ReturnType<typeof setInterval> | undefined;
  const tick = (): void => {
    clearInterval(ticker);
    ticker = world.pace > 0 ? setInterval(live, Math.max(LEAST_TICK_MS, TICK_MS * world.pace)) : undefined;
    ticker?.unref();
  };
  tick();
  const subscribe = (listener: (event: FleetEvent) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  return {
    devices,
    add(family = 'iPad') {
      const device = build(factoryOf(family, devices.length), devices.length);
      devices.push(device);
      return device;
    },
    subscribe,
    live,
    setPace(pace) {
      world.pace = pace;
      for (const wiring of wirings) wiring.pace = pace;
      for (const device of devices) device.change({ advancedAt: clock.now() });
      tick();
    },
    async enrollAll(ways, { concurrency = 16, from = 0, to = devices.length } = {}) {
      const list = Array.isArray(ways) ? (ways as readonly WayIn[]) : [ways as WayIn];
      const failed: { serialNumber: string; reason: string }[] = [];
      const queue = [...devices.entries()].slice(from, to);
      const work = async (): Promise<void> => {
        for (let item = queue.shift(); item && !abort.signal.aborted; item = queue.shift()) {
          const [index, device] = item;
          const way = list[index % list.length];
          if (!way) throw new RangeError('enrolling takes at least one way in');
          await device.enroll(way).catch((error: unknown) => {
            failed.push({ serialNumber: device.state.serialNumber, reason: String(error) });
          });
        }
      };
      await Promise.all(Array.from({ length: Math.min(concurrency, devices.length) }, work));
      return { enrolled: devices.filter((device) => device.status === 'enrolled').length, failed };
    },
    next: (test) =>
      new Promise((resolve, reject) => {
        const stop = subscribe((event) => {
          if (!test(event)) return;
          stop();
          resolve(event);
        });
        abort.signal.addEventListener('abort', () => reject(new Error('the fleet was stopped')), { once: true });
      }),
    async settled() {
      for (const device of devices) await device.settled();
    },
    summary() {
      const status: Record<string, number> = {};
      for (const device of devices) status[device.status] = (status[device.status] ?? 0) + 1;
      const asleep = devices.filter((device) => device.asleep).length;
      return { devices: devices.length, status, asleep, events: { ...counts }, commands };
    },
    async stop() {
      clearInterval(ticker);
      abort.abort();
      await Promise.all(devices.map((device) => device.stop()));
      listeners.clear();
    },
  };
}

/** Waits, or returns early when the signal is raised. Not waiting at all still gives way to other work. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || ms <= 0) {
      setImmediate(resolve);
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
