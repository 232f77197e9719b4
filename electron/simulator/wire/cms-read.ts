import { createHash, timingSafeEqual, verify } from 'node:crypto';
import { child, children, type Element, octetBytes, oidText, readElement, Tag, tlv } from './der.ts';
import { OID } from './oids.ts';
import { certificateParts } from './x509.ts';

/** What a SignedData holds, its signature already checked against the signer's certificate. */
export interface SignedContent {
  content: Buffer;
  /** DER of the certificate that made the signature. */
  signer: Buffer;
  /** Every certificate in the message, DER. */
  certificates: Buffer[];
  /** Signed attributes: OID to the DER of the first value. */
  attributes: ReadonlyMap<string, Element>;
}

const DIGESTS: Readonly<Record<string, string>> = {
  [OID.sha1]: 'sha1',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
};

interface SignedParts {
  content: Buffer | undefined;
  certificates: Buffer[];
  signers: Element[];
}

function signedParts(der: Buffer): SignedParts {
  const info = readElement(der);
  if (info.tag !== Tag.sequence || oidText(child(info, 0, Tag.oid)) !== OID.signedData) {
    throw new RangeError('not a CMS SignedData');
  }
  const [, , encapsulated, ...rest] = children(child(child(info, 1, 0xa0), 0, Tag.sequence));
  if (!encapsulated) throw new RangeError('not a CMS SignedData');
  const wrapped = children(encapsulated)[1];
  const certificates = rest.find((part) => part.tag === 0xa0);
  const signers = rest.find((part) => part.tag === Tag.set);
  return {
    content: wrapped ? octetBytes(child(wrapped, 0)) : undefined,
    certificates: certificates ? children(certificates).map((item) => Buffer.from(item.raw)) : [],
    signers: signers ? children(signers) : [],
  };
}

/** The certificates of a certificates-only SignedData, or the single one that the bytes are. */
export function certificatesOf(der: Buffer): Buffer[] {
  const first = children(readElement(der))[0];
  return first?.tag === Tag.oid ? signedParts(der).certificates : [readElement(der).raw];
}

/**
 * Opens a SignedData and checks its signature (RFC 5652 §5.4) with the certificate it includes, or with one of
 * `known`. For a detached signature pass the `detached` content. Throws RangeError when it does not verify.
 */
export function openSigned(der: Buffer, detached?: Uint8Array, known: readonly Buffer[] = []): SignedContent {
  const parts = signedParts(der);
  const content = parts.content ?? (detached ? Buffer.from(detached) : undefined);
  const signerInfo = parts.signers[0];
  if (!content || !signerInfo) throw new RangeError('the signed message has no content or no signer');
  const fields = children(signerInfo);
  const [, id, digestAlgorithm] = fields;
  if (!id || !digestAlgorithm) throw new RangeError('the signer information is not complete');
  const digest = DIGESTS[oidText(child(digestAlgorithm, 0))];
  if (!digest) throw new RangeError('the signature uses an unknown digest');
  const signer = [...parts.certificates, ...known].find((certificate) => isNamed(certificate, id));
  if (!signer) throw new RangeError('the signer’s certificate is not included');
  const signedAttributes = fields.find((field) => field.tag === 0xa0);
  const signature = fields.find((field) => field.tag === Tag.octetString);
  if (!signature) throw new RangeError('the signature is missing');
  const attributes = new Map<string, Element>();
  for (const attribute of signedAttributes ? children(signedAttributes) : []) {
    attributes.set(oidText(child(attribute, 0)), child(child(attribute, 1), 0));
  }
  if (signedAttributes) {
    const expected = attributes.get(OID.messageDigest)?.content ?? Buffer.alloc(0);
    const actual = createHash(digest).update(content).digest();
    if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) {
      throw new RangeError('the content does not match the signed digest');
    }
  }
  const covered = signedAttributes ? tlv(Tag.set, signedAttributes.content) : content;
  if (!verify(digest, covered, certificateParts(signer).key, octetBytes(signature))) {
    throw new RangeError('the signature does not verify');
  }
  return { content, signer, certificates: parts.certificates, attributes };
}

function isNamed(certificate: Buffer, id: Element): boolean {
  if (id.tag !== Tag.sequence) return true;
  const { issuer, serial } = certificateParts(certificate);
  return Buffer.concat([issuer, serial]).equals(id.content);
}
