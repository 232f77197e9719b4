import type { KeyObject } from 'node:crypto';
import { constants } from 'node:crypto';
import { OID } from '../der/oids.ts';
import type { DerReader } from '../der/read.ts';
import { TAG } from '../der/read.ts';
import { nullValue, oid, sequence } from '../der/write.ts';

/** Digests a caller may sign with. */
export type Digest = 'sha1' | 'sha256' | 'sha384' | 'sha512';

const DIGEST_BY_OID: Readonly<Record<string, Digest>> = {
  [OID.sha1]: 'sha1',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
};

const DIGEST_OF_SIGNATURE: Readonly<Record<string, Digest>> = {
  [OID.sha1WithRsa]: 'sha1',
  [OID.sha256WithRsa]: 'sha256',
  [OID.sha384WithRsa]: 'sha384',
  [OID.sha512WithRsa]: 'sha512',
  [OID.ecdsaWithSha1]: 'sha1',
  [OID.ecdsaWithSha256]: 'sha256',
  [OID.ecdsaWithSha384]: 'sha384',
  [OID.ecdsaWithSha512]: 'sha512',
};

const RSA_SIGNATURES: ReadonlySet<string> = new Set([
  OID.rsaEncryption,
  OID.sha1WithRsa,
  OID.sha256WithRsa,
  OID.sha384WithRsa,
  OID.sha512WithRsa,
]);

const EC_SIGNATURES: ReadonlySet<string> = new Set([
  OID.ecPublicKey,
  OID.ecdsaWithSha1,
  OID.ecdsaWithSha256,
  OID.ecdsaWithSha384,
  OID.ecdsaWithSha512,
]);

const EC_CURVES: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** How a signature was made: what `node:crypto`'s `verify` needs besides the key. */
export interface SignatureScheme {
  readonly family: 'rsa' | 'rsa-pss' | 'ec';
  /** The digest the signature itself names; undefined when it leaves that to the digestAlgorithm. */
  readonly digest: Digest | undefined;
  /** Salt length in bytes; RSASSA-PSS only. */
  readonly saltLength: number;
}

/** Reads an AlgorithmIdentifier that names a digest; undefined for one we do not take (MD5, SHA-224, …). */
export function readDigest(reader: DerReader): Digest | undefined {
  const algorithm = reader.open(TAG.sequence);
  return DIGEST_BY_OID[algorithm.oid()];
}

/** Reads an AlgorithmIdentifier that names a signature; undefined for one we do not take. */
export function readSignatureScheme(reader: DerReader): SignatureScheme | undefined {
  const algorithm = reader.open(TAG.sequence);
  const name = algorithm.oid();
  if (RSA_SIGNATURES.has(name)) return { family: 'rsa', digest: DIGEST_OF_SIGNATURE[name], saltLength: 0 };
  if (EC_SIGNATURES.has(name)) return { family: 'ec', digest: DIGEST_OF_SIGNATURE[name], saltLength: 0 };
  if (name === OID.rsassaPss) return readPss(algorithm);
  return undefined;
}

/** RSASSA-PSS-params (RFC 8017 A.2.3): mask generation must use the same digest, as every known signer does. */
function readPss(algorithm: DerReader): SignatureScheme | undefined {
  if (algorithm.done) return { family: 'rsa-pss', digest: 'sha1', saltLength: 20 };
  const params = algorithm.open(TAG.sequence);
  let digest: Digest | undefined = 'sha1';
  let maskDigest: Digest | undefined = 'sha1';
  let saltLength = 20;
  if (params.optional(0xa0)) digest = readDigest(params.enter());
  if (params.optional(0xa1)) {
    const mask = params.enter().open(TAG.sequence);
    maskDigest = mask.oid() === OID.mgf1 ? readDigest(mask) : undefined;
  }
  if (params.optional(0xa2)) saltLength = params.enter().smallInteger();
  if (params.optional(0xa3) && params.enter().smallInteger() !== 1) return undefined;
  if (digest === undefined || digest !== maskDigest || saltLength > 512) return undefined;
  return { family: 'rsa-pss', digest, saltLength };
}

/** The options `crypto.verify` wants for this key under this scheme; undefined when key and scheme do not match. */
export function verifyOptions(key: KeyObject, scheme: SignatureScheme): VerifyKey | undefined {
  const type = key.asymmetricKeyType;
  if (scheme.family === 'ec') return type === 'ec' ? key : undefined;
  if (scheme.family === 'rsa') return type === 'rsa' ? key : undefined;
  if (type !== 'rsa' && type !== 'rsa-pss') return undefined;
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength };
}

/** What `crypto.verify` takes as its key. */
export type VerifyKey = KeyObject | { key: KeyObject; padding: number; saltLength: number };

/**
 * Why this public key cannot be used to verify with, or undefined when it can: RSA of 1024 to 8192 bits with an
 * ordinary exponent, or one of NIST's three curves. Bounds keep a hostile certificate from costing us seconds.
 */
export function keyWeakness(key: KeyObject, minimumRsaBits = 1024): string | undefined {
  const details = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec') {
    return EC_CURVES.has(details.namedCurve ?? '') ? undefined : 'its curve is not P-256, P-384 or P-521';
  }
  if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'rsa-pss') return 'its key is neither RSA nor ECDSA';
  const bits = details.modulusLength ?? 0;
  if (bits < minimumRsaBits) return `its RSA key has ${bits} bits, at least ${minimumRsaBits} are needed`;
  if (bits > 8192) return `its RSA key has ${bits} bits, at most 8192 are taken`;
  const exponent = details.publicExponent ?? 0n;
  return exponent < 3n || exponent > 0xffff_ffffn ? 'its RSA exponent is unusual' : undefined;
}

const DIGEST_OIDS: Readonly<Record<Digest, string>> = {
  sha1: OID.sha1,
  sha256: OID.sha256,
  sha384: OID.sha384,
  sha512: OID.sha512,
};

const RSA_SIGNATURE_OIDS: Readonly<Record<Digest, string>> = {
  sha1: OID.sha1WithRsa,
  sha256: OID.sha256WithRsa,
  sha384: OID.sha384WithRsa,
  sha512: OID.sha512WithRsa,
};

const EC_SIGNATURE_OIDS: Readonly<Record<Digest, string>> = {
  sha1: OID.ecdsaWithSha1,
  sha256: OID.ecdsaWithSha256,
  sha384: OID.ecdsaWithSha384,
  sha512: OID.ecdsaWithSha512,
};

/** AlgorithmIdentifier of a digest; absent parameters, as RFC 5754 §2 asks of new messages. */
export function digestAlgorithm(digest: Digest): Buffer {
  return digest === 'sha1' ? sequence(oid(OID.sha1), nullValue()) : sequence(oid(DIGEST_OIDS[digest]));
}

/** AlgorithmIdentifier of a signature over a certificate, request or list by this private key. */
export function signatureAlgorithm(key: KeyObject, digest: Digest): Buffer {
  return key.asymmetricKeyType === 'ec'
    ? sequence(oid(EC_SIGNATURE_OIDS[digest]))
    : sequence(oid(RSA_SIGNATURE_OIDS[digest]), nullValue());
}

/** AlgorithmIdentifier of a SignerInfo's signature: plain rsaEncryption, which every verifier knows (RFC 5754 §3.2). */
export function signerAlgorithm(key: KeyObject, digest: Digest): Buffer {
  return key.asymmetricKeyType === 'ec'
    ? signatureAlgorithm(key, digest)
    : sequence(oid(OID.rsaEncryption), nullValue());
}
