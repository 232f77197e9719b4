/** A count that took less than this is simply counted again. */
const CHEAP_MS = 5;
/** An expensive one may be older the longer it took, so that counting never takes more than a twentieth of the time. */
const AGE_PER_COST = 20;
/** While no event was recorded only last-seen times can have changed. */
const UNCHANGED_MS = 5000;
const MOST = 50;

interface Entry<T> {
  readonly value: T;
  readonly seq: number;
  readonly at: number;
  readonly cost: number;
}

/** Keeps what was counted over the whole fleet for a moment: on a small fleet never, on a large one for seconds. */
export class CountCache<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #lastSeq: () => number;
  readonly #now: () => number;

  /** @param now milliseconds that only ever grow */
  constructor(lastSeq: () => number, now: () => number = () => performance.now()) {
    this.#lastSeq = lastSeq;
    this.#now = now;
  }

  get(key: string, count: () => T): T {
    const at = this.#now();
    const seq = this.#lastSeq();
    const known = this.#entries.get(key);
    if (known !== undefined) {
      const age = at - known.at;
      if (age < known.cost * AGE_PER_COST || (known.seq === seq && age < UNCHANGED_MS)) return known.value;
    }
    const value = count();
    const cost = this.#now() - at;
    this.#entries.delete(key);
    if (cost >= CHEAP_MS) {
      if (this.#entries.size >= MOST) this.#entries.clear();
      this.#entries.set(key, { value, seq, at, cost });
    }
    return value;
  }
}
