import { Button, FileButton, Progress, Title } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { bytesToBase64 } from '../../shared/catalogue/index.ts';
import type { BlueprintSummary, PrepareRun } from '../../shared/contract/index.ts';
import { number } from '../format/quantity.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { CartDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate, useRefusal } from '../parts/RoleGate.tsx';
import { ApplyDialog } from './ApplyDialog.tsx';
import { BlueprintPicture } from './BlueprintPicture.tsx';
import classes from './Blueprints.module.css';
import { DropTarget } from './DropTarget.tsx';
import { RunState } from './RunState.tsx';

/** Every blueprint, and the runs that prepare devices. */
export default function BlueprintsScreen() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const refusal = useRefusal('administrator');
  const [dropped, setDropped] = useState<{ blueprint: BlueprintSummary; deviceIds: readonly string[] }>();
  const list = useQuery(api.blueprints.list.queryOptions());
  const runs = useQuery(api.blueprints.runs.queryOptions({ input: {} })).data ?? [];
  const take = useMutation({
    mutationFn: async (file: File) =>
      engine.blueprints.import({ base64: bytesToBase64(new Uint8Array(await file.arrayBuffer())) }),
    onSuccess: async ({ id, missingPolicies: missing }) => {
      if (missing.length > 0)
        tellFailure(
          new Error(t('blueprints.importLacks', { count: missing.length, names: missing.join(', ') })),
          t('blueprints.import'),
        );
      await queryClient.invalidateQueries({ queryKey: api.blueprints.key() });
      await navigate(`/blueprints/${id}`);
    },
    onError: (error) => tellFailure(error, t('blueprints.importFailed')),
  });
  const actions = (
    <RoleGate needs="administrator">
      <FileButton
        accept=".zip,application/zip"
        inputProps={{ 'aria-label': t('blueprints.import') }}
        onChange={(file) => {
          if (file !== null) take.mutate(file);
        }}
      >
        {(button) => (
          <Button
            {...button}
            variant="default"
            leftSection={<IconFileImport size={16} aria-hidden />}
            loading={take.isPending}
          >
            {t('blueprints.import')}
          </Button>
        )}
      </FileButton>
      <Button component={Link} to="/blueprints/new" leftSection={<IconPlus size={16} aria-hidden />}>
        {t('blueprints.new')}
      </Button>
    </RoleGate>
  );
  return (
    <>
      <PageHeader title={t('screens.blueprints')} count={list.data?.length}>
        {actions}
      </PageHeader>
      {list.data === undefined ? (
        list.isError ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <LoadingPage />
        )
      ) : (
        <div className={classes.page}>
          {list.data.length === 0 ? (
            <EmptyState
              drawing={<CartDrawing />}
              title={t('blueprints.none.title')}
              text={t('blueprints.none.text')}
              action={
                <RoleGate needs="administrator">
                  <Button component={Link} to="/blueprints/new">
                    {t('blueprints.none.action')}
                  </Button>
                </RoleGate>
              }
            />
          ) : (
            <ul className={classes.cards}>
              {list.data.map((blueprint) => (
                <DropTarget
                  key={blueprint.id}
                  className={classes.target}
                  disabled={refusal !== undefined}
                  onDevices={(deviceIds) => setDropped({ blueprint, deviceIds })}
                >
                  <Link className={classes.card} to={`/blueprints/${blueprint.id}`}>
                    <BlueprintPicture of={blueprint} />
                    <span>
                      <h2>{blueprint.name}</h2>
                      <p className={classes.soft}>
                        {t('blueprints.versionAndDevices', {
                          version: blueprint.version,
                          count: blueprint.devices,
                        })}
                      </p>
                      {blueprint.behind > 0 && (
                        <p className={classes.soft}>{t('blueprints.behind', { count: blueprint.behind })}</p>
                      )}
                      <p className={classes.soft}>{blueprint.description}</p>
                    </span>
                  </Link>
                </DropTarget>
              ))}
            </ul>
          )}
          {runs.length > 0 && (
            <>
              <Title order={2} className={classes.heading}>
                {t('blueprints.runs')}
              </Title>
              <RunsTable runs={runs} language={i18n.language} />
            </>
          )}
        </div>
      )}
      {dropped !== undefined && <ApplyDialog {...dropped} onClose={() => setDropped(undefined)} />}
    </>
  );
}

/** Runs, newest first; a row opens its board. */
export function RunsTable({ runs, language }: { runs: readonly PrepareRun[]; language: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <div className={classes.framed}>
      <PlainTable<PrepareRun>
        label={t('blueprints.runs')}
        rows={runs}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate(`/blueprints/runs/${id}`)}
        columns={[
          { id: 'name', header: t('blueprints.blueprint'), cell: (run) => `${run.blueprintName} · ${run.version}` },
          { id: 'state', header: t('blueprints.state'), cell: (run) => <RunState run={run} /> },
          {
            id: 'progress',
            header: t('blueprints.progress'),
            width: 160,
            cell: (run) => <Progress mt={5} value={run.progress * 100} aria-label={t('blueprints.progress')} />,
          },
          {
            id: 'devices',
            header: t('blueprints.devices'),
            numeric: true,
            cell: (run) => `${number(run.done, language)} / ${number(run.devices, language)}`,
          },
          { id: 'failed', header: t('blueprints.failed'), numeric: true, cell: (run) => number(run.failed, language) },
          { id: 'started', header: t('blueprints.started'), cell: (run) => <RelativeTime at={run.startedAt} /> },
        ]}
      />
    </div>
  );
}
