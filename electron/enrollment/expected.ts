import { type Kysely, sql } from 'kysely';
import type { ExpectedDevice, ExpectedImport, ExpectedQuery, ImportOutcome } from '../../shared/contract/admission.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { type Database, hasText, type Statement, type Store, type UnitOfWork } from '../store/index.ts';
import { type ListedSerial, normalSerial, readSerialList } from './serial-list.ts';

/** Rows per unit of work: devices are served in between. */
const PER_UNIT = 500;

interface Known extends Omit<ListedSerial, 'profile'> {
  id: string;
}

/** Which automated enrollment profile a serial number is meant for. */
interface Assignments {
  /** Their ids by their names in lower case. */
  byName(): ReadonlyMap<string, string>;
  assign(work: UnitOfWork, profileId: string, serialNumbers: readonly string[], actor: string): void;
}

/** The serial numbers that are expected, and which of them have come. */
export class ExpectedDevices {
  readonly #store: Store;
  readonly #assignments: Assignments;
  readonly #find: Statement<{ serialNumber: string; invitationId: string }, { id: string }>;

  constructor(store: Store, assignments: Assignments) {
    this.#store = store;
    this.#assignments = assignments;
    this.#find = store.statement((db, p) =>
      db
        .selectFrom('expectedDevice')
        .select('id')
        .where('serialNumber', '=', p.serialNumber)
        .where((e) => e.or([e('invitationId', 'is', null), e('invitationId', '=', p.invitationId)]))
        .limit(1),
    );
  }

  /** Whether a device with this serial number is expected with this invitation, or with any. */
  isExpected(serialNumber: string | undefined, invitationId: string): boolean {
    if (serialNumber === undefined || serialNumber === '') return false;
    return this.#find.get({ serialNumber: normalSerial(serialNumber), invitationId }) !== undefined;
  }

  /** By serial number, with what has arrived; and how many there are. */
  list(query: ExpectedQuery): { rows: ExpectedDevice[]; total: number; arrived: number; missing: number } {
    const rows = this.#store.all((db) => {
      const all = arrivals(db, query);
      const some =
        query.state === 'all' ? all : all.where('a.deviceId', query.state === 'arrived' ? 'is not' : 'is', null);
      return some.selectAll('a').orderBy('a.serialNumber').orderBy('a.id').limit(query.limit).offset(query.offset);
    });
    const counts = this.#store.get((db) =>
      arrivals(db, query).select([
        (e) => e.fn.countAll<number>().as('total'),
        (e) => e.fn.count<number>('a.deviceId').as('arrived'),
      ]),
    ) ?? { total: 0, arrived: 0 };
    const shown = rows.map(({ profileId, profileName, ...row }) => ({
      ...row,
      profile: profileId === null || profileName === null ? null : { id: profileId, name: profileName },
    }));
    return { rows: shown, ...counts, missing: counts.total - counts.arrived };
  }

  /**
   * Takes a list. Serial numbers that are on it already keep their place and get the new name and person, and those with a
   * profile go on the list of that; where none is named, the one they have stays.
   *
   * @throws CartwrightError `not-found` for an invitation that is not there
   */
  async import({ csv, invitationId, dryRun, replace }: ExpectedImport, actor: string): Promise<ImportOutcome> {
    if (invitationId !== null) {
      const there = this.#store.get((db) => db.selectFrom('invitation').select('id').where('id', '=', invitationId));
      if (there === undefined) throw new CartwrightError('not-found', 'There is no such invitation. Reload the list.');
    }
    const profiles = this.#assignments.byName();
    const { serials, problems } = readSerialList(csv, new Set(profiles.keys()));
    const known = new Map(this.#known(invitationId).map((row) => [row.serialNumber, row]));
    const added: Omit<ListedSerial, 'profile'>[] = [];
    const changed: Known[] = [];
    const forProfile = Map.groupBy(
      serials.filter(({ profile }) => profile !== null),
      ({ profile }) => profiles.get((profile ?? '').toLowerCase()),
    );
    for (const { profile: _profile, ...row } of serials) {
      const before = known.get(row.serialNumber);
      known.delete(row.serialNumber);
      if (before === undefined) added.push(row);
      else if (before.name !== row.name || before.person !== row.person) changed.push({ ...row, id: before.id });
    }
    const gone = replace ? [...known.values()].map(({ id }) => id) : [];
    const outcome: ImportOutcome = {
      dryRun,
      added: added.length,
      changed: changed.length,
      unchanged: serials.length - added.length - changed.length,
      removed: gone.length,
      problems,
    };
    if (dryRun) return outcome;
    await this.#inParts(added, (rows, now) =>
      this.#store.run((db) =>
        db
          .insertInto('expectedDevice')
          .values(rows.map((row) => ({ ...row, id: newId(now), invitationId, addedAt: now, addedBy: actor })))
          .onConflict((c) => c.doNothing()),
      ),
    );
    await this.#inParts(changed, (rows) => {
      for (const { id, name, person } of rows) {
        this.#store.run((db) => db.updateTable('expectedDevice').set({ name, person }).where('id', '=', id));
      }
    });
    await this.#delete(gone);
    for (const [profileId, rows] of forProfile) {
      if (profileId === undefined) continue;
      await this.#inParts(rows, (some, _now, work) =>
        this.#assignments.assign(
          work,
          profileId,
          some.map(({ serialNumber }) => serialNumber),
          actor,
        ),
      );
    }
    await this.#store.write((work) => {
      const data = { invitationId, added: added.length, changed: changed.length, removed: gone.length };
      work.event({ type: 'expected.imported', actor, data });
    });
    return outcome;
  }

  /** Takes serial numbers off the list; devices that are in stay in. */
  async remove(ids: readonly string[], actor: string): Promise<{ removed: number }> {
    const removed = await this.#delete(ids);
    if (removed > 0)
      await this.#store.write((work) => work.event({ type: 'expected.removed', actor, data: { removed } }));
    return { removed };
  }

  #known(invitationId: string | null): Known[] {
    return this.#store.all((db) =>
      db
        .selectFrom('expectedDevice')
        .select(['id', 'serialNumber', 'name', 'person'])
        .where('invitationId', 'is', invitationId),
    );
  }

  async #delete(ids: readonly string[]): Promise<number> {
    let removed = 0;
    await this.#inParts(ids, (some) => {
      removed += this.#store.run((db) => db.deleteFrom('expectedDevice').where('id', 'in', [...some]));
    });
    return removed;
  }

  async #inParts<T>(
    all: readonly T[],
    each: (some: readonly T[], now: number, work: UnitOfWork) => void,
  ): Promise<void> {
    for (let from = 0; from < all.length; from += PER_UNIT) {
      await this.#store.write((work) => {
        each(all.slice(from, from + PER_UNIT), work.now, work);
      });
    }
  }
}

