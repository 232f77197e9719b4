import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/ensure-installed.mjs';
import { Administrator } from '../support/administrator.ts';
import { cleanEnvironment, type Ready, runToEnd } from '../support/engine-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const DEMO = join(projectRoot, 'scripts', 'demo.ts');
const { path: directory, remove } = temporaryDirectory();
const at = (name: string) => [
  '--no-open',
  '--listen',
  '127.0.0.1:0',
  '--console',
  '127.0.0.1:0',
  '--data-dir',
  join(directory, name),
];
let child: ChildProcess | undefined;

afterEach(async () => {
  if (child === undefined || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
});
afterAll(remove);

describe('the demo', () => {
  it('with --once ends with 0 when every device is enrolled and told about itself, also a second time', async () => {
    for (const devices of ['12', '3']) {
      const ended = await runToEnd(DEMO, ['--devices', devices, '--once', ...at('once')]);
      expect(ended.stderr).toContain(`All ${devices} devices are enrolled and inventoried`);
      expect(ended.code).toBe(0);
    }
  });

  it('touches no directory it did not make', async () => {
    const foreign = join(directory, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'thesis.txt'), 'the only copy');
    const ended = await runToEnd(DEMO, ['--devices', '2', '--once', ...at('foreign')]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('not empty');
    expect(readFileSync(join(foreign, 'thesis.txt'), 'utf8')).toBe('the only copy');
  });

  it.each([
    [['--devices', 'many'], '--devices must be a whole number'],
    [['--devices', '0'], '--devices must be a whole number'],
    [['--device', '5'], '--device'],
    [['--seed', '-1', '--once'], '--seed'],
  ])('refuses %j with the reason', async (args, said) => {
    const ended = await runToEnd(DEMO, [...args, ...at('never')]);
    expect(ended.code).not.toBe(0);
    expect(ended.stderr).toContain(said);
    expect(ended.stdout).toBe('');
  });

  it('without --once prints one ready line, serves its devices, and ends with 0 on SIGINT', async () => {
    const running = spawn(process.execPath, [DEMO, '--devices', '5', ...at('stays')], {
      cwd: projectRoot,
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = running;
    running.stderr.resume();
    const lines: string[] = [];
    const ready = await new Promise<Ready>((resolve, reject) => {
      running.once('exit', (code) => reject(new Error(`The demo ended with ${code}.`)));
      createInterface({ input: running.stdout }).on('line', (line) => {
        lines.push(line);
        if (line.startsWith('ready ')) resolve(JSON.parse(line.slice('ready '.length)) as Ready);
      });
    });
    expect(ready).toMatchObject({
      listener: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
      console: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      signIn: expect.stringContaining(ready.console),
    });
    const admin = new Administrator(ready.console, ready.apiToken);
    expect((await admin.devices()).map((row) => row.state)).toEqual(Array.from({ length: 5 }, () => 'enrolled'));
    expect((await admin.status()).demo).toBe(true);

    const ended = once(running, 'exit');
    running.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(lines).toHaveLength(1);
    // Nothing stays behind: the engine is gone with the demo.
    await expect(fetch(`${ready.console}/api/v1/openapi.json`)).rejects.toThrow();
  });
});
