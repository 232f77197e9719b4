import { sql } from 'kysely';
import { byName } from '../../shared/by-name.ts';
import type { BlueprintApp } from '../../shared/contract/blueprint-content.ts';
import type { KnownApp } from '../../shared/contract/blueprints.ts';
import type { Store } from '../store/index.ts';
import type { Definitions } from './definitions.ts';

/** Apps are looked for on the devices that were seen last: a school has the same ones everywhere, and this stays quick. */
const LOOKED_AT = 200;
const MOST_APPS = 500;

/** Apps one could want: those that blueprints name already, and those devices have. */
export function knownApps(store: Store, definitions: Definitions): KnownApp[] {
  const sources = new Map<string, BlueprintApp>();
  for (const { id, version } of definitions.list())
    for (const app of definitions.content(id, version).apps) sources.set(app.bundleId, app);
  const there = store.all((db) =>
    db
      .selectFrom('installedApp')
      .select([
        'identifier',
        (e) => e.fn.max('name').as('name'),
        (e) => e.fn.count<number>('deviceId').distinct().as('devices'),
      ])
      .where(
        sql<boolean>`"deviceId" in (select "id" from "device" where "lastSeenAt" is not null
          order by "lastSeenAt" desc limit ${sql.lit(LOOKED_AT)})`,
      )
      .groupBy('identifier')
      .orderBy('devices', 'desc')
      .limit(MOST_APPS),
  );
  const found = new Map<string, KnownApp>();
  for (const { identifier: bundleId, name, devices } of there)
    found.set(bundleId, { bundleId, name: name ?? bundleId, source: null, devices });
  for (const { bundleId, name, source } of sources.values()) {
    const app = found.get(bundleId);
    found.set(bundleId, { bundleId, name: name || app?.name || bundleId, source, devices: app?.devices ?? 0 });
  }
  return [...found.values()].sort(byName);
}
