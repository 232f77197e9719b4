import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../shared/clock.ts';

const GOOD_MS = 5 * 60_000;

/** A file somebody may fetch once. */
interface Offer {
  readonly file: string;
  readonly filename: string;
  readonly expiresAt: number;
}

/**
 * Files handed out by one-time addresses, for what is too large for an answer. The address alone opens it: the desktop
 * window has no cookie, and the way to a browser's download list is a plain link.
 */
export interface Downloads {
  /** @returns the path at the console's door, and until when it is good */
  offer(file: string, filename: string): { path: string; expiresAt: number };
  /** Answers with the file, once. False when there is nothing under this token. */
  send(token: string, response: ServerResponse): Promise<boolean>;
}

export function createDownloads(clock: Clock): Downloads {
  const offers = new Map<string, Offer>();
  return {
    offer(file, filename) {
      const now = clock.now();
      for (const [token, offer] of offers) if (offer.expiresAt <= now) offers.delete(token);
      const token = randomBytes(32).toString('base64url');
      const expiresAt = now + GOOD_MS;
      offers.set(token, { file, filename, expiresAt });
      return { path: `/downloads/${token}`, expiresAt };
    },

    async send(token, response) {
      const offer = offers.get(token);
      offers.delete(token);
      if (offer === undefined || offer.expiresAt <= clock.now()) return false;
      const size = (await stat(offer.file).catch(() => undefined))?.size;
      if (size === undefined) return false;
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-length': size,
        'content-disposition': `attachment; filename="${offer.filename.replaceAll(/[^\w.-]/g, '_')}"`,
        'cache-control': 'no-store',
      });
      await pipeline(createReadStream(offer.file, { end: Math.max(0, size - 1) }), response);
      return true;
    },
  };
}
