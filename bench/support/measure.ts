import type { MeasuredProcess } from './measured-process.ts';

/** What one run cost: CPU time of the measured process, and time on the wall, in microseconds. */
export interface Cost {
  readonly cpuUs: number;
  readonly wallUs: number;
}

/** Runs `work` once and returns what it cost the process. */
export async function costOf(process: MeasuredProcess, work: () => Promise<unknown>): Promise<Cost> {
  const [cpuBefore, wallBefore] = [await process.cpuUs(), performance.now()];
  await work();
  const [cpuAfter, wallAfter] = [await process.cpuUs(), performance.now()];
  return { cpuUs: cpuAfter - cpuBefore, wallUs: (wallAfter - wallBefore) * 1000 };
}

/** Runs `work` `runs` times after one that warms up and does not count. */
export async function costsOf(
  process: MeasuredProcess,
  runs: number,
  work: (run: number) => Promise<unknown>,
): Promise<Cost[]> {
  await work(-1);
  const costs: Cost[] = [];
  for (let run = 0; run < runs; run++) costs.push(await costOf(process, () => work(run)));
  return costs;
}

/** Waits until `done` says so; looks every 20 ms. Rejects after a minute. */
export async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await done())) {
    if (performance.now() > deadline) throw new Error('What the bench waited for did not happen within a minute.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A process that uses less than this share of a core has nothing left to do. */
const AT_REST = 0.05;
const LOOK_MS = 50;
/** Looks in a row. */
const ENOUGH = 10;

/**
 * Waits until the process is at rest: what followed from its start, from what was seeded or from a request is done.
 * Says what it cost until then; to look on costs the process next to nothing.
 */
export async function atRest(process: MeasuredProcess): Promise<Cost> {
  const [cpuBefore, wallBefore] = [await process.cpuUs(), performance.now()];
  let [cpu, wall, resting] = [cpuBefore, wallBefore, 0];
  let [cpuAtRest, wallAtRest] = [cpuBefore, wallBefore];
  while (resting < ENOUGH) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const [cpuNow, wallNow] = [await process.cpuUs(), performance.now()];
    const isBusy = (cpuNow - cpu) / ((wallNow - wall) * 1000) > AT_REST;
    resting = isBusy ? 0 : resting + 1;
    if (isBusy) [cpuAtRest, wallAtRest] = [cpuNow, wallNow];
    [cpu, wall] = [cpuNow, wallNow];
  }
  return { cpuUs: cpuAtRest - cpuBefore, wallUs: (wallAtRest - wallBefore) * 1000 };
}
