import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';

const ONCE_PER = 10_000;

/**
 * Log lines about what the network does to us: each kind once in ten seconds at most, with how many were left out, so
 * that nobody can fill the log from outside.
 */
export class Complaints {
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #kinds = new Map<string, { at: number; leftOut: number }>();

  constructor(logger: Logger, clock: Clock) {
    this.#logger = logger;
    this.#clock = clock;
  }

  /** @param message says what happened and is also its kind: never build it from what came in */
  warn(message: string, fields: Readonly<Record<string, unknown>>): void {
    const now = this.#clock.now();
    const kind = this.#kinds.get(message);
    if (kind !== undefined && now - kind.at < ONCE_PER && now >= kind.at) {
      kind.leftOut += 1;
      return;
    }
    const leftOut = kind?.leftOut ?? 0;
    this.#kinds.set(message, { at: now, leftOut: 0 });
    this.#logger.warn(leftOut === 0 ? fields : { ...fields, alsoLeftOut: leftOut }, message);
  }
}
