import { setTimeout as pause } from 'node:timers/promises';
import type { DeviceRow } from '../../../shared/contract/index.ts';
import type { Call } from '../call.ts';
import type { Orders } from '../orders.ts';

/** Who runs the school's devices: an owner, who does most of it, and somebody who looks after carts and loans. */
export interface Staff {
  readonly owner: Call;
  readonly helper: Call;
}

const DAY = 86_400_000;
const MINUTE = 60_000;
/** Less than a session lasts without anything done in it. */
const SIGNED_IN_MS = 10 * 60 * MINUTE;
/** So often it is looked again whether devices have done everything before it is left for later. */
const MOST_ROUNDS = 12;
/** What the engine plans beside its commits needs a moment. */
const ROUND_MS = 40;
/** Devices that are awake at the same time: a school does not switch everything on in one second. */
const TOGETHER = 8;

/**
 * The demo's school in the days before today: moves the time of engine and devices together, lets devices do what waits
 * for them, and finds them by what they are.
 */
export class School {
  readonly #simulator: Orders;
  readonly #moveEngine: (at: number) => Promise<void>;
  readonly #midnight: number;
  readonly staff: Staff;
  readonly runJobs: (...names: string[]) => Promise<void>;
  /** Where the story has come to. */
  now: number;

  constructor(options: {
    simulator: Orders;
    staff: Staff;
    today: number;
    moveEngine: (at: number) => Promise<void>;
    runJobs: (...names: string[]) => Promise<void>;
  }) {
    this.#simulator = options.simulator;
    this.#moveEngine = options.moveEngine;
    this.staff = options.staff;
    this.runJobs = options.runJobs;
    const midnight = new Date(options.today);
    midnight.setHours(0, 0, 0, 0);
    this.#midnight = midnight.getTime();
    this.now = 0;
  }

  /** A time of a day, where the demo runs. @param day 0 is today, -1 yesterday @param clock such as `09:30` */
  at(day: number, clock: string): number {
    const [hours = 0, minutes = 0] = clock.split(':').map(Number);
    const date = new Date(this.#midnight);
    date.setDate(date.getDate() + day);
    date.setHours(hours, minutes);
    return date.getTime();
  }

  /** Moves time there; it never goes back, and not beyond the present. */
  async goTo(at: number): Promise<void> {
    const end = Math.min(at, Date.now());
    while (this.now < end) {
      // Who works here all day stays signed in.
      this.now = Math.min(end, this.now === 0 ? end : this.now + SIGNED_IN_MS);
      await this.#simulator({ do: 'clock', at: this.now });
      await this.#moveEngine(this.now);
      if (this.now < end)
        await Promise.all([this.staff.owner('GET', '/session'), this.staff.helper('GET', '/session')]);
    }
  }

  later(minutes: number): Promise<void> {
    return this.goTo(this.now + minutes * MINUTE);
  }

  days(count: number): number {
    return count * DAY;
  }

  /** Devices that fit a filter as people write it, in a lasting order. */
  async devices(filter: string, call: Call = this.staff.owner): Promise<DeviceRow[]> {
    const query = new URLSearchParams({ limit: '1000', sort: 'serialNumber', filter });
    return (await call<{ rows: DeviceRow[] }>('GET', `/devices?${query}`)).rows;
  }

  /**
   * Lets devices do what waits for them, some at a time over some minutes, until nothing is left or it does not become
   * less.
   */
  async work(devices: readonly DeviceRow[], minutes = 12): Promise<void> {
    const wanted = new Set(devices.map(({ id }) => id));
    let before = Number.POSITIVE_INFINITY;
    let idle = 0;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      if (round > 0) await pause(ROUND_MS);
      const busy = (await this.devices('openCommands above 0')).filter(({ id }) => wanted.has(id));
      const left = busy.reduce((sum, { openCommands }) => sum + openCommands, 0);
      idle = left < before && left > 0 ? 0 : idle + 1;
      before = left;
      if (idle > 1) return;
      if (left === 0) continue;
      const groups = Math.ceil(busy.length / TOGETHER);
      for (let group = 0; group < groups; group++) {
        await this.visit(busy.slice(group * TOGETHER, (group + 1) * TOGETHER));
        await this.later(Math.max(1, Math.round(minutes / groups / 2)));
      }
    }
  }

  /** Wakes devices and lets them say and do what there is; then they sleep again. */
  async visit(devices: readonly DeviceRow[]): Promise<void> {
    await this.#simulator({ do: 'visit', serialNumbers: serials(devices), rest: true });
  }

  /** People open a link that asks for approval in the browser of their device, say who they are, and wait. */
  async ask(url: string, askers: readonly { name: string; serialNumber: string; userAgent: string }[]): Promise<void> {
    const { rootPem } = await this.staff.owner<{ rootPem: string }>('GET', '/authority');
    await this.#simulator({ do: 'ask', url, trustPem: rootPem, askers });
  }

  /** The next pupils log in at Shared iPads; those who are logged in say what they were asked. */
  async nextPupils(sharedPads: readonly DeviceRow[]): Promise<void> {
    for (const serialNumber of serials(sharedPads)) {
      await this.#simulator({ do: 'visit', serialNumbers: [serialNumber] });
      await this.#simulator({ do: 'device', serialNumber, action: 'next-pupil' });
      await this.#simulator({ do: 'visit', serialNumbers: [serialNumber], rest: true });
    }
  }

  /** No network for these: what waits for them goes on waiting. */
  async rest(devices: readonly DeviceRow[]): Promise<void> {
    await this.#simulator({ do: 'rest', serialNumbers: serials(devices) });
  }

  /** What is so on a device from now on: facts, and what it answers (docs/simulator.md). */
  async change(device: DeviceRow | undefined, facts: { set?: object; rules?: object[] | null }): Promise<void> {
    if (device === undefined || device.serialNumber === null) return;
    await this.#simulator({ do: 'change', serialNumber: device.serialNumber, pace: 0, ...facts });
  }
}

const serials = (devices: readonly DeviceRow[]): string[] =>
  devices.flatMap(({ serialNumber }) => (serialNumber === null ? [] : [serialNumber]));
