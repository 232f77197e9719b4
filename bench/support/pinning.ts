import { execFileSync } from 'node:child_process';

/** From util-linux; where it is missing nothing is pinned. */
export const PINNING_TOOL = 'taskset';

/** Which processor core each side has for itself; undefined where processes cannot be pinned. */
export interface Cores {
  readonly engine: number;
  readonly load: number;
}

/**
 * Pins this process, the load, to one core, and names another for the engine: Linux with `taskset` and two cores.
 * Elsewhere the system decides, and figures spread more.
 */
export function pinLoad(): Cores | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const said = execFileSync(PINNING_TOOL, ['-cp', String(process.pid)], { encoding: 'utf8' });
    const allowed = coresIn(said.slice(said.lastIndexOf(':') + 1));
    const [engine, load] = allowed.slice(-2);
    if (engine === undefined || load === undefined) return undefined;
    execFileSync(PINNING_TOOL, ['-acp', String(load), String(process.pid)]);
    return { engine, load };
  } catch {
    return undefined;
  }
}

/** `0,2-4` as `[0, 2, 3, 4]`. */
function coresIn(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.trim().split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}
