import i18next, { type TFunction } from 'i18next';
import type { ErrorDomain } from '../../shared/catalogue/errors/types.ts';
import type { StepReason } from '../../shared/contract/index.ts';
import { findingText } from '../commands/finding-text.ts';

/** Why a step failed, or what it waits for, in the viewer's language; what only a device knows stays as it said it. */
function reasonText({ code, values, message }: StepReason, t: TFunction): string {
  if (code === 'error') return meaningOf(values) ?? findingText({ message }, t);
  if (code === 'refused' || code === 'ended') return findingText({ message }, t);
  const why = values.reason;
  const filled = { ...values, ...(why === undefined ? {} : { reason: findingText({ message: why }, t) }) };
  const key = code === 'policy-failed' && why !== undefined ? 'policy-failed-why' : code;
  return t(`blueprints.reasons.${key}`, { ...filled, defaultValue: message });
}

/** All of them, one sentence after the other. */
export const reasonsText = (reasons: readonly StepReason[], t: TFunction): string =>
  reasons.map((one) => reasonText(one, t)).join(' ');

/** What an error of a device means, where the viewer's language has words of its own for it. */
function meaningOf({ domain = '', code = '' }: StepReason['values']): string | undefined {
  const domains = i18next.getResource(i18next.language, 'translation', 'errorDomains') as
    | Readonly<Record<string, ErrorDomain>>
    | undefined;
  return domains?.[domain]?.codes[Number(code)]?.[0] ?? undefined;
}
