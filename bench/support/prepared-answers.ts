import { encodePlistBytes, type PlistInput } from '../../electron/protocol/index.ts';
import { bodyOf } from './device-line.ts';
import type { School, ServingEngine } from './school.ts';
import { idleRequest, inParallel, messageRequest, openLine } from './session.ts';

const AT_ONCE = 8;

/** Has each device take one command; `send` then sends all answers, some at a time. */
export async function prepareAnswers(
  { rest, target }: ServingEngine,
  devices: School['seeded'],
  command: { RequestType: string },
  answer: { [key: string]: PlistInput },
): Promise<{ send(): Promise<void>; close(): void }> {
  await rest.queue(
    devices.map(({ deviceId }) => deviceId),
    command,
  );
  const ready = await Promise.all(
    devices.map(async (device) => {
      const line = await openLine({ target, device });
      const order = bodyOf(await line.exchange(idleRequest({ target, device })));
      const CommandUUID = /<key>CommandUUID<\/key>\s*<string>([^<]+)/.exec(order.toString('latin1'))?.[1] ?? '';
      const message = { CommandUUID, ...answer, Status: 'Acknowledged', UDID: device.udid };
      return { line, request: messageRequest({ target, device }, encodePlistBytes(message)) };
    }),
  );
  return {
    send: () =>
      inParallel(ready, AT_ONCE, async ({ line, request }) => {
        bodyOf(await line.exchange(request));
      }),
    close: () => {
      for (const { line } of ready) line.close();
    },
  };
}
