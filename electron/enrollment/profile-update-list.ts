import type { ProfileUpdate, RenewalOverview } from '../../shared/contract/relationship.ts';
import type { ProfileUpdateState, Store } from '../store/index.ts';

export interface UpdateQuery {
  deviceId?: string | undefined;
  state?: ProfileUpdateState | undefined;
  offset: number;
  limit: number;
}

export interface ListedUpdates {
  total: number;
  rows: ProfileUpdate[];
}

const MONTH = 30 * 86_400_000;

/** Replacements of enrollment profiles: open ones first, then failed ones, then the newest. */
export function listUpdates(store: Store, { deviceId, state, offset, limit }: UpdateQuery): ListedUpdates {
  const select = (db: Parameters<Parameters<Store['all']>[0]>[0]) => {
    let rows = db.selectFrom('profileUpdate as u').innerJoin('device as d', 'd.id', 'u.deviceId');
    if (deviceId !== undefined) rows = rows.where('u.deviceId', '=', deviceId);
    if (state !== undefined) rows = rows.where('u.state', '=', state);
    return rows;
  };
  const total = store.get((db) => select(db).select((e) => e.fn.countAll<number>().as('count')))?.count ?? 0;
  const rows = store.all((db) =>
    select(db)
      .leftJoin('certificate as former', 'former.fingerprint', 'u.formerFingerprint')
      .leftJoin('certificate as fresh', 'fresh.fingerprint', 'u.fingerprint')
      .select(['u.id', 'u.deviceId', 'd.name as deviceName', 'd.serialNumber', 'u.cause', 'u.state', 'u.attempt'])
      .select(['u.actor', 'u.commandId', 'u.accessRights', 'u.createdAt', 'u.stateAt', 'u.nextTryAt', 'u.problem'])
      .select(['former.notAfter as formerNotAfter', 'fresh.notAfter as newNotAfter'])
      .orderBy((e) =>
        e
          .case()
          .when('u.state', 'in', ['waiting', 'under-way'])
          .then(0)
          .when('u.state', '=', 'failed')
          .then(1)
          .else(2)
          .end(),
      )
      .orderBy('u.stateAt', 'desc')
      .orderBy('u.id', 'desc')
      .limit(limit)
      .offset(offset),
  );
  return { total, rows };
}

/** How many replacements are not finished. */
export function openUpdates(store: Store): Pick<RenewalOverview, 'waiting' | 'underWay'> {
  const states = new Map(
    store
      .all((db) =>
        db
          .selectFrom('profileUpdate')
          .select(['state', (e) => e.fn.countAll<number>().as('count')])
          .where('state', 'in', ['waiting', 'under-way'])
          .groupBy('state'),
      )
      .map(({ state, count }) => [state, count]),
  );
  return { waiting: states.get('waiting') ?? 0, underWay: states.get('under-way') ?? 0 };
}

/** How many identities there are, and how their replacements stand. */
export function renewalCounts(store: Store, now: number): Omit<RenewalOverview, 'settings' | 'due'> {
  const { waiting, underWay } = openUpdates(store);
  const failed = store.get((db) =>
    db
      .selectFrom('profileUpdate as u')
      .innerJoin('enrollment as e', 'e.id', 'u.enrollmentId')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('u.state', '=', 'failed')
      .where('e.state', '=', 'enrolled')
      .where((on) =>
        on.not(
          on.exists(
            on
              .selectFrom('profileUpdate as later')
              .select('later.id')
              .whereRef('later.enrollmentId', '=', 'u.enrollmentId')
              .whereRef('later.id', '>', 'u.id'),
          ),
        ),
      ),
  );
  const done = store.get((db) =>
    db
      .selectFrom('profileUpdate')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('state', '=', 'done')
      .where('stateAt', '>', now - MONTH),
  );
  const present = store.get((db) =>
    db
      .selectFrom('enrollment as e')
      .innerJoin('certificate as c', 'c.fingerprint', 'e.certificateFingerprint')
      .select([(e) => e.fn.countAll<number>().as('count'), (e) => e.fn.min('c.notAfter').as('first')])
      .where('e.state', '=', 'enrolled')
      .where('e.channel', '=', 'device'),
  );
  return {
    identities: present?.count ?? 0,
    waiting,
    underWay,
    failed: failed?.count ?? 0,
    doneIn30Days: done?.count ?? 0,
    nextEndAt: present?.first ?? null,
  };
}
