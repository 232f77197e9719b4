/**
 * Stands in for the `electron` module in tests of the shell: the few APIs it uses, with the behaviour it relies on.
 * `vi.mock('electron', () => import('./testing/electron-double.ts'))` puts it in place; `resetElectron()` between tests.
 */
import { EventEmitter } from 'node:events';
import type { MenuItem, MenuItemConstructorOptions, MessageBoxReturnValue, Rectangle } from 'electron';

/** An event as Electron gives it to listeners that may prevent what comes next. */
export class FakeEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

type AppEvents = { userData: string; name: string; appPath: string };

class FakeApp extends EventEmitter {
  paths: AppEvents = { userData: '', name: 'Cartwright', appPath: '/app' };
  /** Whether another instance already runs. */
  locked = false;
  isPackaged = false;
  readonly commandLine = { hasSwitch: (): boolean => false };
  readonly quits: string[] = [];

  requestSingleInstanceLock = (): boolean => !this.locked;
  whenReady = (): Promise<void> => Promise.resolve();
  getPath = (): string => this.paths.userData;
  getAppPath = (): string => this.paths.appPath;
  getName = (): string => this.paths.name;
  exit = (code: number): void => {
    this.quits.push(`exit ${code}`);
  };

  /** Like Electron's: asks the listeners of `before-quit` first, closes the windows next, then quits. */
  quit = (): void => {
    const event = new FakeEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    for (const window of [...BrowserWindow.all]) window.close();
    if (BrowserWindow.all.length === 0) this.quits.push('quit');
  };
}

export const app = new FakeApp();

export interface FakeFrame {
  url: string;
}

export class FakeWebContents extends EventEmitter {
  mainFrame: FakeFrame = { url: '' };
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  static all: BrowserWindow[] = [];
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new FakeWebContents();
  readonly loaded: string[] = [];
  visible = false;
  minimized = false;
  maximized = false;
  bounds: Rectangle;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.visible = options.show !== false;
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    BrowserWindow.all.push(this);
  }

  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    this.webContents.mainFrame = { url };
    return Promise.resolve();
  }
  show(): void {
    this.visible = true;
  }
  hide(): void {
    this.visible = false;
  }
  focus(): void {}
  maximize(): void {
    this.maximized = true;
  }
  restore(): void {
    this.minimized = false;
  }
  isMinimized = (): boolean => this.minimized;
  isMaximized = (): boolean => this.maximized;
  isFullScreen = (): boolean => false;
  getNormalBounds = (): Rectangle => this.bounds;

  /** Like Electron's: listeners of `close` may keep the window. */
  close(): void {
    const event = new FakeEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return;
    BrowserWindow.all = BrowserWindow.all.filter((other) => other !== this);
    this.emit('closed');
  }
}

export class Menu {
  static application: Menu | null = null;
  readonly template: MenuItemConstructorOptions[];
  constructor(template: MenuItemConstructorOptions[]) {
    this.template = template;
  }
  static buildFromTemplate = (template: MenuItemConstructorOptions[]): Menu => new Menu(template);
  static setApplicationMenu = (menu: Menu | null): void => {
    Menu.application = menu;
  };

  /** Clicks an item by id, wherever it is; a checkbox changes first, as the real one does. */
  click(id: string): void {
    const item = this.item(id);
    const checked = item.type === 'checkbox' ? !item.checked : item.checked;
    item.click?.({ ...item, checked } as unknown as MenuItem, undefined, {} as Electron.KeyboardEvent);
  }

  item(id: string): MenuItemConstructorOptions {
    const all = (items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
      items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);
    const found = all(this.template).find((item) => item.id === id);
    if (found === undefined) throw new Error(`The menu has no item ${id}.`);
    return found;
  }
}

