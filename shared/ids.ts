import { uuidv7Bytes } from './uuidv7.ts';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A new UUIDv7 (RFC 9562), lower case: sorts by creation time, even within a millisecond of one process. */
export function newId(now: number = Date.now()): string {
  const b = uuidv7Bytes(now);
  let out = '';
  for (let i = 0; i < 16; i++) {
    out += HEX[b[i] ?? 0];
    if (i === 3 || i === 5 || i === 7 || i === 9) out += '-';
  }
  return out;
}
