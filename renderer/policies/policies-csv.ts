import type { TFunction } from 'i18next';
import type { PolicySummary } from '../../shared/contract/index.ts';
import { csvFile } from '../parts/csv-file.ts';
import { STATES } from './policy-words.ts';

/** Policies as a table to open elsewhere: one line each, with how many devices stand where. */
export function policiesCsv(policies: readonly PolicySummary[], t: TFunction): string {
  const named = (policy: PolicySummary, mode: 'include' | 'exclude'): string =>
    policy.groups
      .filter((group) => group.mode === mode)
      .map(({ name }) => name ?? t('policies.goneGroup'))
      .join(', ');
  return csvFile([
    [
      t('policies.name'),
      t('policies.type'),
      t('policies.csv.identifier'),
      t('policies.csv.contents'),
      t('policies.version'),
      t('policies.csv.newest'),
      t('policies.csv.active'),
      t('policies.assignedTo'),
      t('policies.csv.without'),
      t('policies.csv.order'),
      ...STATES.map((state) => t(`policies.states.${state}`)),
      t('policies.changed'),
      t('policies.versions.by'),
    ],
    ...policies.map((policy) => [
      policy.name,
      t(`policies.types.${policy.type}`),
      policy.identifier,
      policy.payloadTypes.join(', '),
      policy.version,
      policy.newestVersion,
      t(policy.active ? 'common.yes' : 'common.no'),
      named(policy, 'include'),
      named(policy, 'exclude'),
      policy.rank,
      ...STATES.map((state) => policy.counts[state] ?? 0),
      new Date(policy.changedAt).toISOString(),
      policy.changedBy,
    ]),
  ]);
}
