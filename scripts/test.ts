/**
 * `npm test`: everything that must hold before a change goes in. Every step runs even when an earlier one failed; the
 * last line is `N passed, N failed`. Names of steps as arguments run only those: `npm test -- unit "room rules"`.
 */
import { ensureTestTools } from './ensure-chromium.ts';
import { buildStep, hygieneSteps, runSideBySide, runStep, testSteps } from './steps.ts';

const wanted = process.argv.slice(2);
const all = [...hygieneSteps, buildStep, ...testSteps];
const unknown = wanted.filter((name) => !all.some((step) => step.name === name));
if (unknown.length > 0) {
  process.stderr.write(`No such step: ${unknown.join(', ')}. There are: ${all.map((step) => step.name).join(', ')}.\n`);
  process.exit(2);
}

const steps = wanted.length === 0 ? all : all.filter((step) => wanted.includes(step.name));
if (steps.some((step) => 'vitest' in step)) {
  for (const line of await ensureTestTools()) process.stdout.write(`${line}\n`);
}

const results = await runSideBySide(steps.filter((step) => !('vitest' in step)));
for (const step of steps) if ('vitest' in step) results.push(await runStep(step));

process.stdout.write('\n');
for (const { name, passed, failed, durationMs } of results) {
  const seconds = (durationMs / 1000).toFixed(1).padStart(6);
  process.stdout.write(`${failed === 0 ? 'pass' : 'FAIL'} ${seconds} s  ${name}: ${passed} passed, ${failed} failed\n`);
}
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
