import { join } from 'node:path';
import {
  app,
  type BrowserWindow,
  dialog,
  Menu,
  type MessagePortMain,
  powerMonitor,
  session,
  shell,
  type Tray,
} from 'electron';
import type { Logger } from '../../shared/logger.ts';
import { registerConsoleScheme, serveConsole } from './app-protocol.ts';
import { ownArguments, PLAIN_TEXT_SWITCH } from './arguments.ts';
import { CONSOLE_PAGE } from './console-origin.ts';
import { guardSession } from './guards.ts';
import { type KeychainSealer, keychainSealer } from './keychain.ts';
import { askToLeave } from './leaving.ts';
import { menuTemplate } from './menu.ts';
import { acceptMessagePorts } from './message-port.ts';
import { openPreferences, type PreferenceFile } from './preferences.ts';
import { createTray } from './tray.ts';
import { createConsoleWindow } from './window.ts';

/** The running engine, as far as the desktop needs to know it. */
export interface DesktopEngine {
  readonly rpc: { attachMessagePort(port: MessagePortMain): void };
  serving(): { devices: number };
  stop(): Promise<void>;
}

/** What starting gives back. */
export interface Started {
  readonly engine: DesktopEngine;
  readonly logger: Logger;
  /** Where the engine keeps its data. */
  readonly dataDir: string;
  /** A fresh one-time address that opens the console in a browser on this computer. */
  signInLink(): Promise<string>;
}

/**
 * Runs the app: one instance, the engine, its window, menu and tray, until the person quits. Call it before the app is
 * ready, which is as early as possible.
 *
 * @param start starts the engine; given the keychain, which is usable only now that the app is ready, and the arguments
 *   meant for us. What it throws is shown to the person, and ends the app.
 * @returns once the window is there, or at once when another instance runs (which then shows its window)
 */
export async function runDesktop(
  start: (keychain: KeychainSealer, args: readonly string[]) => Promise<Started>,
): Promise<void> {
  registerConsoleScheme();
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  await app.whenReady();
  try {
    const args = ownArguments(process.argv, app.isPackaged);
    // Only Linux has a keychain that keeps nothing; accepting it is the administrator's word.
    const allowPlainText = app.commandLine.hasSwitch(PLAIN_TEXT_SWITCH);
    new Desktop(await start(keychainSealer({ allowPlainText }), args)).open();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    dialog.showErrorBox('Cartwright could not start', error instanceof Error ? error.message : String(error));
    app.exit(1);
  }
}

class Desktop {
  readonly #started: Started;
  readonly #preferences: PreferenceFile;
  #window: BrowserWindow | undefined;
  /** Kept because a tray icon that is garbage-collected disappears. */
  #tray: Tray | undefined;
  /** Asking, stopping the engine, or done: in each of these another wish to quit changes nothing. */
  #leaving: 'no' | 'asking' | 'stopping' | 'stopped' = 'no';

  constructor(started: Started) {
    this.#started = started;
    this.#preferences = openPreferences(join(app.getPath('userData'), 'desktop.json'));
  }

  open(): void {
    guardSession(session.defaultSession);
    serveConsole(session.defaultSession.protocol, join(app.getAppPath(), 'out', 'renderer'));
    acceptMessagePorts({
      isOwnWindow: (contents) => this.#window?.webContents === contents,
      attach: (port) => this.#started.engine.rpc.attachMessagePort(port),
      logger: this.#started.logger,
    });
    app.on('second-instance', () => this.#show());
    app.on('activate', () => this.#show());
    app.on('window-all-closed', () => undefined);
    app.on('before-quit', (event) => {
      if (this.#leaving === 'stopped') return;
      event.preventDefault();
      void this.#leave();
    });
    // The computer is shutting down: stop cleanly, and do not hold it up with a question.
    powerMonitor.on('shutdown', () => void this.#stop());
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void this.#stop());
    this.#tray = this.#createTray();
    Menu.setApplicationMenu(Menu.buildFromTemplate(this.#menu()));
    this.#show();
  }

  #createTray(): Tray {
    const name = process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png';
    return createTray(
      join(app.getAppPath(), 'resources', name),
      {
        showWindow: () => this.#show(),
        quit: () => app.quit(),
        devices: () => this.#started.engine.serving().devices,
      },
      this.#preferences,
    );
  }

  #menu(): Electron.MenuItemConstructorOptions[] {
    const actions = {
      appName: app.getName(),
      openPage: (route: string): void => {
        this.#show();
        void this.#window?.loadURL(`${CONSOLE_PAGE}#${route}`);
      },
      openInBrowser: (): void => void this.#openInBrowser(),
      openDataFolder: (): void => void shell.openPath(this.#started.dataDir),
    };
    return menuTemplate(actions, process.platform);
  }

  async #openInBrowser(): Promise<void> {
    try {
      await shell.openExternal(await this.#started.signInLink());
    } catch (err) {
      this.#started.logger.error({ err }, 'The console could not be opened in a browser');
    }
  }

  #show(): void {
    if (this.#window === undefined) {
      this.#window = this.#createWindow();
      return;
    }
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  #createWindow(): BrowserWindow {
    const files = {
      preload: join(app.getAppPath(), 'out', 'preload', 'preload.cjs'),
      icon: join(app.getAppPath(), 'resources', 'icon.png'),
    };
    const window = createConsoleWindow(files, this.#preferences);
    window.on('close', (event) => {
      if (this.#leaving === 'stopped') return;
      event.preventDefault();
      if (this.#preferences.get().keepServingWhenClosed) window.hide();
      else app.quit();
    });
    window.on('query-session-end', () => void this.#stop());
    window.on('closed', () => {
      this.#window = undefined;
    });
    return window;
  }

  async #leave(): Promise<void> {
    if (this.#leaving !== 'no') return;
    this.#leaving = 'asking';
    const choice = await askToLeave(this.#window, this.#started.engine.serving().devices);
    this.#leaving = 'no';
    if (choice === 'quit') await this.#stop();
    if (choice === 'keep-serving') {
      this.#preferences.set({ keepServingWhenClosed: true });
      this.#window?.hide();
    }
  }

  async #stop(): Promise<void> {
    if (this.#leaving === 'stopping' || this.#leaving === 'stopped') return;
    this.#leaving = 'stopping';
    try {
      await this.#started.engine.stop();
    } catch (error) {
      this.#started.logger.error({ err: error }, 'The engine did not stop cleanly');
    }
    this.#leaving = 'stopped';
    this.#tray?.destroy();
    app.quit();
  }
}
