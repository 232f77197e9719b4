import type { TFunction } from 'i18next';
import type { Difference } from '../../shared/contract/index.ts';

/** One difference in words. */
export function differenceWords({ kind, subject, before, after }: Difference, t: TFunction): string {
  return t(`blueprints.differences.${kind}`, { subject: subject ?? '', before: before ?? '–', after: after ?? '–' });
}
