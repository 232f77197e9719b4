import { sql } from 'kysely';
import { byName, compareNames } from '../../shared/by-name.ts';
import type { PolicyQuery } from '../../shared/contract/policies.ts';
import type {
  PolicyContent,
  PolicyDetail,
  PolicyState,
  PolicySummary,
  PolicyVersion,
} from '../../shared/contract/policy.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { PolicyAssignmentTable, PolicyTable, PolicyVersionTable, Store } from '../store/index.ts';
import { optionsOf } from './policy-options.ts';
import type { RollOuts } from './roll-outs.ts';
import { openStanding, type Standing } from './standing.ts';

/** Reads policies and how they stand, in the contract's shapes. */
export interface Reading extends Standing {
  list(query: PolicyQuery): { total: number; rows: PolicySummary[] };
  /** @throws CartwrightError `not-found`, as all that name a policy */
  get(policyId: string): PolicyDetail;
  row(policyId: string): PolicyTable;
  versionRow(policyId: string, version: number): PolicyVersionTable;
  versions(policyId: string): PolicyVersion[];
  version(policyId: string, version: number): PolicyVersion & { content: PolicyContent };
  variables(): { name: string; policies: { id: string; name: string }[]; waiting: number }[];
  /** The name of a group, device or blueprint. */
  nameOf(kind: 'group' | 'device' | 'blueprint', id: string): string | null;
}

