import { X509Certificate } from 'node:crypto';
import type { PlistDict } from '../../../shared/plist/index.ts';
import { asFlag, asText, dictsAt, unexpectedValue } from '../shape.ts';

/** A certificate on the device. */
export interface ReportedCertificate {
  /** `CommonName` */
  commonName?: string;
  /** `IsIdentity`: the device has its private key */
  isIdentity: boolean;
  /** `Data`, DER */
  data: Uint8Array;
}

/** What stands in a certificate. */
export interface CertificateFacts {
  /** One attribute per line, as "CN=Example". */
  subject: string;
  issuer: string;
  /** Upper-case hexadecimal. */
  serialNumber: string;
  /** Milliseconds since the epoch. */
  notBeforeAt: number;
  notAfterAt: number;
  /** SHA-256 of the DER, lower-case hexadecimal: what tells certificates apart. */
  fingerprint: string;
  isAuthority: boolean;
}

/**
 * Reads `CertificateList` from the result of a CertificateList command. The certificates stay unread; see
 * {@link readCertificate}.
 *
 * @throws CartwrightError `bad-plist` when it is not an array of dictionaries, or one has no data
 */
export function decodeCertificateList(body: PlistDict): readonly ReportedCertificate[] {
  return dictsAt(body.CertificateList, 'CertificateList').map((item, i) => {
    const data = item.Data;
    if (!(data instanceof Uint8Array)) throw unexpectedValue(`CertificateList[${i}].Data`, 'data', data);
    return { commonName: asText(item.CommonName), isIdentity: asFlag(item.IsIdentity) ?? false, data };
  });
}

/**
 * Reads a certificate (DER). Undefined when it cannot be read: devices report whatever was put on them.
 * Costs some tens of microseconds, which is why the list is not read at once.
 */
export function readCertificate(der: Uint8Array): CertificateFacts | undefined {
  try {
    const certificate = new X509Certificate(der);
    const notBeforeAt = Date.parse(certificate.validFrom);
    const notAfterAt = Date.parse(certificate.validTo);
    if (Number.isNaN(notBeforeAt) || Number.isNaN(notAfterAt)) return undefined;
    return {
      subject: certificate.subject ?? '',
      issuer: certificate.issuer ?? '',
      serialNumber: certificate.serialNumber,
      notBeforeAt,
      notAfterAt,
      fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
      isAuthority: certificate.ca,
    };
  } catch {
    // Nothing to report: that it is unreadable is the answer.
    return undefined;
  }
}
