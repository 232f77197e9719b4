import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CommandDetail } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { Facts } from '../parts/Facts.tsx';
import { errorWords } from './error-words.ts';

type Chain = NonNullable<CommandDetail['result']>['errorChain'];

/**
 * A chain of errors in plain language: what it means, what the likely cause is, and what to do next. The outermost error
 * stands first; the deepest, last, is named the root cause (ERR-1).
 */
export function ErrorReading({ chain }: { chain: Chain }) {
  const { t } = useTranslation();
  const explained = useQuery(
    api.errors.explain.queryOptions({
      input: { errors: chain.map(({ domain, code, description }) => ({ domain, code, description })) },
    }),
  ).data;
  return (
    <>
      {chain.map((item, index) => {
        const about = explained?.[index];
        const words = about === undefined ? undefined : errorWords(about);
        const isRoot = index > 0 && index === chain.length - 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same error may come twice in a chain
          <Alert key={index} color="red" variant="light" mb={6} p="sm" title={words?.meaning ?? item.description}>
            {isRoot && (
              <Text size="xs" fw={600} mb={4}>
                {t('commandLife.problem.rootCause')}
              </Text>
            )}
            {about !== undefined && !about.known && <Text mb={4}>{t('commandLife.problem.unknown')}</Text>}
            {words !== undefined && about?.known === true && (
              <Facts
                facts={[
                  { label: t('commandLife.problem.cause'), value: words.cause },
                  { label: t('commandLife.problem.nextStep'), value: <strong>{words.nextStep}</strong> },
                ]}
              />
            )}
            {item.description !== null && words?.meaning !== undefined && (
              <Text size="xs" mt={6}>
                {t('commandLife.problem.said', { text: item.description })}
              </Text>
            )}
            <Text size="xs" className="mono" mt={4}>
              {[item.domain, item.code].join(' ')}
              {words?.area !== undefined && ` · ${words.area}`}
            </Text>
          </Alert>
        );
      })}
    </>
  );
}
