import { expect, it } from 'vitest';
import type { Invitation } from '../../shared/contract/index.ts';
import { addressOf, filterFrom, shownInvitations, sortedBy } from './invitation-list.ts';

const one = (name: string, part: Partial<Invitation> = {}): Invitation => ({
  id: name,
  name,
  status: 'open',
  maxUses: 1,
  uses: 0,
  hasPin: false,
  accessRights: 8191,
  signMessage: false,
  checkOutWhenRemoved: true,
  requiresApproval: false,
  onlyExpected: false,
  way: 'profile',
  managedAccount: null,
  createdAt: 1,
  createdBy: 'Ada',
  expiresAt: 100,
  revokedAt: null,
  ...part,
});
const all = [
  one('Room 10', { createdAt: 1, uses: 3, expiresAt: null }),
  one('Room 9', { createdAt: 2, status: 'revoked', createdBy: 'Grace' }),
  one('Library', { createdAt: 3, uses: 1, expiresAt: 50 }),
];
const names = (address: string): string[] =>
  shownInvitations(all, filterFrom(new URLSearchParams(address))).map(({ name }) => name);

it('shows the newest first, unless told otherwise', () => {
  expect(names('')).toEqual(['Library', 'Room 9', 'Room 10']);
  expect(names('sort=name')).toEqual(['Library', 'Room 9', 'Room 10']);
  expect(names('sort=name&direction=desc')).toEqual(['Room 10', 'Room 9', 'Library']);
  expect(names('sort=uses')).toEqual(['Room 10', 'Library', 'Room 9']);
  expect(names('sort=expiresAt')).toEqual(['Library', 'Room 9', 'Room 10']);
});

it('finds by name and by who made it, in one state', () => {
  expect(names('search=room')).toEqual(['Room 9', 'Room 10']);
  expect(names('search=grace+room')).toEqual(['Room 9']);
  expect(names('status=revoked')).toEqual(['Room 9']);
  expect(names('status=nonsense&sort=nonsense&search=zebra')).toEqual([]);
});

it('keeps itself in the address, as short as can be', () => {
  const usual = filterFrom(new URLSearchParams());
  expect(addressOf(usual).toString()).toBe('');
  const sorted = sortedBy({ ...usual, search: 'a b', status: 'open' }, 'expiresAt');
  expect(addressOf(sorted).toString()).toBe('search=a+b&status=open&sort=expiresAt&direction=asc');
  expect(filterFrom(addressOf(sorted))).toEqual(sorted);
  expect(sortedBy(sorted, 'expiresAt').direction).toBe('desc');
});
