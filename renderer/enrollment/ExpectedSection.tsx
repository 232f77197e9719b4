import { Button, Menu, Pagination, SegmentedControl, Select } from '@mantine/core';
import {
  IconDots,
  IconDownload,
  IconFileImport,
  IconListCheck,
  IconPlus,
  IconPrinter,
  IconTrash,
} from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { ExpectedDevice } from '../../shared/contract/index.ts';
import { number } from '../format/quantity.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { csvFile } from '../parts/csv-file.ts';
import { CartDrawing, NothingFoundDrawing } from '../parts/Drawings.tsx';
import { download } from '../parts/download.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { notifyWithUndo } from '../parts/undo.tsx';
import { ChooseProfile } from './automated/ChooseProfile.tsx';
import classes from './Enrollment.module.css';
import { ExpectDevice } from './ExpectDevice.tsx';
import { listsToRestore } from './expected-csv.ts';
import { ImportExpected } from './ImportExpected.tsx';
import { MakeHandouts } from './MakeHandouts.tsx';
import { ListRegion, SearchField, Toolbar } from './Toolbar.tsx';

const PER_PAGE = 100;
const PER_READ = 1000;
const STATES = ['all', 'missing', 'arrived'] as const;

function useFilter() {
  const [address, setAddress] = useSearchParams();
  const change = (part: Record<string, string>): void =>
    setAddress(
      (before) => {
        const next = new URLSearchParams({ ...Object.fromEntries(before), ...part });
        // Another search begins at its first page.
        if (!('page' in part)) next.delete('page');
        for (const [name, value] of [...next]) if (value === '' || value === 'all') next.delete(name);
        return next;
      },
      { replace: true },
    );
  return {
    search: address.get('search') ?? '',
    state: STATES.find((each) => each === address.get('state')) ?? 'all',
    invitation: address.get('invitation') ?? '',
    page: Math.max(1, Number.parseInt(address.get('page') ?? '1', 10) || 1),
    change,
  };
}

/** The serial numbers that are expected, and which of them have come. */
export function ExpectedSection() {
  const { t, i18n } = useTranslation();
  const { search, state, invitation, page, change } = useFilter();
  const [picked, setPicked] = useState<ReadonlyMap<string, ExpectedDevice>>(new Map());
  const [dialog, setDialog] = useState<'import' | 'handouts' | 'profile' | { expect: ExpectedDevice | null }>();
  const invitations = useQuery(api.enrollment.list.queryOptions()).data ?? [];
  const filter = {
    state,
    ...(search === '' ? {} : { search }),
    ...(invitation === '' ? {} : { invitationId: invitation }),
  };
  const query = useQuery({
    ...api.enrollment.expected.queryOptions({
      input: { ...filter, offset: (page - 1) * PER_PAGE, limit: PER_PAGE },
    }),
    placeholderData: keepPreviousData,
  });
  const remove = useMutation({
    mutationFn: (devices: readonly ExpectedDevice[]) =>
      engine.enrollment.removeExpected({ ids: devices.map(({ id }) => id) }),
    onSuccess(_removed, devices) {
      setPicked(new Map());
      notifyWithUndo(t('expected.removed', { count: devices.length }), async () => {
        for (const list of listsToRestore(devices)) await engine.enrollment.importExpected(list);
      });
    },
    onError: (error) => tellFailure(error),
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.enrollment.expected.key() }),
  });
  const save = useMutation({
    async mutationFn() {
      const rows: ExpectedDevice[] = [];
      for (;;) {
        const part = await engine.enrollment.expected({ ...filter, offset: rows.length, limit: PER_READ });
        rows.push(...part.rows);
        if (part.rows.length < PER_READ) break;
      }
      const names = new Map(invitations.map(({ id, name }) => [id, name]));
      const lines = rows.map(({ serialNumber, name, person, profile, invitationId, arrivedAt }) => [
        serialNumber,
        name,
        person,
        profile?.name ?? null,
        invitationId === null ? null : (names.get(invitationId) ?? invitationId),
        arrivedAt === null ? null : new Date(arrivedAt).toISOString(),
      ]);
      const heading = ['serial', 'name', 'person', 'profile', 'invitation', 'arrived'];
      download('expected-devices.csv', csvFile([heading, ...lines]), 'text/csv');
    },
    onError: (error) => tellFailure(error),
  });
  if (query.data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  const { rows, total, arrived, missing } = query.data;
  const counts = { all: total, arrived, missing };
  const shown = counts[state];
  const filtered = search !== '' || invitation !== '';
  const names = new Map(invitations.map(({ id, name }) => [id, name]));
  const chosen = [...picked.values()];
  const actions =
    chosen.length > 0 ? (
      <RoleGate needs="administrator">
        <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => setDialog('handouts')}>
          {t('expected.handouts', { count: chosen.length })}
        </Button>
        <Button
          variant="default"
          leftSection={<IconListCheck size={16} aria-hidden />}
          onClick={() => setDialog('profile')}
        >
          {t('automated.choose.action')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          loading={remove.isPending}
          onClick={() => remove.mutate(chosen)}
        >
          {t('expected.remove', { count: chosen.length })}
        </Button>
        <Button variant="default" onClick={() => setPicked(new Map())}>
          {t('enrollment.clearChoice')}
        </Button>
      </RoleGate>
    ) : (
      <>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={shown === 0}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('expected.export')}
        </Button>
        <RoleGate needs="administrator">
          <Button
            variant="default"
            leftSection={<IconFileImport size={16} aria-hidden />}
            onClick={() => setDialog('import')}
          >
            {t('expected.importShort')}
          </Button>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDialog({ expect: null })}>
            {t('expected.add')}
          </Button>
        </RoleGate>
      </>
    );
  return (
    <div className={classes.column}>
      <Toolbar actions={actions}>
        <SearchField label={t('expected.search')} value={search} onChange={(next) => change({ search: next })} />
        <SegmentedControl
          size="xs"
          aria-label={t('expected.state')}
          value={state}
          onChange={(next) => change({ state: next })}
          data={STATES.map((each) => ({
            value: each,
            label: `${t(`expected.states.${each}`)} ${number(counts[each], i18n.language)}`,
          }))}
        />
        {invitations.length > 0 && (
          <Select
            w={180}
            aria-label={t('admission.invitation')}
            placeholder={t('expected.anyInvitation')}
            clearable
            clearButtonProps={{ 'aria-label': t('expected.anyInvitation') }}
            value={invitation === '' ? null : invitation}
            onChange={(next) => change({ invitation: next ?? '' })}
            data={invitations.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Toolbar>
      <ListRegion label={t('enrollment.sections.expected')} busy={query.isPlaceholderData}>
        {rows.length === 0 ? (
          filtered || state !== 'all' ? (
            <EmptyState
              drawing={<NothingFoundDrawing />}
              title={t('expected.noneFound.title')}
              text={t('expected.noneFound.text')}
            />
          ) : (
            <EmptyState drawing={<CartDrawing />} title={t('expected.none.title')} text={t('expected.none.text')} />
          )
        ) : (
          <PlainTable<ExpectedDevice>
            label={t('enrollment.sections.expected')}
            rows={rows}
            rowKey={({ id }) => id}
            selection={{
              chosen: new Set(picked.keys()),
              onChange: (keys) => {
                const known = new Map([...picked, ...rows.map((row) => [row.id, row] as const)]);
                const onThisPage = new Set(rows.map(({ id }) => id));
                setPicked(
                  new Map([...known].filter(([id]) => keys.has(id) || (picked.has(id) && !onThisPage.has(id)))),
                );
              },
              nameOf: (row) => row.name ?? row.serialNumber,
            }}
            columns={[
              {
                id: 'serial',
                header: t('expected.serial'),
                cell: (row) => <span className="mono">{row.serialNumber}</span>,
              },
              { id: 'name', header: t('expected.name'), cell: (row) => row.name ?? '–' },
              { id: 'person', header: t('expected.person'), cell: (row) => row.person ?? '–' },
              {
                id: 'invitation',
                header: t('expected.for'),
                cell: (row) =>
                  row.invitationId === null ? (
                    t('expected.forAll')
                  ) : (
                    <Link to={`/enrollment/invitations/${row.invitationId}`}>
                      {names.get(row.invitationId) ?? t('common.unknown')}
                    </Link>
                  ),
              },
              {
                id: 'profile',
                header: t('expected.fields.profile'),
                cell: (row) =>
                  row.profile === null ? (
                    '–'
                  ) : (
                    <Link to={`/enrollment/automated/${row.profile.id}`}>{row.profile.name}</Link>
                  ),
              },
              { id: 'state', header: t('expected.state'), cell: (row) => <Arrival row={row} /> },
              { id: 'added', header: t('expected.added'), cell: (row) => <RelativeTime at={row.addedAt} /> },
              {
                id: 'actions',
                header: t('expected.actions'),
                width: 70,
                cell: (row) => (
                  <RoleGate needs="administrator">
                    <Menu position="bottom-end">
                      <Menu.Target>
                        <Button
                          size="compact-xs"
                          h={18}
                          variant="subtle"
                          color="gray"
                          aria-label={t('expected.actionsOf', { name: row.name ?? row.serialNumber })}
                        >
                          <IconDots size={16} aria-hidden />
                        </Button>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item onClick={() => setDialog({ expect: row })}>{t('expected.edit')}</Menu.Item>
                        <Menu.Item onClick={() => remove.mutate([row])}>{t('expected.remove', { count: 1 })}</Menu.Item>
                      </Menu.Dropdown>
                    </Menu>
                  </RoleGate>
                ),
              },
            ]}
          />
        )}
      </ListRegion>
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
      {dialog === 'import' && <ImportExpected invitations={invitations} onClose={() => setDialog(undefined)} />}
      {dialog === 'handouts' && (
        <MakeHandouts
          first={chosen.map(({ person, name, serialNumber }) => person ?? name ?? serialNumber)}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'profile' && (
        <ChooseProfile
          serialNumbers={[...new Set(chosen.map(({ serialNumber }) => serialNumber))]}
          onClose={() => setDialog(undefined)}
          onDone={() => {
            setPicked(new Map());
            setDialog(undefined);
          }}
        />
      )}
      {typeof dialog === 'object' && (
        <ExpectDevice
          device={dialog.expect}
          invitations={invitations}
          first={invitation === '' ? null : invitation}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  );
}

function Arrival({ row }: { row: ExpectedDevice }) {
  const { t } = useTranslation();
  if (row.deviceId === null) return <StatusMark tone="waits">{t('expected.missing')}</StatusMark>;
  return (
    <StatusMark tone="done">
      <Link to={`/devices/${row.deviceId}`}>{t('expected.arrived')}</Link> <RelativeTime at={row.arrivedAt} />
    </StatusMark>
  );
}
