import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { REASON_HEADER } from '../../shared/contract/stated-reason.ts';
import { type DesktopBridge, PORT_MESSAGE } from '../../shared/desktop-bridge.ts';
import { type CallContext, type Line, type OpenLine, SignedOutError } from './connection.ts';

declare global {
  interface Window {
    /** Put there by the preload script; absent in a browser. */
    readonly cartwright?: DesktopBridge;
  }
}

/** The engine closes a socket with this code when its session ends. */
const SESSION_ENDED = 4401;

/** The way to the engine that fits where this window runs: a MessagePort in Electron, a WebSocket in a browser. */
export function lineOpener(): OpenLine {
  const bridge = window.cartwright;
  return bridge === undefined ? openSocket : () => openPort(bridge);
}

const headers = ({ context }: { context: CallContext }): Record<string, string> =>
  context.reason === undefined ? {} : { [REASON_HEADER]: encodeURIComponent(context.reason) };

async function openSocket(): Promise<Line> {
  const address = new URL('/rpc', window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  const closed = new Promise<'lost' | 'signed-out'>((resolve) => {
    socket.addEventListener('close', (event) => resolve(event.code === SESSION_ENDED ? 'signed-out' : 'lost'));
  });
  const link = new SocketLink<CallContext>({ websocket: socket, headers });
  const opened = new Promise<'opened'>((resolve) => socket.addEventListener('open', () => resolve('opened')));
  if ((await Promise.race([opened, closed])) !== 'opened') {
    // A refused upgrade looks like a dead server to a page; the door's front tells which it is.
    if (await isSignedOut()) throw new SignedOutError();
    throw new Error('Cartwright cannot be reached.');
  }
  return { link, closed, isOpen: () => socket.readyState === WebSocket.OPEN, close: () => socket.close() };
}

async function isSignedOut(): Promise<boolean> {
  try {
    const answer = await fetch('/', { method: 'HEAD', cache: 'no-store' });
    return answer.status === 401;
  } catch {
    return false;
  }
}

async function openPort(bridge: DesktopBridge): Promise<Line> {
  const port = await new Promise<MessagePort>((resolve) => {
    const receive = (event: MessageEvent<unknown>): void => {
      const [given] = event.ports;
      if (event.source !== window || event.data !== PORT_MESSAGE || given === undefined) return;
      window.removeEventListener('message', receive);
      resolve(given);
    };
    window.addEventListener('message', receive);
    bridge.connect();
  });
  let isOpen = true;
  const closed = new Promise<'lost'>((resolve) => {
    port.addEventListener('close', () => {
      isOpen = false;
      resolve('lost');
    });
  });
  const link = new PortLink<CallContext>({ port, headers });
  port.start();
  return { link, closed, isOpen: () => isOpen, close: () => port.close() };
}
