import { Button, Menu, Progress } from '@mantine/core';
import {
  IconChevronDown,
  IconDownload,
  IconFileTypePdf,
  IconPlayerPause,
  IconPlayerPlay,
  IconPrinter,
  IconRefresh,
  IconX,
} from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { DeviceRunView, PrepareRun } from '../../shared/contract/index.ts';
import { plainFileName } from '../../shared/file-name.ts';
import { actorName } from '../activity/event-words.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { number } from '../format/quantity.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { download } from '../parts/download.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Blueprints.module.css';
import { usePolicyNames } from './policy-names.ts';
import { type BoardProps, RunBoard, type Steered } from './RunBoard.tsx';
import { RunState } from './RunState.tsx';
import { reportCsv } from './report-csv.ts';

/** A prepare run, live: device by step. */
export default function RunScreen() {
  const { runId = '' } = useParams();
  const query = useQuery(api.blueprints.run.queryOptions({ input: { runId } }));
  if (query.data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  return <Run run={query.data} />;
}

function Run({ run }: { run: PrepareRun & { rows: DeviceRunView[] } }) {
  const { t, i18n } = useTranslation();
  const policyName = usePolicyNames();
  const [cancelling, setCancelling] = useState(false);
  const steer = useMutation({
    mutationFn: (what: Steered) => engine.blueprints.steer({ runId: run.id, ...what }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: api.blueprints.key() }),
    onError: (error) => tellFailure(error),
  });
  const save = (): void =>
    download(
      `${plainFileName(run.blueprintName)}-${t('blueprints.report')}.csv`,
      reportCsv(run, t),
      'text/csv; charset=utf-8',
    );
  const pdf = useMutation({
    async mutationFn() {
      const { blueprintId, version, blueprintName } = run;
      const blueprint = blueprintId === null ? undefined : await engine.blueprints.get({ blueprintId, version });
      const { reportPdf } = await import('./report-pdf.ts');
      const bytes = await reportPdf(run, blueprint, { t, language: i18n.language, policyName });
      download(`${plainFileName(blueprintName)}-${t('blueprints.report')}.pdf`, bytes as BlobPart, 'application/pdf');
    },
    onError: (error) => tellFailure(error),
  });
  const { mutate } = steer;
  const onSteer = useCallback<BoardProps['onSteer']>((what) => mutate(what), [mutate]);
  const waiting = run.rows.filter(({ waitsSince }) => waitsSince !== null).length;
  return (
    <>
      <PageHeader
        title={t('blueprints.runOf', { name: run.blueprintName, version: run.version })}
        after={<RunState run={run} />}
      >
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" loading={pdf.isPending} rightSection={<IconChevronDown size={14} aria-hidden />}>
              {t('blueprints.report')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconFileTypePdf size={14} aria-hidden />} onClick={() => pdf.mutate()}>
              {t('blueprints.reportPdf')}
            </Menu.Item>
            <Menu.Item leftSection={<IconDownload size={14} aria-hidden />} onClick={save}>
              {t('blueprints.reportCsv')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconPrinter size={14} aria-hidden />}
              component={Link}
              to={`/print/prepare-run/${run.id}`}
            >
              {t('blueprints.reportPrint')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <RoleGate needs="administrator">
          {run.failed > 0 && run.state !== 'cancelled' && (
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() =>
                steer.mutate({
                  action: 'retry',
                  deviceIds: run.rows.filter(({ state }) => state === 'failed').map(({ deviceId }) => deviceId),
                })
              }
            >
              {t('blueprints.retryFailed', { count: run.failed })}
            </Button>
          )}
          {run.state === 'running' && (
            <Button
              variant="default"
              leftSection={<IconPlayerPause size={16} aria-hidden />}
              onClick={() => steer.mutate({ action: 'pause' })}
            >
              {t('blueprints.pause')}
            </Button>
          )}
          {run.state === 'paused' && (
            <Button
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              onClick={() => steer.mutate({ action: 'resume' })}
            >
              {t('blueprints.resume')}
            </Button>
          )}
          {(run.state === 'running' || run.state === 'paused') && (
            <Button variant="default" leftSection={<IconX size={16} aria-hidden />} onClick={() => setCancelling(true)}>
              {t('blueprints.cancel')}
            </Button>
          )}
        </RoleGate>
      </PageHeader>
      <div className={classes.numbers}>
        <Progress w={260} value={run.progress * 100} aria-label={t('blueprints.progress')} />
        <span role="status">
          {t('blueprints.readyOf', {
            done: number(run.done, i18n.language),
            count: run.devices,
          })}
        </span>
        {waiting > 0 && <StatusMark tone="waits">{t('blueprints.asleep', { count: waiting })}</StatusMark>}
        {run.leftMs !== null && (
          <span className={classes.soft}>
            {t('blueprints.left', { count: Math.max(1, Math.round(run.leftMs / 60_000)) })}
          </span>
        )}
        <span className={classes.soft}>
          {actorName(run.startedBy, t)}, <RelativeTime at={run.startedAt} />
        </span>
      </div>
      <RunBoard rows={run.rows} onSteer={onSteer} open={run.state !== 'cancelled'} />
      {cancelling && (
        <FormDialog
          title={t('blueprints.cancel')}
          submit={t('blueprints.cancel')}
          danger
          busy={steer.isPending}
          error={steer.error}
          onClose={() => setCancelling(false)}
          onSubmit={() => steer.mutate({ action: 'cancel' }, { onSuccess: () => setCancelling(false) })}
        >
          <p>{t('blueprints.cancelMeans', { count: run.devices - run.done })}</p>
        </FormDialog>
      )}
    </>
  );
}
