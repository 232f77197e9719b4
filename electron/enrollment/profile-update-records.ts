import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Authority } from '../identity/index.ts';
import type { ProfileUpdateState, ProfileUpdateTable, Statement, Store, UnitOfWork } from '../store/index.ts';

export type ProfileUpdateRow = Selectable<ProfileUpdateTable>;

const OPEN: readonly ProfileUpdateState[] = ['waiting', 'under-way'];

/** Replacements of enrollment profiles as check-ins and the end of an enrollment change them. */
export class ProfileUpdateRecords {
  readonly #store: Store;
  readonly #authority: Pick<Authority, 'revokeWithin'>;
  readonly #openOf: Statement<{ enrollmentId: string }, ProfileUpdateRow>;
  readonly #byIdentity: Statement<{ fingerprint: string }, ProfileUpdateRow>;

  constructor(store: Store, authority: Pick<Authority, 'revokeWithin'>) {
    this.#store = store;
    this.#authority = authority;
    this.#openOf = store.statement((db, p) =>
      db.selectFrom('profileUpdate').selectAll().where('enrollmentId', '=', p.enrollmentId).where('state', 'in', OPEN),
    );
    this.#byIdentity = store.statement((db, p) =>
      db
        .selectFrom('scepChallenge as c')
        .innerJoin('profileUpdate as u', 'u.challengeHash', 'c.hash')
        .selectAll('u')
        .where('c.certificateFingerprint', '=', p.fingerprint)
        .where('u.state', 'in', OPEN),
    );
  }

  /** The replacement that waits for this enrollment's device, or is under way on it. */
  open(enrollmentId: string): ProfileUpdateRow | undefined {
    return this.#openOf.get({ enrollmentId });
  }

  insert(row: Insertable<ProfileUpdateTable>): void {
    this.#store.run((db) => db.insertInto('profileUpdate').values(row));
  }

  change(id: string, change: Updateable<ProfileUpdateTable>): void {
    this.#store.run((db) => db.updateTable('profileUpdate').set(change).where('id', '=', id));
  }

  /** A device authenticates with the identity that a replacement brought: from now on both count. */
  began(work: UnitOfWork, fingerprint: string): void {
    const row = this.#byIdentity.get({ fingerprint });
    if (row?.state !== 'waiting') return;
    this.change(row.id, { state: 'under-way', stateAt: work.now, fingerprint });
    this.#tell(work, row, 'began', 'device');
  }

  /** A device called with the identity that a replacement brought. Returns it: the enrollment is by its terms now. */
  finished(work: UnitOfWork, fingerprint: string): ProfileUpdateRow | undefined {
    const row = this.#byIdentity.get({ fingerprint });
    if (row === undefined) return undefined;
    this.change(row.id, { state: 'done', stateAt: work.now, fingerprint, problem: null, nextTryAt: null });
    this.#tell(work, row, 'done', 'device');
    return row;
  }

  /**
   * Gives a replacement up: its challenge opens nothing any more, and an identity that was issued for it and never used
   * is revoked, so that whoever holds it cannot take over later.
   */
  giveUp(
    work: UnitOfWork,
    row: ProfileUpdateRow,
    state: 'failed' | 'cancelled',
    { problem = null, nextTryAt = null }: { problem?: string | null; nextTryAt?: number | null } = {},
  ): void {
    const issued = this.#store.get((db) =>
      db.selectFrom('scepChallenge').select('certificateFingerprint').where('hash', '=', row.challengeHash),
    )?.certificateFingerprint;
    this.#store.run((db) =>
      db.deleteFrom('scepChallenge').where('hash', '=', row.challengeHash).where('usedAt', 'is', null),
    );
    const present = this.#store.get((db) =>
      db.selectFrom('enrollment').select('certificateFingerprint').where('id', '=', row.enrollmentId),
    )?.certificateFingerprint;
    if (issued != null && issued !== present) this.#authority.revokeWithin(work, issued, 'superseded');
    this.change(row.id, { state, stateAt: work.now, problem, nextTryAt });
    this.#tell(work, row, state, 'system', { problem });
  }

  /** The enrollment ends: nothing of it is to be replaced any more. */
  ended(work: UnitOfWork, enrollmentId: string): void {
    const row = this.open(enrollmentId);
    if (row !== undefined) this.giveUp(work, row, 'cancelled', { problem: 'The management of the device ended.' });
  }

  #tell(
    work: UnitOfWork,
    { id, deviceId, enrollmentId, commandId, cause, attempt }: ProfileUpdateRow,
    what: 'began' | 'done' | 'failed' | 'cancelled',
    actor: string,
    more: Record<string, unknown> = {},
  ): void {
    work.event({
      type: `enrollment-profile.${what}`,
      deviceId,
      enrollmentId,
      commandId,
      actor,
      data: { updateId: id, cause, attempt, ...more },
    });
  }
}
