import { createCipheriv, createDecipheriv, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);
const BLOCK = 16;
/** More rounds than this no KDC asks for; they would only keep this computer busy. */
const MOST_ROUNDS = 5_000_000;

/** What a key is used for (RFC 4120 §7.5.1, RFC 4121 §2). */
export const USAGE = {
  preauthTime: 1,
  asReply: 3,
  tgsChecksum: 6,
  tgsAuthenticator: 7,
  tgsReply: 8,
  authenticator: 11,
  apReply: 12,
  acceptorSeal: 22,
  initiatorSeal: 24,
} as const;

/** A key and the way it encrypts. */
export interface Key {
  readonly etype: number;
  readonly bytes: Buffer;
}

/** One way of encrypting and signing; see RFC 3962 (SHA-1) and RFC 8009 (SHA-2). */
interface Encryption {
  readonly name: string;
  readonly checksumType: number;
  readonly keyBytes: 16 | 32;
  readonly macBytes: number;
  readonly rounds: number;
  /** The hash of passwords and of signatures. */
  readonly hash: 'sha1' | 'sha256' | 'sha384';
  /** Bytes of a derived key for signatures. */
  readonly signBytes: number;
}

const ENCRYPTIONS: Readonly<Record<number, Encryption>> = {
  20: {
    ...{ name: 'aes256-cts-hmac-sha384-192', checksumType: 20, keyBytes: 32, macBytes: 24 },
    ...{ rounds: 32_768, hash: 'sha384', signBytes: 24 },
  },
  18: {
    ...{ name: 'aes256-cts-hmac-sha1-96', checksumType: 16, keyBytes: 32, macBytes: 12 },
    ...{ rounds: 4096, hash: 'sha1', signBytes: 32 },
  },
  19: {
    ...{ name: 'aes128-cts-hmac-sha256-128', checksumType: 19, keyBytes: 16, macBytes: 16 },
    ...{ rounds: 32_768, hash: 'sha256', signBytes: 16 },
  },
  17: {
    ...{ name: 'aes128-cts-hmac-sha1-96', checksumType: 15, keyBytes: 16, macBytes: 12 },
    ...{ rounds: 4096, hash: 'sha1', signBytes: 16 },
  },
};

/** What is asked for, best first. RC4 and DES are broken and are never spoken. */
export const ETYPES: readonly number[] = [20, 18, 19, 17];

/** What did not decrypt: another key, or changed on the way. */
export class WrongKey extends Error {}

const encryptionOf = (etype: number): Encryption => {
  const found = ENCRYPTIONS[etype];
  if (found === undefined) throw new Error(`Encryption type ${etype} is not spoken here.`);
  return found;
};

/** Its name as administrators know it, such as aes256-cts-hmac-sha1-96. */
export const encryptionName = (etype: number): string => ENCRYPTIONS[etype]?.name ?? String(etype);

/** The number that a signature with this key goes under. */
export const checksumTypeOf = (key: Key): number => encryptionOf(key.etype).checksumType;

export const randomKey = (etype: number): Key => ({ etype, bytes: randomBytes(encryptionOf(etype).keyBytes) });

/**
 * The key of a password (RFC 3962 §4, RFC 8009 §4).
 *
 * @param parameters four bytes that say how many rounds; left out, as many as the standard names
 * @throws Error when the KDC asks for more rounds than anybody uses
 */
export async function keyOfPassword(
  etype: number,
  password: string,
  salt: Uint8Array,
  parameters?: Buffer,
): Promise<Key> {
  const kind = encryptionOf(etype);
  const rounds = parameters?.length === 4 ? parameters.readUInt32BE() : kind.rounds;
  if (rounds < 1 || rounds > MOST_ROUNDS) throw new Error(`The KDC asks for ${rounds} rounds of key derivation.`);
  const salted = kind.hash === 'sha1' ? salt : Buffer.concat([Buffer.from(`${kind.name}\0`), salt]);
  const bytes = await derive(Buffer.from(password), salted, rounds, kind.keyBytes, kind.hash);
  return { etype, bytes: derived(kind, bytes, Buffer.from('kerberos'), kind.keyBytes) };
}

/** Encrypts and signs for one usage. */
export function encrypt(key: Key, usage: number, plain: Uint8Array, confounder = randomBytes(BLOCK)): Buffer {
  const kind = encryptionOf(key.etype);
  const whole = Buffer.concat([confounder, plain]);
  const cipher = stealingEncrypt(keyFor(key, usage, 0xaa), whole);
  return Buffer.concat([
    cipher,
    signature(kind, keyFor(key, usage, 0x55), kind.hash === 'sha1' ? whole : zeroed(cipher)),
  ]);
}

/** @throws WrongKey */
export function decrypt(key: Key, usage: number, sealed: Buffer): Buffer {
  const kind = encryptionOf(key.etype);
  if (sealed.length < BLOCK + kind.macBytes) throw new WrongKey();
  const cipher = sealed.subarray(0, -kind.macBytes);
  const whole = stealingDecrypt(keyFor(key, usage, 0xaa), cipher);
  const expected = signature(kind, keyFor(key, usage, 0x55), kind.hash === 'sha1' ? whole : zeroed(cipher));
  if (!timingSafeEqual(expected, sealed.subarray(-kind.macBytes))) throw new WrongKey();
  return whole.subarray(BLOCK);
}

