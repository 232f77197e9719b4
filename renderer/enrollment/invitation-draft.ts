import { ALL_ACCESS_RIGHTS, checkAccessRights } from '../../shared/catalogue/access-rights.ts';
import type { Invitation, InvitationChange, NewInvitation } from '../../shared/contract/index.ts';

export const INVITATION_WAYS = ['profile', 'over-the-air', 'user-profile'] as const;
type InvitationWay = (typeof INVITATION_WAYS)[number];

const DAY = 86_400_000;

/** How long an invitation may be good for. */
const LIVES = { day: DAY, week: 7 * DAY, month: 30 * DAY, never: null } as const;
export const LIFE_CHOICES = ['day', 'week', 'month', 'date', 'never'] as const;
/** `keep`: the end it has; `date`: the one in `until`. */
export type Life = (typeof LIFE_CHOICES)[number] | 'keep';

/** An invitation as it is filled in. */
export interface InvitationDraft {
  name: string;
  uses: 'one' | 'limited' | 'unlimited';
  maxUses: number;
  life: Life;
  /** As a date field gives it: `2026-09-08T12:00`, in the viewer's zone. */
  until: string;
  pin: 'none' | 'generate' | 'own';
  ownPin: string;
  accessRights: number;
  signMessage: boolean;
  checkOutWhenRemoved: boolean;
  requiresApproval: boolean;
  onlyExpected: boolean;
  way: InvitationWay;
  /** For user enrollment: the account it is made out to; empty asks for it on the page. */
  managedAccount: string;
}

export const NEW_INVITATION: InvitationDraft = {
  name: '',
  uses: 'one',
  maxUses: 30,
  life: 'week',
  until: '',
  pin: 'none',
  ownPin: '',
  accessRights: ALL_ACCESS_RIGHTS,
  signMessage: false,
  checkOutWhenRemoved: true,
  requiresApproval: false,
  onlyExpected: false,
  way: 'profile',
  managedAccount: '',
};

/** An invitation that is there, as it is filled in to be changed. */
export function draftOf(invitation: Invitation): InvitationDraft {
  const { name, maxUses, accessRights, signMessage, checkOutWhenRemoved, requiresApproval, onlyExpected } = invitation;
  return {
    ...NEW_INVITATION,
    name,
    uses: maxUses === null ? 'unlimited' : maxUses === 1 ? 'one' : 'limited',
    maxUses: maxUses ?? NEW_INVITATION.maxUses,
    life: 'keep',
    accessRights,
    signMessage,
    checkOutWhenRemoved,
    requiresApproval,
    onlyExpected,
    way: invitation.way,
    managedAccount: invitation.managedAccount ?? '',
  };
}

export type DraftProblem = 'name' | 'maxUses' | 'until' | 'ownPin' | 'accessRights' | 'managedAccount';

/** What is wrong with a draft, by field; empty when it may be made. `now` in milliseconds since the epoch. */
export function problemsOf(draft: InvitationDraft, now: number): Partial<Record<DraftProblem, string>> {
  const rights = checkAccessRights(draft.accessRights);
  const until = Date.parse(draft.until);
  const account = draft.managedAccount.trim();
  const wrongAccount = draft.way === 'user-profile' && account !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(account);
  return {
    ...(draft.name.trim() === '' ? { name: 'enrollment.problems.name' } : {}),
    ...(draft.uses === 'limited' && !(draft.maxUses >= 1 && draft.maxUses <= 100_000)
      ? { maxUses: 'enrollment.problems.maxUses' }
      : {}),
    ...(draft.life === 'date' && !(until > now) ? { until: 'enrollment.problems.until' } : {}),
    ...(draft.pin === 'own' && !/^\d{4,12}$/.test(draft.ownPin) ? { ownPin: 'enrollment.problems.pin' } : {}),
    ...(wrongAccount ? { managedAccount: 'enrollment.problems.managedAccount' } : {}),
    ...(rights[0] !== undefined ? { accessRights: rights[0] } : {}),
  };
}

function endOf(draft: InvitationDraft, now: number, kept: number | null): number | null {
  if (draft.life === 'keep') return kept;
  if (draft.life === 'date') return Date.parse(draft.until);
  const lasts = LIVES[draft.life];
  return lasts === null ? null : now + lasts;
}

function usesOf({ uses, maxUses }: InvitationDraft): number | null {
  return { one: 1, limited: maxUses, unlimited: null }[uses];
}

/** A draft as the engine takes it. `now` in milliseconds since the epoch. */
export function invitationOf(draft: InvitationDraft, now: number): NewInvitation {
  const managedAccount = draft.managedAccount.trim();
  return {
    name: draft.name.trim(),
    maxUses: usesOf(draft),
    expiresAt: endOf(draft, now, null),
    pin: draft.pin === 'none' ? null : draft.pin === 'generate' ? 'generate' : draft.ownPin,
    accessRights: draft.accessRights,
    signMessage: draft.signMessage,
    checkOutWhenRemoved: draft.checkOutWhenRemoved,
    requiresApproval: draft.requiresApproval,
    onlyExpected: draft.onlyExpected,
    way: draft.way,
    managedAccount: draft.way === 'user-profile' && managedAccount !== '' ? managedAccount : null,
  };
}

/** What a draft changes of an invitation that is there. `now` in milliseconds since the epoch. */
export function changeOf(draft: InvitationDraft, before: Invitation, now: number): InvitationChange {
  const wanted = {
    name: draft.name.trim(),
    maxUses: usesOf(draft),
    expiresAt: endOf(draft, now, before.expiresAt),
    requiresApproval: draft.requiresApproval,
    onlyExpected: draft.onlyExpected,
  };
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => value !== before[field as keyof typeof wanted]),
  );
}
