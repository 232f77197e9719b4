import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DirectoryTrial } from '../../../shared/contract/index.ts';
import { api } from '../../live/client.ts';
import { errorText } from '../../parts/error-text.ts';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { TrialSteps } from '../../parts/TrialSteps.tsx';
import { valueText } from '../../people/person-values.ts';
import classes from './Directories.module.css';
import { Problems } from './ReadDirectory.tsx';

/** How a trial of a directory went, step by step, with the first people as they would be taken. */
export function DirectoryTrialView({ trial, error }: { trial: DirectoryTrial | undefined; error: unknown }) {
  const { t, i18n } = useTranslation();
  const attributes = useQuery(api.people.attributes.queryOptions()).data ?? [];
  const filled = attributes.filter(({ id }) => trial?.people.some(({ values }) => values[id] !== undefined));
  return (
    <div role="status">
      {error !== null && <StatusMark tone="needs">{errorText(error)}</StatusMark>}
      {trial !== undefined && (
        <div className={classes.trial}>
          <TrialSteps
            steps={trial.steps.map(({ step, ok, detail }) => ({
              label: t(`directories.steps.${step}`),
              ok,
              detail: step === 'encryption' && ok && detail === '' ? t('directories.notEncrypted') : detail,
            }))}
          />
          {trial.people.length > 0 && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
            <section className={classes.scroll} tabIndex={0} aria-label={t('directories.firstPeople')}>
              <PlainTable
                label={t('directories.firstPeople')}
                rows={trial.people}
                rowKey={({ dn }) => dn}
                columns={[
                  { id: 'name', header: t('people.name'), cell: ({ name }) => name },
                  { id: 'email', header: t('people.email'), cell: ({ email }) => email },
                  { id: 'team', header: t('people.team'), cell: ({ team }) => team },
                  ...filled.map((attribute) => ({
                    id: attribute.id,
                    header: attribute.name,
                    cell: ({ values }: DirectoryTrial['people'][number]) =>
                      valueText(attribute, values[attribute.id] ?? null, t, i18n.language),
                  })),
                ]}
              />
            </section>
          )}
          {trial.problems.length > 0 && (
            <div>
              <Text fw={600}>{t('directories.problems', { count: trial.problems.length })}</Text>
              <Problems problems={trial.problems} />
            </div>
          )}
        </div>
      )}
    </div>
  );
}
