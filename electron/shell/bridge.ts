/**
 * What runs in the sandboxed preload script. It exposes two things, and passes no message of its own on: the console
 * talks to the engine over a MessagePort whose other end goes to the main process once.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { type DesktopBridge, PORT_MESSAGE } from '../../shared/desktop-bridge.ts';
import { CONNECT_CHANNEL } from './channels.ts';

/** Puts `window.cartwright` into the page. */
export function exposeBridge(): void {
  const bridge: DesktopBridge = {
    platform: process.platform,
    connect() {
      const { port1, port2 } = new MessageChannel();
      ipcRenderer.postMessage(CONNECT_CHANNEL, null, [port2]);
      // A port cannot cross the context bridge; a message to our own origin carries it into the page's world.
      window.postMessage(PORT_MESSAGE, '/', [port1]);
    },
  };
  contextBridge.exposeInMainWorld('cartwright', bridge);
}
