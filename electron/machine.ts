import { readFileSync, statfsSync } from 'node:fs';
import { CartwrightError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';

/*
 * What the composition asks of the machine.
 */

/** Does something again and again until stopped; a failure is logged and does not end it. */
export function every(ms: number, logger: Logger, action: () => Promise<unknown>): () => void {
  const timer = setInterval(() => {
    action().catch((err: unknown) => logger.error({ err }, 'housekeeping failed'));
  }, ms);
  timer.unref();
  return () => clearInterval(timer);
}

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
