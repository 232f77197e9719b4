import { Button, Group, Menu, Pagination, Select, Text, TextInput } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { DeviceUpdate, UpdateRule, UpdateState } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import classes from '../groups/Groups.module.css';
import { api, engine, queryClient } from '../live/client.ts';
import { NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { notifyWithUndo } from '../parts/undo.tsx';
import { RuleDialog } from './RuleDialog.tsx';
import { draftOfRule, REREAD_MS, UPDATE_STATES, UPDATE_TONE } from './rule-model.ts';
import { becauseText, goalText, hoursText } from './update-words.ts';

const PER_PAGE = 100;

/** One rule of updates, and how far its devices are. */
export default function UpdateRuleScreen() {
  const { t } = useTranslation();
  const { ruleId = '' } = useParams();
  const rules = useQuery(api.updates.rules.queryOptions({ refetchInterval: REREAD_MS }));
  if (rules.data === undefined)
    return rules.isError ? <ErrorState error={rules.error} onRetry={() => void rules.refetch()} /> : <LoadingPage />;
  const rule = rules.data.find(({ id }) => id === ruleId);
  if (rule !== undefined) return <Loaded rule={rule} />;
  return (
    <EmptyState
      drawing={<NothingFoundDrawing />}
      title={t('updates.gone.title')}
      text={t('updates.gone.text')}
      action={
        <Button component={Link} to="/updates" variant="default">
          {t('updates.gone.action')}
        </Button>
      }
    />
  );
}

function Loaded({ rule }: { rule: UpdateRule }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [dialog, setDialog] = useState<'edit' | 'delete'>();
  const state = UPDATE_STATES.find((each) => each === params.get('state'));
  const search = params.get('search') ?? '';
  const page = Math.max(1, Number(params.get('page') ?? 1) || 1);
  const devices = useQuery({
    ...api.updates.devices.queryOptions({
      input: {
        ruleId: rule.id,
        offset: (page - 1) * PER_PAGE,
        limit: PER_PAGE,
        ...(state === undefined ? {} : { state }),
        ...(search === '' ? {} : { search }),
      },
    }),
    placeholderData: keepPreviousData,
    refetchInterval: REREAD_MS,
  });
  const change = (next: { state?: string | null; search?: string; page?: number }): void => {
    const to = new URLSearchParams(params);
    for (const [key, value] of Object.entries({ page: undefined, ...next }))
      if (value === undefined || value === null || value === '' || value === 1) to.delete(key);
      else to.set(key, String(value));
    setParams(to, { replace: true });
  };
  const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: api.updates.key() });
  const again = useMutation({
    mutationFn: () => engine.updates.again({ ruleId: rule.id }),
    onSuccess: async ({ devices: count }) => {
      tellDone(t('updates.againDone', { count }));
      await refresh();
    },
    onError: (error) => tellFailure(error),
  });
  const remove = useMutation({
    mutationFn: () => engine.updates.remove({ ruleId: rule.id }),
    onSuccess: async (was) => {
      void navigate('/updates');
      await refresh();
      notifyWithUndo(t('updates.deleted', { name: was.name }), async () => {
        await engine.updates.create(draftOfRule(was));
        await refresh();
      });
    },
  });

  return (
    <>
      <PageHeader
        title={rule.name}
        before={
          <Button
            component={Link}
            to="/updates"
            variant="subtle"
            color="gray"
            size="compact-md"
            aria-label={t('updates.back')}
          >
            <IconArrowLeft size={18} aria-hidden />
          </Button>
        }
        after={!rule.active && <StatusMark tone="none">{t('updates.inactive')}</StatusMark>}
      >
        <TextInput
          type="search"
          w={200}
          value={search}
          onChange={(event) => change({ search: event.currentTarget.value })}
          placeholder={t('updates.findDevice')}
          aria-label={t('updates.findDevice')}
        />
        <Select
          w={200}
          aria-label={t('updates.state')}
          placeholder={t('updates.allStates')}
          clearable
          data={UPDATE_STATES.map((value) => ({ value, label: t(`updates.states.${value}`) }))}
          value={state ?? null}
          onChange={(value) => change({ state: value })}
        />
        <RoleGate needs="administrator">
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
                {t('groups.more')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconRefresh size={16} aria-hidden />}
                disabled={(rule.counts.failed ?? 0) === 0}
                onClick={() => again.mutate()}
              >
                {t('updates.again')}
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} aria-hidden />}
                onClick={() => setDialog('delete')}
              >
                {t('updates.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setDialog('edit')}>
            {t('updates.edit')}
          </Button>
        </RoleGate>
      </PageHeader>
      <div className={classes.scroll}>
        <Text size="sm" my="sm">
          {[
            `${t(`updates.platforms.${rule.content.platform}`)}: ${goalText(rule.content, t)}`,
            t(`updates.actions.${rule.content.action}`),
            hoursText(rule.content, t, i18n.language),
            rule.groups
              .filter(({ mode }) => mode === 'include')
              .map(({ name }) => name)
              .join(', ') || t('updates.noGroups'),
          ].join(' · ')}
        </Text>
        <Devices query={devices} onOpen={(id) => void navigate(`/devices/${id}/updates`)} />
        {(devices.data?.total ?? 0) > PER_PAGE && (
          <Group justify="center" mt="md">
            <Pagination
              total={Math.ceil((devices.data?.total ?? 0) / PER_PAGE)}
              value={page}
              onChange={(value) => change({ page: value })}
            />
          </Group>
        )}
      </div>
      {dialog === 'edit' && (
        <RuleDialog rule={rule} onClose={() => setDialog(undefined)} onSaved={() => setDialog(undefined)} />
      )}
      {dialog === 'delete' && (
        <FormDialog
          title={t('updates.deleteTitle', { name: rule.name })}
          submit={t('updates.delete')}
          danger
          busy={remove.isPending}
          error={remove.error}
          onSubmit={() => remove.mutate()}
          onClose={() => setDialog(undefined)}
        >
          <Text size="sm">{t('updates.deleteText')}</Text>
        </FormDialog>
      )}
    </>
  );
}

