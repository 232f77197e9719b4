import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

/** How smoothly a page was drawn during a while of its own trace. */
export interface Smoothness {
  /** CPU time of the main thread from one frame to the next, in milliseconds, each frame. */
  readonly frameWorkMs: number[];
  /** The longest task of the main thread, in milliseconds of CPU time. */
  readonly longestTaskMs: number;
  /** Frames the browser showed, and those it had to leave out. */
  readonly drawn: number;
  readonly dropped: number;
  readonly seconds: number;
}

/** One entry of Chromium's trace; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of `dur`, what the thread really ran: not what other programs took of its core. */
  readonly tdur?: number;
  readonly args?: Readonly<Record<string, unknown>>;
}

const CATEGORIES = [
  '-*',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
];

/**
 * Runs `work` under Chromium's tracing and reads how smooth the page was: a frame's work is all tasks of the page's main
 * thread between two beginnings of a main frame.
 *
 * @param profile where to write a CPU profile of the page and the trace, if anywhere, and their name; figures are then
 * too high
 */
export async function traced(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
  profile: { directory: string | undefined; name: string },
): Promise<Smoothness> {
  await browser.startTracing(page, { categories: CATEGORIES });
  const devtools = profile.directory === undefined ? undefined : await page.context().newCDPSession(page);
  await devtools?.send('Profiler.enable');
  await devtools?.send('Profiler.start');
  const from = performance.now();
  await work();
  const seconds = (performance.now() - from) / 1000;
  const stopped = await devtools?.send('Profiler.stop');
  if (profile.directory !== undefined) {
    mkdirSync(profile.directory, { recursive: true });
    writeFileSync(join(profile.directory, `${profile.name}.cpuprofile`), JSON.stringify(stopped?.profile));
  }
  const trace = await browser.stopTracing();
  if (profile.directory !== undefined) writeFileSync(join(profile.directory, `${profile.name}.trace.json`), trace);
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] };
  return { ...smoothnessOf(traceEvents), seconds };
}

function smoothnessOf(events: readonly TraceEvent[]): Omit<Smoothness, 'seconds'> {
  const begins = events.filter(({ name }) => name === 'BeginMainThreadFrame');
  const main = mostFrequent(begins);
  const onMain = events.filter(({ pid, tid }) => pid === main?.pid && tid === main.tid).toSorted((a, b) => a.ts - b.ts);
  const tasks = onMain.filter(({ name, ph }) => name === 'RunTask' && ph === 'X');
  const starts = onMain.filter(({ name }) => name === 'BeginMainThreadFrame').map(({ ts }) => ts);
  const work = starts.slice(1).map(() => 0);
  let frame = 0;
  for (const { ts, dur = 0, tdur = dur } of tasks) {
    while (frame + 1 < starts.length && ts + dur > (starts[frame + 1] ?? 0)) frame++;
    const before = work[frame];
    if (before !== undefined && ts + dur >= (starts[0] ?? 0)) work[frame] = before + tdur / 1000;
  }
  const inPage = events.filter(({ pid }) => pid === main?.pid);
  return {
    frameWorkMs: work,
    longestTaskMs: Math.max(0, ...tasks.map(({ dur = 0, tdur = dur }) => tdur / 1000)),
    drawn: inPage.filter(({ name }) => name === 'DrawFrame').length,
    dropped: inPage.filter(({ name }) => name === 'DroppedFrame').length,
  };
}

/** The thread most of the events come from. */
function mostFrequent(events: readonly TraceEvent[]): TraceEvent | undefined {
  const counts = new Map<string, { event: TraceEvent; count: number }>();
  for (const event of events) {
    const key = `${event.pid}/${event.tid}`;
    counts.set(key, { event, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count)[0]?.event;
}
