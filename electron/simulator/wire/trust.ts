import { X509Certificate } from 'node:crypto';
import { fromPem, toPem } from './x509.ts';

const MAX_CHAIN = 6;

/** Whether a certificate is one of the anchors or issued beneath one, through the given intermediates. All DER. */
export function chainsTo(leaf: Buffer, intermediates: readonly Buffer[], anchors: readonly Buffer[]): boolean {
  const roots = anchors.map((der) => new X509Certificate(der));
  const others = intermediates.map((der) => new X509Certificate(der));
  let current = new X509Certificate(leaf);
  for (let step = 0; step < MAX_CHAIN; step++) {
    if (roots.some((root) => root.raw.equals(current.raw))) return true;
    const issued = (issuer: X509Certificate): boolean =>
      current.checkIssued(issuer) && current.verify(issuer.publicKey);
    if (roots.some(issued)) return true;
    const next = others.find((other) => !other.raw.equals(current.raw) && issued(other));
    if (!next) return false;
    current = next;
  }
  return false;
}

/** Certificates (DER) as one PEM text. */
export const pemOf = (certificates: readonly Buffer[]): string =>
  certificates.map((der) => toPem('CERTIFICATE', der)).join('');

/** Certificates (DER) in a PEM text; none in an empty one. */
export const dersOf = (pem: string): Buffer[] => (pem.trim() === '' ? [] : fromPem(pem));
