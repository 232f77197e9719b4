import { Menu, nativeImage, Tray } from 'electron';
import type { PreferenceFile } from './preferences.ts';

/** What the tray icon offers. */
export interface TrayActions {
  showWindow(): void;
  quit(): void;
  /** How many devices are served now. */
  devices(): number;
}

/**
 * Puts the icon into the menu bar or notification area, with the switch that keeps Cartwright serving when its window
 * is closed.
 *
 * @param icon a PNG; on macOS one named `…Template.png`, which the system tints
 * @returns the tray, which must be kept: one that is garbage-collected disappears
 */
export function createTray(icon: string, actions: TrayActions, preferences: PreferenceFile): Tray {
  const tray = new Tray(nativeImage.createFromPath(icon));
  tray.setToolTip('Cartwright');
  const refresh = (): void => {
    const devices = actions.devices();
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { id: 'serving', label: `Serving ${devices} ${devices === 1 ? 'device' : 'devices'}`, enabled: false },
        { type: 'separator' },
        { id: 'show', label: 'Show Cartwright', click: () => actions.showWindow() },
        {
          id: 'keep-serving',
          label: 'Keep serving when closed',
          type: 'checkbox',
          checked: preferences.get().keepServingWhenClosed,
          click: (item) => preferences.set({ keepServingWhenClosed: item.checked }),
        },
        { type: 'separator' },
        { id: 'quit', label: 'Quit Cartwright', click: () => actions.quit() },
      ]),
    );
  };
  refresh();
  tray.on('mouse-enter', refresh);
  tray.on('click', () => {
    refresh();
    // On macOS a click opens the menu; elsewhere it is expected to bring the window.
    if (process.platform !== 'darwin') actions.showWindow();
  });
  return tray;
}
