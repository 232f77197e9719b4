import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { ruleSet } from './room-rules.ts';

// dependency-cruiser reads TypeScript through the compiler's JavaScript API, which TypeScript 7 does not have: it gets
// TypeScript 6's (docs/decisions/0002).
registerHooks({
  resolve(specifier, context, next) {
    const wantsCompiler = /^typescript(\/|$)/.test(specifier) && context.parentURL?.includes('/dependency-cruiser/');
    return next(wantsCompiler ? specifier.replace('typescript', '@typescript/typescript6') : specifier, context);
  },
});

const FOLDERS = ['electron', 'renderer', 'shared', 'test', 'scripts', 'bench'];

/**
 * Checks a checkout against the room rules.
 *
 * @param baseDir its root
 * @returns what is wrong, for reading, and whether anything is
 */
export async function checkRooms(baseDir: string): Promise<{ output: string; broken: boolean }> {
  const { cruise } = await import('dependency-cruiser');
  const result = await cruise(
    FOLDERS.filter((folder) => existsSync(resolve(baseDir, folder))),
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
  return { output: String(result.output), broken: result.exitCode !== 0 };
}
