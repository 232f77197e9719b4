import { generateKeyPairSync, type KeyObject } from 'node:crypto';

export interface DeviceKey {
  readonly key: KeyObject;
  readonly keyPem: string;
}

/** RSA-2048 keys that devices share in turn: making one costs the load generator 100 ms and the engine nothing. */
export function keyPool(size: number): () => DeviceKey {
  const keys = Array.from({ length: size }, () => {
    const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    return { key, keyPem: key.export({ type: 'pkcs8', format: 'pem' }) as string };
  });
  let turn = 0;
  return () => {
    const key = keys[turn++ % keys.length];
    if (key === undefined) throw new RangeError('the pool has no keys');
    return key;
  };
}
