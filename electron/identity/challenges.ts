import { hash, randomBytes } from 'node:crypto';
import type { EnrollmentWay, Store, UnitOfWork } from '../store/index.ts';

/** What is known of a challenge password that may still be used. */
export interface OpenChallenge {
  readonly hash: string;
  readonly invitationId: string;
  readonly purpose: ChallengePurpose;
  /** The enrollment whose identity it renews; null when it lets a device in. */
  readonly renewalOfEnrollmentId: string | null;
}

/** What a certificate is issued for: to be managed with, or only to prove itself in the middle of an enrollment over the air. */
export type ChallengePurpose = 'device-identity' | 'over-the-air';

/** What a profile was handed out for, besides its invitation. */
export interface ChallengeTerms {
  readonly way: EnrollmentWay | null;
  /** The one device (enrollment key) that may enroll with it; null for any. */
  readonly deviceKey: string | null;
  /** The Managed Apple Account it was made for. */
  readonly account: string | null;
}

/** What a renewal's challenge is for. */
interface RenewalOf {
  readonly enrollmentId: string;
  /** It waits with its command for a device that may sleep. */
  readonly expiresAt: number;
}

/** One-time SCEP challenge passwords, each bound to one invitation; only their SHA-256 is stored. */
export interface Challenges {
  /** Makes a challenge password within a unit of work: 160 random bits in hex. */
  create(
    work: UnitOfWork,
    invitationId: string,
    given?: Partial<ChallengeTerms> & { purpose?: ChallengePurpose; renewal?: RenewalOf },
  ): string;
  /**
   * The challenge, if this password is one that is unused, in time, and of an invitation that was not withdrawn; for a
   * renewal the invitation is history, and its enrollment must not have ended.
   */
  findOpen(password: string, now: number): OpenChallenge | undefined;
  /** Uses a challenge up for a certificate, within a unit of work; false when it was used or ran out meanwhile. */
  consume(work: UnitOfWork, challenge: OpenChallenge, certificateFingerprint: string): boolean;
  /** True when this password was used up for that certificate. */
  wasUsedFor(password: string, certificateFingerprint: string): boolean;
  /** The terms of the challenge that a certificate was issued for; undefined for a renewal, and for one of no challenge. */
  termsOf(certificateFingerprint: string): (ChallengeTerms & { readonly hash: string }) | undefined;
  /** What is stored of a challenge password, for whoever keeps track of what it was given out for. */
  hashOf(password: string): string;
  /** Takes a challenge back that was not used, within a unit of work; `used` when it was. */
  withdraw(work: UnitOfWork, hash: string): 'withdrawn' | 'used';
  /** Removes challenges that ran out more than a week ago. */
  sweep(): Promise<void>;
}

const LIFETIME = 60 * 60_000;
const KEPT_AFTER_EXPIRY = 7 * 86_400_000;

const hashOf = (password: string): string => hash('sha256', password, 'hex');

/** Opens the challenges of a store; those made from now on are good for 60 minutes unless told otherwise. */
export function openChallenges(store: Store, lifetimeMs: number = LIFETIME): Challenges {
  const insert = store.statement<
    {
      hash: string;
      invitationId: string;
      createdAt: number;
      expiresAt: number;
      purpose: ChallengePurpose;
      renewalOfEnrollmentId: string | null;
    } & ChallengeTerms,
    never
  >((db, p) =>
    db.insertInto('scepChallenge').values({
      hash: p.hash,
      invitationId: p.invitationId,
      renewalOfEnrollmentId: p.renewalOfEnrollmentId,
      createdAt: p.createdAt,
      expiresAt: p.expiresAt,
      usedAt: null,
      certificateFingerprint: null,
      purpose: p.purpose,
      way: p.way,
      deviceKey: p.deviceKey,
      account: p.account,
    }),
  );
  const terms = store.statement<{ fingerprint: string }, ChallengeTerms & { hash: string }>((db, p) =>
    db
      .selectFrom('scepChallenge')
      .select(['hash', 'way', 'deviceKey', 'account'])
      .where('certificateFingerprint', '=', p.fingerprint)
      .limit(1),
  );
  const open = store.statement<{ hash: string; now: number }, OpenChallenge>((db, p) =>
    db
      .selectFrom('scepChallenge')
      .innerJoin('invitation', 'invitation.id', 'scepChallenge.invitationId')
      .leftJoin('enrollment', 'enrollment.id', 'scepChallenge.renewalOfEnrollmentId')
      .select(['scepChallenge.hash', 'scepChallenge.invitationId', 'scepChallenge.purpose'])
      .select('scepChallenge.renewalOfEnrollmentId')
      .where('scepChallenge.hash', '=', p.hash)
      .where('scepChallenge.usedAt', 'is', null)
      .where('scepChallenge.expiresAt', '>', p.now)
      .where((on) =>
        on.or([
          on.and([on('scepChallenge.renewalOfEnrollmentId', 'is', null), on('invitation.revokedAt', 'is', null)]),
          on('enrollment.state', '<>', 'ended'),
        ]),
      ),
  );
  const use = store.statement<{ hash: string; now: number; fingerprint: string }, never>((db, p) =>
    db
      .updateTable('scepChallenge')
      .set({ usedAt: p.now, certificateFingerprint: p.fingerprint })
      .where('hash', '=', p.hash)
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', p.now),
  );
  const usedFor = store.statement<{ hash: string; fingerprint: string }, { hash: string }>((db, p) =>
    db
      .selectFrom('scepChallenge')
      .select('hash')
      .where('hash', '=', p.hash)
      .where('certificateFingerprint', '=', p.fingerprint),
  );
  const takeBack = store.statement<{ hash: string }, never>((db, p) =>
    db.deleteFrom('scepChallenge').where('hash', '=', p.hash).where('usedAt', 'is', null),
  );
  const isUsed = store.statement<{ hash: string }, { hash: string }>((db, p) =>
    db.selectFrom('scepChallenge').select('hash').where('hash', '=', p.hash),
  );
  const remove = store.statement<{ before: number }, never>((db, p) =>
    db.deleteFrom('scepChallenge').where('expiresAt', '<', p.before),
  );

  return {
    create(work, invitationId, given = {}) {
      const { purpose = 'device-identity', way = null, deviceKey = null, account = null, renewal } = given;
      // Hex, because some clients send the challenge as a PrintableString, which knows neither "_" nor "=" safely.
      const password = randomBytes(20).toString('hex');
      const [hash, createdAt] = [hashOf(password), work.now];
      const expiresAt = renewal?.expiresAt ?? createdAt + lifetimeMs;
      const renewalOfEnrollmentId = renewal?.enrollmentId ?? null;
      insert.run({ hash, invitationId, renewalOfEnrollmentId, createdAt, expiresAt, purpose, way, deviceKey, account });
      return password;
    },
    findOpen: (password, now) => open.get({ hash: hashOf(password), now }),
    consume: (work, challenge, fingerprint) => use.run({ hash: challenge.hash, now: work.now, fingerprint }) === 1,
    wasUsedFor: (password, fingerprint) => usedFor.get({ hash: hashOf(password), fingerprint }) !== undefined,
    termsOf: (fingerprint) => terms.get({ fingerprint }),
    hashOf,
    withdraw(_work, challenge) {
      takeBack.run({ hash: challenge });
      return isUsed.get({ hash: challenge }) === undefined ? 'withdrawn' : 'used';
    },
    async sweep() {
      await store.write((work) => remove.run({ before: work.now - KEPT_AFTER_EXPIRY }));
    },
  };
}
