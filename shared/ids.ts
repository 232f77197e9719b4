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

/** The least id that can be made at `at`, or its beginning: ids begin with their time. */
export function firstIdAt(at: number): string {
  const hex = Math.max(0, Math.trunc(at)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}`;
}
