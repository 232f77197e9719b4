import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourceDigest } from './build-stamp.ts';
import { findElectron } from './electron-runtime.ts';
import { findChromium } from './ensure-chromium.ts';
import { findOnPath } from './find-tool.ts';
import { openCommand } from './open-in-browser.ts';
import { readyAddress } from './ready-line.ts';
import { countTests } from './test-counts.ts';

let root: string;
const write = (path: string, text = ''): string => {
  const file = join(root, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text, { mode: 0o755 });
  return file;
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cartwright-scripts-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the build stamp', () => {
  it('changes with a source, its name and the configuration, and with nothing else', () => {
    write('electron/a.ts', '1');
    write('package.json', '{}');
    const seen = [sourceDigest(root)];
    write('electron/a.test.ts', 'a test');
    write('electron/store/testing/fake.ts', 'a helper');
    write('docs/a.md', 'words');
    expect(sourceDigest(root)).toBe(seen[0]);
    write('electron/a.ts', '2');
    seen.push(sourceDigest(root));
    write('shared/b.ts', '2');
    seen.push(sourceDigest(root));
    write('package.json', '{ }');
    seen.push(sourceDigest(root));
    expect(new Set(seen).size).toBe(4);
  });
});

describe('finding programs', () => {
  it("finds Electron's runtime where it was downloaded, or where it is kept, and never asks for a download", () => {
    write('node_modules/electron/path.txt', 'electron-here');
    expect(findElectron(root, {})).toBeUndefined();
    const downloaded = write('node_modules/electron/dist/electron-here');
    expect(findElectron(root, {})).toBe(downloaded);
    const kept = write('kept/electron-here');
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'kept') })).toBe(kept);
  });

  it('takes the browser it is told to, else the first on the path', () => {
    const browser = write('bin/chromium');
    expect(findChromium({ PATH: join(root, 'bin') }, 'linux')).toBe(browser);
    expect(findChromium({ PATH: '', CHROMIUM_PATH: browser }, 'linux')).toBe(browser);
    const shell = write('bin/chromium-headless-shell');
    expect(findChromium({ PATH: join(root, 'bin') }, 'linux')).toBe(shell);
    expect(findChromium({ PATH: join(root, 'bin'), CHROMIUM_PATH: join(root, 'gone') }, 'linux')).toBeUndefined();
    expect(findChromium({ PATH: '' }, 'linux')).toBeUndefined();
  });

  it('takes no folder for a program', () => {
    mkdirSync(join(root, 'bin', 'openssl'), { recursive: true });
    expect(findOnPath('openssl', { PATH: join(root, 'bin') })).toBeUndefined();
  });
});

describe('opening the console', () => {
  it('uses what each system opens addresses with, and no shell that could read the address', () => {
    const url = 'http://127.0.0.1:1/?a=1&b=2';
    expect(openCommand(url, 'darwin')).toEqual(['open', [url]]);
    expect(openCommand(url, 'linux')).toEqual(['xdg-open', [url]]);
    expect(openCommand(url, 'win32')).toEqual(['rundll32', ['url.dll,FileProtocolHandler', url]]);
  });

  it('reads the address from the ready line, and from no other', () => {
    expect(readyAddress('ready {"console":"http://c","signIn":"http://s"}')).toBe('http://s');
    expect(readyAddress('ready {"console":"http://c"}')).toBe('http://c');
    expect(readyAddress('not ready yet')).toBeUndefined();
  });
});

describe('counting tests', () => {
  const report = (...files: [string, ...string[]][]): string =>
    JSON.stringify({
      testResults: files.map(([status, ...tests]) => ({ status, assertionResults: tests.map((t) => ({ status: t })) })),
    });

  it('adds up the tests of all files', () => {
    expect(countTests(report(['passed', 'passed', 'passed'], ['failed', 'passed', 'failed']), false)).toEqual({
      passed: 3,
      failed: 1,
    });
  });

  it('counts a file that could not be loaded, and a run that ended badly although its tests passed', () => {
    expect(countTests(report(['passed', 'passed'], ['failed']), false)).toEqual({ passed: 1, failed: 1 });
    expect(countTests(report(['passed', 'passed']), false)).toEqual({ passed: 1, failed: 1 });
    expect(countTests(report(['passed', 'passed']), true)).toEqual({ passed: 1, failed: 0 });
  });
});
