import { type RawBuilder, sql } from 'kysely';
import type { DeviceFilter } from '../../shared/contract/device-filter.ts';
import type { GroupPreview } from '../../shared/contract/index.ts';
import type { Store } from '../store/index.ts';
import { memberSql } from './evaluation.ts';
import type { DeviceDirectory } from './ports.ts';

/** Devices that are shown of each kind. */
const SHOWN = 50;

/** Says who a filter would find, and who would join and leave a group by it. */
export function openPreview(
  store: Store,
  devices: DeviceDirectory,
  usable: (groupId: string | undefined, filter: DeviceFilter) => DeviceFilter,
): (input: { groupId?: string | undefined; filter: DeviceFilter; ended: boolean }) => GroupPreview {
  const some = (condition: RawBuilder<boolean>): GroupPreview['members'] => {
    const count = store.get((db) =>
      db
        .selectFrom('device')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where(condition),
    );
    const first = store.all((db) =>
      db.selectFrom('device').select('id').where(condition).orderBy('nameOrder').orderBy('id').limit(SHOWN),
    );
    return { count: count?.count ?? 0, rows: devices.rows(first.map(({ id }) => id)) };
  };

  return ({ groupId, filter, ended }) => {
    const now = store.clock.now();
    const found = memberSql({ filter: usable(groupId, filter), ended }, now, devices.attributes());
    const member = sql<boolean>`exists (select 1 from "groupMember" m where m."groupId" = ${groupId ?? ''} and m."deviceId" = "device"."id")`;
    return {
      members: some(found),
      joining: some(sql<boolean>`(${found} and not ${member})`),
      leaving: some(sql<boolean>`(${member} and not coalesce(${found}, 0))`),
    };
  };
}
