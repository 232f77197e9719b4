import type { PushAnswer } from './push-checks.ts';

/** Faults to order from simulated APNs, for tests and rehearsals. Each call adds to what is already ordered. */
export interface PushFaults {
  /**
   * Answers the next `count` notifications this way instead of judging them, e.g. `{ status: 429 }`,
   * `{ status: 410, reason: 'Unregistered', timestamp }`. With `token` (hex) only that device's.
   */
  failNext(count: number, answer: PushAnswer, token?: string): void;
  /** Answers every notification for this token so, until `clear()`. */
  failToken(token: string, answer: PushAnswer): void;
  /** Sends GOAWAY on each connection after it has carried this many notifications (those are still answered). */
  goAwayAfter(streams: number): void;
  /** Drops each connection without a word when it has carried this many notifications. */
  dropAfter(streams: number): void;
  /** Accepts the next `count` notifications and never answers them. */
  swallowNext(count: number): void;
  /** Answers this many milliseconds late. */
  slow(ms: number): void;
  /** Takes every order back. */
  clear(): void;
}

export type StreamFate = { kind: 'judge' } | { kind: 'answer'; answer: PushAnswer } | { kind: 'swallow' };

export interface FaultPlan extends PushFaults {
  /** Consumes the orders that apply to one notification. */
  fateOf(token: string): StreamFate;
  connectionLimit(): { goAway: number | undefined; drop: number | undefined };
  delayMs(): number;
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'BadDeviceToken',
  403: 'BadCertificate',
  410: 'Unregistered',
  413: 'PayloadTooLarge',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
};

/** No faults yet. */
export function createFaultPlan(): FaultPlan {
  let ordered: { left: number; token: string | undefined; answer: PushAnswer }[] = [];
  const standing = new Map<string, PushAnswer>();
  let swallow = 0;
  let delay = 0;
  let goAway: number | undefined;
  let drop: number | undefined;
  const complete = (answer: PushAnswer): PushAnswer => ({
    reason: REASONS[answer.status] ?? 'InternalServerError',
    ...answer,
  });

  return {
    failNext(count, answer, token) {
      ordered.push({ left: count, token: token?.toLowerCase(), answer: complete(answer) });
    },
    failToken(token, answer) {
      standing.set(token.toLowerCase(), complete(answer));
    },
    goAwayAfter(streams) {
      goAway = streams;
    },
    dropAfter(streams) {
      drop = streams;
    },
    swallowNext(count) {
      swallow += count;
    },
    slow(ms) {
      delay = ms;
    },
    clear() {
      ordered = [];
      standing.clear();
      swallow = 0;
      delay = 0;
      goAway = undefined;
      drop = undefined;
    },
    fateOf(token) {
      const order = ordered.find((candidate) => candidate.token === undefined || candidate.token === token);
      if (order) {
        if (--order.left <= 0) ordered = ordered.filter((other) => other !== order);
        return { kind: 'answer', answer: order.answer };
      }
      const answer = standing.get(token);
      if (answer) return { kind: 'answer', answer };
      if (swallow > 0) {
        swallow--;
        return { kind: 'swallow' };
      }
      return { kind: 'judge' };
    },
    connectionLimit: () => ({ goAway, drop }),
    delayMs: () => delay,
  };
}
