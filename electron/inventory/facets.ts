import { type RawBuilder, sql } from 'kysely';
import {
  type DeviceFacets,
  FACETS,
  type FacetCount,
  LAST_SEEN_BUCKETS,
  STORAGE_BUCKETS,
} from '../../shared/contract/device-lists.ts';
import type { DeviceSearch } from '../../shared/contract/devices.ts';
import type { Store } from '../store/index.ts';
import { CountCache } from './count-cache.ts';
import type { DeviceList } from './device-list.ts';
import { versionBounds } from './versions.ts';

/** In the order of the index `deviceByKind`, which answers them together. */
const KINDS = [
  'state',
  'platform',
  'family',
  'modelName',
  'osVersion',
  'pushState',
  'supervised',
  'passcodePresent',
  'encrypted',
] as const;
type Kind = (typeof KINDS)[number];

const YES_OR_NO: ReadonlySet<Kind> = new Set(['supervised', 'passcodePresent', 'encrypted']);

/** Counts devices of each kind; on a large fleet the counts may be seconds old. */
export function openFacets(store: Store, list: Pick<DeviceList, 'conditions'>): (search: DeviceSearch) => DeviceFacets {
  const cache = new CountCache<DeviceFacets>(() => store.lastSeq);

  /** How many devices there are of each bucket: the first that holds, null when none does. */
  const buckets = (
    found: readonly RawBuilder<boolean>[],
    column: string,
    of: readonly { value: string; condition: RawBuilder<boolean> }[],
  ): FacetCount[] => {
    const cases = of.map(({ condition }, index) => sql`when ${condition} then ${sql.lit(index)}`);
    const bucket = sql<number | null>`case when ${sql.ref(column)} is null then null ${sql.join(cases, sql` `)} end`;
    const rows = store.all((db) =>
      found
        .reduce((all, one) => all.where(one), db.selectFrom('device'))
        .select((e) => [bucket.as('bucket'), e.fn.countAll<number>().as('count')])
        .groupBy('bucket'),
    );
    const counts = new Map(rows.map(({ bucket, count }) => [bucket, count]));
    return [
      ...of.map(({ value }, index) => ({ value, count: counts.get(index) ?? 0 })),
      unknownOf(counts.get(null)),
    ].filter(({ count }) => count > 0);
  };

  const count = (search: DeviceSearch): DeviceFacets => {
    const found = list.conditions(search);
    const now = store.clock.now();
    const rows = store.all((db) =>
      found
        .reduce((all, one) => all.where(one), db.selectFrom('device'))
        .select(KINDS.map((kind) => `device.${kind}` as const))
        .select((e) => e.fn.countAll<number>().as('count'))
        .groupBy(KINDS.map((kind) => `device.${kind}` as const)),
    );
    const byKind = new Map(KINDS.map((kind) => [kind, new Map<string | number | null, number>()]));
    let total = 0;
    for (const { count, ...row } of rows) {
      total += count;
      for (const kind of KINDS) {
        const counts = byKind.get(kind);
        counts?.set(row[kind], (counts.get(row[kind]) ?? 0) + count);
      }
    }
    const facets: Partial<DeviceFacets['facets']> = {};
    for (const id of FACETS) {
      if (id === 'lastSeen')
        facets[id] = buckets(
          found,
          'device.lastSeenAt',
          LAST_SEEN_BUCKETS.map(({ value, within }) => ({
            value,
            condition: Number.isFinite(within) ? sql`"device"."lastSeenAt" >= ${now - within}` : sql`1`,
          })),
        );
      else if (id === 'storage')
        facets[id] = buckets(
          found,
          'device.availableShare',
          STORAGE_BUCKETS.map(({ value, below }) => ({
            value,
            condition: Number.isFinite(below) ? sql`"device"."availableShare" < ${below}` : sql`1`,
          })),
        );
      else facets[id] = countsOf(id, byKind.get(id) ?? new Map());
    }
    return { total, facets: facets as DeviceFacets['facets'] };
  };

  return (search) => cache.get(JSON.stringify(search), () => count(search));
}

const unknownOf = (count: number | undefined): FacetCount => ({ value: null, count: count ?? 0 });

function countsOf(kind: Kind, counts: ReadonlyMap<string | number | null, number>): FacetCount[] {
  const all = [...counts].map(([value, count]): FacetCount => ({ value: shown(kind, value), count }));
  if (kind === 'osVersion') return all.sort((a, b) => versionNumber(b.value) - versionNumber(a.value));
  return all.sort((a, b) => b.count - a.count || String(a.value).localeCompare(String(b.value), 'en'));
}

function shown(kind: Kind, value: string | number | null): string | boolean | null {
  if (value === null) return null;
  return YES_OR_NO.has(kind) ? value === 1 : String(value);
}

/** Versions that are not known come last. */
const versionNumber = (version: FacetCount['value']): number =>
  typeof version === 'string' ? versionBounds(version).from || 0 : -1;
