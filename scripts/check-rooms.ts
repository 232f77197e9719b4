/**
 * Checks the room rules with dependency-cruiser: `node scripts/check-rooms.ts`. A folder as argument is checked in place
 * of this checkout (the tests use that).
 */
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { projectRoot } from './ensure-installed.mjs';
import { ruleSet } from './room-rules.ts';

// dependency-cruiser reads TypeScript through the compiler's JavaScript API, which TypeScript 7 does not have: it gets
// TypeScript 6's (docs/decisions/0002).
registerHooks({
  resolve(specifier, context, next) {
    const wantsCompiler = /^typescript(\/|$)/.test(specifier) && context.parentURL?.includes('/dependency-cruiser/');
    return next(wantsCompiler ? specifier.replace('typescript', '@typescript/typescript6') : specifier, context);
  },
});
const { cruise } = await import('dependency-cruiser');

const baseDir = resolve(process.argv[2] ?? projectRoot);
const folders = ['electron', 'renderer', 'shared', 'test', 'scripts', 'bench'];
const result = await cruise(
  folders.filter((folder) => existsSync(resolve(baseDir, folder))),
  {
    baseDir,
    ruleSet,
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules/(?!electron/)|out/|fixtures/)' },
    outputType: 'err-long',
  },
  {
    extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    conditionNames: ['import', 'node', 'types'],
    exportsFields: ['exports'],
  },
);
process.stdout.write(`${result.output}\n`);
process.exitCode = result.exitCode === 0 ? 0 : 1;
