import { Button, Menu, Progress, Text } from '@mantine/core';
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
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { DeviceRunView, PrepareRun, RunStepView, StepKind } from '../../shared/contract/index.ts';
import { plainFileName } from '../../shared/file-name.ts';
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
import { RunState } from './RunState.tsx';

const ROW = 44;
type Action = 'pause' | 'resume' | 'retry' | 'cancel';

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
    mutationFn: (what: { action: Action; deviceIds?: string[]; step?: StepKind }) =>
      engine.blueprints.steer({ runId: run.id, ...what }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: api.blueprints.key() }),
    onError: (error) => tellFailure(error),
  });
  const save = useMutation({
    mutationFn: () => engine.blueprints.report({ runId: run.id }),
    onSuccess: ({ filename, text, contentType }) => download(filename, text, contentType),
    onError: (error) => tellFailure(error),
  });
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
  const kinds = (run.rows[0]?.steps ?? [])
    .map(({ kind }) => kind)
    .filter((kind) => run.rows.some(({ steps }) => steps.some((step) => step.kind === kind && step.state !== 'none')));
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
            <Menu.Item leftSection={<IconDownload size={14} aria-hidden />} onClick={() => save.mutate()}>
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
          {run.startedBy}, <RelativeTime at={run.startedAt} />
        </span>
      </div>
      <Board rows={run.rows} kinds={kinds} onSteer={(what) => steer.mutate(what)} open={run.state !== 'cancelled'} />
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

function Board(props: {
  rows: readonly DeviceRunView[];
  kinds: readonly StepKind[];
  open: boolean;
  onSteer: (what: { action: Action; deviceIds: string[]; step?: StepKind }) => void;
}) {
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const { rows, kinds } = props;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const columns = { gridTemplateColumns: `minmax(180px, 1.4fr) repeat(${kinds.length}, minmax(92px, 1fr)) 70px` };
  return (
    <div ref={scroll} className={classes.board}>
      {/* biome-ignore-start lint/a11y/useSemanticElements: rows that are drawn as they come into view are no table of the browser's */}
      {/* biome-ignore-start lint/a11y/useFocusableInteractive: as above */}
      <div role="table" aria-label={t('blueprints.board')} aria-rowcount={rows.length + 1}>
        <div role="row" className={classes.head} style={columns} aria-rowindex={1}>
          <span role="columnheader">{t('blueprints.device')}</span>
          {kinds.map((kind) => (
            <span role="columnheader" key={kind}>
              {t(`blueprints.steps.${kind}`)}
            </span>
          ))}
          <span role="columnheader">{t('blueprints.more')}</span>
        </div>
        <div role="rowgroup" style={{ position: 'relative', height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const name = row.deviceName ?? row.serialNumber ?? '–';
            return (
              <div
                key={row.deviceId}
                role="row"
                aria-rowindex={index + 2}
                className={classes.row}
                style={{ ...columns, transform: `translateY(${start}px)` }}
              >
                <span role="rowheader" className={classes.who}>
                  <Link to={`/devices/${row.deviceId}`}>{name}</Link>{' '}
                  {row.waitsSince !== null && (
                    <Text span size="xs">
                      {t('blueprints.waits')}
                    </Text>
                  )}
                  {row.state === 'paused' && (
                    <Text span size="xs">
                      {t('blueprints.states.paused')}
                    </Text>
                  )}
                  {row.state === 'cancelled' && (
                    <Text span size="xs">
                      {t('blueprints.states.cancelled')}
                    </Text>
                  )}
                </span>
                {kinds.map((kind) => (
                  <span role="cell" key={kind} className={classes.cell}>
                    <Step step={row.steps.find((step) => step.kind === kind)} />
                  </span>
                ))}
                <span role="cell">
                  <RoleGate needs="administrator">
                    <Menu position="bottom-end">
                      <Menu.Target>
                        <Button
                          size="compact-xs"
                          variant="subtle"
                          color="gray"
                          disabled={!props.open}
                          aria-label={t('blueprints.actionsOf', { name })}
                        >
                          …
                        </Button>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item onClick={() => props.onSteer({ action: 'retry', deviceIds: [row.deviceId] })}>
                          {t('blueprints.retryDevice')}
                        </Menu.Item>
                        {kinds.map((step) => (
                          <Menu.Item
                            key={step}
                            onClick={() => props.onSteer({ action: 'retry', deviceIds: [row.deviceId], step })}
                          >
                            {t('blueprints.retryFrom', { step: t(`blueprints.steps.${step}`) })}
                          </Menu.Item>
                        ))}
                        <Menu.Item
                          onClick={() =>
                            props.onSteer({
                              action: row.state === 'paused' ? 'resume' : 'pause',
                              deviceIds: [row.deviceId],
                            })
                          }
                        >
                          {t(row.state === 'paused' ? 'blueprints.resume' : 'blueprints.pause')}
                        </Menu.Item>
                        <Menu.Item onClick={() => props.onSteer({ action: 'cancel', deviceIds: [row.deviceId] })}>
                          {t('blueprints.cancelDevice')}
                        </Menu.Item>
                      </Menu.Dropdown>
                    </Menu>
                  </RoleGate>
                </span>
              </div>
            );
          })}
        </div>
      </div>
      {/* biome-ignore-end lint/a11y/useFocusableInteractive: as above */}
      {/* biome-ignore-end lint/a11y/useSemanticElements: as above */}
    </div>
  );
}

const TONES = { waiting: 'none', running: 'way', done: 'done', failed: 'needs', none: 'none' } as const;

function Step({ step }: { step: RunStepView | undefined }) {
  const { t } = useTranslation();
  if (step === undefined || step.state === 'none') return <span className={classes.soft}>–</span>;
  const many = step.state === 'running' && step.of > 1;
  return (
    <span title={step.because ?? undefined}>
      <StatusMark tone={step.againAt === null ? TONES[step.state] : 'waits'}>
        {step.againAt === null
          ? many
            ? t('blueprints.stepOf', { done: step.done, of: step.of })
            : t(`blueprints.stepStates.${step.state}`)
          : t('blueprints.askedAgain')}
      </StatusMark>
    </span>
  );
}
