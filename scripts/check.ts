/** `npm run check`: format, lint, types, room rules and dead code, without the tests. */
import { hygieneSteps, runSideBySide } from './steps.ts';

const results = await runSideBySide(hygieneSteps);
process.exitCode = results.every(({ failed }) => failed === 0) ? 0 : 1;
