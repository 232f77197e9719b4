import type { ScryptOptions } from 'node:crypto';

const real = process.getBuiltinModule('node:crypto');

/** `node:crypto` with a scrypt that costs nothing, for tests of what goes on around it. Give it to `vi.mock`. */
export const cryptoWithQuickScrypt = {
  ...real,
  scrypt: (
    password: string,
    salt: Buffer,
    length: number,
    options: ScryptOptions,
    done: (error: Error | null, key: Buffer) => void,
  ) => real.scrypt(password, salt, length, { ...options, N: 2 }, done),
};
