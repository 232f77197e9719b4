import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import type { DeviceDetail, QueueFilter, QueueRow } from '../../shared/contract/index.ts';
import { actorName } from '../activity/event-words.ts';
import { CommandDrawer } from '../commands/CommandDrawer.tsx';
import { commandName } from '../commands/command-words.ts';
import { findingText } from '../commands/finding-text.ts';
import { CATEGORIES, commandChoices } from '../commands/menu-model.ts';
import { api } from '../live/client.ts';
import { CartDrawing, NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { COMMAND_TONE } from '../parts/tones.ts';
import classes from './Device.module.css';
import { addressOf } from './device-address.ts';

const PAGE = 100;
const STATES = ['queued', 'sent', 'not-now', 'acknowledged', 'error', 'format-error', 'expired', 'cancelled'] as const;

/** What the address asks for: `open`, `failed`, or one state; and one kind of command. */
function filterOf(state: string | null, type: string | null): QueueFilter {
  const one = STATES.find((each) => each === state);
  return {
    ...(state === 'open' ? { open: true } : {}),
    ...(state === 'failed' ? { failed: true } : {}),
    ...(one === undefined ? {} : { states: [one] }),
    ...(type === null ? {} : { requestTypes: [type] }),
  };
}

const isOpen = ({ state }: QueueRow): boolean => state === 'queued' || state === 'sent' || state === 'not-now';

/** From a command that waits to the reasons. */
function WhyLink({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <Tooltip label={t('diagnosis.title')}>
      <ActionIcon
        component={Link}
        to={addressOf(device, 'diagnosis', pathname)}
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('diagnosis.title')}
        onClick={(event) => event.stopPropagation()}
      >
        <IconStethoscope size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

/** What the device was told and what it answered, live. */
export function CommandsTab({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { search: query } = useLocation();
  const { item } = useParams();
  const [search, setSearch] = useSearchParams();
  const [state, type] = [search.get('state'), search.get('type')];
  const change = (name: string, value: string | null): void =>
    setSearch(
      (before) => {
        if (value === null || value === '') before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  const to = (commandId?: string): void =>
    void navigate(`/devices/${device.id}/commands${commandId === undefined ? '' : `/${commandId}`}${query}`);
  return (
    <div className={classes.sheet}>
      <div className={classes.bar}>
        <Select
          w={190}
          aria-label={t('commandLife.filter.state')}
          placeholder={t('commandLife.filter.allStates')}
          clearable
          value={state}
          onChange={(value) => change('state', value)}
          data={[
            { value: 'open', label: t('commandLife.filter.open') },
            { value: 'failed', label: t('commandLife.filter.failed') },
            ...STATES.filter((each) => each !== 'error').map((value) => ({
              value,
              label: t(`commands.states.${value}`),
            })),
          ]}
        />
        <TypeSelect value={type} onChange={(value) => change('type', value)} />
        <span />
      </div>
      <Commands device={device} filter={filterOf(state, type)} onOpen={to} onAll={() => setSearch({})} />
      <CommandDrawer commandId={item} onClose={() => to()} />
    </div>
  );
}

function TypeSelect({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const { t } = useTranslation();
  const choices = commandChoices([], t);
  return (
    <Select
      w={260}
      aria-label={t('commandLife.filter.type')}
      placeholder={t('commandLife.filter.allTypes')}
      searchable
      clearable
      value={value}
      onChange={onChange}
      data={CATEGORIES.map((category) => ({
        group: t(`commands.categories.${category}`),
        items: choices
          .filter((choice) => choice.category === category)
          .map(({ requestType, label }) => ({ value: requestType, label })),
      }))}
    />
  );
}

function Commands(props: {
  device: DeviceDetail;
  filter: QueueFilter;
  onOpen: (commandId: string) => void;
  onAll: () => void;
}) {
  const { t } = useTranslation();
  const { device, filter } = props;
  const query = useInfiniteQuery(
    api.commands.listAll.infiniteOptions({
      input: (after: string | undefined) => ({
        ...filter,
        deviceId: device.id,
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  );
  if (query.data === undefined) {
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    return (
      <div style={{ padding: 20 }} aria-busy="true">
        <SkeletonLines count={10} />
      </div>
    );
  }
  const rows = query.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) {
    if (Object.keys(filter).length === 0)
      return <EmptyState drawing={<CartDrawing />} title={t('commands.none.title')} text={t('commands.none.text')} />;
    return (
      <EmptyState
        drawing={<NothingFoundDrawing />}
        title={t('commandLife.filter.none.title')}
        text={t('commandLife.filter.none.text')}
        action={
          <Button variant="default" onClick={props.onAll}>
            {t('commandLife.filter.none.action')}
          </Button>
        }
      />
    );
  }
  return (
    <>
      <PlainTable<QueueRow>
        label={t('device.tabs.commands')}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => props.onOpen(id)}
        columns={[
          {
            id: 'command',
            header: t('commands.command'),
            width: '28%',
            cell: (row) => commandName(row.requestType, t),
          },
          {
            id: 'state',
            header: t('devices.columns.state'),
            width: 150,
            cell: (row) => <StatusMark tone={COMMAND_TONE[row.state]}>{t(`commands.states.${row.state}`)}</StatusMark>,
          },
          {
            id: 'error',
            header: t('commands.answer'),
            cell: (row) => findingText({ message: row.errorSummary ?? '' }, t),
          },
          { id: 'by', header: t('commands.queuedBy'), width: 130, cell: (row) => actorName(row.queuedBy, t) },
          {
            id: 'queued',
            header: t('commands.queuedAt'),
            width: 110,
            cell: (row) => <RelativeTime at={row.queuedAt} />,
          },
          {
            id: 'answered',
            header: t('commands.answeredAt'),
            width: 110,
            cell: (row) => <RelativeTime at={row.answeredAt} never="–" />,
          },
          {
            id: 'why',
            header: t('diagnosis.why'),
            width: 64,
            cell: (row) => row.answeredAt === null && isOpen(row) && <WhyLink device={device} />,
          },
        ]}
      />
      {query.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('commandLife.filter.more')}
          </Button>
        </div>
      )}
    </>
  );
}
