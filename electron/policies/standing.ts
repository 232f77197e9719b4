import { type Kysely, sql } from 'kysely';
import { byName } from '../../shared/by-name.ts';
import type { PolicyReason, PolicyState } from '../../shared/contract/policy.ts';
import type { DevicePolicy } from '../../shared/contract/policy-answers.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { type Database, hasText, type PolicyStateTable, type Store } from '../store/index.ts';
import { SETTING } from './catalogue.ts';
import type { StateReason } from './device-plan.ts';

/** Reads how policies stand on devices, in the contract's shape. */
export interface Standing {
  devices(
    policyId: string,
    query: { state?: PolicyState | undefined; search?: string | undefined; offset: number; limit: number },
  ): { total: number; rows: DevicePolicy[] };
  forDevice(deviceId: string): DevicePolicy[];
  status(policyId: string, deviceId: string): DevicePolicy | null;
}

type Joined = PolicyStateTable & { deviceName: string | null; user: string | null; policyName: string | null };

/** Which states: of a policy, of a device, or those whose device or user has all the words in its name. */
interface StateFilter {
  readonly policyId?: string;
  readonly deviceId?: string;
  readonly state?: string | undefined;
  readonly words?: readonly string[];
}

const USER = sql<string | null>`case when e."channel" = 'user' then coalesce(e."userShortName", e."userId") end`;

/** The states a filter keeps, each with its device and enrollment. */
function statesAmong(db: Kysely<Database>, { policyId, deviceId, state, words = [] }: StateFilter) {
  let query = db
    .selectFrom('policyState as s')
    .innerJoin('device as d', 'd.id', 's.deviceId')
    .innerJoin('enrollment as e', 'e.id', 's.enrollmentId');
  if (policyId !== undefined) query = query.where('s.policyId', '=', policyId);
  if (deviceId !== undefined) query = query.where('s.deviceId', '=', deviceId);
  if (state !== undefined) query = query.where('s.state', '=', state);
  for (const word of words) {
    query = query.where(hasText(sql`coalesce(d."name", '') || ' ' || coalesce(${USER}, '')`, word));
  }
  return query;
}

/**
 * @param policies.row throws `not-found` when there is no such policy
 * @param policies.nameOf the name of what assigned it
 */
export function openStanding(
  store: Store,
  {
    row,
    nameOf,
  }: {
    row: (policyId: string) => unknown;
    nameOf: (kind: 'group' | 'device' | 'blueprint', id: string) => string | null;
  },
): Standing {
  const identifiers = (): Map<string, string> =>
    new Map(
      store
        .all((db) => db.selectFrom('policy').select(['id', 'identifier']))
        .map(({ id, identifier }) => [identifier ?? `${SETTING}${id}`, id]),
    );

  const shape = (joined: Joined, policies: ReadonlyMap<string, string>): DevicePolicy => ({
    deviceId: joined.deviceId,
    deviceName: joined.deviceName,
    policyId: joined.policyId,
    name: joined.policyName ?? joined.name,
    type: joined.key.startsWith(SETTING) ? 'setting' : 'profile',
    identifier: joined.key,
    user: joined.user,
    state: joined.state as PolicyState,
    because: joined.because === null ? null : reasonOf(JSON.parse(joined.because) as StateReason, policies),
    since: joined.since,
    wantedVersion: joined.wantedVersion,
    thereVersion: joined.thereVersion,
    by:
      joined.byKind === null || joined.byId === null
        ? null
        : { kind: joined.byKind, id: joined.byId, name: nameOf(joined.byKind, joined.byId) },
    variables: joined.variables === null ? [] : (JSON.parse(joined.variables) as string[]),
    verifiedAt: joined.verifiedAt,
    lastCommandId: joined.lastCommandId,
  });

  const states = (where: StateFilter, page?: { offset: number; limit: number }): Joined[] =>
    store.all<Joined>((db) => {
      const query = statesAmong(db, page === undefined ? where : {})
        .leftJoin('policy as p', 'p.id', 's.policyId')
        .selectAll('s')
        .select(['d.name as deviceName', 'p.name as policyName', USER.as('user')]);
      if (page === undefined) return query;
      const order = sql`d."nameOrder", d."id", s."enrollmentId", s."key"`;
      // Only keys are sorted, not whole rows of very many devices.
      const keys = statesAmong(db, where)
        .select(['s.enrollmentId', 's.key'])
        .orderBy(order)
        .limit(page.limit)
        .offset(page.offset);
      return query.where(sql<boolean>`(s."enrollmentId", s."key") in (${keys})`).orderBy(order);
    });

  return {
    devices(policyId, { state, search, offset, limit }) {
      row(policyId);
      const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
      const where = { policyId, state, words };
      const counted = store.get<{ count: number }>((db) => {
        const count = sql<number>`count(*)`.as('count');
        // Devices and enrollments take their states with them when they go: to count, nobody has to look them up.
        if (words.length > 0) return statesAmong(db, where).select(count);
        const all = db.selectFrom('policyState as s').where('s.policyId', '=', policyId).select(count);
        return state === undefined ? all : all.where('s.state', '=', state);
      });
      const policies = identifiers();
      return {
        total: counted?.count ?? 0,
        rows: states(where, { offset, limit }).map((each) => shape(each, policies)),
      };
    },

    forDevice(deviceId) {
      if (store.get((db) => db.selectFrom('device').select('id').where('id', '=', deviceId)) === undefined)
        throw new CartwrightError('not-found', 'There is no such device.');
      const policies = identifiers();
      return states({ deviceId })
        .map((each) => shape(each, policies))
        .sort(byName);
    },

    status(policyId, deviceId) {
      const [first] = states({ policyId, deviceId });
      return first === undefined ? null : shape(first, identifiers());
    },
  };
}

/** A reason with the policies it is about, not only their identifiers. */
function reasonOf(reason: StateReason, policies: ReadonlyMap<string, string>): PolicyReason {
  if (reason.code === 'unfit') return { ...reason, findings: 'findings' in reason ? [...reason.findings] : [] };
  if (reason.code === 'missing-values') return { ...reason, names: [...reason.names] };
  if (reason.code === 'differs') return { ...reason, differences: [...reason.differences] };
  if ('items' in reason) return { ...reason, items: [...reason.items] };
  if ('identifier' in reason) return { ...reason, policyId: policies.get(reason.identifier) ?? null };
  return reason;
}
