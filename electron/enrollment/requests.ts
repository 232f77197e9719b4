import { createHash, randomBytes, randomInt } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { EnrollmentRequest } from '../../shared/contract/admission.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Challenges } from '../identity/index.ts';
import type { Database, EnrollmentRequestTable, Store, UnitOfWork } from '../store/index.ts';
import type { InvitationRow } from './invitations.ts';
import { normalSerial } from './serial-list.ts';

/** A request as the store holds it. */
export type RequestRow = EnrollmentRequestTable;

type ShownRow = RequestRow &
  Pick<EnrollmentRequest, 'invitationName' | 'deviceId' | 'deviceName'> & {
    expectedId: string | null;
    expectedName: string | null;
    expectedPerson: string | null;
  };

/** Where a request stands; `expired` is what became of it when nobody decided, or nobody came, in time. */
export type RequestState = EnrollmentRequest['state'];

const DAY = 86_400_000;
/** How long a request waits for an answer, and an approval for its device. */
const LIFE = DAY;
const KEPT = 30 * DAY;
/** Open requests of one invitation: whoever has the link can make them. */
const MOST_WAITING = 100;
/** Letters and digits that cannot be taken for one another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LONGEST_NAME = 100;
const LONGEST_SERIAL = 40;

/**
 * Wishes to enroll that an administrator answers. The safe point is the profile: it holds the secret that lets a device
 * in, so nothing of it leaves before the approval, and each approval lets one device in.
 */
export class Requests {
  readonly #store: Store;
  readonly #challenges: Challenges;

  constructor(store: Store, challenges: Challenges) {
    this.#store = store;
    this.#challenges = challenges;
  }

