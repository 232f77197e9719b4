import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { newId } from '../../shared/ids.ts';
import type { CertificateOrders, OrderedCertificate } from '../identity/index.ts';
import type { CertificateOrderTable, CertificateWay, Store, UnitOfWork } from '../store/index.ts';

const DAY = 86_400_000;
/** It waits in a command for a device that may sleep for long. */
const CHALLENGE_LIFETIME = 90 * DAY;
/** One with less left is not sent again. */
const CHALLENGE_MARGIN = 7 * DAY;

/** What a certificate shall say, decided when it is ordered. */
export interface OrderTerms {
  /** DER in base64. */
  readonly subject: string;
  readonly subjectAltName: string | null;
  readonly days: number;
  readonly renewDays: number;
  readonly usage: OrderedCertificate['usage'];
}

/** Whose certificate, in which payload of which profile. */
export interface OrderKey {
  readonly holder: string;
  readonly profileIdentifier: string;
  readonly payloadUuid: string;
}

/** What is wanted for a key. */
export interface Wanted extends OrderKey {
  readonly deviceId: string | null;
  readonly holderName: string;
  readonly way: CertificateWay;
  /** What of the library it comes from. */
  readonly itemId: string | null;
  /** SHA-256 (hex) of all that decides what the certificate says. */
  readonly wanted: string;
  /** For people. */
  readonly subject: string;
  readonly terms: OrderTerms;
}

export type OrderRow = CertificateOrderTable;

const hashOf = (password: string): string => hash('sha256', password, 'hex');

/** Certificates that profiles bring, from order to renewal. */
export type Orders = ReturnType<typeof openOrders>;

