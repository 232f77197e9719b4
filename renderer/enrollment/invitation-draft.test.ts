import { expect, it } from 'vitest';
import type { Invitation } from '../../shared/contract/index.ts';
import { changeOf, draftOf, invitationOf, NEW_INVITATION, problemsOf } from './invitation-draft.ts';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;

it('makes a one-time invitation for a week of a name alone', () => {
  const draft = { ...NEW_INVITATION, name: ' Library ' };
  expect(problemsOf(draft, NOW)).toEqual({});
  expect(invitationOf(draft, NOW)).toMatchObject({
    name: 'Library',
    maxUses: 1,
    expiresAt: NOW + 7 * DAY,
    pin: null,
    accessRights: 8191,
    checkOutWhenRemoved: true,
    requiresApproval: false,
    onlyExpected: false,
  });
});

it('names every field that is wrong', () => {
  const draft = {
    ...NEW_INVITATION,
    uses: 'limited' as const,
    maxUses: 0,
    life: 'date' as const,
    until: new Date(NOW - DAY).toISOString(),
    pin: 'own' as const,
    ownPin: '12x4',
    accessRights: 2,
  };
  expect(Object.keys(problemsOf(draft, NOW)).sort()).toEqual(['accessRights', 'maxUses', 'name', 'ownPin', 'until']);
  expect(problemsOf({ ...NEW_INVITATION, name: 'x', life: 'date' }, NOW)).toHaveProperty('until');
});

it('makes one without limit, end or a PIN of its own, or with a day of its own as its end', () => {
  const draft = {
    ...NEW_INVITATION,
    name: 'x',
    uses: 'unlimited' as const,
    life: 'never' as const,
    pin: 'generate' as const,
    requiresApproval: true,
    onlyExpected: true,
  };
  const asked = { maxUses: null, expiresAt: null, pin: 'generate', requiresApproval: true, onlyExpected: true };
  expect(invitationOf(draft, NOW)).toMatchObject(asked);
  const until = new Date(NOW + 3 * DAY).toISOString();
  expect(invitationOf({ ...draft, life: 'date', until }, NOW).expiresAt).toBe(NOW + 3 * DAY);
});

it('changes only what was changed', () => {
  const before: Invitation = {
    id: 'i',
    name: 'Library',
    status: 'expired',
    maxUses: 5,
    uses: 5,
    hasPin: true,
    accessRights: 3,
    signMessage: true,
    checkOutWhenRemoved: true,
    requiresApproval: false,
    onlyExpected: true,
    way: 'profile',
    managedAccount: null,
    createdAt: NOW - DAY,
    createdBy: 'Ada',
    expiresAt: NOW - 1,
    revokedAt: null,
  };
  expect(changeOf(draftOf(before), before, NOW)).toEqual({});
  const draft = { ...draftOf(before), name: 'Library 2 ', uses: 'unlimited' as const, life: 'day' as const };
  expect(changeOf({ ...draft, onlyExpected: false }, before, NOW)).toEqual({
    name: 'Library 2',
    maxUses: null,
    expiresAt: NOW + DAY,
    onlyExpected: false,
  });
});
