/**
 * What the preload script gives the console inside Electron: `window.cartwright`. Absent in a browser, where the
 * console uses the WebSocket instead.
 */
export interface DesktopBridge {
  /** The operating system, as Node names it: `darwin`, `win32`, `linux`. */
  readonly platform: string;
  /**
   * Asks for a line to the engine. The answer is a `message` event on `window` whose data is `PORT_MESSAGE` and whose
   * one port speaks the RPC contract. Its `source` is this window; ignore any other. Ask again after a reload.
   */
  connect(): void;
}

/** The data of the message that brings the page its port. */
export const PORT_MESSAGE = 'cartwright:port';
