import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './ensure-installed.mjs';

/**
 * The JavaScript file behind a command of an installed package, to be run with `process.execPath`: works the same on
 * every system, where `node_modules/.bin` holds shell scripts on Windows.
 *
 * @param packageName the npm package
 * @param command the command it brings; the package's only one when left out
 * @throws when the package has no such command
 */
export function toolScript(packageName: string, command?: string): string {
  const home = join(projectRoot, 'node_modules', packageName);
  const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    bin?: string | Record<string, string>;
  };
  const bin = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.[command ?? packageName];
  if (bin === undefined) throw new Error(`The package ${packageName} has no command ${command ?? packageName}.`);
  return join(home, bin);
}
