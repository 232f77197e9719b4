import type { Clock } from '../../../shared/clock.ts';
import type { Timers } from '../../../shared/timers.ts';

/** A clock and timers that only move when told to. */
export class ManualTime implements Clock, Timers {
  #now: number;
  #order = 0;
  #timers: Array<{ at: number; order: number; action: () => void }> = [];

  constructor(now = Date.UTC(2026, 0, 5, 8)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const timer = { at: this.#now + ms, order: this.#order++, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Lets `ms` pass: every timer runs at its time, and what it starts in the store or in promises ends before the next. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await turns();
    for (;;) {
      const due = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((one) => one !== due);
      this.#now = Math.max(this.#now, due.at);
      due.action();
      await turns();
    }
    this.#now = end;
    await turns();
  }
}

/** A few turns of the event loop: enough for a unit of work and what waits for it. */
export async function turns(count = 6): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise<void>((resolve) => setImmediate(resolve));
}
