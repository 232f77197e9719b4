import { createDecipheriv, createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import forge from 'node-forge';
import { OID } from '../der/oids.ts';
import { type DerReader, TAG } from '../der/read.ts';

/** A file may ask for this many rounds at most: about two seconds of work. */
const MAX_ITERATIONS = 2_000_000;

const HMAC_DIGESTS: Readonly<Record<string, string>> = {
  [OID.hmacWithSha1]: 'sha1',
  [OID.hmacWithSha224]: 'sha224',
  [OID.hmacWithSha256]: 'sha256',
  [OID.hmacWithSha384]: 'sha384',
  [OID.hmacWithSha512]: 'sha512',
};

const PLAIN_DIGESTS: Readonly<Record<string, string>> = {
  [OID.sha1]: 'sha1',
  [OID.sha224]: 'sha224',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
};

const CBC_CIPHERS: Readonly<Record<string, readonly [name: string, keyBytes: number]>> = {
  [OID.aes128Cbc]: ['aes-128-cbc', 16],
  [OID.aes192Cbc]: ['aes-192-cbc', 24],
  [OID.aes256Cbc]: ['aes-256-cbc', 32],
  [OID.des3Cbc]: ['des-ede3-cbc', 24],
};

/** A passphrase in the two forms PKCS#12 uses: UTF-8 for PBES2, BMPString with a terminator for the older schemes. */
export interface Passphrase {
  readonly utf8: Buffer;
  readonly bmp: Buffer;
}

/** The forms in which a passphrase may have been used; an empty one has two. */
export function passphraseForms(text: string): Passphrase[] {
  const utf8 = Buffer.from(text, 'utf8');
  const bmp = Buffer.from(`${text}\0`, 'utf16le').swap16();
  return text === ''
    ? [
        { utf8, bmp },
        { utf8, bmp: Buffer.alloc(0) },
      ]
    : [{ utf8, bmp }];
}

function readIterations(reader: DerReader): number {
  const iterations = reader.smallInteger();
  if (iterations < 1 || iterations > MAX_ITERATIONS)
    throw reader.failure('its password protection asks for too many rounds');
  return iterations;
}

/**
 * Decrypts what a password-based AlgorithmIdentifier protects: PBES2 (RFC 8018 §6.2) and PKCS#12's SHA-1 schemes
 * with triple DES and RC2 (RFC 7292 appendix C). `algorithm` walks the AlgorithmIdentifier's children.
 *
 * @throws CartwrightError for a scheme we do not know; any error at all when the passphrase is wrong.
 */
export function decryptWithPassphrase(algorithm: DerReader, ciphertext: Buffer, passphrase: Passphrase): Buffer {
  const name = algorithm.oid();
  const params = algorithm.open(TAG.sequence);
  if (name === OID.pbes2) return decryptPbes2(params, ciphertext, passphrase);
  const salt = params.expect(TAG.octetString).content();
  const rounds = readIterations(params);
  const derive = (purpose: number, bytes: number) => pkcs12Kdf('sha1', purpose, passphrase.bmp, salt, rounds, bytes);
  const iv = () => derive(2, 8);
  switch (name) {
    case OID.pbeSha1TripleDes:
      return decipher('des-ede3-cbc', derive(1, 24), iv(), ciphertext);
    case OID.pbeSha1TwoKeyTripleDes: {
      const key = derive(1, 16);
      return decipher('des-ede3-cbc', Buffer.concat([key, key.subarray(0, 8)]), iv(), ciphertext);
    }
    case OID.pbeSha1Rc2Bits40:
      return decipherRc2(derive(1, 5), 40, iv(), ciphertext);
    case OID.pbeSha1Rc2Bits128:
      return decipherRc2(derive(1, 16), 128, iv(), ciphertext);
    default:
      throw algorithm.failure(`its protection ${name} is not supported`);
  }
}

function decryptPbes2(params: DerReader, ciphertext: Buffer, passphrase: Passphrase): Buffer {
  const derivation = params.open(TAG.sequence);
  if (derivation.oid() !== OID.pbkdf2) throw params.failure('its key derivation is not PBKDF2');
  const encryption = params.open(TAG.sequence);
  const cipher = CBC_CIPHERS[encryption.oid()];
  if (cipher === undefined) throw params.failure('its cipher is not supported');
  const key = derivePbkdf2(derivation.open(TAG.sequence), passphrase, cipher[1]);
  return decipher(cipher[0], key, encryption.expect(TAG.octetString).content(), ciphertext);
}

function derivePbkdf2(params: DerReader, passphrase: Passphrase, keyBytes: number): Buffer {
  const salt = params.expect(TAG.octetString).content();
  const rounds = readIterations(params);
  if (params.peek() === TAG.integer) params.smallInteger();
  const digest = params.optional(TAG.sequence) ? HMAC_DIGESTS[params.enter().oid()] : 'sha1';
  if (digest === undefined) throw params.failure('its key derivation uses an unknown digest');
  return pbkdf2Sync(passphrase.utf8, salt, rounds, keyBytes, digest);
}

function decipher(name: string, key: Buffer, iv: Buffer, ciphertext: Buffer): Buffer {
  const cipher = createDecipheriv(name, key, iv);
  return Buffer.concat([cipher.update(ciphertext), cipher.final()]);
}

/** RC2 is in no OpenSSL 3 default provider; old Windows and macOS exports still carry it. */
function decipherRc2(key: Buffer, bits: number, iv: Buffer, ciphertext: Buffer): Buffer {
  const cipher = forge.rc2.createDecryptionCipher(key.toString('latin1'), bits);
  cipher.start(iv.toString('latin1'));
  cipher.update(forge.util.createBuffer(ciphertext.toString('latin1')));
  if (!cipher.finish()) throw new Error('wrong padding');
  return Buffer.from(cipher.output.getBytes(), 'latin1');
}

/** Whether the MacData of a PKCS#12 file fits this passphrase (RFC 7292 §4, RFC 9579 for PBMAC1). */
export function macFits(macData: DerReader, content: Buffer, passphrase: Passphrase): boolean {
  const digestInfo = macData.open(TAG.sequence);
  const algorithm = digestInfo.open(TAG.sequence);
  const name = algorithm.oid();
  const expected = digestInfo.expect(TAG.octetString).content();
  let mac: Buffer;
  if (name === OID.pbmac1) {
    const params = algorithm.open(TAG.sequence);
    const derivation = params.open(TAG.sequence);
    const digest = HMAC_DIGESTS[params.open(TAG.sequence).oid()];
    if (derivation.oid() !== OID.pbkdf2 || digest === undefined)
      throw macData.failure('its integrity check is not supported');
    mac = createHmac(digest, derivePbkdf2(derivation.open(TAG.sequence), passphrase, expected.length))
      .update(content)
      .digest();
  } else {
    const digest = PLAIN_DIGESTS[name];
    if (digest === undefined) throw macData.failure('its integrity check is not supported');
    const salt = macData.expect(TAG.octetString).content();
    const rounds = macData.done ? 1 : readIterations(macData);
    const key = pkcs12Kdf(digest, 3, passphrase.bmp, salt, rounds, createHash(digest).digest().length);
    mac = createHmac(digest, key).update(content).digest();
  }
  return mac.length === expected.length && timingSafeEqual(mac, expected);
}

/** PKCS#12's own key derivation (RFC 7292 appendix B.2). `purpose`: 1 key, 2 initialisation vector, 3 MAC key. */
export function pkcs12Kdf(
  digest: string,
  purpose: number,
  password: Buffer,
  salt: Buffer,
  rounds: number,
  bytes: number,
): Buffer {
  const block = digest === 'sha384' || digest === 'sha512' ? 128 : 64;
  const fill = (source: Buffer) => {
    const out = Buffer.alloc(source.length === 0 ? 0 : block * Math.ceil(source.length / block));
    for (let i = 0; i < out.length; i++) out[i] = source[i % source.length] as number;
    return out;
  };
  const diversifier = Buffer.alloc(block, purpose);
  const input = Buffer.concat([fill(salt), fill(password)]);
  const out: Buffer[] = [];
  for (let have = 0; have < bytes; ) {
    let a = createHash(digest).update(diversifier).update(input).digest();
    for (let round = 1; round < rounds; round++) a = createHash(digest).update(a).digest();
    out.push(a);
    have += a.length;
    for (let at = 0; at < input.length; at += block) addOnePlus(input.subarray(at, at + block), a);
  }
  return Buffer.concat(out).subarray(0, bytes);
}

/** chunk = (chunk + repeat(a) + 1) mod 2^(8·chunk.length). */
function addOnePlus(chunk: Buffer, a: Buffer): void {
  let carry = 1;
  for (let i = chunk.length - 1; i >= 0; i--) {
    const sum = (chunk[i] as number) + (a[i % a.length] as number) + carry;
    chunk[i] = sum & 0xff;
    carry = sum >> 8;
  }
}
