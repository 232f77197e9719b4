import type { LoggedEvent } from '../../shared/contract/index.ts';

/** One line of the list of events. */
export type EventLine =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'event'; readonly key: string; readonly event: LoggedEvent; readonly inBurst: boolean }
  | {
      readonly kind: 'burst';
      readonly key: string;
      /** Newest first, all of one kind. */
      readonly events: readonly LoggedEvent[];
      /** How many devices they are about. */
      readonly devices: number;
      readonly isOpen: boolean;
    };

/** So many of a kind in a row are a burst, when each comes within this long after the one before. */
const BURST_LEAST = 4;
const BURST_GAP_MS = 60_000;

/** What makes two events the same but for the device. */
function kindOf({ type, actor, data }: LoggedEvent): string {
  return `${type} ${actor} ${String(data.requestType ?? data.RequestType ?? '')}`;
}

/**
 * Events (newest first) as lines: a heading for each day, and bursts of the same as one line that can be opened. Pure.
 *
 * @param open keys of the bursts that are open; a burst's key is its oldest event, so that it stays when it grows
 * @param dayOf the day an event belongs to, in the viewer's zone
 */
export function linesOf(
  events: readonly LoggedEvent[],
  options: { grouped: boolean; open: ReadonlySet<string>; dayOf: (at: number) => string },
): EventLine[] {
  const lines: EventLine[] = [];
  let day = '';
  for (let from = 0; from < events.length; ) {
    const first = events[from];
    if (first === undefined) break;
    const today = options.dayOf(first.at);
    if (today !== day) {
      lines.push({ kind: 'day', key: `day ${today}`, at: first.at });
      day = today;
    }
    const to = options.grouped ? endOfBurst(events, from, options.dayOf) : from + 1;
    const run = events.slice(from, to);
    from = to;
    if (run.length < BURST_LEAST) {
      for (const event of run) lines.push({ kind: 'event', key: String(event.seq), event, inBurst: false });
      continue;
    }
    const key = `burst ${run.at(-1)?.seq}`;
    const isOpen = options.open.has(key);
    const devices = new Set(run.flatMap(({ deviceId }) => (deviceId === null ? [] : [deviceId]))).size;
    lines.push({ kind: 'burst', key, events: run, devices, isOpen });
    if (isOpen) for (const event of run) lines.push({ kind: 'event', key: String(event.seq), event, inBurst: true });
  }
  return lines;
}

function endOfBurst(events: readonly LoggedEvent[], from: number, dayOf: (at: number) => string): number {
  let to = from + 1;
  for (; to < events.length; to++) {
    const [before, next] = [events[to - 1], events[to]];
    if (before === undefined || next === undefined) break;
    if (kindOf(next) !== kindOf(before) || before.at - next.at > BURST_GAP_MS || dayOf(next.at) !== dayOf(before.at))
      break;
  }
  return to;
}
