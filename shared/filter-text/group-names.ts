import type { DeviceFilter } from '../contract/device-filter.ts';

/* Filters name groups by their ids where they are kept, and by their names where people read and type them. */

/** A group as filters name it. */
export interface NamedGroup {
  readonly id: string;
  readonly name: string;
}

const GROUP = 'group';

/** What a filter names as groups: ids or names, each once. */
export function groupsIn(filter: DeviceFilter): string[] {
  const found = new Set<string>();
  mapGroups(filter, (value) => {
    found.add(value);
    return value;
  });
  return [...found];
}

/** The filter with ids for the names of groups; a name nobody has stays. */
export function withGroupIds(filter: DeviceFilter, groups: readonly NamedGroup[]): DeviceFilter {
  const ids = new Set(groups.map(({ id }) => id));
  const byName = new Map(groups.map(({ id, name }) => [name.toLowerCase(), id]).reverse() as [string, string][]);
  return mapGroups(filter, (value) => (ids.has(value) ? value : (byName.get(value.toLowerCase()) ?? value)));
}

/** The filter with names for the ids of groups; an id nobody has stays. */
export function withGroupNames(filter: DeviceFilter, groups: readonly NamedGroup[]): DeviceFilter {
  const names = new Map(groups.map(({ id, name }) => [id, name]).reverse() as [string, string][]);
  return mapGroups(filter, (value) => names.get(value) ?? value);
}

function mapGroups(filter: DeviceFilter, change: (value: string) => string): DeviceFilter {
  if ('all' in filter) return { all: filter.all.map((part) => mapGroups(part, change)) };
  if ('any' in filter) return { any: filter.any.map((part) => mapGroups(part, change)) };
  if ('not' in filter) return { not: mapGroups(filter.not, change) };
  const { field, value } = filter;
  if (field !== GROUP) return filter;
  if (typeof value === 'string') return { ...filter, value: change(value) };
  return Array.isArray(value) ? { ...filter, value: value.map(change) } : filter;
}
