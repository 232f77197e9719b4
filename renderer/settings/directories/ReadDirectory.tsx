import { Alert, Checkbox, Group, Loader, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Directory, DirectoryPreview, FieldValue, PersonAttribute } from '../../../shared/contract/index.ts';
import { findingText } from '../../commands/finding-text.ts';
import { FormDialog } from '../../enrollment/FormDialog.tsx';
import { api, engine } from '../../live/client.ts';
import { errorText } from '../../parts/error-text.ts';
import { tellDone } from '../../parts/notify.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { valueText } from '../../people/person-values.ts';
import classes from './Directories.module.css';
import { rereadDirectories } from './reread.ts';

/** Shows what reading a directory would change, and does it. */
export function ReadDirectory({ directory, onClose }: { directory: Directory; onClose: () => void }) {
  const { t } = useTranslation();
  const { id, name } = directory;
  const [meant, setMeant] = useState(false);
  const preview = useQuery({
    ...api.directories.preview.queryOptions({ input: { directoryId: id } }),
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const read = useMutation({
    mutationFn: () => engine.directories.read({ directoryId: id, evenIfMany: meant }),
    onSettled: () => rereadDirectories(),
    onSuccess: (done) => {
      onClose();
      tellDone(t('directories.done', { count: done.found, name }));
    },
  });
  const found = preview.data;
  const many = found?.refused === 'too-few';
  return (
    <FormDialog
      title={t('directories.readTitle', { name })}
      submit={t('directories.apply')}
      size={640}
      busy={read.isPending}
      error={read.error}
      disabled={found === undefined || found.refused === 'nobody' || (many && !meant)}
      onClose={onClose}
      onSubmit={() => read.mutate()}
    >
      {found === undefined ? (
        preview.isError ? (
          <StatusMark tone="needs">{errorText(preview.error)}</StatusMark>
        ) : (
          <Group gap="sm" role="status">
            <Loader size="sm" />
            <Text>{t('directories.looking')}</Text>
          </Group>
        )
      ) : (
        <>
          {found.refused === 'nobody' && (
            <Alert color="red" variant="light">
              {t('directories.nobody')}
            </Alert>
          )}
          {many && (
            <Alert color="yellow" variant="light" title={t('directories.many')}>
              <Text mb="sm">
                {t('directories.manyText', { count: found.before, gone: found.kept + found.removed })}
              </Text>
              <Checkbox
                label={t('directories.meant')}
                checked={meant}
                onChange={(event) => setMeant(event.currentTarget.checked)}
              />
            </Alert>
          )}
          <Outcome preview={found} />
        </>
      )}
    </FormDialog>
  );
}

function Outcome({ preview }: { preview: DirectoryPreview }) {
  const { t, i18n } = useTranslation();
  const attributes = useQuery(api.people.attributes.queryOptions()).data ?? [];
  const { people, firstProblems } = preview;
  const counts = [
    ['done', 'created', preview.created],
    ['way', 'changed', preview.changed],
    ['waits', 'kept', preview.kept],
    ['needs', 'removed', preview.removed],
    ['none', 'unchanged', preview.unchanged],
  ] as const;
  const lines = [
    ...people.created.map((one) => ({
      key: `new ${one.name} ${one.email}`,
      tone: 'done' as const,
      what: t('directories.line.created', { name: one.name }),
      more: [one.email, one.team].filter((part) => part !== '').join(' · '),
    })),
    ...people.changed.map((one) => ({
      key: `changed ${one.name} ${JSON.stringify(one.changes)}`,
      tone: 'way' as const,
      what: t(one.joined ? 'directories.line.joined' : 'directories.line.changed', { name: one.name }),
      more: one.changes.map((change) => changeText(change, attributes, t, i18n.language)).join(' · '),
    })),
    ...people.gone.map((one) => ({
      key: `gone ${one.name} ${one.email}`,
      tone: one.kept === null ? ('needs' as const) : ('waits' as const),
      what: t('directories.line.gone', { name: one.name }),
      more: t(`directories.kept.${one.kept ?? 'removed'}`),
    })),
  ];
  return (
    <div role="status">
      <div className={classes.counts}>
        {counts
          .filter(([, , count]) => count > 0)
          .map(([tone, name, count]) => (
            <StatusMark key={name} tone={tone}>
              {t(`directories.counts.${name}`)}: {count}
            </StatusMark>
          ))}
      </div>
      {lines.length === 0 && preview.refused === null && <Text mt="sm">{t('directories.nothing')}</Text>}
      {lines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
        <section className={classes.scroll} tabIndex={0} aria-label={t('directories.changes')}>
          <ul className={classes.changes}>
            {lines.map(({ key, tone, what, more }) => (
              <li key={key}>
                <StatusMark tone={tone}>{what}</StatusMark>
                {more !== '' && (
                  <Text size="sm" c="dimmed">
                    {more}
                  </Text>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {preview.problems > 0 && (
        <>
          <Text mt="sm" fw={600}>
            {t('directories.problems', { count: preview.problems })}
          </Text>
          <Problems problems={firstProblems} />
        </>
      )}
    </div>
  );
}

/** What could not be taken, and why. */
export function Problems({ problems }: { problems: DirectoryPreview['firstProblems'] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={t('directories.problemsLabel')}>
      <ul className={classes.changes}>
        {problems.map(({ person, text, reason }) => (
          <li key={`${person} ${text} ${reason}`}>
            {person} · {text} · <span className={classes.soft}>{findingText({ message: reason }, t)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function changeText(
  { field, before, after }: { field: string; before: FieldValue; after: FieldValue },
  attributes: readonly PersonAttribute[],
  t: TFunction,
  locale: string,
): string {
  const attribute = attributes.find(({ id }) => id === field);
  const label =
    attribute?.name ?? (field === 'name' || field === 'email' || field === 'team' ? t(`people.${field}`) : field);
  const shown = (value: FieldValue): string => valueText(attribute ?? { type: 'text' }, value, t, locale) || '–';
  return `${label}: ${shown(before)} → ${shown(after)}`;
}
