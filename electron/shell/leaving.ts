import { type BrowserWindow, dialog } from 'electron';

/** What the person chose when quitting would leave devices without their server. */
export type Leaving = 'quit' | 'keep-serving' | 'stay';

/**
 * Asks before quitting while devices are served.
 *
 * @param window the window the question belongs to; without one it stands alone
 * @param devices how many devices are served now; with none there is nothing to ask
 */
export async function askToLeave(window: BrowserWindow | undefined, devices: number): Promise<Leaving> {
  if (devices === 0) return 'quit';
  const noun = devices === 1 ? 'device gets' : 'devices get';
  const choices: readonly Leaving[] = ['keep-serving', 'quit', 'stay'];
  const question = {
    type: 'question' as const,
    message: 'Quit Cartwright?',
    detail: `${devices} ${noun} no commands, profiles or answers until it runs again. Nothing queued is lost.`,
    buttons: ['Keep serving in the background', 'Quit', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  };
  const { response } =
    window === undefined ? await dialog.showMessageBox(question) : await dialog.showMessageBox(window, question);
  return choices[response] ?? 'stay';
}
