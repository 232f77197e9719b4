import { byName } from '../../shared/by-name.ts';
import type { DeviceFilter } from '../../shared/contract/device-filter.ts';
import { GROUP_COLOURS, GROUP_ICONS } from '../../shared/contract/group-look.ts';
import type { DeviceGroup, GroupUse } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { groupsIn, type NamedGroup } from '../../shared/filter-text/index.ts';
import type { DeviceGroupTable, Store } from '../store/index.ts';
import type { GroupUsage } from './ports.ts';
import { isOfRule } from './rules.ts';

/** A group as it is stored, without what is counted. */
export type GroupRow = Omit<DeviceGroupTable, 'members'> & { readonly members: number };

/** Reads groups in the contract's shape. */
export interface GroupRows {
  /** Those every installation has in their own order, then by name. */
  list(): DeviceGroup[];
  /** @throws CartwrightError `not-found` */
  get(groupId: string): DeviceGroup;
  /** @throws CartwrightError `not-found` */
  row(groupId: string): GroupRow;
  names(): NamedGroup[];
  /** What uses a group. */
  usedBy(groupId: string): GroupUse[];
}

export function openGroupRows(store: Store, usages: readonly GroupUsage[]): GroupRows {
  const rows = (): GroupRow[] => store.all((db) => db.selectFrom('deviceGroup').selectAll());
  const settling = (): Set<string> =>
    new Set(store.all((db) => db.selectFrom('groupSweep').select('groupId')).map(({ groupId }) => groupId));

  const uses = (all: readonly GroupRow[]): Map<string, GroupUse[]> => {
    const found = new Map<string, GroupUse[]>();
    const add = (groupId: string, use: GroupUse): void => void found.set(groupId, [...(found.get(groupId) ?? []), use]);
    for (const { id, name, description, builtIn, filter } of all)
      if (filter !== null)
        for (const groupId of groupsIn(JSON.parse(filter) as DeviceFilter))
          add(groupId, isOfRule({ builtIn }) ? { kind: 'rule', id, name: description } : { kind: 'group', id, name });
    for (const { id, content } of store.all((db) =>
      db.selectFrom('deviceView').select(['id', 'content']).where('content', 'like', '%"group"%'),
    )) {
      const { name, filter } = JSON.parse(content) as { name: string; filter: DeviceFilter | null };
      for (const named of filter === null ? [] : groupsIn(filter)) {
        const group = all.find((one) => one.id === named || one.nameKey === named.toLowerCase());
        if (group !== undefined) add(group.id, { kind: 'view', id, name });
      }
    }
    for (const usage of usages) for (const [groupId, some] of usage()) for (const use of some) add(groupId, use);
    return found;
  };

  const shape = (row: GroupRow, used: ReadonlyMap<string, GroupUse[]>, busy: ReadonlySet<string>): DeviceGroup => {
    const { nameKey: _, filter, ended, colour, icon, ...rest } = row;
    return {
      ...rest,
      colour: GROUP_COLOURS.find((one) => one === colour) ?? 'gray',
      icon: GROUP_ICONS.find((one) => one === icon) ?? 'tag',
      filter: filter === null ? null : (JSON.parse(filter) as DeviceFilter),
      ended: ended === 1,
      settling: busy.has(row.id),
      usedBy: used.get(row.id) ?? [],
    };
  };

  const row = (groupId: string): GroupRow => {
    const found = store.get((db) => db.selectFrom('deviceGroup').selectAll().where('id', '=', groupId));
    if (found === undefined || isOfRule(found)) throw new CartwrightError('not-found', 'There is no such group.');
    return found;
  };

  return {
    row,
    list() {
      const all = rows();
      const used = uses(all);
      const busy = settling();
      return all
        .filter((one) => !isOfRule(one))
        .sort(
          (a, b) =>
            Number(a.builtIn === null) - Number(b.builtIn === null) ||
            (a.builtIn === null ? byName(a, b) : a.id < b.id ? -1 : 1),
        )
        .map((one) => shape(one, used, busy));
    },
    get: (groupId) => shape(row(groupId), uses(rows()), settling()),
    names: () =>
      store
        .all((db) => db.selectFrom('deviceGroup').select(['id', 'name', 'builtIn']))
        .filter((one) => !isOfRule(one))
        .map(({ id, name }) => ({ id, name })),
    usedBy: (groupId) => uses(rows()).get(groupId) ?? [],
  };
}