export class Tray extends EventEmitter {
  static last: Tray | undefined;
  menu = new Menu([]);
  destroyed = false;
  readonly image: unknown;
  constructor(image: unknown) {
    super();
    this.image = image;
    Tray.last = this;
  }
  setToolTip(): void {}
  setContextMenu(menu: Menu): void {
    this.menu = menu;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

/** What the person answers next, and what they were asked and told. */
export const dialog = {
  answer: 0,
  asked: [] as string[],
  errors: [] as string[],
  showMessageBox(...args: unknown[]): Promise<Pick<MessageBoxReturnValue, 'response'>> {
    const question = args.at(-1) as { detail: string };
    dialog.asked.push(question.detail);
    return Promise.resolve({ response: dialog.answer });
  },
  showErrorBox(title: string, content: string): void {
    dialog.errors.push(`${title}: ${content}`);
  },
};

type HeadersListener = (
  details: { responseHeaders?: Record<string, string[]> },
  callback: (answer: { responseHeaders: Record<string, string[]> }) => void,
) => void;
type RequestHandler = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: { requestingUrl: string },
) => void;

class FakeSession {
  headers: HeadersListener | undefined;
  request: RequestHandler | undefined;
  check: ((contents: unknown, permission: string, origin: string) => boolean) | undefined;
  device: (() => boolean) | undefined;
  readonly handlers = new Map<string, (request: Request) => Promise<Response>>();
  readonly webRequest = {
    onHeadersReceived: (listener: HeadersListener): void => {
      this.headers = listener;
    },
  };
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>): void => {
      this.handlers.set(scheme, handler);
    },
  };
  setPermissionRequestHandler(handler: RequestHandler): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: (contents: unknown, permission: string, origin: string) => boolean): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.device = handler;
  }
}

export const session = { defaultSession: new FakeSession() };

export const protocol = {
  privileged: [] as { scheme: string; privileges?: Record<string, boolean> }[],
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges?: Record<string, boolean> }[]): void {
    protocol.privileged.push(...schemes);
  },
};

export const shell = {
  opened: [] as string[],
  openExternal(url: string): Promise<void> {
    shell.opened.push(url);
    return Promise.resolve();
  },
  openPath(path: string): Promise<string> {
    shell.opened.push(path);
    return Promise.resolve('');
  },
};

export const ipcMain = new EventEmitter();
export const powerMonitor = new EventEmitter();
export const nativeTheme = { shouldUseDarkColors: false };
export const nativeImage = { createFromPath: (path: string): { path: string } => ({ path }) };

/** One screen, 1920 by 1080, in the usual place. */
export const screen = {
  getAllDisplays: (): { workArea: Rectangle }[] => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};

/** A keychain that ties what it seals to one account, as the real ones do. */
export const safeStorage = {
  backend: 'gnome_libsecret',
  unlocked: true,
  account: 'one',
  isEncryptionAvailable: (): boolean => safeStorage.unlocked,
  getSelectedStorageBackend: (): string => safeStorage.backend,
  encryptString: (text: string): Buffer => Buffer.from(`sealed:${safeStorage.account}:${scramble(text)}`),
  decryptString: (blob: Buffer): string => {
    const [mark, account, text = ''] = blob.toString().split(':');
    if (mark !== 'sealed' || account !== safeStorage.account) throw new Error('Error while decrypting the ciphertext.');
    return scramble(text);
  },
};

const scramble = (text: string): string => [...text].reverse().join('');

/** One end of a message channel, remembering what happened to it. */
export class FakePort extends EventEmitter {
  started = false;
  closed = false;
  start(): void {
    this.started = true;
  }
  close(): void {
    this.closed = true;
  }
}

/** Puts everything back to how a fresh Electron finds it. */
export function resetElectron(userData: string): void {
  for (const emitter of [app, ipcMain, powerMonitor]) emitter.removeAllListeners();
  Object.assign(app, { paths: { userData, name: 'Cartwright', appPath: '/app' }, locked: false });
  app.quits.length = 0;
  BrowserWindow.all = [];
  Menu.application = null;
  Tray.last = undefined;
  Object.assign(dialog, { answer: 0, asked: [], errors: [] });
  session.defaultSession = new FakeSession();
  protocol.privileged.length = 0;
  shell.opened.length = 0;
  Object.assign(safeStorage, { backend: 'gnome_libsecret', unlocked: true, account: 'one' });
}
