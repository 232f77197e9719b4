import type { Clock } from '../../shared/clock.ts';
import type { CertificateRecords } from './certificate-records.ts';
import type { Root } from './roots.ts';
import { buildRevocationList, REVOCATION_REASONS, type RevocationReason } from './x509/revocation-list.ts';

const DAY = 86_400_000;
const LIFETIME = 7 * DAY;

const NAMES = new Map<number, RevocationReason>(
  Object.entries(REVOCATION_REASONS).map(([name, number]) => [number, name as RevocationReason]),
);

/** The certificate revocation lists of the roots: each is made when it is asked for, and kept for a day. */
export class RevocationLists {
  readonly #clock: Clock;
  readonly #records: CertificateRecords;
  readonly #kept = new Map<string, { readonly der: Buffer; readonly madeAt: number }>();
  #number = 0;

  constructor(clock: Clock, records: CertificateRecords) {
    this.#clock = clock;
    this.#records = records;
  }

  /** The list of a root in DER. */
  of(root: Root): Buffer {
    const now = this.#clock.now();
    const kept = this.#kept.get(root.fingerprint);
    if (kept !== undefined && now - kept.madeAt < DAY && now >= kept.madeAt) return kept.der;
    const revoked = this.#records.revoked(root.subjectText, now - DAY).map((record) => ({
      serial: Buffer.from(record.serial, 'hex'),
      revokedAt: record.revokedAt ?? now,
      reason: NAMES.get(record.revocationReason ?? 0) ?? 'unspecified',
    }));
    // The time is the list's number and needs no place to be kept; but it must grow even when the clock does not.
    this.#number = Math.max(now, this.#number + 1);
    const der = buildRevocationList(root.issuer, {
      number: this.#number,
      thisUpdateAt: now,
      nextUpdateAt: now + LIFETIME,
      revoked,
    });
    this.#kept.set(root.fingerprint, { der, madeAt: now });
    return der;
  }

  /** Something was revoked, or a root is gone: lists are made anew. */
  forget(): void {
    this.#kept.clear();
  }
}