export function openOrders(store: Store) {
  const byKey = store.statement<OrderKey, OrderRow>((db, p) =>
    db
      .selectFrom('certificateOrder')
      .selectAll()
      .where('holder', '=', p.holder)
      .where('profileIdentifier', '=', p.profileIdentifier)
      .where('payloadUuid', '=', p.payloadUuid),
  );
  const byId = store.statement<{ id: string }, OrderRow>((db, p) =>
    db.selectFrom('certificateOrder').selectAll().where('id', '=', p.id),
  );
  const byChallenge = store.statement<{ hash: string }, OrderRow>((db, p) =>
    db.selectFrom('certificateOrder').selectAll().where('challengeHash', '=', p.hash),
  );
  const due = store.statement<{ now: number }, OrderRow>((db, p) =>
    db
      .selectFrom('certificateOrder')
      .selectAll()
      .where('renewAt', '<=', p.now)
      .where('state', '=', 'issued')
      .orderBy('renewAt')
      .limit(500),
  );
  const ofDevice = store.statement<{ deviceId: string }, OrderRow>((db, p) =>
    db.selectFrom('certificateOrder').selectAll().where('deviceId', '=', p.deviceId),
  );
  const change = (id: string, values: Partial<OrderRow>): void => {
    store.run((db) => db.updateTable('certificateOrder').set(values).where('id', '=', id));
  };

  /** The generation a wish is of: another one than the last is one more. */
  const generationOf = (row: OrderRow | undefined, wanted: string): number =>
    row === undefined ? 1 : row.wanted === wanted ? row.generation : row.generation + 1;

  /** The order for a wish, brought up to what is wanted now; within a unit of work. */
  const upToDate = (work: UnitOfWork, wish: Wanted): OrderRow => {
    const row = byKey.get(wish);
    const { terms, ...rest } = wish;
    if (row === undefined) {
      const made: OrderRow = {
        id: newId(work.now),
        ...rest,
        terms: JSON.stringify(terms),
        state: 'open',
        generation: 1,
        challengeHash: null,
        challengeSecretId: null,
        challengeExpiresAt: null,
        fingerprint: null,
        notAfter: null,
        renewAt: null,
        bundleSecretId: null,
        createdAt: work.now,
        issuedAt: null,
      };
      store.run((db) => db.insertInto('certificateOrder').values(made));
      return made;
    }
    if (row.wanted === wish.wanted && row.way === wish.way) return row;
    store.vault.remove(row.challengeSecretId);
    store.vault.remove(row.bundleSecretId);
    const values: Partial<OrderRow> = {
      ...rest,
      terms: JSON.stringify(terms),
      state: 'open',
      generation: generationOf(row, wish.wanted),
      challengeHash: null,
      challengeSecretId: null,
      challengeExpiresAt: null,
      bundleSecretId: null,
    };
    change(row.id, values);
    return { ...row, ...values };
  };

  /** The order a password or the pass of a relay is of, as long as it is good. */
  const openPass = (password: string, now: number): OrderRow | undefined => {
    const row = byChallenge.get({ hash: hashOf(password) });
    if (row === undefined || row.challengeSecretId === null || (row.challengeExpiresAt ?? 0) <= now) return undefined;
    const kept = store.vault.get(row.challengeSecretId, 'scep-challenge');
    const given = Buffer.from(password);
    return kept.length === given.length && timingSafeEqual(kept, given) ? row : undefined;
  };

  const scep: CertificateOrders = {
    findOpen(password, now) {
      const row = openPass(password, now);
      // A challenge is used up with the certificate that was issued for it.
      return row?.way === 'scep' ? ordered(row) : undefined;
    },
    wasUsedFor(password, fingerprint) {
      const row = byChallenge.get({ hash: hashOf(password) });
      return row !== undefined && row.challengeSecretId === null && row.fingerprint === fingerprint;
    },
    fulfil(work, order, fingerprint) {
      const row = byId.get({ id: order.id });
      if (row === undefined || row.challengeSecretId === null || (row.challengeExpiresAt ?? 0) <= work.now)
        return false;
      store.vault.remove(row.challengeSecretId);
      issued(work, row, fingerprint, { challengeSecretId: null });
      return true;
    },
  };

  /** Notes the certificate of an order; within a unit of work. */
  const issued = (work: UnitOfWork, row: OrderRow, fingerprint: string, more: Partial<OrderRow>): void => {
    const terms = JSON.parse(row.terms) as OrderTerms;
    const kept = store.get((db) =>
      db.selectFrom('certificate').select('notAfter').where('fingerprint', '=', fingerprint),
    );
    const notAfter = kept?.notAfter ?? work.now + terms.days * DAY;
    const renewAt = renewalTime(work.now, notAfter, terms.renewDays);
    change(row.id, {
      state: 'issued',
      fingerprint,
      notAfter,
      renewAt,
      issuedAt: work.now,
      ...more,
    });
    work.event({
      type: 'certificate-order.issued',
      deviceId: row.deviceId,
      actor: row.way === 'scep' ? 'device' : 'system',
      data: { orderId: row.id, profileIdentifier: row.profileIdentifier, fingerprint },
    });
  };

  return {
    scep,
    byKey: (key: OrderKey): OrderRow | undefined => byKey.get(key),
    byId: (id: string): OrderRow | undefined => byId.get({ id }),
    due: (now: number): OrderRow[] => due.all({ now }),
    ofDevice: (deviceId: string): OrderRow[] => ofDevice.all({ deviceId }),
    generationOf,
    upToDate,
    issued,
    /** The order whose pass a device shows to a server of others, through us. */
    relayed(pass: string, now: number): OrderRow | undefined {
      const row = openPass(pass, now);
      return row?.way === 'foreign-scep' && row.state !== 'revoked' ? row : undefined;
    },
    /** Notes a certificate that somebody else issued; within a unit of work. */
    known(work: UnitOfWork, row: OrderRow, { fingerprint, notAfter }: { fingerprint: string; notAfter: number }): void {
      const { renewDays } = JSON.parse(row.terms) as OrderTerms;
      const renewAt = renewDays === 0 ? null : renewalTime(work.now, notAfter, renewDays);
      change(row.id, { state: 'issued', fingerprint, notAfter, renewAt, issuedAt: work.now });
      work.event({
        type: 'certificate-order.issued',
        deviceId: row.deviceId,
        actor: 'device',
        data: { orderId: row.id, profileIdentifier: row.profileIdentifier, fingerprint },
      });
    },
    change,

    /** The challenge of an order: the one that waits for the device, or a new one; within a unit of work. */
    challenge(work: UnitOfWork, row: OrderRow): string {
      const lasts = (row.challengeExpiresAt ?? 0) - work.now > CHALLENGE_MARGIN;
      if (row.challengeSecretId !== null && lasts)
        return store.vault.get(row.challengeSecretId, 'scep-challenge').toString('utf8');
      store.vault.remove(row.challengeSecretId);
      const password = randomBytes(20).toString('hex');
      change(row.id, {
        state: row.state === 'issued' ? 'issued' : 'open',
        challengeHash: hashOf(password),
        challengeSecretId: store.vault.put('scep-challenge', password),
        challengeExpiresAt: work.now + CHALLENGE_LIFETIME,
      });
      return password;
    },

    /** Counts an order on, so that its profile is another one and is sent again; within a unit of work. */
    renew(work: UnitOfWork, row: OrderRow, actor: string): void {
      store.vault.remove(row.challengeSecretId);
      store.vault.remove(row.bundleSecretId);
      change(row.id, {
        state: 'due',
        generation: row.generation + 1,
        renewAt: null,
        challengeHash: null,
        challengeSecretId: null,
        challengeExpiresAt: null,
        bundleSecretId: null,
      });
      work.event({
        type: 'certificate-order.renewal-due',
        deviceId: row.deviceId,
        actor,
        data: { orderId: row.id, profileIdentifier: row.profileIdentifier, holder: row.holderName },
      });
    },
  };
}

/** One that lives shorter than its notice is renewed after two thirds of its life. */
function renewalTime(now: number, notAfter: number, renewDays: number): number {
  const notice = notAfter - renewDays * DAY;
  return notice > now ? notice : now + Math.max(DAY / 24, Math.floor(((notAfter - now) * 2) / 3));
}

/** The terms of an order as the authority takes them. */
export function ordered(row: OrderRow): OrderedCertificate {
  const { subject, subjectAltName, days, usage } = JSON.parse(row.terms) as OrderTerms;
  return {
    id: row.id,
    subject: Buffer.from(subject, 'base64'),
    subjectAltName: subjectAltName === null ? undefined : Buffer.from(subjectAltName, 'base64'),
    days,
    usage,
  };
}
