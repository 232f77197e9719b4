/**
 * `npm start`: Cartwright in its window. Where Electron's runtime is not on the machine, the same engine without a
 * window and its console in the default browser. Arguments go to whichever runs.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findElectron } from './electron-runtime.ts';
import { projectRoot } from './ensure-installed.mjs';
import { openInBrowser } from './open-in-browser.ts';
import { readyAddress } from './ready-line.ts';
import { exitCode, forwardSignals, runToEnd } from './run-process.mjs';

const args = process.argv.slice(2);
const electron = findElectron();
process.exitCode = electron === undefined ? await inBrowser() : await runToEnd(electron, [projectRoot, ...args]);

async function inBrowser(): Promise<number> {
  process.stderr.write(
    "Electron's runtime is not on this machine (npx install-electron gets it): opening the console in your browser.\n",
  );
  const child = spawn(process.execPath, [join(projectRoot, 'out', 'main', 'headless.js'), ...args], {
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  const release = forwardSignals(child);
  createInterface({ input: child.stdout }).on('line', (line) => {
    process.stdout.write(`${line}\n`);
    const address = readyAddress(line);
    if (address !== undefined) void openInBrowser(address);
  });
  const code = await new Promise<number>((resolve) =>
    child.once('close', (ended, signal) => resolve(exitCode(ended, signal))),
  );
  release();
  return code;
}
