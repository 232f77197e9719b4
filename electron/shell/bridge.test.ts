// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { type DesktopBridge, PORT_MESSAGE } from '../../shared/desktop-bridge.ts';
import { exposeBridge } from './bridge.ts';

const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  sent: [] as { channel: string; ports: unknown[] }[],
}));
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api) },
  ipcRenderer: {
    postMessage: (channel: string, _message: unknown, ports: unknown[]) => electron.sent.push({ channel, ports }),
  },
}));

it('gives the page one end of a channel and the main process the other, and exposes nothing else', () => {
  exposeBridge();
  expect([...electron.exposed.keys()]).toEqual(['cartwright']);
  const bridge = electron.exposed.get('cartwright') as DesktopBridge;
  expect(Object.keys(bridge)).toEqual(['platform', 'connect']);

  const posted = vi.spyOn(window, 'postMessage').mockImplementation(() => undefined);
  bridge.connect();
  const [message, target, ports] = posted.mock.calls[0] as unknown as [string, string, MessagePort[]];
  expect([message, target, ports.length]).toEqual([PORT_MESSAGE, '/', 1]);
  expect(electron.sent.map(({ channel, ports: own }) => [channel, own.length])).toEqual([['cartwright:connect', 1]]);
  expect(electron.sent[0]?.ports[0]).not.toBe(ports[0]);
});
