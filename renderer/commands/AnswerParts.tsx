import { Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CommandDetail } from '../../shared/contract/index.ts';
import { statusTone, statusWord } from '../device/apps/app-status.ts';
import { wordsOfKey } from '../format/words.ts';
import { Facts } from '../parts/Facts.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { ErrorReading } from './ErrorReading.tsx';

/** What became of each part of a command that has parts, in the order they were asked for. */
export function AnswerParts({ parts }: { parts: NonNullable<CommandDetail['result']>['parts'] }) {
  const { t } = useTranslation();
  if (parts.length === 0) return null;
  return (
    <section aria-label={t('managedApps.parts.title')}>
      <Title order={3} mb={6}>
        {t('managedApps.parts.title')}
      </Title>
      <Stack gap="xs">
        {parts.map(({ name, identifier, status, errorChain }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells parts apart
          <div key={index}>
            <Facts
              facts={[
                {
                  label: [/^[A-Za-z]+$/.test(name) ? wordsOfKey(name) : name, identifier].filter(Boolean).join(' · '),
                  value: <StatusMark tone={statusTone(status)}>{statusWord(status, t)}</StatusMark>,
                },
              ]}
            />
            {errorChain.length > 0 && <ErrorReading chain={errorChain} />}
          </div>
        ))}
      </Stack>
    </section>
  );
}
