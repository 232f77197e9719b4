/** Formats the whole project and applies the safe fixes of its lint rules: `npm run format`. */
import { projectRoot } from './ensure-installed.mjs';
import { runToEnd } from './run-process.mjs';
import { toolScript } from './tools.ts';

const paths = process.argv.slice(2);
process.exitCode = await runToEnd(
  process.execPath,
  [toolScript('@biomejs/biome', 'biome'), 'check', '--write', ...(paths.length > 0 ? paths : ['.'])],
  { cwd: projectRoot },
);
