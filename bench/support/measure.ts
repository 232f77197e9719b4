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

/** Waits until `done` says so; looks every `everyMs`. Rejects after a minute. */
export async function until(done: () => boolean | Promise<boolean>, everyMs = 20): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await done())) {
    if (performance.now() > deadline) throw new Error('What the bench waited for did not happen within a minute.');
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
