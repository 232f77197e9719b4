import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PolicyConflict } from '../../shared/contract/index.ts';
import { payloadsOfType } from '../../shared/payloads/index.ts';
import { api } from '../live/client.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { usePayloadWords } from './editor/use-payload-words.ts';
import classes from './Policies.module.css';

/** What policies say differently on the same device, and which of them holds there. */
export function ConflictList({ policyId }: { policyId?: string }) {
  const { t } = useTranslation();
  const words = usePayloadWords();
  const query = useQuery(api.policies.conflicts.queryOptions({ input: policyId === undefined ? {} : { policyId } }));
  if (query.data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  if (query.data.length === 0)
    return <EmptyState title={t('policies.conflicts.none.title')} text={t('policies.conflicts.none.text')} />;
  const nameOf = ({ payloadType, key }: PolicyConflict): { title: string; payload: string } => {
    const id = payloadsOfType(payloadType)[0]?.id ?? payloadType;
    const payload = words?.payload(id).title ?? payloadType;
    return { payload, title: key === null ? payload : (words?.key(id, key).title ?? key) };
  };
  return (
    <div className={classes.scroll}>
      <p className={classes.soft}>{t('policies.conflicts.text')}</p>
      <PlainTable<PolicyConflict>
        label={t('policies.conflicts.title')}
        rows={query.data}
        rowKey={({ kind, payloadType, key, policies }) =>
          `${kind} ${payloadType} ${key ?? ''} ${policies.map(({ id }) => id).join(' ')}`
        }
        columns={[
          {
            id: 'what',
            header: t('policies.conflicts.what'),
            width: '26%',
            cell: (conflict) => {
              const { title, payload } = nameOf(conflict);
              return (
                <>
                  <strong>{title}</strong>
                  {conflict.key !== null && <span className={classes.soft}>{payload}</span>}
                </>
              );
            },
          },
          {
            id: 'policies',
            header: t('policies.conflicts.policies'),
            width: '36%',
            cell: ({ policies }) =>
              policies.map(({ id, name, value, wins }) => (
                <div key={id}>
                  <Link to={`/policies/${id}`}>{name}</Link>{' '}
                  {wins && <StatusMark tone="done">{t('policies.conflicts.wins')}</StatusMark>}
                  {value !== undefined && value !== null && (
                    <code className={classes.value} data-lost={!wins || undefined}>
                      {typeof value === 'boolean'
                        ? t(value ? 'common.yes' : 'common.no')
                        : typeof value === 'string'
                          ? value
                          : JSON.stringify(value)}
                    </code>
                  )}
                </div>
              )),
          },
          { id: 'why', header: t('policies.conflicts.why'), cell: ({ kind }) => t(`policies.conflicts.kinds.${kind}`) },
          {
            id: 'devices',
            header: t('policies.tabs.devices'),
            numeric: true,
            cell: ({ devices }) => t('devices.count', { count: devices }),
          },
        ]}
      />
    </div>
  );
}
