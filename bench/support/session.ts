import { encodePlistBytes } from '../../electron/protocol/index.ts';
import { mdmSignature } from '../../electron/simulator/index.ts';
import { bodyOf, connectRequest, DeviceLine, deviceContext, type Target } from './device-line.ts';
import type { BenchDevice } from './enroll.ts';
import type { ResultBook } from './result-book.ts';

export interface SessionOptions {
  readonly target: Target;
  readonly device: BenchDevice;
  /** The device proves itself by `Mdm-Signature`, not in the TLS handshake. */
  readonly signing?: boolean;
}

/** Opens a device's line. */
export function openLine({ target, device, signing }: SessionOptions): Promise<DeviceLine> {
  return DeviceLine.open(target, deviceContext(target, signing ? undefined : device.identity));
}

/** The request with which a device says that it has nothing to report. */
export function idleRequest({ target, device, signing }: SessionOptions): Buffer {
  return messageRequest({ target, device, signing }, encodePlistBytes({ Status: 'Idle', UDID: device.udid }));
}

/** Any message of a device as a connect. */
export function messageRequest({ target, device, signing }: SessionOptions, body: Buffer): Buffer {
  const signature = signing ? mdmSignature(body, device.identity) : undefined;
  return connectRequest(`${target.host}:${target.port}`, body, signature);
}

/** One whole session: asks, answers each command, until there is nothing more. Returns how many commands that were. */
export async function runSession(options: SessionOptions, book: ResultBook): Promise<number> {
  const line = await openLine(options);
  let answered = 0;
  let request = idleRequest(options);
  for (;;) {
    const body = bodyOf(await line.exchange(request));
    if (body.length === 0) break;
    request = messageRequest(options, book.answer(body, options.device.udid));
    answered++;
  }
  line.close();
  return answered;
}

/** Runs `work` for every item, `width` at a time, in order. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) await work(items[next++] as T);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
