import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './ensure-installed.mjs';
import { forwardSignals } from './run-process.mjs';
import { countTests } from './test-counts.ts';
import { toolScript } from './tools.ts';

/** One thing the test command checks. `vitest` names the vitest projects; otherwise `args` are given to Node. */
export type Step =
  | { readonly name: string; readonly args: readonly string[] }
  | { readonly name: string; readonly vitest: readonly string[] };

/** How a step ended. A step that is not a test run counts as one. */
export interface StepResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly durationMs: number;
}

/** No single step takes longer than this, in milliseconds, even on a slow machine. */
const STEP_LIMIT_MS = 9 * 60_000;

/** Format, lint, types, room rules, dead code. */
export const hygieneSteps: readonly Step[] = [
  { name: 'format and lint', args: [toolScript('@biomejs/biome', 'biome'), 'check', '--error-on-warnings', '.'] },
  { name: 'types', args: [toolScript('typescript', 'tsc'), '--noEmit', '-p', '.'] },
  { name: 'room rules', args: [join(projectRoot, 'scripts', 'check-rooms.ts')] },
  { name: 'dead code', args: [toolScript('knip'), '--no-progress'] },
];

/** The build, which the integration and browser tests run. */
export const buildStep: Step = { name: 'build', args: [join(projectRoot, 'scripts', 'build.ts'), '--if-stale'] };

/** The tests, in the order they run. */
export const testSteps: readonly Step[] = [
  { name: 'unit', vitest: ['unit', 'renderer'] },
  { name: 'integration', vitest: ['integration'] },
  { name: 'browser', vitest: ['browser'] },
];

/** Runs one step, showing the output of a test run as it comes and of anything else only when it failed. */
export async function runStep(step: Step): Promise<StepResult> {
  const startedAt = performance.now();
  const counts = 'vitest' in step ? await runTests(step.name, step.vitest) : await runQuietly(step.args);
  const result = { name: step.name, ...counts, durationMs: performance.now() - startedAt };
  const seconds = (result.durationMs / 1000).toFixed(1);
  const sum = 'vitest' in step ? ` (${counts.passed} passed, ${counts.failed} failed)` : '';
  process.stdout.write(`${counts.failed === 0 ? 'pass' : 'FAIL'}  ${step.name}${sum}  ${seconds} s\n`);
  return result;
}

async function runQuietly(args: readonly string[]): Promise<{ passed: number; failed: number }> {
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: STEP_LIMIT_MS,
  });
  const release = forwardSignals(child);
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  release();
  if (code !== 0) process.stdout.write(Buffer.concat(output));
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function runTests(name: string, projects: readonly string[]): Promise<{ passed: number; failed: number }> {
  const report = join(tmpdir(), `cartwright-${process.pid}-${name}.json`);
  const args = [toolScript('vitest'), 'run', ...projects.flatMap((project) => ['--project', project])];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const child = spawn(process.execPath, [...args, ...reporters], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: STEP_LIMIT_MS,
  });
  const release = forwardSignals(child);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  release();
  try {
    return countTests(readFileSync(report, 'utf8'), code === 0);
  } catch {
    process.stdout.write(`The ${name} tests ended without a report.\n`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(report, { force: true });
  }
}
