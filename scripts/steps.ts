import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './ensure-installed.mjs';
import { forwardSignals } from './run-process.mjs';
import { countTests } from './test-counts.ts';
import { toolScript } from './tools.ts';

/**
 * One thing the test command checks. `vitest` names the vitest projects; otherwise `args` are given to Node, and
 * `advice` says what to do when that fails.
 */
export type Step =
  | { readonly name: string; readonly args: readonly string[]; readonly advice: string }
  | { readonly name: string; readonly vitest: readonly string[] };

/** How a step ended. A step that is not a test run counts as one. */
export interface StepResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly durationMs: number;
}

/** A step that takes longer than this, in milliseconds, hangs: all of them take less than ten minutes. */
const STEP_LIMIT_MS = 25 * 60_000;

/**
 * Format, lint, types, room rules, dead code. The types are checked by one worker: each more would work out the
 * contract's types again for itself, and take a gigabyte for it.
 */
export const hygieneSteps: readonly Step[] = [
  {
    name: 'types',
    args: [toolScript('typescript', 'tsc'), '--noEmit', '-p', '.', '--checkers', '1'],
    advice: 'Correct the types named above.',
  },
  {
    name: 'format and lint',
    args: [toolScript('@biomejs/biome', 'biome'), 'check', '--error-on-warnings', '.'],
    advice: 'Run npm run format, and correct what it leaves.',
  },
  {
    name: 'room rules',
    args: [join(projectRoot, 'scripts', 'check-rooms.ts')],
    advice: 'Import the other room through its index.ts, or look into docs/architecture.md for who may know whom.',
  },
  {
    name: 'dead code',
    args: [toolScript('knip'), '--no-progress'],
    advice: 'Delete what nobody uses, or its export.',
  },
];

/** The build, which the integration and browser tests run. */
export const buildStep: Step = {
  name: 'build',
  args: [join(projectRoot, 'scripts', 'build.ts'), '--if-stale'],
  advice: 'Nothing can be run without it: correct this first.',
};

/** The tests, in the order they run. */
export const testSteps: readonly Step[] = [
  { name: 'unit', vitest: ['unit', 'renderer'] },
  { name: 'integration', vitest: ['integration'] },
  { name: 'browser', vitest: ['browser'] },
];

/**
 * Runs steps two at a time, begun in the order given. Runs of tests take both cores themselves: they come one by one.
 *
 * @returns how they ended, in the order given
 */
export async function runSideBySide(steps: readonly Step[]): Promise<StepResult[]> {
  const waiting = [...steps.entries()];
  const results: StepResult[] = [];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, step] = next;
      results[at] = await runStep(step);
    }
  };
  await Promise.all([lane(), lane()]);
  return results;
}

/** Runs one step, showing the output of a test run as it comes and of anything else only when it failed. */
export async function runStep(step: Step): Promise<StepResult> {
  const startedAt = performance.now();
  const counts = 'vitest' in step ? await runTests(step.name, step.vitest) : await runQuietly(step);
  const result = { name: step.name, ...counts, durationMs: performance.now() - startedAt };
  const seconds = (result.durationMs / 1000).toFixed(1);
  const sum = 'vitest' in step ? ` (${counts.passed} passed, ${counts.failed} failed)` : '';
  process.stdout.write(`${counts.failed === 0 ? 'pass' : 'FAIL'}  ${step.name}${sum}  ${seconds} s\n`);
  return result;
}

async function runQuietly(step: Extract<Step, { args: unknown }>): Promise<{ passed: number; failed: number }> {
  const child = spawn(process.execPath, step.args, {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: STEP_LIMIT_MS,
  });
  const release = forwardSignals(child);
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const ended = await endOf(child);
  release();
  if (ended === '') return { passed: 1, failed: 0 };
  process.stdout.write(Buffer.concat(output));
  process.stdout.write(`${step.name}: ${ended} ${step.advice}\n`);
  return { passed: 0, failed: 1 };
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
  const ended = await endOf(child);
  release();
  try {
    return countTests(readFileSync(report, 'utf8'), ended === '');
  } catch {
    process.stdout.write(`The ${name} tests left no report: ${ended || 'nothing was run.'}\n`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(report, { force: true });
  }
}

/** Waits for a program. @returns how it ended, as a sentence; empty when all went well */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`It could not be started (${error.message}).`));
    child.once('close', (code, signal) => {
      if (code === 0) resolve('');
      else if (signal === 'SIGKILL')
        resolve('It was killed: the machine may have too little memory (4 GB are needed).');
      else if (signal !== null) resolve(`It was ended by ${signal}: it took too long, or was interrupted.`);
      else resolve(`It ended with code ${code}.`);
    });
  });
}
