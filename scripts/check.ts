/** `npm run check`: format, lint, types, room rules and dead code, without the tests. */
import { hygieneSteps, runStep } from './steps.ts';

let failed = 0;
for (const step of hygieneSteps) failed += (await runStep(step)).failed;
process.exitCode = failed === 0 ? 0 : 1;
