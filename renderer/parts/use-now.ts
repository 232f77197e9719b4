import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

let current: number | undefined;

/** The time, the same however often it is asked for in one go: React draws without end what differs at each look. */
function now(): number {
  if (current === undefined) {
    current = Date.now();
    queueMicrotask(() => {
      current = undefined;
    });
  }
  return current;
}

/**
 * Something worked out from the time, worked out again every second. The component is drawn again only when the
 * outcome differs, so give back a string or a number.
 */
export function useNow<T extends string | number | boolean>(from: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => from(now()));
}
