import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { PASSWORD_MINIMUM } from '../../shared/contract/administrators.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { isCommonPassword } from './common-passwords.ts';

/** scrypt with N 2^15, r 8, p 1: 32 MiB and some 80 ms each, so only a few run at once. */
const COST: ScryptOptions = { N: 1 << 15, r: 8, p: 1, maxmem: 64 << 20 };
const AT_ONCE = 2;
const MAX_WAITING = 32;

const stretch = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
let running = 0;
const waiting: Array<() => void> = [];

async function derive(password: string, salt: Buffer): Promise<Buffer> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MAX_WAITING)
      throw new CartwrightError('too-many', 'Too many people sign in at once. Try again in a minute.');
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running++;
  try {
    return await stretch(password.normalize('NFKC'), salt, 32, COST);
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** A password as it is kept: 16 bytes of salt, then 32 derived from it. */
export async function hashPassword(password: string): Promise<Buffer> {
  const salt = randomBytes(16);
  return Buffer.concat([salt, await derive(password, salt)]);
}

/** Whether this is the password; takes as long without a hash, so that timing does not tell which names exist. */
export async function isPassword(password: string, kept: Buffer | undefined): Promise<boolean> {
  const against = kept ?? randomBytes(48);
  const equal = timingSafeEqual(await derive(password, against.subarray(0, 16)), against.subarray(16));
  return equal && kept !== undefined;
}

/**
 * Refuses what is easy to guess.
 *
 * @throws CartwrightError `bad-request` with what is wrong
 */
export function checkNewPassword(password: string, name: string): void {
  const refuse = (message: string): never => {
    throw new CartwrightError('bad-request', message, { data: { field: 'password' } });
  };
  const plain = password.normalize('NFKC').toLowerCase();
  if ([...password].length < PASSWORD_MINIMUM) refuse(`A password needs at least ${PASSWORD_MINIMUM} characters.`);
  if (isCommonPassword(plain)) refuse('This password is among the first that anybody would try. Choose another.');
  if (name.length >= 4 && plain.replaceAll(name.toLowerCase(), '').length < 6)
    refuse('This password is little more than the name. Choose another.');
}
