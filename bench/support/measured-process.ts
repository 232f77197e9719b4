import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Cores, PINNING_TOOL } from './pinning.ts';

/** A process under measurement, pinned to its core where that is possible, with the probe in it. */
export interface MeasuredProcess extends AsyncDisposable {
  /** What followed `ready ` on its standard output. */
  readonly ready: Readonly<Record<string, string>>;
  /** From the start of the process to that line, in milliseconds. */
  readonly startMs: number;
  /** CPU time of all its threads so far, in microseconds. */
  cpuUs(): Promise<number>;
  /** Resident memory in bytes. */
  rss(): Promise<number>;
  /** Bytes on the heap, outside of it, and resident, after a full collection. */
  heap(): Promise<{ heapUsed: number; external: number; rss: number }>;
  /** Delays of its event loop while `work` runs, in milliseconds. */
  loopDelays<T>(work: () => Promise<T>): Promise<{ result: T; max: number; p99: number }>;
  /** Runs `work`; with `--profile`, writes a CPU profile of the process meanwhile. */
  profiled<T>(name: string, work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

const PROBE = new URL('./probe.mjs', import.meta.url).href;
const READY_WITHIN_MS = 60_000;

/**
 * Starts a Node program and waits for its `ready {…}` line.
 *
 * @param profileDirectory where CPU profiles go; none are made without it
 */
export async function startMeasured(options: {
  file: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  cores: Cores | undefined;
  profileDirectory?: string | undefined;
}): Promise<MeasuredProcess> {
  const { cores, profileDirectory } = options;
  const node = [process.execPath, '--expose-gc', '--import', PROBE, options.file, ...(options.args ?? [])];
  const [command = '', ...args] = cores === undefined ? node : [PINNING_TOOL, '-c', String(cores.engine), ...node];
  const startedAt = performance.now();
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, ...options.env },
  });
  const ready = await firstReadyLine(child);
  const startMs = performance.now() - startedAt;
  const ask = questions(child);
  const heap = async () => {
    const { heapUsed, external, rss } = await ask('heap');
    return { heapUsed: Number(heapUsed), external: Number(external), rss: Number(rss) };
  };
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  return {
    ready,
    startMs,
    heap,
    stop,
    cpuUs: async () => Number((await ask('cpu')).us),
    rss: async () => Number((await ask('memory')).rss),
    async loopDelays(work) {
      await ask('watch-loop');
      const result = await work();
      const { max, p99 } = await ask('loop');
      return { result, max: Number(max), p99: Number(p99) };
    },
    async profiled(name, work) {
      if (profileDirectory === undefined) return work();
      await ask('start-profile');
      const result = await work();
      const { profile } = await ask('stop-profile');
      mkdirSync(profileDirectory, { recursive: true });
      writeFileSync(join(profileDirectory, `${name}.cpuprofile`), JSON.stringify(profile));
      return result;
    },
    [Symbol.asyncDispose]: stop,
  };
}

function firstReadyLine(child: ChildProcess): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new TypeError('the process has no standard output');
    const tooLate = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error('The process was not ready within a minute.'));
    }, READY_WITHIN_MS);
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('ready {')) return;
      clearTimeout(tooLate);
      resolve(JSON.parse(line.slice('ready '.length)) as Record<string, string>);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The process ended with code ${code} before it was ready.`)));
  });
}

function questions(child: ChildProcess): (ask: string) => Promise<Record<string, unknown>> {
  const waiting = new Map<number, (facts: Record<string, unknown>) => void>();
  let last = 0;
  child.on('message', (message: Record<string, unknown>) => {
    const answer = waiting.get(Number(message.id));
    waiting.delete(Number(message.id));
    answer?.(message);
  });
  return (ask) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, resolve);
      child.send({ id, ask }, (error) => {
        if (error) reject(error);
      });
    });
}
