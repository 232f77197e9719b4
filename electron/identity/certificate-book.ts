import type { CertificateQuery, IssuedCertificate } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { CertificatePurpose, Store } from '../store/index.ts';
import type { Authority } from './authority.ts';
import { certificatePem } from './roots.ts';
import { REVOCATION_REASONS, type RevocationReason } from './x509/revocation-list.ts';

const EXPIRING_MS = 30 * 86_400_000;

/** Every certificate we issued or hold, for people to look through. */
export interface CertificateBook {
  list(query: CertificateQuery): { total: number; rows: IssuedCertificate[] };
  /** @throws CartwrightError `not-found` */
  get(fingerprint: string): IssuedCertificate;
  pem(fingerprint: string): { filename: string; pem: string };
  /**
   * Revokes a device identity; again is no error.
   *
   * @throws CartwrightError `conflict` for other certificates, and with `data.deviceId` for an identity that a device
   *   calls with unless confirmed
   */
  revoke(
    input: { fingerprint: string; reason: RevocationReason; confirmed: boolean },
    actor: string,
  ): Promise<IssuedCertificate>;
}

interface Row {
  fingerprint: string;
  serial: string;
  purpose: CertificatePurpose;
  subject: string;
  issuer: string;
  notBefore: number;
  notAfter: number;
  issuedAt: number;
  revokedAt: number | null;
  revocationReason: number | null;
  keySecretId: string | null;
  deviceId: string | null;
  deviceName: string | null;
  enrollmentId: string | null;
  inUse: string | null;
}

/** @param servedFingerprint the certificate the listener serves now */
export function openCertificateBook(
  store: Store,
  authority: Authority,
  servedFingerprint: () => string,
): CertificateBook {
  const reasons = new Map<number, string>(Object.entries(REVOCATION_REASONS).map(([name, number]) => [number, name]));

  const select = (db: Parameters<Parameters<Store['all']>[0]>[0], query: Partial<CertificateQuery>, by?: string) => {
    const now = store.clock.now();
    let rows = db
      .selectFrom('certificate')
      .leftJoin('enrollment', 'enrollment.id', 'certificate.enrollmentId')
      .leftJoin('device', 'device.id', 'enrollment.deviceId');
    if (by !== undefined) rows = rows.where('certificate.fingerprint', '=', by);
    if (query.purpose !== undefined) rows = rows.where('certificate.purpose', '=', query.purpose);
    if (query.filter === 'revoked') rows = rows.where('certificate.revokedAt', 'is not', null);
    else if (query.filter !== undefined && query.filter !== 'all') {
      rows = rows.where('certificate.revokedAt', 'is', null);
      if (query.filter === 'expired') rows = rows.where('certificate.notAfter', '<=', now);
      else rows = rows.where('certificate.notAfter', '>', now);
      if (query.filter === 'expiring') rows = rows.where('certificate.notAfter', '<=', now + EXPIRING_MS);
    }
    const search = query.search ?? '';
    if (search !== '') {
      const wanted = search.toLowerCase();
      rows = rows.where((e) =>
        e.or(
          (['certificate.subject', 'certificate.serial', 'certificate.fingerprint', 'device.name'] as const).map(
            (column) => e(e.fn<number>('instr', [e.fn('lower', [column]), e.val(wanted)]), '>', 0),
          ),
        ),
      );
    }
    return rows;
  };

  const read = (query: Partial<CertificateQuery>, by?: string): Row[] =>
    store.all((db) => {
      let rows = select(db, query, by)
        .select(['certificate.fingerprint', 'certificate.serial', 'certificate.purpose', 'certificate.subject'])
        .select(['certificate.issuer', 'certificate.notBefore', 'certificate.notAfter', 'certificate.issuedAt'])
        .select(['certificate.revokedAt', 'certificate.revocationReason', 'certificate.keySecretId'])
        .select(['certificate.enrollmentId', 'device.id as deviceId', 'device.name as deviceName'])
        .select((e) =>
          e
            .selectFrom('enrollment as user')
            .select('user.deviceId')
            .whereRef('user.id', '=', 'certificate.enrollmentId')
            .whereRef('user.certificateFingerprint', '=', 'certificate.fingerprint')
            .where('user.state', '!=', 'ended')
            .limit(1)
            .as('inUse'),
        )
        .orderBy((e) => e.case().when('certificate.purpose', '=', 'device-identity').then(1).else(0).end())
        .orderBy('certificate.notAfter')
        .orderBy('certificate.fingerprint');
      if (query.limit !== undefined) rows = rows.limit(query.limit).offset(query.offset ?? 0);
      return rows;
    });

  const isCurrent = (row: Row): boolean => {
    if (row.revokedAt !== null) return false;
    if (row.purpose === 'device-identity') return row.inUse !== null;
    if (row.purpose === 'tls') return row.fingerprint === servedFingerprint();
    // Keys of what was replaced are forgotten.
    return row.keySecretId !== null;
  };
  const describe = (row: Row): IssuedCertificate => {
    const left = row.notAfter - store.clock.now();
    const { keySecretId: _key, inUse: _use, revocationReason, ...rest } = row;
    return {
      ...rest,
      revocationReason: row.revokedAt === null ? null : (reasons.get(revocationReason ?? 0) ?? 'unspecified'),
      state: row.revokedAt !== null ? 'revoked' : left <= 0 ? 'expired' : left <= EXPIRING_MS ? 'expiring' : 'valid',
      current: isCurrent(row),
    };
  };
  const one = (fingerprint: string): Row => {
    const [row] = read({}, fingerprint);
    if (row === undefined) throw new CartwrightError('not-found', 'There is no certificate with this fingerprint.');
    return row;
  };

  return {
    list(query) {
      const total = store.get((db) => select(db, query).select((e) => e.fn.countAll<number>().as('count')))?.count ?? 0;
      return { total, rows: read(query).map(describe) };
    },

    get: (fingerprint) => describe(one(fingerprint)),

    pem(fingerprint) {
      const { purpose, serial } = one(fingerprint);
      const der = authority.records.material(fingerprint)?.der ?? Buffer.alloc(0);
      return { filename: `${purpose}-${serial.slice(0, 16)}.pem`, pem: certificatePem(Buffer.from(der)) };
    },

    async revoke({ fingerprint, reason, confirmed }, actor) {
      const row = one(fingerprint);
      if (row.purpose !== 'device-identity')
        throw new CartwrightError(
          'conflict',
          'Only identities of devices are revoked. Replace this certificate instead.',
        );
      if (row.revokedAt !== null) return describe(row);
      if (row.inUse !== null && !confirmed)
        throw new CartwrightError(
          'conflict',
          `${row.deviceName ?? 'A device'} calls with this identity. Once it is revoked, the device is turned away until it enrolls again.`,
          { data: { needs: 'confirmed', deviceId: row.inUse, deviceName: row.deviceName } },
        );
      await authority.revoke(fingerprint, reason, actor);
      return describe(one(fingerprint));
    },
  };
}
