/**
 * What every npm script starts: `node scripts/run.mjs <task> [arguments]`. Runs on any Node from 18 on, makes sure the
 * dependencies are there, builds when the task needs it, then runs the task's own script on Node 24.
 */
import { join } from 'node:path';
import { ensureInstalled, projectRoot } from './ensure-installed.mjs';
import { runToEnd } from './run-process.mjs';

/**
 * The file a task runs (from the root) and whether it needs an up-to-date build first.
 *
 * @type {Record<string, { script: string, build?: boolean }>}
 */
const tasks = {
  demo: { script: 'scripts/demo.ts', build: true },
  start: { script: 'scripts/start.ts', build: true },
  headless: { script: 'out/main/headless.js', build: true },
  screenshots: { script: 'scripts/screenshots.ts', build: true },
  gallery: { script: 'scripts/gallery.ts' },
  bench: { script: 'bench/main.ts', build: true },
  test: { script: 'scripts/test.ts' },
  check: { script: 'scripts/check.ts' },
  build: { script: 'scripts/build.ts' },
  format: { script: 'scripts/format.ts' },
  package: { script: 'scripts/package.ts', build: true },
};

const [name = '', ...args] = process.argv.slice(2);
const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
if (task === undefined) {
  process.stderr.write(`Usage: node scripts/run.mjs ${Object.keys(tasks).join('|')} [arguments]\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await run(task);
}

/**
 * @param {{ script: string, build?: boolean }} task
 * @returns {Promise<number>}
 */
async function run(task) {
  try {
    const node = ensureInstalled();
    if (task.build) {
      const built = await runToEnd(node, [join(projectRoot, 'scripts', 'build.ts'), '--if-stale']);
      if (built !== 0) return built;
    }
    return await runToEnd(node, [join(projectRoot, task.script), ...args]);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 1;
  }
}
