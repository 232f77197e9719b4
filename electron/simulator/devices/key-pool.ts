import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

export interface PooledKey {
  key: KeyObject;
  pem: string;
}

/** Where devices get their RSA keys. */
export interface KeyPool {
  /** A key of this many bits (never under 2048). */
  take(bits: number): Promise<PooledKey>;
}

async function newKey(bits: number): Promise<PooledKey> {
  const { privateKey } = await generate('rsa', { modulusLength: bits });
  return { key: privateKey, pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/**
 * A pool of `size` keys that devices share in turn, since a key costs some 50 ms and a device has no secret to keep.
 * Size 0 makes a new key for each device.
 */
export function createKeyPool(size: number): KeyPool {
  const pools = new Map<number, { keys: Promise<PooledKey>[]; turn: number }>();
  return {
    take(wanted) {
      const bits = Math.max(2048, wanted);
      if (size === 0) return newKey(bits);
      const pool = pools.get(bits) ?? { keys: [], turn: 0 };
      pools.set(bits, pool);
      const at = pool.turn++ % size;
      const key = pool.keys[at] ?? newKey(bits);
      pool.keys[at] = key;
      return key;
    },
  };
}
