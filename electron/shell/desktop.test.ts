import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '../../shared/logger.ts';
import { ownArguments } from './arguments.ts';
import { type DesktopEngine, type KeychainSealer, runDesktop } from './index.ts';
import {
  app,
  BrowserWindow,
  dialog,
  FakeEvent,
  FakePort,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
  resetElectron,
  session,
  shell,
  Tray,
} from './testing/electron-double.ts';

vi.mock('electron', () => import('./testing/electron-double.ts'));

let userData: string;
let devices: number;
let stops: number;
let sealers: KeychainSealer[];
let attached: unknown[];

const engine: DesktopEngine = {
  rpc: { attachMessagePort: (port) => attached.push(port) },
  serving: () => ({ devices }),
  stop: () => {
    stops++;
    return Promise.resolve();
  },
};

const signInLink = (): Promise<string> => Promise.resolve('http://127.0.0.1:4000/sign-in/once');

const run = (): Promise<void> =>
  runDesktop((keychain) => {
    sealers.push(keychain);
    return Promise.resolve({ engine, logger: silentLogger, dataDir: '/data', signInLink });
  });

/** Lets the promises between a wish to quit and its answer settle. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function theWindow(): BrowserWindow {
  const [window, ...others] = BrowserWindow.all;
  if (window === undefined || others.length > 0) throw new Error(`There are ${BrowserWindow.all.length} windows.`);
  return window;
}

function theTray(): Tray {
  if (Tray.last === undefined) throw new Error('There is no tray icon.');
  return Tray.last;
}

beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), 'cartwright-shell-'));
  resetElectron(userData);
  devices = 0;
  stops = 0;
  sealers = [];
  attached = [];
});
afterEach(() => {
  vi.restoreAllMocks();
  process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');
  rmSync(userData, { recursive: true, force: true });
});

describe('starting the app', () => {
  it('starts one engine with the keychain, then shows one window', async () => {
    await run();
    expect(sealers.map((sealer) => sealer.kind)).toEqual(['keychain']);
    expect(theWindow().loaded).toEqual(['app://cartwright/index.html']);
    expect(theWindow().visible).toBe(false);
    theWindow().emit('ready-to-show');
    expect(theWindow().visible).toBe(true);
  });

  it('makes the console scheme secure before anything is loaded', async () => {
    await run();
    expect(protocol.privileged).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    expect([...session.defaultSession.handlers.keys()]).toEqual(['app']);
  });

  it('leaves without starting a second engine when another instance runs', async () => {
    app.locked = true;
    await run();
    expect(sealers).toEqual([]);
    expect(BrowserWindow.all).toEqual([]);
    expect(app.quits).toEqual(['quit']);
  });

  it('shows the window it has when somebody starts the app again', async () => {
    await run();
    theWindow().hide();
    theWindow().minimized = true;
    app.emit('second-instance', new FakeEvent(), [], '');
    expect(theWindow().visible).toBe(true);
    expect(theWindow().minimized).toBe(false);
  });

  it('says why and ends with an error when the engine does not start', async () => {
    const printed = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await runDesktop(() => Promise.reject(new Error('The disk is full.')));
    expect(printed).toHaveBeenCalledWith(expect.stringContaining('The disk is full.'));
    expect(dialog.errors).toEqual(['Cartwright could not start: The disk is full.']);
    expect(app.quits).toEqual(['exit 1']);
    expect(BrowserWindow.all).toEqual([]);
  });
});

describe('the arguments', () => {
  it('are passed on without those of Electron, Chromium and macOS', async () => {
    const own = ['--listen', '0.0.0.0:8443', '--console=127.0.0.1:1'];
    const chromium = ['--no-sandbox', '--ozone-platform=wayland', '--allow-plain-text-keychain', '-psn_0_1'];
    expect(ownArguments(['/electron', '--no-sandbox', '/project', ...own, ...chromium], false)).toEqual(own);
    expect(ownArguments(['/Cartwright', ...chromium, ...own], true)).toEqual(own);
  });
});

describe('the window', () => {
  it('gives the page no way into Node', async () => {
    await run();
    expect(theWindow().options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      preload: join('/app', 'out', 'preload', 'preload.cjs'),
    });
  });

  it('comes back where it was', async () => {
    await run();
    theWindow().bounds = { x: 40, y: 60, width: 900, height: 700 };
    theWindow().maximized = true;
    theWindow().emit('moved');
    const kept = JSON.parse(readFileSync(join(userData, 'desktop.json'), 'utf8')) as { window: unknown };
    expect(kept.window).toEqual({ x: 40, y: 60, width: 900, height: 700, maximized: true });
    resetElectron(userData);
    await run();
    expect(theWindow().options).toMatchObject({ x: 40, y: 60, width: 900, height: 700 });
    expect(theWindow().maximized).toBe(true);
  });

  it('is centred again when the screen it was on is gone', async () => {
    const away = { x: 4000, y: 60, width: 900, height: 700, maximized: false };
    writeFileSync(join(userData, 'desktop.json'), JSON.stringify({ window: away }));
    await run();
    expect(theWindow().options).toMatchObject({ width: 900, height: 700 });
    expect(theWindow().options.x).toBeUndefined();
  });

  it('opens as new when its preferences are damaged', async () => {
    writeFileSync(join(userData, 'desktop.json'), '{"window":{"width":-1');
    await run();
    expect(theWindow().options).toMatchObject({ width: 1280, height: 820 });
  });
});

describe('closing the window', () => {
  it('quits and stops the engine when no devices are served', async () => {
    await run();
    theWindow().close();
    await settled();
    expect(stops).toBe(1);
    expect(dialog.asked).toEqual([]);
    expect(app.quits).toEqual(['quit']);
    expect(theTray().destroyed).toBe(true);
  });

  it('keeps serving from the tray once that is switched on, and remembers it', async () => {
    devices = 3;
    await run();
    expect(theTray().menu.item('keep-serving').checked).toBe(false);
    theTray().menu.click('keep-serving');
    theWindow().show();
    theWindow().close();
    await settled();
    expect(theWindow().visible).toBe(false);
    expect(stops).toBe(0);
    expect(app.quits).toEqual([]);
    theTray().menu.click('show');
    expect(theWindow().visible).toBe(true);
    resetElectron(userData);
    await run();
    expect(theTray().menu.item('keep-serving').checked).toBe(true);
  });

  it('asks first when devices would lose their server, and stays when told to', async () => {
    devices = 1;
    dialog.answer = 2;
    await run();
    theWindow().close();
    await settled();
    expect(dialog.asked).toEqual([expect.stringContaining('1 device gets no commands')]);
    expect(stops).toBe(0);
    expect(BrowserWindow.all).toHaveLength(1);
  });

  it('goes into the background for good when that is the answer', async () => {
    devices = 2;
    dialog.answer = 0;
    await run();
    theWindow().show();
    theWindow().close();
    await settled();
    expect(theWindow().visible).toBe(false);
    theWindow().close();
    await settled();
    expect(dialog.asked).toHaveLength(1);
    expect(stops).toBe(0);
  });
});

describe('quitting', () => {
  it('asks even when the window only hides, then stops the engine once', async () => {
    devices = 2;
    dialog.answer = 1;
    await run();
    theTray().menu.click('keep-serving');
    theTray().menu.click('quit');
    app.quit();
    await settled();
    expect(dialog.asked).toHaveLength(1);
    expect(stops).toBe(1);
    expect(app.quits).toEqual(['quit']);
  });

  it('does not ask when the computer shuts down', async () => {
    devices = 2;
    await run();
    powerMonitor.emit('shutdown', new FakeEvent());
    await settled();
    expect(dialog.asked).toEqual([]);
    expect(stops).toBe(1);
    expect(app.quits).toEqual(['quit']);
  });
});

describe('the menus', () => {
  it('open the settings page in the window and the console in the browser', async () => {
    await run();
    Menu.application?.click('settings');
    expect(theWindow().loaded.at(-1)).toBe('app://cartwright/index.html#/settings');
    Menu.application?.click('open-in-browser');
    await settled();
    Menu.application?.click('data-folder');
    expect(shell.opened).toEqual(['http://127.0.0.1:4000/sign-in/once', '/data']);
  });

  it('say how many devices are served, as of now', async () => {
    await run();
    devices = 12;
    theTray().emit('mouse-enter');
    expect(theTray().menu.item('serving').label).toBe('Serving 12 devices');
  });
});

describe('a page that asks for a line to the engine', () => {
  const ask = (event: object): FakePort => {
    const port = new FakePort();
    ipcMain.emit('cartwright:connect', { ports: [port], ...event }, null);
    return port;
  };

  it('gets one when it is the console in our window', async () => {
    await run();
    const { webContents } = theWindow();
    const port = ask({ sender: webContents, senderFrame: webContents.mainFrame });
    expect(attached).toEqual([port]);
    expect(port.started).toBe(true);
  });

  it('is refused when it is another window, a frame inside ours, another address, or gone', async () => {
    await run();
    const { webContents } = theWindow();
    const elsewhere = { url: 'https://example.com/' };
    const stranger = new BrowserWindow({}).webContents;
    stranger.mainFrame = { url: 'app://cartwright/index.html' };
    const refused = [
      ask({ sender: stranger, senderFrame: stranger.mainFrame }),
      ask({ sender: webContents, senderFrame: { url: 'app://cartwright/index.html' } }),
      ask({ sender: webContents, senderFrame: null }),
    ];
    webContents.mainFrame = elsewhere;
    refused.push(ask({ sender: webContents, senderFrame: elsewhere }));
    expect(attached).toEqual([]);
    expect(refused.map((port) => [port.closed, port.started])).toEqual(refused.map(() => [true, false]));
  });
});
