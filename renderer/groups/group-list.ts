/** What the list of groups can be sorted by. */
const GROUP_SORTS = ['name', 'kind', 'members', 'usedBy', 'changed'] as const;
export type GroupSort = (typeof GROUP_SORTS)[number];

/** What the list of groups shows, as its address says it. */
export interface GroupFilter {
  readonly search: string;
  readonly sort: GroupSort;
  readonly direction: 'asc' | 'desc';
}

/** A group as the list knows it, named in the console's language. */
export interface ListedGroup {
  readonly name: string;
  readonly about: string;
  readonly kind: string;
  readonly members: number;
  readonly uses: number;
  /** Null for a group that nobody changes. */
  readonly changedAt: number | null;
}

export function groupFilterFrom(address: URLSearchParams): GroupFilter {
  const sort = GROUP_SORTS.find((each) => each === address.get('sort')) ?? 'name';
  const wish = address.get('direction');
  return {
    search: address.get('search') ?? '',
    sort,
    direction: wish === 'asc' || wish === 'desc' ? wish : firstDirection(sort),
  };
}

/** Times and counts begin with the largest, words with the first. */
function firstDirection(sort: GroupSort): 'asc' | 'desc' {
  return sort === 'name' || sort === 'kind' ? 'asc' : 'desc';
}

/** The address of a filter: what is as usual is left out. */
export function groupAddress({ search, sort, direction }: GroupFilter): URLSearchParams {
  return new URLSearchParams({
    ...(search === '' ? {} : { search }),
    ...(sort === 'name' && direction === 'asc' ? {} : { sort, direction }),
  });
}

/** The filter after a click on a heading: sorted by it, or the other way round. */
export function groupsSortedBy(filter: GroupFilter, sort: GroupSort): GroupFilter {
  const direction = filter.sort === sort ? (filter.direction === 'asc' ? 'desc' : 'asc') : firstDirection(sort);
  return { ...filter, sort, direction };
}

/** The groups a filter leaves, in its order; those of one kind or count by name. */
export function shownGroups<T extends ListedGroup>(all: readonly T[], filter: GroupFilter): T[] {
  const search = filter.search.trim().toLowerCase();
  const sign = filter.direction === 'asc' ? 1 : -1;
  const byName = (a: T, b: T): number => a.name.localeCompare(b.name, undefined, { numeric: true });
  const compare = (a: T, b: T): number => {
    switch (filter.sort) {
      case 'name':
        return byName(a, b);
      case 'kind':
        return a.kind.localeCompare(b.kind);
      case 'members':
        return a.members - b.members;
      case 'usedBy':
        return a.uses - b.uses;
      case 'changed':
        return (a.changedAt ?? 0) - (b.changedAt ?? 0);
    }
  };
  return all
    .filter(({ name, about }) => `${name} ${about}`.toLowerCase().includes(search))
    .sort((a, b) => sign * compare(a, b) || byName(a, b));
}
