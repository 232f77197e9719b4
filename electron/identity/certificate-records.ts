import { CartwrightError } from '../../shared/errors.ts';
import type { CertificatePurpose, Store, UnitOfWork } from '../store/index.ts';
import { certificateFingerprint } from './cms/signer-cache.ts';
import { nameText } from './x509/name.ts';
import { parseCertificate } from './x509/parse-certificate.ts';
import { REVOCATION_REASONS, type RevocationReason } from './x509/revocation-list.ts';

/** What the house keeps of a certificate besides its bytes; times in milliseconds. */
export interface CertificateRecord {
  readonly fingerprint: string;
  readonly serial: string;
  readonly purpose: CertificatePurpose;
  readonly subject: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly invitationId: string | null;
  /** The enrollment it was bound to at Authenticate. */
  readonly enrollmentId: string | null;
  /** The enrollment whose identity it was issued to renew. */
  readonly renewalOfEnrollmentId: string | null;
  readonly revokedAt: number | null;
}

/** Whom a certificate belongs to. */
export interface CertificateOwner {
  readonly keySecretId?: string | null;
  readonly invitationId?: string | null;
  readonly renewalOfEnrollmentId?: string | null;
}

/** A revoked certificate as the revocation list needs it. */
export interface RevokedRecord {
  readonly serial: string;
  readonly revokedAt: number | null;
  readonly revocationReason: number | null;
}

const RECORD = [
  'fingerprint',
  'serial',
  'purpose',
  'subject',
  'notBefore',
  'notAfter',
  'invitationId',
  'enrollmentId',
  'renewalOfEnrollmentId',
  'revokedAt',
] as const;

/** The certificate table, by the questions identity asks of it. */
export type CertificateRecords = ReturnType<typeof certificateRecords>;

