import { ActionIcon, Alert, Button, Group, Menu, NumberInput, Switch, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backup, BackupOverview } from '../../shared/contract/index.ts';
import { actorName } from '../activity/event-words.ts';
import { bytes } from '../format/quantity.ts';
import { api, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { CopyField } from '../parts/CopyField.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleForm, useRefusal } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Settings.module.css';

const reread = (): void => void queryClient.invalidateQueries({ queryKey: api.backups.list.key() });
const onError = (error: unknown): void => tellFailure(error);

/** Backups now and daily, whether they are good, and how to restore one. */
export function BackupsSection() {
  const refusal = useRefusal('administrator');
  const query = useQuery({ ...api.backups.list.queryOptions(), enabled: refusal === undefined });
  if (refusal !== undefined) return <RoleForm needs="administrator">{null}</RoleForm>;
  if (query.data === undefined)
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <SkeletonLines count={8} />
    );
  return <Overview overview={query.data} />;
}

function Overview({ overview }: { overview: BackupOverview }) {
  const { t, i18n } = useTranslation();
  const create = useMutation(
    api.backups.create.mutationOptions({
      onSuccess: ({ size }) => {
        reread();
        tellDone(t('backups.made', { size: bytes(size, i18n.language) }));
      },
      onError,
    }),
  );
  return (
    <div className={classes.stack}>
      <Card
        title={t('backups.list')}
        aside={
          <Button size="compact-sm" loading={create.isPending} onClick={() => create.mutate(undefined)}>
            {t('backups.now')}
          </Button>
        }
        flush
      >
        {overview.backups.length === 0 ? (
          <Text c="dimmed" p="md">
            {t('backups.none')}
          </Text>
        ) : (
          <BackupTable backups={overview.backups} />
        )}
        <Text size="xs" c="dimmed" px="md" py="sm">
          {t('backups.where', { directory: overview.directory })}
        </Text>
      </Card>
      <ScheduleCard key={JSON.stringify(overview.schedule)} overview={overview} />
      <Card title={t('backups.restore')}>
        <ol className={classes.steps}>
          <li>{t(`backups.restoring.key.${overview.restore.sealedBy}`)}</li>
          {RESTORING.map((step) => (
            <li key={step}>{t(`backups.restoring.${step}`)}</li>
          ))}
        </ol>
        <CopyField label={t('backups.restoreCommand')} value={overview.restore.command} />
      </Card>
    </div>
  );
}

const RESTORING = ['stop', 'run', 'start', 'look'] as const;

function BackupTable({ backups }: { backups: readonly Backup[] }) {
  const { t, i18n } = useTranslation();
  return (
    <PlainTable<Backup>
      label={t('backups.list')}
      rows={backups}
      rowKey={({ name }) => name}
      columns={[
        {
          id: 'when',
          header: t('backups.createdAt'),
          cell: ({ createdAt, name, problem }) => (
            <span title={name}>
              <strong>
                <RelativeTime at={createdAt} />
              </strong>
              {problem !== null && (
                <>
                  <br />
                  <StatusMark tone="needs">{problem}</StatusMark>
                </>
              )}
            </span>
          ),
        },
        {
          id: 'kind',
          header: t('backups.kind'),
          cell: ({ kind, createdBy }) => t(`backups.kinds.${kind}`, { by: actorName(createdBy, t) }),
        },
        { id: 'size', header: t('backups.size'), cell: ({ size }) => bytes(size, i18n.language), numeric: true },
        { id: 'devices', header: t('backups.devices'), cell: ({ devices }) => devices ?? '–', numeric: true },
        { id: 'actions', header: t('backups.actions'), cell: (backup) => <BackupMenu backup={backup} /> },
      ]}
    />
  );
}

function BackupMenu({ backup: { name } }: { backup: Backup }) {
  const { t } = useTranslation();
  const ownersOnly = useRefusal('owner');
  const verify = useMutation(
    api.backups.verify.mutationOptions({
      onSuccess: ({ ok, problems }) => {
        if (ok) tellDone(t('backups.verified'));
        else tellFailure(new Error(problems.join(' ')), t('backups.broken'));
      },
      onError,
    }),
  );
  const fetchFile = useMutation(
    api.backups.download.mutationOptions({
      onSuccess: ({ url, filename }) => {
        const link = document.createElement('a');
        link.href = url;
        link.download = filename;
        link.click();
      },
      onError,
    }),
  );
  const remove = useMutation(
    api.backups.remove.mutationOptions({
      onSuccess: () => {
        reread();
        tellDone(t('backups.removed'));
      },
      onError,
    }),
  );
  const askToRemove = (): void => {
    modals.openConfirmModal({
      title: t('backups.removeTitle'),
      children: <Text>{t('backups.removeText', { name })}</Text>,
      labels: { confirm: t('backups.remove'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () => remove.mutate({ name }),
    });
  };
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" loading={verify.isPending} aria-label={t('backups.menu', { name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => verify.mutate({ name })}>{t('backups.verify')}</Menu.Item>
        <Menu.Item disabled={ownersOnly !== undefined} title={ownersOnly} onClick={() => fetchFile.mutate({ name })}>
          {t('backups.download')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item c="var(--cw-needs)" disabled={ownersOnly !== undefined} title={ownersOnly} onClick={askToRemove}>
          {t('backups.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ScheduleCard({ overview }: { overview: BackupOverview }) {
  const { t } = useTranslation();
  const [enabled, setEnabled] = useState(overview.schedule.enabled);
  const [keep, setKeep] = useState(overview.schedule.keep);
  const unchanged = enabled === overview.schedule.enabled && keep === overview.schedule.keep;
  const save = useMutation(
    api.backups.setSchedule.mutationOptions({
      onSuccess: (fresh) => {
        queryClient.setQueryData(api.backups.list.queryKey(), fresh);
        tellDone(t('settings.saved'));
      },
      onError,
    }),
  );
  return (
    <Card title={t('backups.schedule')}>
      <RoleForm needs="owner">
        {overview.lastProblem !== null && (
          <Alert color="red" variant="light" mb="md" title={t('backups.lastProblem')}>
            {overview.lastProblem}
          </Alert>
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ enabled, keep });
          }}
        >
          <Switch
            label={t('backups.daily')}
            checked={enabled}
            onChange={(event) => setEnabled(event.currentTarget.checked)}
          />
          <NumberInput
            mt="md"
            maw={360}
            label={t('backups.keep')}
            description={t('backups.keepHint')}
            min={1}
            max={365}
            allowDecimal={false}
            value={keep}
            onChange={(value) => setKeep(Number(value))}
          />
          {overview.nextAt !== null && (
            <Text size="xs" c="dimmed" mt="sm">
              {t('backups.next')} <RelativeTime at={overview.nextAt} />
            </Text>
          )}
          <Group mt="md">
            <Button type="submit" disabled={unchanged || keep < 1} loading={save.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </form>
      </RoleForm>
    </Card>
  );
}
