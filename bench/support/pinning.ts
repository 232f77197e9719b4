import { execFileSync } from 'node:child_process';

/** From util-linux; where it is missing nothing is pinned. */
export const PINNING_TOOL = 'taskset';

/** Which processor core each side has for itself; undefined where processes cannot be pinned. */
export interface Cores {
  readonly engine: number;
  readonly load: number;
  /** Every core there is for programs, as `taskset` writes them. */
  readonly all: string;
}

/**
 * Pins this process, the load, to one core, and names another for the engine: Linux with `taskset` and two cores.
 * Elsewhere the system decides, and figures spread more.
 */
export function pinLoad(): Cores | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const said = execFileSync(PINNING_TOOL, ['-cp', String(process.pid)], { encoding: 'utf8' });
    const all = said.slice(said.lastIndexOf(':') + 1).trim();
    const allowed = coresIn(all);
    const [engine, load] = allowed.slice(-2);
    if (engine === undefined || load === undefined) return undefined;
    execFileSync(PINNING_TOOL, ['-acp', String(load), String(process.pid)]);
    return { engine, load, all };
  } catch {
    return undefined;
  }
}

/** Runs `work` with this process free to use every core, so that processes started in it are; then pins it again. */
export async function onAllCores<T>(cores: Cores | undefined, work: () => Promise<T>): Promise<T> {
  if (cores === undefined) return work();
  const holdTo = (list: string): Buffer => execFileSync(PINNING_TOOL, ['-acp', list, String(process.pid)]);
  holdTo(cores.all);
  try {
    return await work();
  } finally {
    holdTo(String(cores.load));
  }
}

/** `0,2-4` as `[0, 2, 3, 4]`. */
function coresIn(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.trim().split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}