export function openReading(store: Store, rollOuts: RollOuts): Reading {
  const names = {
    group: store.statement<{ id: string }, { name: string | null }>((db, p) =>
      db.selectFrom('deviceGroup').select('name').where('id', '=', p.id),
    ),
    device: store.statement<{ id: string }, { name: string | null }>((db, p) =>
      db.selectFrom('device').select('name').where('id', '=', p.id),
    ),
    blueprint: store.statement<{ id: string }, { name: string | null }>((db, p) =>
      db.selectFrom('blueprint').select('name').where('id', '=', p.id),
    ),
  };
  const nameOf: Reading['nameOf'] = (kind, id) => names[kind].get({ id })?.name ?? null;

  const row = (policyId: string): PolicyTable => {
    const found = store.get((db) => db.selectFrom('policy').selectAll().where('id', '=', policyId));
    if (found === undefined) throw new CartwrightError('not-found', 'There is no such policy.');
    return found;
  };

  const versionRow = (policyId: string, version: number): PolicyVersionTable => {
    const found = store.get((db) =>
      db.selectFrom('policyVersion').selectAll().where('policyId', '=', policyId).where('number', '=', version),
    );
    if (found === undefined) throw new CartwrightError('not-found', 'This policy has no such version.');
    return found;
  };

  const countsOf = (only: string | undefined): Map<string, PolicySummary['counts']> => {
    const counts = new Map<string, PolicySummary['counts']>();
    const rows = store.all((db) => {
      const states = db
        .selectFrom('policyState')
        .select(['policyId', 'state', (e) => e.fn.countAll<number>().as('count')])
        .groupBy(['policyId', 'state']);
      return only === undefined ? states.where('policyId', 'is not', null) : states.where('policyId', '=', only);
    });
    for (const { policyId, state, count } of rows) {
      const known = counts.get(policyId ?? '') ?? {};
      known[state as PolicyState] = count;
      counts.set(policyId ?? '', known);
    }
    return counts;
  };

  const summaries = (rows: readonly PolicyTable[]): PolicySummary[] => {
    const counts = countsOf(rows.length === 1 ? rows[0]?.id : undefined);
    const rolling = rollOuts.all();
    const assigned = Map.groupBy(
      store.all((db) => db.selectFrom('policyAssignment').selectAll()),
      ({ policyId }) => policyId,
    );
    const granting = Map.groupBy(
      store.all((db) => db.selectFrom('policyGrant').select(['policyId', 'blueprintId']).distinct()),
      ({ policyId }) => policyId,
    );
    const heads = new Map(
      store
        .all((db) =>
          db
            .selectFrom('policyVersion as v')
            .innerJoin('policy as p', (join) =>
              join.onRef('p.id', '=', 'v.policyId').onRef('p.newestVersion', '=', 'v.number'),
            )
            .select(['v.policyId', 'v.payloadTypes']),
        )
        .map(({ policyId, payloadTypes }) => [policyId, JSON.parse(payloadTypes) as string[]]),
    );
    return rows.map((policy) => {
      const targets = assigned.get(policy.id) ?? [];
      const devices = targets.filter(({ kind }) => kind === 'device');
      return {
        id: policy.id,
        type: policy.type,
        name: policy.name,
        description: policy.description,
        identifier: policy.identifier,
        payloadTypes: heads.get(policy.id) ?? [],
        active: policy.active === 1,
        newestVersion: policy.newestVersion,
        version: policy.version,
        changedAt: policy.changedAt,
        changedBy: policy.changedBy,
        groups: targets
          .filter(({ kind }) => kind === 'group')
          .map(({ targetId: id, mode }) => ({ id, name: nameOf('group', id), mode })),
        devices: {
          included: devices.filter(({ mode }) => mode === 'include').length,
          excluded: devices.filter(({ mode }) => mode === 'exclude').length,
        },
        blueprints: (granting.get(policy.id) ?? []).map(({ blueprintId: id }) => ({
          id,
          name: nameOf('blueprint', id),
        })),
        counts: counts.get(policy.id) ?? {},
        rollOut: rolling.get(policy.id) ?? null,
        slot: policy.slot,
        fallback: policy.fallback === 1,
        rank: policy.rank,
      };
    });
  };

  const versionOf = (stored: Pick<PolicyVersionTable, (typeof ABOUT_VERSION)[number]>): PolicyVersion => ({
    number: stored.number,
    at: stored.at,
    by: stored.by,
    note: stored.note,
    signedByOthers: stored.originalSecretId !== null,
    variables: JSON.parse(stored.variables) as string[],
  });

  return {
    ...openStanding(store, { row, nameOf }),
    row,
    versionRow,
    nameOf,

    list(query) {
      const assigned = new Set(
        query.groupId === undefined && query.deviceId === undefined
          ? []
          : store
              .all((db) =>
                db
                  .selectFrom('policyAssignment')
                  .select('policyId')
                  .where('targetId', 'in', [query.groupId ?? '', query.deviceId ?? '']),
              )
              .map(({ policyId }) => policyId),
      );
      const words = (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
      const all = summaries(store.all((db) => db.selectFrom('policy').selectAll())).filter((policy) => {
        if (query.type !== undefined && policy.type !== query.type) return false;
        if (query.active !== undefined && policy.active !== query.active) return false;
        if (query.state !== undefined && (policy.counts[query.state] ?? 0) === 0) return false;
        if ((query.groupId !== undefined || query.deviceId !== undefined) && !assigned.has(policy.id)) return false;
        const text = [policy.name, policy.description, policy.identifier ?? '', ...policy.payloadTypes]
          .join(' ')
          .toLowerCase();
        return words.every((word) => text.includes(word));
      });
      const compare = SORTS[query.sort];
      const sign = query.direction === 'asc' ? 1 : -1;
      all.sort((a, b) => sign * compare(a, b) || byName(a, b));
      return { total: all.length, rows: all.slice(query.offset, query.offset + query.limit) };
    },

    get(policyId) {
      const policy = row(policyId);
      const [summary] = summaries([policy]);
      const head = versionRow(policyId, policy.newestVersion);
      const targets = store.all<PolicyAssignmentTable>((db) =>
        db.selectFrom('policyAssignment').selectAll().where('policyId', '=', policyId),
      );
      if (summary === undefined) throw new CartwrightError('not-found', 'There is no such policy.');
      return {
        ...summary,
        rollOut: rollOuts.get(policyId),
        options: optionsOf(policy),
        assignments: targets.map(({ kind, targetId: id, mode, version }) => ({
          target: { kind, id },
          mode,
          version,
          name: nameOf(kind, id),
        })),
        head: { ...versionOf(head), content: JSON.parse(head.content) as PolicyContent },
        createdAt: policy.createdAt,
        createdBy: policy.createdBy,
      };
    },

    versions(policyId) {
      row(policyId);
      return store
        .all((db) =>
          db
            .selectFrom('policyVersion')
            .select(ABOUT_VERSION)
            .where('policyId', '=', policyId)
            .orderBy('number', 'desc'),
        )
        .map(versionOf);
    },

    version(policyId, version) {
      const stored = versionRow(policyId, version);
      return { ...versionOf(stored), content: JSON.parse(stored.content) as PolicyContent };
    },

    variables() {
      const uses = new Map<string, { policies: { id: string; name: string }[]; waiting: number }>();
      const at = (name: string) => {
        const known = uses.get(name) ?? { policies: [], waiting: 0 };
        uses.set(name, known);
        return known;
      };
      const heads = store.all((db) =>
        db
          .selectFrom('policyVersion as v')
          .innerJoin('policy as p', (join) =>
            join
              .onRef('p.id', '=', 'v.policyId')
              .on(sql<boolean>`v."number" = coalesce(p."version", p."newestVersion")`),
          )
          .select(['p.id', 'p.name', 'v.variables']),
      );
      for (const { id, name, variables } of heads)
        for (const variable of JSON.parse(variables) as string[]) at(variable).policies.push({ id, name });
      const waiting = store.all((db) =>
        db.selectFrom('policyState').select('because').where('state', '=', 'waiting').where('because', 'is not', null),
      );
      for (const { because } of waiting) {
        const reason = JSON.parse(because ?? '{}') as { code?: string; names?: string[] };
        if (reason.code === 'missing-values') for (const name of reason.names ?? []) at(name).waiting++;
      }
      return [...uses].map(([name, use]) => ({ name, ...use })).sort(byName);
    },
  };
}

/** All of a version but its content, which may be large. */
const ABOUT_VERSION = ['number', 'at', 'by', 'note', 'originalSecretId', 'variables'] as const;

const SORTS: Readonly<Record<PolicyQuery['sort'], (a: PolicySummary, b: PolicySummary) => number>> = {
  name: byName,
  type: (a, b) => compareNames(a.type, b.type),
  changed: (a, b) => a.changedAt - b.changedAt,
  version: (a, b) => a.newestVersion - b.newestVersion,
  failed: (a, b) => (a.counts.failed ?? 0) - (b.counts.failed ?? 0),
  devices: (a, b) => total(a) - total(b),
  rank: (a, b) => a.rank - b.rank,
};

const total = ({ counts }: PolicySummary): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
