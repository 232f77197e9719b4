import { expect, it } from 'vitest';
import { invitationOf, NEW_INVITATION, problemsOf } from './invitation-draft.ts';

const NOW = 1_800_000_000_000;

it('makes a one-time invitation for a week of a name alone', () => {
  const draft = { ...NEW_INVITATION, name: ' Library ' };
  expect(problemsOf(draft)).toEqual({});
  expect(invitationOf(draft, NOW)).toMatchObject({
    name: 'Library',
    maxUses: 1,
    expiresAt: NOW + 7 * 86_400_000,
    pin: null,
    accessRights: 8191,
    checkOutWhenRemoved: true,
  });
});

it('names every field that is wrong', () => {
  const draft = {
    ...NEW_INVITATION,
    uses: 'limited' as const,
    maxUses: 0,
    pin: 'own' as const,
    ownPin: '12x4',
    accessRights: 2,
  };
  expect(Object.keys(problemsOf(draft)).sort()).toEqual(['accessRights', 'maxUses', 'name', 'ownPin']);
});

it('makes one without limit, end or a PIN of its own', () => {
  const draft = {
    ...NEW_INVITATION,
    name: 'x',
    uses: 'unlimited' as const,
    life: 'never' as const,
    pin: 'generate' as const,
  };
  expect(invitationOf(draft, NOW)).toMatchObject({ maxUses: null, expiresAt: null, pin: 'generate' });
});
