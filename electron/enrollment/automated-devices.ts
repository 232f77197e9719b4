import { type Kysely, sql } from 'kysely';
import type { ImportOutcome } from '../../shared/contract/admission.ts';
import type { AssignedDevice } from '../../shared/contract/automated.ts';
import { type Database, hasText, type Store } from '../store/index.ts';
import type { AutomatedProfiles } from './automated.ts';
import { readSerialList } from './serial-list.ts';

const PER_READ = 500;

/** What became, or would become, of serial numbers that are put on the list of a profile. */
interface Assigning {
  dryRun: boolean;
  assigned: number;
  moved: number;
  unchanged: number;
  problems: ImportOutcome['problems'];
}

/** The serial numbers on the lists of automated enrollment profiles. A number is on one list at most. */
export class AutomatedDevices {
  readonly #store: Store;
  readonly #profiles: AutomatedProfiles;

  constructor(store: Store, profiles: AutomatedProfiles) {
    this.#store = store;
    this.#profiles = profiles;
  }

  /** By serial number, with what has arrived; and how many there are. @throws CartwrightError `not-found` */
  list(query: {
    profileId: string;
    state: 'all' | 'arrived' | 'missing';
    search?: string | undefined;
    offset: number;
    limit: number;
  }): { rows: AssignedDevice[]; total: number; arrived: number; missing: number } {
    this.#profiles.stored(query.profileId);
    const { state, offset, limit } = query;
    const rows = this.#store.all((db) => {
      const all = found(db, query).selectAll('a');
      const some = state === 'all' ? all : all.where('a.deviceId', state === 'arrived' ? 'is not' : 'is', null);
      return some.orderBy('a.serialNumber').limit(limit).offset(offset);
    });
    const counts = this.#store.get((db) =>
      found(db, query).select([
        (e) => e.fn.countAll<number>().as('total'),
        (e) => e.fn.count<number>('a.deviceId').as('arrived'),
      ]),
    ) ?? { total: 0, arrived: 0 };
    return {
      rows: rows.map(({ cameBy, ...row }) => ({ ...row, byProfile: cameBy === query.profileId })),
      ...counts,
      missing: counts.total - counts.arrived,
    };
  }

  /** The serial numbers of a profile's list, in order. */
  serials(profileId: string): string[] {
    return this.#store
      .all((db) =>
        db
          .selectFrom('automatedDevice')
          .select('serialNumber')
          .where('profileId', '=', profileId)
          .orderBy('serialNumber'),
      )
      .map(({ serialNumber }) => serialNumber);
  }

  /** Puts a list of serial numbers on that of a profile. @throws CartwrightError `not-found` */
  async assign(
    { profileId, csv, dryRun }: { profileId: string; csv: string; dryRun: boolean },
    actor: string,
  ): Promise<Assigning> {
    const { settings } = this.#profiles.stored(profileId);
    const { serials, problems } = readSerialList(csv);
    const numbers = serials.map(({ serialNumber }) => serialNumber);
    const before = this.#listsOf(numbers);
    const fresh = numbers.filter((serialNumber) => before.get(serialNumber) !== profileId);
    const moved = fresh.filter((serialNumber) => before.has(serialNumber)).length;
    const outcome = {
      ...{ dryRun, moved, problems },
      assigned: fresh.length - moved,
      unchanged: numbers.length - fresh.length,
    };
    if (dryRun || fresh.length === 0) return outcome;
    await this.#store.writeEach(fresh, (work, serialNumber) => {
      this.#profiles.assign(work, profileId, [serialNumber], actor);
    });
    const data = { enrollmentProfileId: profileId, name: settings.name, count: fresh.length };
    await this.#store.write((work) => work.event({ type: 'automated-enrollment.assigned', actor, data }));
    return outcome;
  }

  /** Takes serial numbers off the list they are on; devices that are in stay in. */
  async unassign(serialNumbers: readonly string[], actor: string): Promise<{ removed: number }> {
    let removed = 0;
    await this.#store.writeEach(serialNumbers, (_work, serialNumber) => {
      removed += this.#store.run((db) => db.deleteFrom('automatedDevice').where('serialNumber', '=', serialNumber));
    });
    if (removed > 0)
      await this.#store.write((work) =>
        work.event({ type: 'automated-enrollment.unassigned', actor, data: { count: removed } }),
      );
    return { removed };
  }

  /** The profiles whose lists have these numbers. */
  #listsOf(serialNumbers: readonly string[]): Map<string, string> {
    const lists = new Map<string, string>();
    for (let from = 0; from < serialNumbers.length; from += PER_READ)
      for (const { serialNumber, profileId } of this.#store.all((db) =>
        db
          .selectFrom('automatedDevice')
          .select(['serialNumber', 'profileId'])
          .where('serialNumber', 'in', serialNumbers.slice(from, from + PER_READ)),
      ))
        lists.set(serialNumber, profileId);
    return lists;
  }
}

/** The numbers on a profile's list as `a`, each with the enrolled device it belongs to, where there is one. */
function found(db: Kysely<Database>, { profileId, search }: { profileId: string; search?: string | undefined }) {
  return db.selectFrom((e) => {
    let rows = e
      .selectFrom('automatedDevice as m')
      .leftJoin('device as d', (join) =>
        join.on(
          sql<boolean>`d.id = (select y.id from "device" y where y."serialNumber" = m."serialNumber"
            and y."state" = 'enrolled' order by y.id desc limit 1)`,
        ),
      )
      .leftJoin('enrollment as n', 'n.id', 'd.enrollmentId')
      .leftJoin('expectedDevice as x', (join) =>
        join.on(
          sql<boolean>`x.id = (select y.id from "expectedDevice" y where y."serialNumber" = m."serialNumber"
            order by y."invitationId" is not null limit 1)`,
        ),
      )
      .select(['m.serialNumber', 'm.assignedAt', 'm.assignedBy', 'x.name', 'x.person'])
      .select(['d.id as deviceId', 'd.name as deviceName', 'n.enrolledAt as arrivedAt', 'n.invitationId as cameBy'])
      .where('m.profileId', '=', profileId);
    if (search !== undefined && search !== '') {
      const columns = ['m.serialNumber', 'x.name', 'x.person', 'd.name'];
      rows = rows.where((w) => w.or(columns.map((column) => hasText(sql.ref(column), search))));
    }
    return rows.as('a');
  });
}
