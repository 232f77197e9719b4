import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Translation, VENDOR_NAMES, variableFindings } from '../../shared/variables/index.ts';
import { findingText } from '../commands/finding-text.ts';
import { TranslatedVariables } from '../commands/TranslatedVariables.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import type { Profile } from './editor/draft.ts';
import classes from './editor/Editor.module.css';

/** The variables of other servers in a profile: what each becomes here, if wanted, and what has no counterpart. */
export function ImportVariables(props: {
  found: Translation<Profile>;
  /** As they are written: what is not to be translated. */
  left: ReadonlySet<string>;
  onLeft: (left: ReadonlySet<string>) => void;
}) {
  const { t } = useTranslation();
  const { found, left, onLeft } = props;
  // Names in our own way of writing that mean nothing here; attributes may be made later.
  const problems = useMemo(() => {
    const unknown = found.unknown.map(({ text }) => text);
    return variableFindings(found.result).filter(({ name }) => !unknown.some((text) => text.includes(name)));
  }, [found]);
  if (found.translated.length + found.unknown.length + problems.length === 0) return null;
  return (
    <section aria-label={t('importVariables.title')}>
      <Text fw={600} size="sm">
        {t('importVariables.title')}
      </Text>
      {found.translated.length > 0 && (
        <>
          <Text size="xs" c="dimmed">
            {t('importVariables.means')}
          </Text>
          <TranslatedVariables translated={found.translated} choice={{ left, onLeft }} />
        </>
      )}
      {found.unknown.map(({ text, vendor }) => (
        <div key={text} className={classes.finding}>
          <StatusMark tone="waits">{t('importVariables.unknown', { text, vendor: VENDOR_NAMES[vendor] })}</StatusMark>
        </div>
      ))}
      {problems.map(({ name, message }) => (
        <div key={name} className={classes.finding}>
          <StatusMark tone="waits">{findingText({ message }, t)}</StatusMark>
        </div>
      ))}
    </section>
  );
}
