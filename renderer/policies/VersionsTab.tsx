import { Button, Modal } from '@mantine/core';
import { IconArrowsDiff, IconDownload, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyDetail, PolicyVersion } from '../../shared/contract/index.ts';
import { api, engine } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage, SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { saveFile } from './BundleDialogs.tsx';
import { Differences } from './Differences.tsx';
import classes from './Policies.module.css';
import { PublishDialog } from './RollOutTab.tsx';

/** What a policy said before: versions with who made them and why, compared, and given to devices again. */
export function VersionsTab({ policy }: { policy: PolicyDetail }) {
  const { t } = useTranslation();
  const query = useQuery(api.policies.versions.queryOptions({ input: { policyId: policy.id } }));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [compared, setCompared] = useState<{ before: number; after: number }>();
  const [publishing, setPublishing] = useState<number>();
  if (query.data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  const numbers = [...chosen].map(Number).sort((a, b) => a - b);
  const [before, after] = numbers;
  const save = (version: number): void => {
    engine.policies
      .export({ policyId: policy.id, version, signed: true })
      .then(saveFile, (error: unknown) => tellFailure(error));
  };
  return (
    <>
      <div className={classes.filters}>
        <span className={classes.soft}>{t('policies.compare.choose')}</span>
        <Button
          ml="auto"
          variant="default"
          disabled={numbers.length !== 2}
          leftSection={<IconArrowsDiff size={16} aria-hidden />}
          onClick={() => before !== undefined && after !== undefined && setCompared({ before, after })}
        >
          {t('policies.compare.action')}
        </Button>
      </div>
      <div className={classes.scroll}>
        <PlainTable<PolicyVersion>
          label={t('policies.tabs.versions')}
          rows={query.data}
          rowKey={({ number }) => String(number)}
          selection={{
            chosen,
            onChange: setChosen,
            nameOf: ({ number }) => t('policies.versionNumber', { number }),
          }}
          columns={[
            {
              id: 'number',
              header: t('policies.version'),
              cell: ({ number }) => (
                <>
                  <strong>{t('policies.versionNumber', { number })}</strong>{' '}
                  {number === policy.version && <StatusMark tone="done">{t('policies.versions.current')}</StatusMark>}
                </>
              ),
            },
            {
              id: 'note',
              header: t('policies.save.note'),
              width: '28%',
              cell: (version) => (
                <>
                  {version.note === '' ? <span className={classes.soft}>–</span> : version.note}
                  {version.signedByOthers && <span className={classes.soft}>{t('policies.signedByOthers')}</span>}
                </>
              ),
            },
            { id: 'by', header: t('policies.versions.by'), cell: ({ by }) => by },
            { id: 'at', header: t('policies.changed'), cell: ({ at }) => <RelativeTime at={at} /> },
            {
              id: 'actions',
              header: t('policies.versions.actions'),
              width: 420,
              cell: ({ number }) => (
                <div className={classes.row}>
                  {number > 1 && (
                    <Button
                      variant="default"
                      size="compact-sm"
                      onClick={() => setCompared({ before: number - 1, after: number })}
                    >
                      {t('policies.compare.withBefore')}
                    </Button>
                  )}
                  <RoleGate needs="administrator">
                    {number !== policy.version && (
                      <Button
                        variant="default"
                        size="compact-sm"
                        leftSection={<IconSend size={14} aria-hidden />}
                        onClick={() => setPublishing(number)}
                      >
                        {t('policies.publish.action')}
                      </Button>
                    )}
                    {policy.type === 'profile' && (
                      <Button
                        variant="default"
                        size="compact-sm"
                        leftSection={<IconDownload size={14} aria-hidden />}
                        onClick={() => save(number)}
                      >
                        {t('common.download')}
                      </Button>
                    )}
                  </RoleGate>
                </div>
              ),
            },
          ]}
        />
      </div>
      {compared !== undefined && (
        <CompareDialog policyId={policy.id} {...compared} onClose={() => setCompared(undefined)} />
      )}
      {publishing !== undefined && (
        <PublishDialog policy={policy} version={publishing} onClose={() => setPublishing(undefined)} />
      )}
    </>
  );
}

function CompareDialog(props: { policyId: string; before: number; after: number; onClose: () => void }) {
  const { t } = useTranslation();
  const { policyId, before, after } = props;
  const query = useQuery(api.policies.compare.queryOptions({ input: { policyId, before, after } }));
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={860}
      title={t('policies.compare.title', { before, after })}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonLines count={5} />
      ) : (
        <Differences differences={query.data} />
      )}
    </Modal>
  );
}
