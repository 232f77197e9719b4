import { ALL_ACCESS_RIGHTS, checkAccessRights } from '../../shared/catalogue/access-rights.ts';
import type { NewInvitation } from '../../shared/contract/index.ts';

const DAY = 86_400_000;

/** How long an invitation may be good for. */
export const LIVES = { day: DAY, week: 7 * DAY, month: 30 * DAY, never: null } as const;
export type Life = keyof typeof LIVES;

/** An invitation as it is filled in. */
export interface InvitationDraft {
  name: string;
  uses: 'one' | 'limited' | 'unlimited';
  maxUses: number;
  life: Life;
  pin: 'none' | 'generate' | 'own';
  ownPin: string;
  accessRights: number;
  signMessage: boolean;
  checkOutWhenRemoved: boolean;
}

export const NEW_INVITATION: InvitationDraft = {
  name: '',
  uses: 'one',
  maxUses: 30,
  life: 'week',
  pin: 'none',
  ownPin: '',
  accessRights: ALL_ACCESS_RIGHTS,
  signMessage: false,
  checkOutWhenRemoved: true,
};

/** What is wrong with a draft, by field; empty when it may be made. */
export function problemsOf(
  draft: InvitationDraft,
): Partial<Record<'name' | 'maxUses' | 'ownPin' | 'accessRights', string>> {
  const rights = checkAccessRights(draft.accessRights);
  return {
    ...(draft.name.trim() === '' ? { name: 'enrollment.problems.name' } : {}),
    ...(draft.uses === 'limited' && !(draft.maxUses >= 1 && draft.maxUses <= 100_000)
      ? { maxUses: 'enrollment.problems.maxUses' }
      : {}),
    ...(draft.pin === 'own' && !/^\d{4,12}$/.test(draft.ownPin) ? { ownPin: 'enrollment.problems.pin' } : {}),
    ...(rights.length > 0 ? { accessRights: rights.join(' ') } : {}),
  };
}

/** A draft as the engine takes it. `now` in milliseconds since the epoch. */
export function invitationOf(draft: InvitationDraft, now: number): NewInvitation {
  const lasts = LIVES[draft.life];
  const maxUses = { one: 1, limited: draft.maxUses, unlimited: null }[draft.uses];
  return {
    name: draft.name.trim(),
    maxUses,
    expiresAt: lasts === null ? null : now + lasts,
    pin: draft.pin === 'none' ? null : draft.pin === 'generate' ? 'generate' : draft.ownPin,
    accessRights: draft.accessRights,
    signMessage: draft.signMessage,
    checkOutWhenRemoved: draft.checkOutWhenRemoved,
    requiresApproval: false,
    onlyExpected: false,
  };
}
