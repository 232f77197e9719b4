import type { UnitOfWork } from '../store/index.ts';
import type { ConfiguredUsage } from './x509/certificates.ts';

/** A certificate that was ordered for a device by a profile: what it will say was decided here, not by who asks. */
export interface OrderedCertificate {
  readonly id: string;
  /** DER Name. */
  readonly subject: Buffer;
  /** DER GeneralNames. */
  readonly subjectAltName: Buffer | undefined;
  readonly days: number;
  readonly usage: ConfiguredUsage;
}

/** Orders that the SCEP server carries out, found by the challenge password in the profile. */
export interface CertificateOrders {
  findOpen(password: string, now: number): OrderedCertificate | undefined;
  /** True when this password was used up for that certificate. */
  wasUsedFor(password: string, certificateFingerprint: string): boolean;
  /** Within a unit of work; false when the order was carried out or ran out meanwhile. */
  fulfil(work: UnitOfWork, order: OrderedCertificate, certificateFingerprint: string): boolean;
}
