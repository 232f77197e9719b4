import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => import('./shell/testing/electron-double.ts'));

type Double = typeof import('./shell/testing/electron-double.ts');

let folder: string;
let electron: Double;
const argv = process.argv;

/** A fresh process: every module, the double included, as if loaded for the first time. */
async function freshProcess(): Promise<void> {
  vi.resetModules();
  electron = (await import('electron')) as unknown as Double;
  electron.resetElectron(join(folder, 'user'));
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cartwright-main-'));
  await freshProcess();
});
afterEach(() => {
  process.argv = argv;
  process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the desktop entry as Electron would, with the real engine, until its window is there or it gave up. */
async function start(...settings: string[]): Promise<void> {
  const own = ['--data-dir', join(folder, 'data'), '--listen', '127.0.0.1:0', '--console', '127.0.0.1:0'];
  process.argv = ['electron', folder, ...own, '--log-level', 'silent', ...settings];
  await import('./main.ts');
  await vi.waitFor(() => expect(electron.BrowserWindow.all.length + electron.app.quits.length).toBeGreaterThan(0), {
    timeout: 15_000,
  });
}

async function quit(): Promise<void> {
  electron.app.quit();
  await vi.waitFor(() => expect(electron.app.quits).toEqual(['quit']), { timeout: 15_000 });
}

const sealedWith = (): unknown => JSON.parse(readFileSync(join(folder, 'data', 'vault.json'), 'utf8')).sealer;

describe('the desktop entry', () => {
  it('starts the engine with the vault sealed by the keychain, and stops it when the person quits', async () => {
    await start();
    expect(electron.dialog.errors).toEqual([]);
    expect(sealedWith()).toBe('keychain');
    electron.Menu.application?.click('open-in-browser');
    await vi.waitFor(() => expect(electron.shell.opened).toHaveLength(1));
    const page = await fetch(electron.shell.opened[0] ?? '', { redirect: 'manual' });
    expect(page.status).toBeLessThan(400);
    await quit();
    await expect(fetch(electron.shell.opened[0] ?? '')).rejects.toThrow();
  });

  it('opens data that a start without a window sealed with its key file', async () => {
    await start('--vault-key-file', join(folder, 'data', 'vault.key'));
    await quit();
    expect(sealedWith()).toBe('keyfile');
    await freshProcess();
    await start();
    expect(electron.dialog.errors).toEqual([]);
    expect(electron.BrowserWindow.all).toHaveLength(1);
    await quit();
  });

  it('says what is wrong with the settings, and starts nothing', async () => {
    const printed = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await start('--listne', '127.0.0.1:0');
    printed.mockRestore();
    expect(electron.dialog.errors).toEqual([expect.stringContaining('--listne is not a setting')]);
    expect(electron.app.quits).toEqual(['exit 1']);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });
});