/** Prepares the statements once; see each function for what it answers. */
export function certificateRecords(store: Store) {
  const byFingerprint = store.statement<{ fingerprint: string }, CertificateRecord>((db, p) =>
    db.selectFrom('certificate').select(RECORD).where('fingerprint', '=', p.fingerprint),
  );
  const derByFingerprint = store.statement<{ fingerprint: string }, { der: Buffer; keySecretId: string | null }>(
    (db, p) => db.selectFrom('certificate').select(['der', 'keySecretId']).where('fingerprint', '=', p.fingerprint),
  );
  const bySerial = store.statement<{ serial: string; issuer: string }, { fingerprint: string; der: Buffer }>((db, p) =>
    db
      .selectFrom('certificate')
      .select(['fingerprint', 'der'])
      .where('serial', '=', p.serial)
      .where('issuer', '=', p.issuer),
  );
  const newest = store.statement<
    { purpose: CertificatePurpose; issuer: string },
    { fingerprint: string; der: Buffer; keySecretId: string }
  >(
    (db, p) =>
      db
        .selectFrom('certificate')
        .select(['fingerprint', 'der', 'keySecretId'])
        .where('purpose', '=', p.purpose)
        .where('issuer', '=', p.issuer)
        .where('keySecretId', 'is not', null)
        .where('revokedAt', 'is', null)
        .orderBy('notAfter', 'desc')
        .limit(1) as never,
  );
  const insert = store.statement<
    Omit<CertificateRecord, 'enrollmentId' | 'revokedAt'> & {
      issuer: string;
      der: Buffer;
      keySecretId: string | null;
      issuedAt: number;
    },
    never
  >((db, p) =>
    db
      .insertInto('certificate')
      .values({
        fingerprint: p.fingerprint,
        serial: p.serial,
        purpose: p.purpose,
        subject: p.subject,
        issuer: p.issuer,
        notBefore: p.notBefore,
        notAfter: p.notAfter,
        der: p.der,
        keySecretId: p.keySecretId,
        invitationId: p.invitationId,
        enrollmentId: null,
        renewalOfEnrollmentId: p.renewalOfEnrollmentId,
        issuedAt: p.issuedAt,
        revokedAt: null,
        revocationReason: null,
      })
      .onConflict((c) => c.column('fingerprint').doUpdateSet({ keySecretId: p.keySecretId })),
  );
  const revokeOne = store.statement<{ fingerprint: string; at: number; reason: number }, never>((db, p) =>
    db
      .updateTable('certificate')
      .set({ revokedAt: p.at, revocationReason: p.reason })
      .where('fingerprint', '=', p.fingerprint)
      .where('revokedAt', 'is', null),
  );
  const revokedByIssuer = store.statement<{ issuer: string; stillValidAt: number }, RevokedRecord>((db, p) =>
    db
      .selectFrom('certificate')
      .select(['serial', 'revokedAt', 'revocationReason'])
      .where('revokedAt', 'is not', null)
      .where('issuer', '=', p.issuer)
      .where('notAfter', '>', p.stillValidAt)
      .orderBy('revokedAt'),
  );
  const unrevoked = store.statement<{ issuer: string }, { fingerprint: string }>((db, p) =>
    db
      .selectFrom('certificate')
      .select('fingerprint')
      .where('purpose', '=', 'device-identity')
      .where('issuer', '=', p.issuer)
      .where('revokedAt', 'is', null),
  );
  const dropKey = store.statement<{ fingerprint: string }, never>((db, p) =>
    db.updateTable('certificate').set({ keySecretId: null }).where('fingerprint', '=', p.fingerprint),
  );

  return {
    /** Everything about a certificate but its bytes; undefined when it is not one of ours. */
    find: (fingerprint: string): CertificateRecord | undefined => byFingerprint.get({ fingerprint }),

    /** A certificate's bytes and where its key is. */
    material: (fingerprint: string) => derByFingerprint.get({ fingerprint }),

    /** A certificate by what GetCert names it with: issuer as text, serial as hex. */
    findBySerial: (issuer: string, serial: string) => bySerial.get({ issuer, serial }),

    /** The certificate of a purpose that lasts longest, whose key we hold. */
    newestOf: (purpose: CertificatePurpose, issuer: string) => newest.get({ purpose, issuer }),

    /** Revoked certificates of an issuer that would still be valid. */
    revoked: (issuer: string, stillValidAt: number): RevokedRecord[] => revokedByIssuer.all({ issuer, stillValidAt }),

    /** Identities of an issuer that were not revoked. */
    unrevokedOf: (issuer: string): string[] => unrevoked.all({ issuer }).map(({ fingerprint }) => fingerprint),

    /** Keeps a certificate; within a unit of work. Returns its fingerprint. */
    record(work: UnitOfWork, purpose: CertificatePurpose, der: Buffer, owner: CertificateOwner = {}): string {
      const facts = parseCertificate(der);
      const fingerprint = certificateFingerprint(der);
      insert.run({
        fingerprint,
        serial: facts.serial.toString('hex'),
        purpose,
        subject: nameText(facts.subject),
        issuer: nameText(facts.issuer),
        notBefore: facts.notBeforeAt,
        notAfter: facts.notAfterAt,
        der,
        keySecretId: owner.keySecretId ?? null,
        invitationId: owner.invitationId ?? null,
        renewalOfEnrollmentId: owner.renewalOfEnrollmentId ?? null,
        issuedAt: work.now,
      });
      return fingerprint;
    },

    /** Revokes a certificate; within a unit of work. False when it was revoked before. */
    revoke(work: UnitOfWork, fingerprint: string, reason: RevocationReason): boolean {
      if (byFingerprint.get({ fingerprint }) === undefined) {
        throw new CartwrightError('not-found', 'There is no certificate with this fingerprint.');
      }
      return revokeOne.run({ fingerprint, at: work.now, reason: REVOCATION_REASONS[reason] }) === 1;
    },

    /** Forgets the key of a certificate that was replaced; within a unit of work. */
    forgetKey(fingerprint: string): void {
      store.vault.remove(derByFingerprint.get({ fingerprint })?.keySecretId ?? null);
      dropKey.run({ fingerprint });
    },
  };
}
