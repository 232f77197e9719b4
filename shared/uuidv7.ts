let lastMs = 0;
let sequence = 0;

/** Random bytes for many ids: one call for each id costs more than all the rest of it. */
const pool = new Uint8Array(4096);
let used = pool.length;

function randomBytes(): Uint8Array {
  if (used === pool.length) {
    globalThis.crypto.getRandomValues(pool);
    used = 0;
  }
  used += 16;
  return pool.slice(used - 16, used);
}

/**
 * The 16 bytes of a UUIDv7: 48 bits of milliseconds, a 12-bit counter that grows within one millisecond
 * (RFC 9562 §6.2 method 1), 62 random bits. A clock that steps back keeps the later time, so ids never go back.
 */
export function uuidv7Bytes(now: number): Uint8Array {
  const random = randomBytes();
  if (now > lastMs) {
    lastMs = now;
    sequence = (((random[6] ?? 0) << 8) | (random[7] ?? 0)) & 0x3ff;
  } else if (++sequence > 0xfff) {
    lastMs++;
    sequence = 0;
  }
  let ms = lastMs;
  for (let i = 5; i >= 0; i--) {
    random[i] = ms & 0xff;
    ms = Math.floor(ms / 256);
  }
  random[6] = 0x70 | (sequence >> 8);
  random[7] = sequence & 0xff;
  random[8] = 0x80 | ((random[8] ?? 0) & 0x3f);
  return random;
}
