import { describe, expect, it } from 'vitest';
import { groupAddress, groupFilterFrom, groupsSortedBy, type ListedGroup, shownGroups } from './group-list.ts';

const group = (name: string, part: Partial<ListedGroup> = {}): ListedGroup => ({
  name,
  about: '',
  kind: 'Smart',
  members: 0,
  uses: 0,
  changedAt: 0,
  ...part,
});
const GROUPS = [
  group('Room 10', { members: 3, changedAt: 30 }),
  group('Room 9', { members: 30, about: 'By the lake', kind: 'Static' }),
  group('All devices', { members: 30, changedAt: null, uses: 2 }),
];
const names = (address: string): string[] =>
  shownGroups(GROUPS, groupFilterFrom(new URLSearchParams(address))).map(({ name }) => name);

describe('the list of groups', () => {
  it('is sorted by name as people count, or as its address says', () => {
    expect(names('')).toEqual(['All devices', 'Room 9', 'Room 10']);
    expect(names('sort=name&direction=desc')).toEqual(['Room 10', 'Room 9', 'All devices']);
    expect(names('sort=members')).toEqual(['All devices', 'Room 9', 'Room 10']);
    expect(names('sort=kind&direction=desc')).toEqual(['Room 9', 'All devices', 'Room 10']);
    expect(names('sort=usedBy')).toEqual(['All devices', 'Room 9', 'Room 10']);
    expect(names('sort=changed')).toEqual(['Room 10', 'All devices', 'Room 9']);
    expect(names('sort=nonsense&direction=sideways')).toEqual(['All devices', 'Room 9', 'Room 10']);
  });

  it('finds groups by their names and notes', () => {
    expect(names('search= LAKE')).toEqual(['Room 9']);
    expect(names('search=room&sort=members&direction=asc')).toEqual(['Room 10', 'Room 9']);
  });

  it('turns round at the second click on a heading, and keeps that in a short address', () => {
    const usual = groupFilterFrom(new URLSearchParams());
    const byMembers = groupsSortedBy(usual, 'members');
    expect(groupAddress(byMembers).toString()).toBe('sort=members&direction=desc');
    expect(groupAddress(groupsSortedBy(byMembers, 'members')).toString()).toBe('sort=members&direction=asc');
    expect(groupAddress(usual).toString()).toBe('');
    expect(groupFilterFrom(groupAddress({ ...byMembers, search: 'lake' }))).toEqual({ ...byMembers, search: 'lake' });
  });
});
