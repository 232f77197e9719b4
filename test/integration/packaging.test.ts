import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/ensure-installed.mjs';
import { toolScript } from '../../scripts/tools.ts';

/** Where Electron's executable keeps its fuses: a mark, a version, a count, then one digit per fuse. */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

let folder: string;
let files: string[];
const unpacked = (): string => join(folder, 'dist', 'linux-unpacked');

/** Runs one of the project's tools and returns what it printed. */
function run(script: string, ...args: string[]): string {
  const result = spawnSync(process.execPath, [script, ...args], { cwd: projectRoot, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${script} ended with ${result.status}:\n${result.stdout}${result.stderr}`);
  return result.stdout;
}

/** A stand-in for Electron's runtime, with just what the packager touches. */
function makeRuntime(at: string): void {
  mkdirSync(join(at, 'resources'), { recursive: true });
  mkdirSync(join(at, 'app'));
  writeFileSync(join(at, 'app', 'package.json'), '{}');
  run(toolScript('@electron/asar', 'asar'), 'pack', join(at, 'app'), join(at, 'resources', 'default_app.asar'));
  const fuses = Buffer.concat([Buffer.from(FUSE_MARK), Buffer.from([1, 9]), Buffer.from('0'.repeat(9))]);
  writeFileSync(join(at, 'electron'), Buffer.concat([Buffer.alloc(64), fuses, Buffer.alloc(64)]), { mode: 0o755 });
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version']) writeFileSync(join(at, name), '');
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cartwright-package-'));
  run(join(projectRoot, 'scripts', 'build.ts'), '--if-stale');
  const runtime = join(folder, 'runtime');
  makeRuntime(runtime);
  // electron-builder checks the whole of electron-builder.yml against its schema before it starts.
  const settings = [`-c.electronDist=${runtime}`, `-c.directories.output=${join(folder, 'dist')}`];
  run(toolScript('electron-builder'), '--linux', '--dir', '--x64', '--publish', 'never', ...settings);
  const archive = join(unpacked(), 'resources', 'app.asar');
  files = run(toolScript('@electron/asar', 'asar'), 'list', archive).split('\n');
  run(toolScript('@electron/asar', 'asar'), 'extract', archive, join(folder, 'app'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packaged app', () => {
  it('holds what it runs from, and neither sources nor other packages', () => {
    const needed = [
      '/package.json',
      '/LICENSE',
      '/out/main/main.js',
      '/out/main/headless.js',
      '/out/main/draw-worker.js',
      '/out/main/drawing/canvaskit.wasm',
      '/out/preload/preload.cjs',
      '/out/renderer/index.html',
      '/resources/icon.png',
      '/resources/tray.png',
      '/resources/trayTemplate.png',
      '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ];
    expect(files).toEqual(expect.arrayContaining(needed));
    const top = new Set(files.map((file) => file.split('/')[1]).filter((name) => name));
    expect([...top].sort()).toEqual(['LICENSE', 'node_modules', 'out', 'package.json', 'resources']);
    const packages = new Set(files.map((file) => /^\/node_modules\/([^/]+)/.exec(file)?.[1]).filter((name) => name));
    expect([...packages]).toEqual(['better-sqlite3']);
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
  });

  it('starts where package.json says', () => {
    const { main } = JSON.parse(readFileSync(join(folder, 'app', 'package.json'), 'utf8')) as { main: string };
    expect(existsSync(join(folder, 'app', main))).toBe(true);
  });

  it('keeps the compiled part of SQLite outside the archive, where the system can load it', () => {
    const prebuilt = ['node_modules', 'better-sqlite3', 'prebuilds', 'linux-x64.node'];
    expect(existsSync(join(unpacked(), 'resources', 'app.asar.unpacked', ...prebuilt))).toBe(true);
  });

  it('carries everything the engine imports', () => {
    const result = spawnSync(process.execPath, [join(folder, 'app', 'out', 'main', 'headless.js'), '--help'], {
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(result.stderr).toBe('');
    expect(result.status).toBe(0);
    expect(result.stdout).toContain('--data-dir');
  });

  it('cannot be used as a bare Node, nor be told to debug or load other code', () => {
    const binary = readFileSync(join(unpacked(), 'cartwright')).toString('latin1');
    const fuses = binary.slice(binary.indexOf(FUSE_MARK) + FUSE_MARK.length + 2).slice(0, 6);
    // Run as Node, cookie encryption, NODE_OPTIONS, --inspect, archive integrity, only from the archive.
    expect([...fuses]).toEqual(['0', '1', '0', '0', '1', '1']);
  });
});

describe('the console page', () => {
  it('has no inline script or style, so that the content security policy can forbid them', () => {
    const page = readFileSync(join(projectRoot, 'out', 'renderer', 'index.html'), 'utf8');
    const scripts = [...page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes = '', body = ''] of scripts) {
      expect(attributes).toMatch(/\bsrc="\.\//);
      expect(body.trim()).toBe('');
    }
    expect(page).not.toMatch(/<style|\son[a-z]+=|style="/);
  });
});
