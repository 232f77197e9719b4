import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const MARKER = '.cartwright-demo';

/**
 * An empty directory for a demo. What an earlier demo left there goes; anything else is not touched.
 *
 * @returns its absolute path
 * @throws Error when the directory holds something that is not a demo's
 */
export function prepareDataDirectory(path: string): string {
  const directory = resolve(path);
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    if (!existsSync(join(directory, MARKER)))
      throw new Error(`${directory} is not empty and no demo made it. Choose another one with --data-dir.`);
    rmSync(directory, { recursive: true });
  }
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, MARKER), 'Made by the Cartwright demo, which empties this folder at each start.\n');
  return directory;
}
