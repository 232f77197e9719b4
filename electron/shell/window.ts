import { BrowserWindow, nativeTheme, type Rectangle, screen } from 'electron';
import { CONSOLE_PAGE } from './console-origin.ts';
import { guardNavigation } from './guards.ts';
import { MIN_HEIGHT, MIN_WIDTH, type PreferenceFile, type Preferences } from './preferences.ts';

/** Where the parts of the window lie on disk. */
export interface WindowFiles {
  /** The built preload script (CommonJS). */
  readonly preload: string;
  /** The icon Linux and Windows show for the window. */
  readonly icon: string;
}

/**
 * Makes the console's window, where it was last time, and shows it once it has something to show.
 *
 * @returns the window; its page is still loading
 */
export function createConsoleWindow(files: WindowFiles, preferences: PreferenceFile): BrowserWindow {
  const { maximized, ...bounds } = visibleBounds(preferences.get().window);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    title: 'Cartwright',
    icon: files.icon,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#141517' : '#ffffff',
    webPreferences: {
      preload: files.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  guardNavigation(window.webContents);
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  const remember = (): void => {
    if (window.isMinimized() || window.isFullScreen()) return;
    const { x, y, width, height } = window.getNormalBounds();
    // A tiling desktop may make a window smaller than we asked for.
    const size = { width: Math.max(width, MIN_WIDTH), height: Math.max(height, MIN_HEIGHT) };
    preferences.set({ window: { x, y, ...size, maximized: window.isMaximized() } });
  };
  window.on('resized', remember);
  window.on('moved', remember);
  window.on('close', remember);
  void window.loadURL(CONSOLE_PAGE);
  return window;
}

/** Forgets a position that no screen shows any more (a display was unplugged); the system then centres the window. */
function visibleBounds(wanted: Preferences['window']): Preferences['window'] {
  const { x, y, width, height, maximized } = wanted;
  if (x === undefined || y === undefined) return { width, height, maximized };
  const touches = (area: Rectangle): boolean =>
    x < area.x + area.width - 80 && x + width > area.x + 80 && y >= area.y - 20 && y < area.y + area.height - 40;
  const seen = screen.getAllDisplays().some((display) => touches(display.workArea));
  return seen ? wanted : { width, height, maximized };
}
