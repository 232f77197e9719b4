import { type ClientLink, ORPCError } from '@orpc/client';
import { REASON_MISSING } from '../../shared/contract/stated-reason.ts';
import type { CallContext } from './connection.ts';

/** Nobody gave a reason: the change was not made. */
export class NoReasonError extends Error {}

/** What somebody said, and for how long it goes for further changes too. */
export interface GivenReason {
  readonly reason: string;
  readonly keepMs: number;
}

/** One question for all calls that wait for its answer. */
export interface ReasonAsker {
  /** The reason to call with; asks unless one still goes. Rejects with NoReasonError when none is given. */
  ask(): Promise<string>;
  /** Whether the question is to be on the screen. */
  isOpen(): boolean;
  /** What was said last, to begin with. */
  last(): string;
  answer(given: GivenReason): void;
  decline(): void;
  subscribe(listener: () => void): () => void;
}

/** What somebody does at one go may be several calls, one after the other. */
const ONE_GO_MS = 5_000;

export function createReasonAsker(now: () => number = Date.now): ReasonAsker {
  let waiting: PromiseWithResolvers<string> | undefined;
  let last = '';
  let goesUntil = 0;
  const listeners = new Set<() => void>();
  const become = (next: PromiseWithResolvers<string> | undefined): void => {
    waiting = next;
    for (const listener of listeners) listener();
  };
  return {
    ask() {
      if (now() < goesUntil) return Promise.resolve(last);
      if (waiting === undefined) become(Promise.withResolvers<string>());
      return waiting?.promise ?? Promise.resolve(last);
    },
    isOpen: () => waiting !== undefined,
    last: () => last,
    answer({ reason, keepMs }) {
      last = reason;
      goesUntil = now() + Math.max(keepMs, ONE_GO_MS);
      const asked = waiting;
      become(undefined);
      asked?.resolve(reason);
    },
    decline() {
      const asked = waiting;
      become(undefined);
      asked?.reject(new NoReasonError());
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Calls that the engine turned down for want of a reason are made again with one: nothing was done the first time. No
 * screen has to know which changes are asked about.
 */
export function askingForReasons(
  link: ClientLink<CallContext>,
  ask: () => Promise<string>,
): ClientLink<Record<never, never>> {
  return {
    async call(path, input, options) {
      try {
        return await link.call(path, input, { ...options, context: {} });
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
      return await link.call(path, input, { ...options, context: { reason: await ask() } });
    },
  };
}

function isMissing(error: unknown): boolean {
  if (!(error instanceof ORPCError)) return false;
  const data: unknown = error.data;
  return typeof data === 'object' && data !== null && Reflect.get(data, 'code') === REASON_MISSING;
}
