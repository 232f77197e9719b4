/** Where the engine's time comes from: integer milliseconds since the Unix epoch. Tests pass their own. */
export interface Clock {
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };
