import { Button, Pagination, SegmentedControl } from '@mantine/core';
import { IconListCheck, IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { AssignedDevice, AutomatedProfile } from '../../../shared/contract/index.ts';
import { number } from '../../format/quantity.ts';
import { api, engine, queryClient } from '../../live/client.ts';
import { Card } from '../../parts/Card.tsx';
import { CartDrawing, NothingFoundDrawing } from '../../parts/Drawings.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ErrorState } from '../../parts/ErrorState.tsx';
import { SkeletonLines } from '../../parts/LoadingPage.tsx';
import { tellFailure } from '../../parts/notify.ts';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { RelativeTime } from '../../parts/RelativeTime.tsx';
import { RoleGate } from '../../parts/RoleGate.tsx';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { notifyWithUndo } from '../../parts/undo.tsx';
import classes from '../Enrollment.module.css';
import { SearchField, Toolbar } from '../Toolbar.tsx';
import { AssignDialog } from './AssignDialog.tsx';

const PER_PAGE = 100;
const STATES = ['all', 'missing', 'arrived'] as const;

/** The serial numbers on a profile's list, and which of them have come. */
export function AssignedDevices({ profile }: { profile: AutomatedProfile }) {
  const { t, i18n } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [assigning, setAssigning] = useState(false);
  const search = address.get('search') ?? '';
  const state = STATES.find((each) => each === address.get('state')) ?? 'all';
  const page = Math.max(1, Number.parseInt(address.get('page') ?? '1', 10) || 1);
  const change = (part: Record<string, string>): void =>
    setAddress(
      (before) => {
        const next = new URLSearchParams({ ...Object.fromEntries(before), ...part });
        if (!('page' in part)) next.delete('page');
        for (const [name, value] of [...next]) if (value === '' || value === 'all') next.delete(name);
        return next;
      },
      { replace: true },
    );
  const query = useQuery({
    ...api.enrollment.automatedDevices.queryOptions({
      input: {
        profileId: profile.id,
        state,
        offset: (page - 1) * PER_PAGE,
        limit: PER_PAGE,
        ...(search === '' ? {} : { search }),
      },
    }),
    placeholderData: keepPreviousData,
  });
  const remove = useMutation({
    mutationFn: (serialNumbers: string[]) => engine.enrollment.unassignAutomated({ serialNumbers }),
    onSuccess({ removed }, serialNumbers) {
      setPicked(new Set());
      notifyWithUndo(t('automated.devices.removed', { count: removed }), async () => {
        await engine.enrollment.assignAutomated({ profileId: profile.id, csv: serialNumbers.join('\n') });
        await queryClient.invalidateQueries({ queryKey: api.enrollment.key() });
      });
    },
    onError: (error) => tellFailure(error),
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.enrollment.key() }),
  });
  const { data } = query;
  const counts = { all: data?.total ?? 0, arrived: data?.arrived ?? 0, missing: data?.missing ?? 0 };
  const shown = counts[state];
  const filtered = search !== '' || state !== 'all';
  return (
    <Card title={t('automated.devices.title')} flush>
      <Toolbar
        actions={
          <RoleGate needs="administrator">
            {picked.size > 0 ? (
              <Button
                variant="default"
                leftSection={<IconTrash size={16} aria-hidden />}
                loading={remove.isPending}
                onClick={() => remove.mutate([...picked])}
              >
                {t('automated.devices.unassign', { count: picked.size })}
              </Button>
            ) : (
              <Button leftSection={<IconListCheck size={16} aria-hidden />} onClick={() => setAssigning(true)}>
                {t('automated.devices.assign')}
              </Button>
            )}
          </RoleGate>
        }
      >
        <SearchField
          label={t('automated.devices.search')}
          value={search}
          onChange={(next) => change({ search: next })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('automated.devices.state')}
          value={state}
          onChange={(next) => change({ state: next })}
          data={STATES.map((each) => ({
            value: each,
            label: `${t(`automated.devices.states.${each}`)} ${number(counts[each], i18n.language)}`,
          }))}
        />
      </Toolbar>
      {data === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonLines count={4} />
        )
      ) : data.rows.length === 0 ? (
        filtered ? (
          <EmptyState
            drawing={<NothingFoundDrawing />}
            title={t('automated.devices.noneFound.title')}
            text={t('automated.devices.noneFound.text')}
          />
        ) : (
          <EmptyState
            drawing={<CartDrawing />}
            title={t(`automated.devices.${profile.takes === 'any' ? 'noneAny' : 'none'}.title`)}
            text={t(`automated.devices.${profile.takes === 'any' ? 'noneAny' : 'none'}.text`)}
          />
        )
      ) : (
        <PlainTable<AssignedDevice>
          label={t('automated.devices.title')}
          rows={data.rows}
          rowKey={({ serialNumber }) => serialNumber}
          selection={{ chosen: picked, onChange: setPicked, nameOf: (row) => row.name ?? row.serialNumber }}
          columns={[
            {
              id: 'serial',
              header: t('automated.devices.serial'),
              cell: (row) => <span className="mono">{row.serialNumber}</span>,
            },
            { id: 'name', header: t('automated.devices.name'), cell: (row) => row.deviceName ?? row.name ?? '–' },
            { id: 'person', header: t('automated.devices.person'), cell: (row) => row.person ?? '–' },
            { id: 'state', header: t('automated.devices.state'), cell: (row) => <Arrival row={row} /> },
            {
              id: 'since',
              header: t('automated.devices.since'),
              cell: (row) => <RelativeTime at={row.assignedAt} />,
            },
          ]}
        />
      )}
      {shown > PER_PAGE && (
        <div className={classes.pages}>
          <Pagination
            size="sm"
            total={Math.ceil(shown / PER_PAGE)}
            value={page}
            onChange={(next) => change({ page: String(next) })}
            getControlProps={(control) => ({ 'aria-label': t(`expected.pages.${control}`) })}
            getItemProps={(item) => ({ 'aria-label': t('expected.pages.number', { page: item }) })}
          />
        </div>
      )}
      {assigning && <AssignDialog profile={profile} onClose={() => setAssigning(false)} />}
    </Card>
  );
}

function Arrival({ row }: { row: AssignedDevice }) {
  const { t } = useTranslation();
  if (row.deviceId === null) return <StatusMark tone="waits">{t('automated.devices.missing')}</StatusMark>;
  return (
    <StatusMark tone="done">
      <Link to={`/devices/${row.deviceId}`}>
        {t(row.byProfile ? 'automated.devices.arrived' : 'automated.devices.otherWay')}
      </Link>{' '}
      <RelativeTime at={row.arrivedAt} />
    </StatusMark>
  );
}
