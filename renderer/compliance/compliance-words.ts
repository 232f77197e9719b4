import type { TFunction } from 'i18next';
import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import type {
  ComplianceAction,
  ComplianceCheck,
  ComplianceViolation,
  DeviceCompliance,
} from '../../shared/contract/index.ts';
import { type NamedGroup, withGroupNames } from '../../shared/filter-text/index.ts';
import { conditionText } from '../devices/filter/condition-text.ts';
import type { Tone } from '../parts/tones.ts';

export const STATE_TONE: Readonly<Record<ComplianceViolation['state'] | DeviceCompliance['state'], Tone>> = {
  compliant: 'done',
  grace: 'waits',
  violating: 'needs',
  exempt: 'none',
  over: 'done',
};

/** What words need that are not in the texts. */
export interface Speech {
  readonly t: TFunction;
  readonly locale: string;
  readonly attributes: readonly AttributeShape[];
  readonly groups: readonly NamedGroup[];
}

/** What violates a rule, as a person says it. */
export function checkText(check: ComplianceCheck, { t, locale, attributes, groups }: Speech): string {
  const list = (all: readonly string[]): string => new Intl.ListFormat(locale, { type: 'disjunction' }).format(all);
  switch (check.kind) {
    case 'condition':
      return conditionText(withGroupNames(check.filter, groups), { t, locale, attributes });
    case 'passcode':
      if (check.missing && check.weak) return t('compliance.checkSays.passcode');
      return t(check.missing ? 'compliance.checkSays.passcodeMissing' : 'compliance.checkSays.passcodeWeak');
    case 'os': {
      const limits = check.limits.map(({ platform, atLeast, atMost }) =>
        [
          t(`commands.platforms.${platform}`),
          atLeast === null ? '' : `≥ ${atLeast}`,
          atMost === null ? '' : `≤ ${atMost}`,
        ]
          .filter((part) => part !== '')
          .join(' '),
      );
      return t('compliance.checkSays.os', { limits: limits.join(', ') });
    }
    case 'models':
      return t(
        check.mode === 'forbidden' ? 'compliance.checkSays.modelsForbidden' : 'compliance.checkSays.modelsAllowed',
        {
          list: list(check.models),
        },
      );
    case 'apps':
      return t(`compliance.checkSays.${APPS[check.mode]}`, { list: list(check.apps) });
    case 'profiles':
      return t('compliance.checkSays.profiles', { list: list(check.identifiers) });
    case 'policies':
      return t('compliance.checkSays.policies', { count: check.days });
    case 'silent':
      return t('compliance.checkSays.silent', { count: check.days });
    default:
      return t(`compliance.checkSays.${check.kind}`);
  }
}

const APPS = { forbidden: 'appsForbidden', required: 'appsRequired', allowed: 'appsAllowed' } as const;

/** A span as a person says it: 36 hours, 2 days; nothing for none. */
export function spanText(hours: number, t: TFunction): string {
  if (hours === 0) return t('compliance.editor.atOnce');
  return hours % 24 === 0
    ? t('deviceFilter.spans.days', { count: hours / 24 })
    : t('deviceFilter.spans.hours', { count: hours });
}

export const actionName = (kind: ComplianceAction['kind'], t: TFunction): string =>
  t(`compliance.actions.${kind}.name`);
export const actionDone = (kind: ComplianceAction['kind'], t: TFunction): string =>
  t(`compliance.actions.${kind}.done`);

/** A language as it is called in the language of the console. */
export const languageName = (tag: string, shownIn: string): string =>
  new Intl.DisplayNames([shownIn], { type: 'language' }).of(tag) ?? tag;
