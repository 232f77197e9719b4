import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './ensure-installed.mjs';

/**
 * Electron's executable, when it is on this machine. Since version 42 the `electron` package no longer downloads it
 * while installing, and asking that package for the path would start the download: this only looks.
 *
 * @param root the checkout
 * @param env `ELECTRON_OVERRIDE_DIST_PATH` points to a runtime kept elsewhere
 */
export function findElectron(root: string = projectRoot, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const home = join(root, 'node_modules', 'electron');
  const pathFile = join(home, 'path.txt');
  const executable = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : usualName();
  const path = join(env.ELECTRON_OVERRIDE_DIST_PATH || join(home, 'dist'), executable);
  return existsSync(path) ? path : undefined;
}

function usualName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
