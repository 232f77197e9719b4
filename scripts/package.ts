/** `npm run package`: installers for this system, in `dist/`. Arguments go to electron-builder, for example `--dir`. */
import { projectRoot } from './ensure-installed.mjs';
import { runToEnd } from './run-process.mjs';
import { toolScript } from './tools.ts';

process.exitCode = await runToEnd(
  process.execPath,
  [toolScript('electron-builder'), '--publish', 'never', ...process.argv.slice(2)],
  { cwd: projectRoot },
);
