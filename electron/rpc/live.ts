import type { Change } from '../../shared/contract/index.ts';
import type { Services } from './services.ts';

/** A listener further behind than this many changes is told to read everything again. */
const MAX_BACKLOG = 2_000;

/**
 * One live window: begins with `hello`, then events as they are committed, who was just seen, and how
 * many alerts there are. Ends when the
 * caller goes away. A slow caller costs bounded memory.
 */
export async function* liveChanges(
  events: Services['events'],
  signal: AbortSignal | undefined,
  alerts: Pick<Services['alerts'], 'subscribe'>,
): AsyncGenerator<Change, void, void> {
  let backlog: Change[] = [{ kind: 'hello', seq: events.lastSeq() }];
  let wake: () => void = () => {};
  const push = (change: Change): void => {
    if (backlog.length >= MAX_BACKLOG) backlog = [{ kind: 'lagging' }];
    backlog.push(change);
    wake();
  };
  const stopEvents = events.subscribe((list) => push({ kind: 'events', events: [...list] }));
  const stopSeen = events.subscribeSeen((devices) => push({ kind: 'seen', devices: [...devices] }));
  const stopAlerts = alerts.subscribe((counts) => push({ kind: 'alerts', ...counts }));
  const abort = (): void => wake();
  signal?.addEventListener('abort', abort);
  try {
    while (signal?.aborted !== true) {
      const ready = backlog;
      backlog = [];
      for (const change of ready) yield change;
      if (backlog.length > 0) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (signal?.aborted === true || backlog.length > 0) resolve();
      });
    }
  } finally {
    stopEvents();
    stopSeen();
    stopAlerts();
    signal?.removeEventListener('abort', abort);
  }
}
