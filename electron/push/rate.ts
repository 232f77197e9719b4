import type { Clock } from '../../shared/clock.ts';

const SECONDS = 10;

/** Counts what happens, and how often per second over the last ten seconds. */
export class Rate {
  total = 0;
  readonly #clock: Clock;
  readonly #buckets = new Array<number>(SECONDS + 1).fill(0);
  #second = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(): void {
    this.total += 1;
    const index = this.#turn() % this.#buckets.length;
    this.#buckets[index] = (this.#buckets[index] ?? 0) + 1;
  }

  /** Mean of the last ten full seconds. */
  perSecond(): number {
    const current = this.#turn() % this.#buckets.length;
    const sum = this.#buckets.reduce((total, count, index) => (index === current ? total : total + count), 0);
    return sum / SECONDS;
  }

  #turn(): number {
    const second = Math.floor(this.#clock.now() / 1000);
    const passed = Math.min(Math.abs(second - this.#second), this.#buckets.length);
    for (let i = 0; i < passed; i++) this.#buckets[(second - i + SECONDS + 1) % this.#buckets.length] = 0;
    this.#second = second;
    return second;
  }
}
