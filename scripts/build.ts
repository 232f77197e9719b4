/**
 * Builds the engine, the preload script and the console into `out/`. With `--if-stale` only when something they are
 * made from has changed since the last build. Needs no Electron runtime.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sourceDigest } from './build-stamp.ts';
import { projectRoot } from './ensure-installed.mjs';
import { runToEnd } from './run-process.mjs';
import { toolScript } from './tools.ts';

const { values } = parseArgs({ options: { 'if-stale': { type: 'boolean', default: false } } });
const stampFile = join(projectRoot, 'out', '.stamp');
const digest = sourceDigest(projectRoot);
const fresh = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest;

if (!(values['if-stale'] && fresh)) {
  process.stderr.write('Building…\n');
  const code = await runToEnd(process.execPath, [toolScript('electron-vite'), 'build', '--logLevel', 'warn'], {
    cwd: projectRoot,
  });
  if (code === 0) writeFileSync(stampFile, digest);
  process.exitCode = code;
}
