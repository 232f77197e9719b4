import type { Invitation } from '../../shared/contract/index.ts';

export const INVITATION_SORTS = ['name', 'status', 'uses', 'expiresAt', 'createdAt'] as const;
export type InvitationSort = (typeof INVITATION_SORTS)[number];

/** What the list of invitations shows, as its address says it. */
export interface InvitationFilter {
  readonly search: string;
  readonly status: Invitation['status'] | 'all';
  readonly sort: InvitationSort;
  readonly direction: 'asc' | 'desc';
}

const STATUSES = ['open', 'used-up', 'expired', 'revoked'] as const;

export function filterFrom(address: URLSearchParams): InvitationFilter {
  const sort = INVITATION_SORTS.find((each) => each === address.get('sort')) ?? 'createdAt';
  const wish = address.get('direction');
  return {
    search: address.get('search') ?? '',
    status: STATUSES.find((each) => each === address.get('status')) ?? 'all',
    sort,
    direction: wish === 'asc' || wish === 'desc' ? wish : firstDirection(sort),
  };
}

/** Times and counts begin with the largest, words with the first. */
function firstDirection(sort: string): 'asc' | 'desc' {
  return sort === 'name' || sort === 'status' || sort === 'expiresAt' ? 'asc' : 'desc';
}

/** The address of a filter: what is as usual is left out. */
export function addressOf(filter: InvitationFilter): URLSearchParams {
  const { search, status, sort, direction } = filter;
  return new URLSearchParams({
    ...(search === '' ? {} : { search }),
    ...(status === 'all' ? {} : { status }),
    ...(sort === 'createdAt' && direction === 'desc' ? {} : { sort, direction }),
  });
}

/** The filter after a click on a heading: sorted by it, or the other way round. */
export function sortedBy(filter: InvitationFilter, sort: InvitationSort): InvitationFilter {
  const direction = filter.sort === sort ? (filter.direction === 'asc' ? 'desc' : 'asc') : firstDirection(sort);
  return { ...filter, sort, direction };
}

/** The invitations a filter leaves, in its order. Pure. */
export function shownInvitations(all: readonly Invitation[], filter: InvitationFilter): Invitation[] {
  const words = filter.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const sign = filter.direction === 'asc' ? 1 : -1;
  const compare = (a: Invitation, b: Invitation): number => {
    switch (filter.sort) {
      case 'name':
        return a.name.localeCompare(b.name, undefined, { numeric: true });
      case 'status':
        return STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status);
      case 'expiresAt':
        // One without an end ends last.
        return (a.expiresAt ?? Number.MAX_SAFE_INTEGER) - (b.expiresAt ?? Number.MAX_SAFE_INTEGER);
      default:
        return a[filter.sort] - b[filter.sort];
    }
  };
  return all
    .filter(
      ({ name, createdBy, status }) =>
        (filter.status === 'all' || status === filter.status) &&
        words.every((word) => `${name} ${createdBy}`.toLowerCase().includes(word)),
    )
    .sort((a, b) => sign * compare(a, b) || b.createdAt - a.createdAt);
}
