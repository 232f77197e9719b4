import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './ensure-installed.mjs';
import { exitCode, runToEnd } from './run-process.mjs';

const runner = pathToFileURL(join(projectRoot, 'scripts', 'run-process.mjs')).href;

describe('running a program', () => {
  it('gives back its exit code', async () => {
    expect(await runToEnd(process.execPath, ['-e', 'process.exit(7)'])).toBe(7);
  });

  it('counts a signal the way shells do', () => {
    expect(exitCode(null, 'SIGTERM')).toBe(143);
    expect(exitCode(0, null)).toBe(0);
  });

  it('fails when there is no such program', async () => {
    await expect(runToEnd(join(projectRoot, 'no-such-program'), [])).rejects.toThrow('ENOENT');
  });

  it.runIf(process.platform !== 'win32')('passes a signal on, and ends as the program does', async () => {
    const inner = "process.on('SIGTERM', () => process.exit(9)); console.log('up'); setInterval(() => {}, 1000)";
    const outer = `const { runToEnd } = await import('${runner}'); process.exitCode = await runToEnd(process.execPath, ['-e', ${JSON.stringify(inner)}])`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', outer], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(createInterface({ input: child.stdout }), 'line');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([9, null]);
  });
});
