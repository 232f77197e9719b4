import { readFileSync, statfsSync } from 'node:fs';
import { CartwrightError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';

/*
 * What the composition asks of the machine.
 */

/** Something that comes up again and again. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<unknown>;
}

/** Does jobs in their time until the answer is called; that one fails is logged and does not end it. */
export type Housekeeping = (logger: Logger, jobs: readonly Job[]) => () => void;

/** By the machine's timers. They never keep a process alive by themselves. */
export const housekeeping: Housekeeping = (logger, jobs) => {
  const timers = jobs.map(({ name, everyMs, run }) =>
    setInterval(() => {
      run().catch((err: unknown) => logger.error({ err, job: name }, 'housekeeping failed'));
    }, everyMs).unref(),
  );
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
};

/** @throws CartwrightError `bad-configuration` */
export function readTrust(what: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CartwrightError('bad-configuration', `The ${what} file ${file} cannot be read.`, { cause });
  }
}

/** Space on the volume of a directory that this process may use; undefined where the system does not tell. */
export function diskSpace(directory: string): { freeBytes: number; totalBytes: number } | undefined {
  try {
    const { bavail, blocks, bsize } = statfsSync(directory);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return undefined;
  }
}
