import type {
  ComplianceAction,
  ComplianceCheck,
  ComplianceTier,
  NewComplianceRule,
} from '../../shared/contract/index.ts';

/*
 * A rule while it is made. Pure.
 */

/** A check as it is begun; null for a condition, whose filter is still to come. */
export interface DraftCheck {
  readonly key: number;
  readonly check: ComplianceCheck;
}
export interface Draft extends Omit<NewComplianceRule, 'checks'> {
  readonly checks: readonly DraftCheck[];
}

let lastKey = 0;
const nextKey = (): number => ++lastKey;

export const CHECK_KINDS: readonly ComplianceCheck['kind'][] = [
  'passcode',
  'encryption',
  'os',
  'silent',
  'apps',
  'profiles',
  'policies',
  'tampered',
  'supervised',
  'models',
  'roaming',
  'firewall',
  'managementEnded',
  'restored',
  'condition',
];
export const ACTION_KINDS: readonly ComplianceAction['kind'][] = [
  'alert',
  'message',
  'ask',
  'quarantine',
  'block',
  'removeProfiles',
  'lock',
];

/** What a check begins as. */
export function newCheck(kind: ComplianceCheck['kind']): DraftCheck {
  return { key: nextKey(), check: blankCheck(kind) };
}

function blankCheck(kind: ComplianceCheck['kind']): ComplianceCheck {
  switch (kind) {
    case 'condition':
      return { kind, filter: { all: [] } };
    case 'passcode':
      return { kind, missing: true, weak: true };
    case 'os':
      return { kind, limits: [{ platform: 'iOS', atLeast: null, atMost: null }] };
    case 'models':
      return { kind, mode: 'forbidden', models: [] };
    case 'silent':
      return { kind, days: 30 };
    case 'apps':
      return { kind, mode: 'forbidden', apps: [] };
    case 'profiles':
      return { kind, identifiers: [] };
    case 'policies':
      return { kind, days: 3 };
    default:
      return { kind };
  }
}

export function newAction(kind: ComplianceAction['kind']): ComplianceAction {
  switch (kind) {
    case 'alert':
      return { kind, severity: 'warning', again: null };
    case 'message':
      return { kind, subject: '', text: '', translations: [], show: true, mail: 'nobody' };
    case 'lock':
      return { kind, message: '', phone: '' };
    case 'removeProfiles':
      return { kind, keep: 'wifiWhereNeeded', apps: false };
    case 'quarantine':
      return { kind, groupId: '' };
    default:
      return { kind };
  }
}

const DAY = 24;

/** One more stage, a day after the last. */
export function withTier(tiers: readonly ComplianceTier[]): ComplianceTier[] {
  const last = tiers.at(-1);
  const afterHours = last === undefined ? 0 : last.afterHours + DAY;
  return [...tiers, { id: crypto.randomUUID(), afterHours, actions: last === undefined ? [newAction('alert')] : [] }];
}

/** A stage one place earlier or later: what it does moves, the times stay where they are. */
export function movedTier(tiers: readonly ComplianceTier[], index: number, by: -1 | 1): ComplianceTier[] {
  const one = tiers[index];
  const other = tiers[index + by];
  if (one === undefined || other === undefined) return [...tiers];
  const moved = [...tiers];
  moved[index] = { ...other, afterHours: one.afterHours };
  moved[index + by] = { ...one, afterHours: other.afterHours };
  return moved;
}

/** A rule to begin with. */
export function draftOf(rule: NewComplianceRule): Draft {
  return { ...rule, checks: rule.checks.map((check) => ({ key: nextKey(), check })) };
}

export const FRESH: NewComplianceRule = {
  name: '',
  description: '',
  active: true,
  checks: [],
  include: [],
  exclude: [],
  graceHours: 0,
  tiers: [],
  languages: ['en'],
};

/** What a rule of this draft is. */
export function ruleOf(draft: Draft): NewComplianceRule {
  return {
    name: draft.name.trim(),
    description: draft.description,
    active: draft.active,
    checks: draft.checks.map(({ check }) => check),
    include: draft.include,
    exclude: draft.exclude,
    graceHours: draft.graceHours,
    tiers: draft.tiers
      .map((tier) => ({ ...tier, actions: tier.actions.map((action) => inLanguages(action, draft.languages)) }))
      .sort((a, b) => a.afterHours - b.afterHours),
    languages: draft.languages,
  };
}

/** A message without what was written for languages that the rule no longer has. */
const inLanguages = (action: ComplianceAction, languages: readonly string[]): ComplianceAction =>
  action.kind === 'message'
    ? { ...action, translations: action.translations.filter(({ language }) => languages.slice(1).includes(language)) }
    : action;

const VERSION = /^\d{1,4}(\.\d{1,4}){0,2}$/;

/** Whether a check says enough to be used. */
export function isFinished(check: ComplianceCheck): boolean {
  switch (check.kind) {
    case 'condition':
      return !('all' in check.filter) || check.filter.all.length > 0;
    case 'passcode':
      return check.missing || check.weak;
    case 'os':
      return (
        check.limits.length > 0 &&
        check.limits.every(
          ({ atLeast, atMost }) =>
            (atLeast !== null || atMost !== null) &&
            [atLeast, atMost].every((version) => version === null || VERSION.test(version)),
        )
      );
    case 'models':
      return check.models.length > 0;
    case 'apps':
      return check.apps.length > 0;
    case 'profiles':
      return check.identifiers.length > 0;
    default:
      return true;
  }
}

const isDone = (action: ComplianceAction, languages: readonly string[]): boolean =>
  action.kind === 'message'
    ? action.text.trim() !== '' &&
      (action.show || action.mail !== 'nobody') &&
      languages
        .slice(1)
        .every((one) => action.translations.some(({ language, text }) => language === one && text.trim() !== ''))
    : action.kind !== 'quarantine' || action.groupId !== '';

/** What keeps a rule from being saved. */
export type Problem =
  | { readonly code: 'name' | 'checks' }
  | { readonly code: 'check'; readonly kind: ComplianceCheck['kind'] }
  | { readonly code: 'actions'; readonly number: number }
  | { readonly code: 'action'; readonly number: number; readonly kind: ComplianceAction['kind'] }
  | { readonly code: 'sameTime'; readonly first: number; readonly second: number };

/** What is missing or wrong, in the order of the form. */
export function problemsOf({ name, checks, tiers, languages }: Draft): Problem[] {
  const same = tiers.findIndex(({ afterHours }, index) =>
    tiers.some((other, before) => before < index && other.afterHours === afterHours),
  );
  return [
    ...(name.trim() === '' ? [{ code: 'name' } as const] : []),
    ...(checks.length === 0 ? [{ code: 'checks' } as const] : []),
    ...checks.flatMap(({ check }) => (isFinished(check) ? [] : [{ code: 'check', kind: check.kind } as const])),
    ...tiers.flatMap(({ actions }, index): Problem[] => [
      ...(actions.length === 0 ? [{ code: 'actions', number: index + 1 } as const] : []),
      ...actions.flatMap((action) =>
        isDone(action, languages) ? [] : [{ code: 'action', number: index + 1, kind: action.kind } as const],
      ),
    ]),
    ...(same === -1
      ? []
      : [
          {
            code: 'sameTime',
            first: tiers.findIndex(({ afterHours }) => afterHours === tiers[same]?.afterHours) + 1,
            second: same + 1,
          } as const,
        ]),
  ];
}
