import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What goes into a build: folders and files, from the root of the checkout. */
const INPUTS = [
  'electron',
  'renderer',
  'shared',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** A file's place says whether it is only for tests, and so no reason to build again. */
const ONLY_FOR_TESTS = /\.test\.tsx?$|(^|\/)testing(\/|\.ts$)/;

/**
 * A digest over the names and contents of everything a build is made from; equal digests mean an equal build.
 *
 * @param root the checkout
 */
export function sourceDigest(root: string): string {
  const digest = createHash('sha256');
  for (const path of INPUTS.flatMap((input) => filesUnder(root, join(root, input))).sort()) {
    digest.update(path).update('\0');
    digest.update(
      createHash('sha256')
        .update(readFileSync(join(root, path)))
        .digest(),
    );
  }
  return digest.digest('hex');
}

/** The files under a path, relative to `root`, with `/` between folders on every system. */
function filesUnder(root: string, path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [relative(root, path)];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return entries
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !ONLY_FOR_TESTS.test(file));
}
