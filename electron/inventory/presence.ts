import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Timers } from '../../shared/timers.ts';
import type { Store } from '../store/index.ts';
import type { InventoryRows } from './inventory-rows.ts';

/** One device that was just heard of. */
export interface Seen {
  deviceId: string;
  at: number;
}

/** Hears which devices were seen since the last call; for live screens. Must not throw. */
export type PresenceListener = (seen: readonly Seen[]) => void;

const FLUSH_AFTER = 1000;

/**
 * Last-seen times. A connect that brings nothing must not cost a transaction, so times are collected in memory and
 * written once a second; a crash loses at most that second, and the device's next connect makes up for it.
 */
export class Presence {
  readonly #store: Store;
  readonly #rows: InventoryRows;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #timers: Timers;
  readonly #listeners = new Set<PresenceListener>();
  #devices = new Map<string, number>();
  #enrollments = new Map<string, number>();
  #cancel: (() => void) | undefined;

  constructor(options: { store: Store; rows: InventoryRows; logger: Logger; timers: Timers }) {
    this.#store = options.store;
    this.#rows = options.rows;
    this.#clock = options.store.clock;
    this.#logger = options.logger;
    this.#timers = options.timers;
  }

  seen(deviceId: string, enrollmentId: string): void {
    const now = this.#clock.now();
    this.#devices.set(deviceId, now);
    this.#enrollments.set(enrollmentId, now);
    if (this.#cancel !== undefined) return;
    this.#cancel = this.#timers.after(FLUSH_AFTER, () => {
      this.#cancel = undefined;
      this.flush().catch((error: unknown) => this.#logger.error({ err: error }, 'last-seen times were not stored'));
    });
  }

  /** Stores what was collected. Resolves when it is durable. */
  async flush(): Promise<void> {
    const devices = this.#devices;
    const enrollments = this.#enrollments;
    if (devices.size === 0) return;
    this.#devices = new Map();
    this.#enrollments = new Map();
    await this.#store.write(() => {
      for (const [id, at] of devices) this.#rows.sawDevice.run({ id, at });
      for (const [id, at] of enrollments) this.#rows.sawEnrollment.run({ id, at });
    });
    const seen = [...devices].map(([deviceId, at]) => ({ deviceId, at }));
    for (const listener of this.#listeners) {
      try {
        listener(seen);
      } catch (error) {
        this.#logger.error({ err: error }, 'a presence listener failed');
      }
    }
  }

  /** Hears of devices that were seen, about once a second. Returns how to stop listening. */
  subscribe(listener: PresenceListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stores what is left and stops. */
  async stop(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    await this.flush();
  }
}