function Devices(props: {
  query: { data: { rows: DeviceUpdate[] } | undefined; isError: boolean; error: unknown; refetch: () => unknown };
  onOpen: (deviceId: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const { data, isError, error, refetch } = props.query;
  if (data === undefined)
    return isError ? <ErrorState error={error} onRetry={() => void refetch()} /> : <LoadingPage />;
  if (data.rows.length === 0)
    return (
      <EmptyState
        drawing={<NothingFoundDrawing />}
        title={t('updates.noDevices.title')}
        text={t('updates.noDevices.text')}
      />
    );
  const mark = (state: UpdateState) => (
    <StatusMark tone={UPDATE_TONE[state]}>{t(`updates.states.${state}`)}</StatusMark>
  );
  return (
    <PlainTable<DeviceUpdate>
      label={t('updates.devices')}
      rows={data.rows}
      rowKey={({ deviceId }) => deviceId}
      onOpen={({ deviceId }) => props.onOpen(deviceId)}
      columns={[
        {
          id: 'name',
          header: t('devices.device'),
          cell: ({ deviceName, serialNumber }) => (
            <span>
              {deviceName ?? serialNumber ?? t('devices.device')}
              {deviceName !== null && serialNumber !== null && <span className={classes.about}>{serialNumber}</span>}
            </span>
          ),
        },
        { id: 'system', header: t('updates.system'), cell: ({ osVersion }) => osVersion ?? '–' },
        { id: 'target', header: t('updates.target'), cell: ({ version }) => version ?? '–' },
        {
          id: 'state',
          header: t('updates.state'),
          width: '36%',
          cell: ({ state, because }) => (
            <span>
              {mark(state)}
              {because !== null && <span className={classes.about}>{becauseText(because, t, i18n.language)}</span>}
            </span>
          ),
        },
        { id: 'since', header: t('updates.since'), cell: ({ since }) => <RelativeTime at={since} /> },
      ]}
    />
  );
}
