/** A small seeded generator (mulberry32). The same seed gives the same sequence on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in [low, high], both included. */
  int(low: number, high: number): number;
  /** True with probability `p`. */
  chance(p: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** `count` different members of `list`, in random order (all of them when there are fewer). */
  sample<T>(list: readonly T[], count: number): T[];
  bytes(length: number): Buffer;
  /** Upper-case hexadecimal digits. */
  hex(digits: number): string;
  /** A random UUID (version 4 layout), upper case as Apple's devices write them. */
  uuid(): string;
}

/** A 32-bit hash of any strings and numbers (FNV-1a with a final mix), to derive one seed from several. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let h = 0x811c9dc5;
  for (const part of parts) {
    for (const byte of Buffer.from(`${part}\u0000`)) h = Math.imul(h ^ byte, 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A generator for this seed. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const bytes = (length: number): Buffer => {
    const out = Buffer.alloc(length);
    for (let i = 0; i < length; i++) out[i] = int(0, 255);
    return out;
  };
  return {
    next,
    int,
    bytes,
    chance: (p) => next() < p,
    pick(list) {
      const found = list[int(0, list.length - 1)];
      if (found === undefined) throw new RangeError('cannot pick from an empty list');
      return found;
    },
    sample(list, count) {
      const pool = [...list];
      const out: (typeof pool)[number][] = [];
      while (pool.length > 0 && out.length < count) out.push(...pool.splice(int(0, pool.length - 1), 1));
      return out;
    },
    hex: (digits) =>
      bytes(Math.ceil(digits / 2))
        .toString('hex')
        .slice(0, digits)
        .toUpperCase(),
    uuid() {
      const b = bytes(16);
      b[6] = 0x40 | ((b[6] ?? 0) & 0x0f);
      b[8] = 0x80 | ((b[8] ?? 0) & 0x3f);
      const h = b.toString('hex').toUpperCase();
      return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
    },
  };
}
