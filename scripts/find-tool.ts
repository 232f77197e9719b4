import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Where a program is found on the search path, or `undefined`.
 *
 * @param name without `.exe`
 */
export function findOnPath(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))).find(isProgram);
}

/** Like `findOnPath`, and where programs for administrators lie, which only root has on the path. */
export function findServer(name: string): string | undefined {
  return findOnPath(name) ?? findOnPath(name, { PATH: ['/usr/sbin', '/usr/local/sbin'].join(delimiter) });
}

/** Whether a path is a file this user may run. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