/** Signs for one usage. */
export const checksum = (key: Key, usage: number, data: Uint8Array): Buffer =>
  signature(encryptionOf(key.etype), keyFor(key, usage, 0x99), data);

export const checksumBytes = (key: Key): number => encryptionOf(key.etype).macBytes;

/** The SHA-2 kinds sign what was encrypted, with the initial vector, which is nothing, before it. */
const zeroed = (cipher: Buffer): Buffer => Buffer.concat([Buffer.alloc(BLOCK), cipher]);

const signature = (kind: Encryption, key: Buffer, data: Uint8Array): Buffer =>
  createHmac(kind.hash, key).update(data).digest().subarray(0, kind.macBytes);

/** The key for one usage: 0xaa encrypts, 0x55 signs what is encrypted, 0x99 signs by itself. */
function keyFor({ etype, bytes }: Key, usage: number, purpose: number): Buffer {
  const kind = encryptionOf(etype);
  const constant = Buffer.alloc(5);
  constant.writeUInt32BE(usage);
  constant[4] = purpose;
  return derived(kind, bytes, constant, purpose === 0xaa ? kind.keyBytes : kind.signBytes);
}

function derived(kind: Encryption, key: Buffer, constant: Buffer, size: number): Buffer {
  if (kind.hash !== 'sha1') {
    // RFC 8009 §3: one round of a counter, label, zero, and the size in bits.
    const head = Buffer.from([0, 0, 0, 1]);
    const tail = Buffer.alloc(5);
    tail.writeUInt32BE(size * 8, 1);
    return createHmac(kind.hash, key).update(head).update(constant).update(tail).digest().subarray(0, size);
  }
  // RFC 3961 §5.1: the folded constant, encrypted over and over.
  const parts: Buffer[] = [];
  let block = folded(constant, BLOCK);
  for (let made = 0; made < size; made += BLOCK) {
    block = chained(key, block);
    parts.push(block);
  }
  return Buffer.concat(parts).subarray(0, size);
}

/** Stretches or shrinks bytes to another length so that each bit counts (n-fold, RFC 3961 §5.1). */
export function folded(input: Uint8Array, size: number): Buffer {
  const bits = input.length * 8;
  const whole = leastCommonMultiple(input.length, size);
  const sum = Buffer.alloc(size);
  let carry = 0;
  for (let at = whole - 1; at >= 0; at--) {
    // Each copy of the input is turned by 13 bits more than the one before.
    const copy = Math.floor(at / input.length);
    const start = ((((at % input.length) * 8 - 13 * copy) % bits) + bits) % bits;
    const first = Math.floor(start / 8);
    const pair = ((input[first] ?? 0) << 8) | (input[(first + 1) % input.length] ?? 0);
    carry += ((pair >> (8 - (start % 8))) & 0xff) + (sum[at % size] ?? 0);
    sum[at % size] = carry & 0xff;
    carry >>= 8;
  }
  // Ones' complement: what runs over at the top comes in again at the bottom.
  for (let at = size - 1; carry > 0; at = (at + size - 1) % size) {
    carry += sum[at] ?? 0;
    sum[at] = carry & 0xff;
    carry >>= 8;
  }
  return sum;
}

function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

const nameOf = (key: Buffer): string => `aes-${key.length * 8}-cbc`;

/** AES in chained blocks from a vector of zeros; the data must fill whole blocks. */
function chained(key: Buffer, data: Uint8Array): Buffer {
  const cipher = createCipheriv(nameOf(key), key, Buffer.alloc(BLOCK)).setAutoPadding(false);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

function unchained(key: Buffer, data: Uint8Array): Buffer {
  const cipher = createDecipheriv(nameOf(key), key, Buffer.alloc(BLOCK)).setAutoPadding(false);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

/** Encrypts so that the result is as long as the data: the last two blocks change places (RFC 3962 §5). */
export function stealingEncrypt(key: Buffer, data: Buffer): Buffer {
  if (data.length <= BLOCK) return chained(key, data);
  const last = data.length % BLOCK || BLOCK;
  const blocks = chained(key, Buffer.concat([data, Buffer.alloc(BLOCK - last)]));
  const cut = blocks.length - 2 * BLOCK;
  return Buffer.concat([blocks.subarray(0, cut), blocks.subarray(cut + BLOCK), blocks.subarray(cut, cut + last)]);
}

export function stealingDecrypt(key: Buffer, data: Buffer): Buffer {
  if (data.length <= BLOCK) return unchained(key, data);
  const last = data.length % BLOCK || BLOCK;
  const cut = data.length - BLOCK - last;
  const final = data.subarray(cut, cut + BLOCK);
  const stolen = unchained(key, final);
  const before = Buffer.concat([data.subarray(cut + BLOCK), stolen.subarray(last)]);
  return unchained(key, Buffer.concat([data.subarray(0, cut), before, final])).subarray(0, data.length);
}