  /** Notes a wish to enroll. Returns the token of its page, or undefined when too many wait already. */
  async create(
    invitation: Pick<InvitationRow, 'id' | 'name'>,
    about: { name: string; serialNumber?: string; userAgent: string | undefined },
  ): Promise<string | undefined> {
    return this.#store.write((work) => {
      this.#store.run((db) => db.deleteFrom('enrollmentRequest').where('expiresAt', '<', work.now - KEPT));
      const waiting = this.#waiting(work.now).filter((row) => row.invitationId === invitation.id);
      if (waiting.length >= MOST_WAITING) return undefined;
      const token = randomBytes(20).toString('base64url');
      const name = about.name.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME);
      const serialNumber = normalSerial(about.serialNumber ?? '').slice(0, LONGEST_SERIAL);
      const row: RequestRow = {
        id: newId(work.now),
        invitationId: invitation.id,
        tokenHash: hashToken(token),
        code: this.#newCode(work.now),
        name: name === '' ? null : name,
        deviceHint: deviceHintOf(about.userAgent),
        serialNumber: serialNumber === '' ? null : serialNumber,
        state: 'waiting',
        requestedAt: work.now,
        expiresAt: work.now + LIFE,
        decidedAt: null,
        decidedBy: null,
        reason: null,
        challengeHash: null,
        profileIssuedAt: null,
        enrollmentId: null,
      };
      this.#store.run((db) => db.insertInto('enrollmentRequest').values(row));
      this.#tell(work, 'created', row, 'device');
      return token;
    });
  }

  /** The request of a page's token; undefined when it is not one of this invitation. */
  findByToken(token: string, invitationId: string): RequestRow | undefined {
    const tokenHash = hashToken(token);
    return this.#store.get((db) =>
      db
        .selectFrom('enrollmentRequest')
        .selectAll()
        .where('tokenHash', '=', tokenHash)
        .where('invitationId', '=', invitationId),
    );
  }

  stateOf(row: RequestRow): RequestState {
    const open = row.state === 'waiting' || row.state === 'approved';
    return open && row.expiresAt <= this.#store.clock.now() ? 'expired' : row.state;
  }

  /** Newest first. */
  list(query: { state?: RequestState; invitationId?: string; limit: number }): {
    rows: EnrollmentRequest[];
    waiting: number;
  } {
    const now = this.#store.clock.now();
    const rows = this.#store.all((db) => {
      let found = this.#shownRows(db);
      if (query.invitationId !== undefined) found = found.where('r.invitationId', '=', query.invitationId);
      if (query.state === 'expired') {
        found = found.where('r.state', 'in', ['waiting', 'approved']).where('r.expiresAt', '<=', now);
      } else if (query.state !== undefined) {
        found = found.where('r.state', '=', query.state);
        if (query.state !== 'used' && query.state !== 'denied') found = found.where('r.expiresAt', '>', now);
      }
      return found.orderBy('r.id', 'desc').limit(query.limit);
    });
    return { rows: rows.map((row) => this.#shown(row)), waiting: this.#waiting(now).length };
  }

  /** @throws CartwrightError `not-found`, or `conflict` when it was answered or is over */
  approve(id: string, actor: string): Promise<EnrollmentRequest> {
    return this.#decide(id, 'approved', actor);
  }

  /**
   * Turns a request down; an approved one too, while no device came with it.
   *
   * @param reason shown to the person on the page
   * @throws CartwrightError `not-found`, or `conflict` when it was answered, used or is over
   */
  deny(id: string, actor: string, reason?: string): Promise<EnrollmentRequest> {
    return this.#decide(id, 'denied', actor, reason);
  }

  /**
   * Takes an answer back: the request waits again, for a day. What was downloaded after an approval counts no more.
   *
   * @throws CartwrightError `not-found`, `conflict` when there is no answer to take back, `gone` when a device came
   */
  async reconsider(id: string, actor: string): Promise<EnrollmentRequest> {
    await this.#store.write((work) => {
      const row = this.#row(id);
      const before = this.stateOf(row);
      if (before === 'waiting') return;
      if (before !== 'approved' && before !== 'denied') throw new CartwrightError('conflict', OVER[before]);
      this.#withdraw(work, row);
      this.#update(id, {
        state: 'waiting',
        decidedAt: null,
        decidedBy: null,
        reason: null,
        challengeHash: null,
        profileIssuedAt: null,
        expiresAt: work.now + LIFE,
      });
      this.#tell(work, 'reconsidered', row, actor);
    });
    return this.get(id);
  }

  /**
   * Binds the challenge of a profile to the request it is issued for, inside the unit that makes it. The one issued
   * before counts no more: downloading twice does not let two devices in.
   *
   * @throws CartwrightError `gone` when the request is not approved now, or has let a device in
   */
  bind(work: UnitOfWork, id: string, challenge: string): void {
    const row = this.#row(id);
    if (this.stateOf(row) !== 'approved') throw new CartwrightError('gone', 'This request is not approved any more.');
    this.#withdraw(work, row);
    this.#update(id, { challengeHash: this.#challenges.hashOf(challenge), profileIssuedAt: work.now });
  }

  /** A device came with this certificate: the request it was approved by has done its work. */
  arrived(work: UnitOfWork, fingerprint: string): void {
    const row = this.#store.get((db) =>
      db
        .selectFrom('enrollmentRequest as r')
        .innerJoin('scepChallenge as s', 's.hash', 'r.challengeHash')
        .innerJoin('certificate as c', 'c.fingerprint', 's.certificateFingerprint')
        .selectAll('r')
        .select('c.enrollmentId as arrivedAs')
        .where('s.certificateFingerprint', '=', fingerprint),
    );
    if (row === undefined || row.state === 'used') return;
    this.#update(row.id, { state: 'used', enrollmentId: row.arrivedAs });
    this.#tell(work, 'used', row, 'device');
  }

  async #decide(id: string, state: 'approved' | 'denied', actor: string, reason?: string): Promise<EnrollmentRequest> {
    await this.#store.write((work) => {
      const row = this.#row(id);
      const before = this.stateOf(row);
      if (before === state) return;
      const may = before === 'waiting' || (before === 'approved' && state === 'denied');
      if (!may) throw new CartwrightError('conflict', OVER[before]);
      if (state === 'denied') this.#withdraw(work, row);
      const said = reason === undefined || reason === '' ? null : reason;
      this.#update(id, { state, decidedAt: work.now, decidedBy: actor, reason: said, expiresAt: work.now + LIFE });
      this.#tell(work, state, row, actor);
    });
    return this.get(id);
  }

  /** @throws CartwrightError `not-found` */
  get(id: string): EnrollmentRequest {
    const row = this.#store.get((db) => this.#shownRows(db).where('r.id', '=', id));
    if (row === undefined) throw NOT_FOUND();
    return this.#shown(row);
  }

  #withdraw(work: UnitOfWork, row: RequestRow): void {
    if (row.challengeHash === null) return;
    if (this.#challenges.withdraw(work, row.challengeHash) === 'used')
      throw new CartwrightError('gone', 'A device has used this approval already. Ask again for another one.');
  }

  #shownRows(db: Kysely<Database>) {
    return (
      db
        .selectFrom('enrollmentRequest as r')
        .innerJoin('invitation as i', 'i.id', 'r.invitationId')
        .leftJoin('enrollment as n', 'n.id', 'r.enrollmentId')
        .leftJoin('device as d', 'd.id', 'n.deviceId')
        // One of its own invitation goes before one for all.
        .leftJoin('expectedDevice as x', (join) =>
          join.on(
            sql<boolean>`x.id = (select y.id from "expectedDevice" y where y."serialNumber" = r."serialNumber"
            and (y."invitationId" is null or y."invitationId" = r."invitationId")
            order by y."invitationId" is null limit 1)`,
          ),
        )
        .selectAll('r')
        .select([
          'i.name as invitationName',
          'd.id as deviceId',
          'd.name as deviceName',
          'x.id as expectedId',
          'x.name as expectedName',
          'x.person as expectedPerson',
        ])
    );
  }

  #shown(row: ShownRow): EnrollmentRequest {
    return {
      id: row.id,
      invitationId: row.invitationId,
      invitationName: row.invitationName,
      code: row.code,
      name: row.name,
      deviceHint: row.deviceHint,
      serialNumber: row.serialNumber,
      expected:
        row.expectedId === null ? null : { id: row.expectedId, name: row.expectedName, person: row.expectedPerson },
      state: this.stateOf(row),
      requestedAt: row.requestedAt,
      expiresAt: row.expiresAt,
      decidedAt: row.decidedAt,
      decidedBy: row.decidedBy,
      reason: row.reason,
      profileIssuedAt: row.profileIssuedAt,
      deviceId: row.deviceId,
      deviceName: row.deviceName,
    };
  }

  #row(id: string): RequestRow {
    const row = this.#store.get((db) => db.selectFrom('enrollmentRequest').selectAll().where('id', '=', id));
    if (row === undefined) throw NOT_FOUND();
    return row;
  }

  #waiting(now: number): { invitationId: string; code: string }[] {
    return this.#store.all((db) =>
      db
        .selectFrom('enrollmentRequest')
        .select(['invitationId', 'code'])
        .where('state', '=', 'waiting')
        .where('expiresAt', '>', now),
    );
  }

  /** A code that no other open request shows. */
  #newCode(now: number): string {
    const taken = new Set(this.#waiting(now).map(({ code }) => code));
    for (;;) {
      const letters = Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
      const code = `${letters.slice(0, 4)}-${letters.slice(4)}`;
      if (!taken.has(code)) return code;
    }
  }

  #update(id: string, change: Partial<RequestRow>): void {
    this.#store.run((db) => db.updateTable('enrollmentRequest').set(change).where('id', '=', id));
  }

  #tell(work: UnitOfWork, what: string, row: RequestRow, actor: string): void {
    const { id: requestId, invitationId, code, name } = row;
    work.event({ type: `enrollment-request.${what}`, actor, data: { requestId, invitationId, code, name } });
  }
}

const OVER: Readonly<Record<RequestState, string>> = {
  waiting: 'It waits.',
  approved: 'It was approved already.',
  denied: 'It was turned down already. The person can ask again.',
  expired: 'It has expired. The person can ask again.',
  used: 'A device has come in by it already. End its management instead.',
};

const NOT_FOUND = () => new CartwrightError('not-found', 'There is no such request. Reload the list.');

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** What a browser calls the device it runs on and its system; iPads often call themselves Macs. */
function deviceHintOf(userAgent: string | undefined): string | null {
  const found = /\b(iPhone|iPad|iPod|Macintosh|Android|Windows|Linux)\b/.exec(userAgent ?? '')?.[1];
  if (found === undefined) return null;
  // Safari on a Mac tells no true version of macOS any more.
  if (found === 'Macintosh') return 'Mac';
  const version = /\bOS (\d+(?:_\d+)*) like Mac/.exec(userAgent ?? '')?.[1]?.replaceAll('_', '.');
  if (version === undefined) return found;
  return `${found}, ${found === 'iPad' ? 'iPadOS' : 'iOS'} ${version}`;
}