/** Expected devices as `a`, each with the enrolled device of its serial number, where there is one. */
function arrivals(db: Kysely<Database>, { invitationId, search }: ExpectedQuery) {
  const enrolled = (column: 'deviceId' | 'enrolledAt') => sql<string | null>`(
    select n.${sql.ref(column)} from device d join enrollment n on n."deviceId" = d.id
    where d."serialNumber" = x."serialNumber" and n.channel = 'device' and n.state = 'enrolled'
    order by n."enrolledAt" desc limit 1)`;
  return db.selectFrom((e) => {
    let rows = e
      .selectFrom('expectedDevice as x')
      .leftJoin('automatedDevice as m', 'm.serialNumber', 'x.serialNumber')
      .leftJoin('invitation as p', 'p.id', 'm.profileId')
      .selectAll('x')
      .select(['m.profileId', 'p.name as profileName'])
      .select([enrolled('deviceId').as('deviceId'), enrolled('enrolledAt').$castTo<number | null>().as('arrivedAt')]);
    if (invitationId !== undefined) rows = rows.where('x.invitationId', '=', invitationId);
    if (search !== undefined && search !== '') {
      const columns = ['x.serialNumber', 'x.name', 'x.person', 'p.name'];
      rows = rows.where((w) => w.or(columns.map((column) => hasText(sql.ref(column), search))));
    }
    return rows.as('a');
  });
}
