import type { Logger } from '../../shared/logger.ts';
import type { Timers } from '../../shared/timers.ts';
import type { Store } from '../store/index.ts';
import type { Exams } from './exams.ts';
import type { CartRuns } from './runs.ts';

/** So often the clock is looked at: machines sleep, and clocks are set. */
const LOOK_MS = 1000;

/** Begins and ends exams and planned actions at their times, those that came while nobody was here first. */
export class Keeper {
  readonly #exams: Exams;
  readonly #runs: CartRuns;
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #timers: Timers;
  #dueAt: number | undefined;
  #stale = true;
  #seenAt = 0;
  #cancel: (() => void) | undefined;
  #unsubscribe: (() => void) | undefined;
  #busy: Promise<void> | undefined;

  constructor(options: { store: Store; logger: Logger; timers: Timers; exams: Exams; runs: CartRuns }) {
    this.#store = options.store;
    this.#logger = options.logger;
    this.#timers = options.timers;
    this.#exams = options.exams;
    this.#runs = options.runs;
  }

  start(): void {
    this.#unsubscribe = this.#store.subscribe((events) => {
      this.#stale ||= events.some(({ type }) => type.startsWith('exam.') || type.startsWith('cart.'));
    });
    this.#look();
  }

  /** Waits for what is being done. */
  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#cancel?.();
    this.#cancel = undefined;
    await this.#busy;
  }

  #look(): void {
    this.#cancel = this.#timers.after(LOOK_MS, () => this.#look());
    if (this.#busy !== undefined) return;
    const now = this.#store.clock.now();
    // A clock that was ahead is put back: what is next by it, and what is on, was not meant.
    const back = now < this.#seenAt;
    this.#seenAt = now;
    if (this.#stale || back) {
      this.#stale = false;
      const times = [this.#exams.nextAt(), this.#runs.nextAt()].filter((at) => at !== undefined);
      this.#dueAt = times.length === 0 ? undefined : Math.min(...times);
    }
    if (!back && (this.#dueAt === undefined || now < this.#dueAt)) return;
    this.#stale = true;
    this.#busy = this.#run().finally(() => {
      this.#busy = undefined;
    });
  }

  async #run(): Promise<void> {
    try {
      await this.#exams.runDue();
      await this.#runs.startDue();
    } catch (err) {
      this.#logger.error({ err }, 'what is due for carts could not be done');
    }
  }
}
