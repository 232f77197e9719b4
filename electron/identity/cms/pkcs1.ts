/**
 * Takes a content key out of an RSA block with PKCS#1 v1.5 padding (RFC 8017 §7.2.2), or returns `substitute` when
 * the padding is wrong or the key has another length, in the same number of steps either way: a sender must not learn
 * which it was (RFC 3218 §2.3.2). Ours, because Electron's BoringSSL lacks OpenSSL's implicit rejection.
 *
 * @param block the raw result of the RSA operation, as long as the modulus
 * @param substitute random bytes, as long as the key must be
 */
export function unpadPkcs1(block: Buffer, substitute: Buffer): Buffer {
  const keyBytes = substitute.length;
  const separator = block.length - keyBytes - 1;
  if (separator < 10) return substitute;
  let wrong = (block[0] as number) | ((block[1] as number) ^ 2) | (block[separator] as number);
  for (let i = 2; i < separator; i++) wrong |= ((block[i] as number) - 1) >>> 31;
  const mask = -Number(wrong === 0) & 0xff;
  const key = Buffer.alloc(keyBytes);
  for (let i = 0; i < keyBytes; i++) {
    key[i] = ((block[separator + 1 + i] as number) & mask) | ((substitute[i] as number) & ~mask);
  }
  return key;
}
