import type { MenuItemConstructorOptions } from 'electron';

/** What the menu can ask for. */
export interface MenuActions {
  /** Shows a page of the console, by its route, for example `/settings`. */
  openPage(route: string): void;
  /** Opens the console in the default browser, signed in. */
  openInBrowser(): void;
  readonly appName: string;
  /** Opens the folder with the engine's data, which is where its log is. */
  openDataFolder(): void;
}

/**
 * The application menu: the system's own roles, and the few things that are ours.
 *
 * @param platform macOS has an application menu of its own; elsewhere its items go under File and Help
 */
export function menuTemplate(actions: MenuActions, platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const settings: MenuItemConstructorOptions = {
    id: 'settings',
    label: 'Settings…',
    accelerator: 'CommandOrControl+,',
    click: () => actions.openPage('/settings'),
  };
  const about: MenuItemConstructorOptions = { role: 'about', label: `About ${actions.appName}` };
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const application: MenuItemConstructorOptions = {
    label: actions.appName,
    submenu: [
      about,
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: 'File',
    submenu: mac ? [{ role: 'close' }] : [settings, line, { role: 'close' }, { role: 'quit' }],
  };
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'reload' },
      line,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      line,
      { role: 'togglefullscreen' },
      { role: 'toggleDevTools' },
    ],
  };
  const help: MenuItemConstructorOptions = {
    role: 'help',
    submenu: [
      {
        id: 'open-in-browser',
        label: 'Open Console in Browser',
        click: () => actions.openInBrowser(),
      },
      { id: 'data-folder', label: 'Show Data Folder', click: () => actions.openDataFolder() },
      ...(mac ? [] : [line, about]),
    ],
  };
  return [...(mac ? [application] : []), file, { role: 'editMenu' }, view, { role: 'windowMenu' }, help];
}
