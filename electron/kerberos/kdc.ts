import { connect } from 'node:net';
import { CartwrightError } from '../../shared/errors.ts';
import { type KdcAddress, readKdcAddress } from '../../shared/kdc-address.ts';

/** A KDC that answers at all does so within a moment; the next one is asked then. */
const TIMEOUT = 5_000;
const MOST_BYTES = 1 << 20;

/** Sends one message to a KDC over TCP and returns its answer. */
function exchange({ host, port }: KdcAddress, request: Buffer, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const parts: Buffer[] = [];
    let size = 0;
    const done = (finish: () => void): void => {
      clearTimeout(timer);
      socket.destroy();
      finish();
    };
    const fail = (why: Error): void => done(() => reject(why));
    const timer = setTimeout(() => fail(new Error('no answer')), timeoutMs);
    socket.once('error', fail);
    socket.once('close', () => fail(new Error('connection ended')));
    socket.on('data', (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size < 4) return;
      const whole = Buffer.concat(parts);
      const length = whole.readUInt32BE();
      if (length > MOST_BYTES) fail(new Error('no Kerberos'));
      else if (size >= 4 + length) done(() => resolve(whole.subarray(4, 4 + length)));
    });
    const head = Buffer.alloc(4);
    head.writeUInt32BE(request.length);
    socket.write(Buffer.concat([head, request]));
  });
}

/** Asks the KDCs of a realm in their order: the first that answers is it. */
export type AskKdc = (request: Buffer) => Promise<{ readonly answer: Buffer; readonly address: string }>;

/** @throws (the function it makes) CartwrightError `conflict` that says what each of them lacks */
export function openKdcs(addresses: readonly string[], timeoutMs = TIMEOUT): AskKdc {
  return async (request) => {
    const problems: string[] = [];
    for (const address of addresses) {
      const where = readKdcAddress(address);
      if (where === undefined) continue;
      try {
        return { answer: await exchange(where, request, timeoutMs), address };
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        problems.push(`${address}: ${code ?? message}`);
      }
    }
    throw new CartwrightError(
      'conflict',
      `No KDC answers (${problems.join('; ')}). Check the addresses, the port (usually 88, TCP) and the firewall.`,
    );
  };
}
