import type { TFunction } from 'i18next';
import type { PolicyReason, PolicyState, PolicySummary, RollOut } from '../../shared/contract/index.ts';
import { findingText } from '../commands/finding-text.ts';
import { minuteTime } from '../format/time.ts';
import { api, queryClient } from '../live/client.ts';
import type { Tone } from '../parts/tones.ts';

export const STATE_TONE: Readonly<Record<PolicyState, Tone>> = {
  installed: 'done',
  verifying: 'way',
  sent: 'way',
  pending: 'waits',
  waiting: 'waits',
  held: 'waits',
  drifted: 'waits',
  failed: 'needs',
  removing: 'way',
  removed: 'none',
  'not-applicable': 'none',
};

/** States in the order bars and lists show them. */
export const STATES: readonly PolicyState[] = [
  'installed',
  'verifying',
  'sent',
  'removing',
  'pending',
  'waiting',
  'held',
  'drifted',
  'failed',
  'not-applicable',
  'removed',
];

export const ROLL_OUT_TONE: Readonly<Record<RollOut['state'], Tone>> = {
  running: 'way',
  paused: 'waits',
  stopped: 'needs',
  aborted: 'none',
  done: 'done',
};

/** Why a policy stands as it does on a device, as a sentence. */
export function reasonText(
  reason: PolicyReason,
  t: TFunction,
  locale: string,
  itemName: (item: string) => string,
): string {
  switch (reason.code) {
    case 'app-has-own':
      return t('policies.reasons.app-has-own', { items: new Intl.ListFormat(locale).format(reason.items) });
    case 'differs': {
      const shown = (value: string | number | boolean): string =>
        typeof value === 'boolean' ? t(value ? 'common.yes' : 'common.no') : String(value);
      // What is called Enabled says nothing without its item.
      const name = (item: string, key: string): string => itemName(key === 'Enabled' ? item : key);
      const items = reason.differences.map(({ item, key, wanted, told }) =>
        wanted === null || told === null
          ? name(item, key)
          : t('policies.reasons.instead', { name: name(item, key), told: shown(told), wanted: shown(wanted) }),
      );
      return t('policies.reasons.differs', { items: new Intl.ListFormat(locale).format(items) });
    }
    case 'not-told':
      return t('policies.reasons.not-told', {
        items: new Intl.ListFormat(locale).format(reason.items.map(itemName)),
      });
    case 'missing-values':
      return t('policies.reasons.missing-values', { names: reason.names.map((name) => `$${name}$`).join(', ') });
    case 'unfit':
    case 'refused':
      return findingText({ message: reason.reason }, t);
    case 'app-missing':
      return t('policies.reasons.app-missing', { bundleId: reason.bundleId });
    case 'needs-profile':
    case 'one-account-at-a-time':
    case 'replacement-not-verified':
    case 'allow-list-needs-it':
      return t(`policies.reasons.${reason.code}`, { identifier: reason.identifier });
    case 'try-again':
    case 'outside-window':
      return t(`policies.reasons.${reason.code}`, { at: minuteTime(reason.at, locale) });
    default:
      return t(`policies.reasons.${reason.code}`);
  }
}

/** How many devices a policy is for, all states but the ended ones together. */
export function wantedDevices({ counts }: Pick<PolicySummary, 'counts'>): number {
  return STATES.filter((state) => state !== 'removed').reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

/** Reads again everything about policies. */
export async function rereadPolicies(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: api.policies.key() });
}
