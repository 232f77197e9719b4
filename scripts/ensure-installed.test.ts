import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureInstalled, matchesLock, projectRoot } from './ensure-installed.mjs';

let root: string;
const write = (path: string, content: object): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify(content));
};
const lock = (packages: object): object => ({ name: 'x', lockfileVersion: 3, requires: true, packages });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cartwright-install-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('what is installed', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };

  it('matches the lock when every package has its version, and an optional one may be missing', () => {
    write('package-lock.json', lock(wanted));
    write('node_modules/.package-lock.json', lock({ 'node_modules/a': { version: '1.0.0' } }));
    write('node_modules/a/package.json', {});
    expect(matchesLock(root)).toBe(true);
  });

  it('does not match when a version differs, a package is gone, or nothing was installed', () => {
    write('package-lock.json', lock(wanted));
    expect(matchesLock(root)).toBe(false);
    write('node_modules/.package-lock.json', lock({ 'node_modules/a': { version: '1.0.1' } }));
    write('node_modules/a/package.json', {});
    expect(matchesLock(root)).toBe(false);
    write('node_modules/.package-lock.json', lock({ 'node_modules/a': { version: '1.0.0' } }));
    rmSync(join(root, 'node_modules', 'a'), { recursive: true });
    expect(matchesLock(root)).toBe(false);
  });
});

describe('ensuring the installation', () => {
  it('runs npm once, says so in one line, and is silent when nothing changed', () => {
    write('package.json', { name: 'x', version: '1.0.0' });
    write('package-lock.json', { ...lock({ '': { name: 'x', version: '1.0.0' } }), name: 'x', version: '1.0.0' });
    // A house without packages still has the Node that runs this test.
    const lines: string[] = [];
    mkdirSync(join(root, 'node_modules', '.bin'), { recursive: true });
    const first = ensureInstalled(root, (line) => lines.push(line));
    expect(lines[0]).toMatch(/^Installing dependencies with npm/);
    expect(first).toBe(process.execPath);
    const stamp = join(root, 'node_modules', '.cartwright-stamp');
    expect(readFileSync(stamp, 'utf8')).toMatch(/^[0-9a-f]{64}$/);
    lines.length = 0;
    ensureInstalled(root, (line) => lines.push(line));
    expect(lines.filter((line) => line.startsWith('Installing'))).toEqual([]);
  });

  it('says what to do when npm fails, and leaves no stamp behind', () => {
    write('package.json', { name: 'x', version: '1.0.0', dependencies: { a: '1.0.0' } });
    write('package-lock.json', lock({ '': { name: 'x', version: '1.0.0' } }));
    expect(() => ensureInstalled(root, () => {})).toThrow(/Installing the dependencies failed .*run it again/);
    expect(existsSync(join(root, 'node_modules', '.cartwright-stamp'))).toBe(false);
  });

  it('refuses a folder without a lock', () => {
    expect(() => ensureInstalled(root)).toThrow('not look like a whole checkout');
  });
});

describe('the lock of this project', () => {
  it('holds the parts of every package for every system, so that npm ci works on all of them', () => {
    const text = readFileSync(join(projectRoot, 'package-lock.json'), 'utf8');
    const { packages } = JSON.parse(text) as {
      packages: Record<string, { version?: string; optionalDependencies?: Record<string, string> }>;
    };
    const resolves = (from: string, name: string): boolean => {
      const place = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
      if (packages[place]?.version !== undefined) return true;
      return from !== '' && resolves(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
    };
    const missing = Object.entries(packages).flatMap(([place, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter((name) => !resolves(place, name)),
    );
    expect(missing).toEqual([]);
  });
});

describe('the task runner', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(projectRoot, 'scripts', 'run.mjs'), ...args], { encoding: 'utf8' });

  it('names the tasks when asked for one there is not', () => {
    const { status, stderr } = run('toString');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Usage: .*demo\|start\|headless/);
  });

  it('passes arguments on and gives back the exit code', () => {
    const { status, stderr } = run('test', 'no such step');
    expect(status).toBe(2);
    expect(stderr).toContain('No such step: no such step');
  });
});
