import { type IpcMainEvent, ipcMain, type MessagePortMain, type WebContents } from 'electron';
import type { Logger } from '../../shared/logger.ts';
import { CONNECT_CHANNEL } from './channels.ts';
import { isConsoleUrl } from './console-origin.ts';

/**
 * Hands the ports that our own windows send to the engine, and refuses everybody else's.
 *
 * @param options.isOwnWindow whether these are the contents of a window the app made
 * @param options.attach takes a port that speaks the RPC contract; it is started afterwards
 */
export function acceptMessagePorts(options: {
  isOwnWindow: (contents: WebContents) => boolean;
  attach: (port: MessagePortMain) => void;
  logger: Logger;
}): void {
  ipcMain.on(CONNECT_CHANNEL, (event) => {
    const [port, ...others] = event.ports;
    if (port === undefined || others.length > 0 || !isOwnConsole(event, options.isOwnWindow)) {
      options.logger.warn({ url: event.senderFrame?.url }, 'Refused a page that asked for a line to the engine');
      for (const refused of event.ports) refused.close();
      return;
    }
    options.attach(port);
    port.start();
  });
}

/** The main frame of one of our windows, showing the console: not a frame inside it, nor a page it was led to. */
function isOwnConsole(event: IpcMainEvent, isOwnWindow: (contents: WebContents) => boolean): boolean {
  const frame = event.senderFrame;
  return frame !== null && isOwnWindow(event.sender) && frame === event.sender.mainFrame && isConsoleUrl(frame.url);
}
