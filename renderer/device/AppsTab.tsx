import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconInfoCircle, IconSearch, IconTicket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { DeviceDetail, InstalledApp, ManagedApp } from '../../shared/contract/index.ts';
import { bytes } from '../format/quantity.ts';
import { api } from '../live/client.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import { AboutApps } from './apps/AboutApps.tsx';
import { reasonWord, statusTone, statusWord } from './apps/app-status.ts';
import { BooksList } from './apps/BooksList.tsx';
import { ManagedAppDrawer } from './apps/ManagedAppDrawer.tsx';
import { RedemptionCodes } from './apps/RedemptionCodes.tsx';
import { InventoryList } from './InventoryList.tsx';

/** An app that is installed, managed, or both. */
interface AppRow {
  readonly identifier: string;
  readonly installed: InstalledApp | undefined;
  readonly managed: ManagedApp | undefined;
}

/** Installed and managed apps, found by typing, and books; what stands open is part of the address. */
export function AppsTab({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const books = search.get('show') === 'books';
  const put = (name: string, value: string | null): void =>
    setSearch(
      (before) => {
        if (value === null) before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: name === 'show' },
    );
  const [typed, setTyped] = useState('');
  const show = (
    <SegmentedControl
      size="xs"
      aria-label={t('managedApps.show.label')}
      value={books ? 'books' : 'apps'}
      onChange={(value) => put('show', value === 'books' ? 'books' : null)}
      data={[
        { value: 'apps', label: t('managedApps.show.apps') },
        { value: 'books', label: t('managedApps.show.books') },
      ]}
    />
  );
  const help = (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconTicket size={15} aria-hidden />}
        onClick={() => put('open', 'codes')}
      >
        {t('managedApps.codes.open')}
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconInfoCircle size={15} aria-hidden />}
        onClick={() => put('open', 'about')}
      >
        {t('managedApps.advice.open')}
      </Button>
    </>
  );
  const find = (
    <TextInput
      type="search"
      w={220}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      placeholder={t('device.searchApps')}
      aria-label={t('device.searchApps')}
      leftSection={<IconSearch size={16} aria-hidden />}
    />
  );
  return (
    <>
      {books ? (
        <BooksList
          device={device}
          bar={
            <>
              {show}
              {help}
            </>
          }
        />
      ) : (
        <Apps
          device={device}
          typed={typed}
          opened={search.get('app')}
          onOpen={(identifier) => put('app', identifier)}
          bar={
            <>
              {show}
              {find}
              {help}
            </>
          }
        />
      )}
      <AboutApps opened={search.get('open') === 'about'} onClose={() => put('open', null)} />
      <RedemptionCodes opened={search.get('open') === 'codes'} onClose={() => put('open', null)} />
    </>
  );
}

function Apps(props: {
  device: DeviceDetail;
  typed: string;
  opened: string | null;
  onOpen: (identifier: string | null) => void;
  bar: React.ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const { device, opened, onOpen } = props;
  const input = { deviceId: device.id };
  const installed = useQuery(api.devices.apps.queryOptions({ input }));
  const managed = useQuery(api.devices.managedApps.queryOptions({ input }));
  const rows = useMemo(() => together(installed.data, managed.data), [installed.data, managed.data]);
  const words = props.typed.trim().toLowerCase();
  const size = (count: number | null | undefined): string =>
    count === null || count === undefined ? '–' : bytes(count, i18n.language);
  return (
    <>
      <InventoryList
        device={device}
        label={t('device.tabs.apps')}
        reportedAt={device.reports.apps}
        requestType="InstalledApplicationList"
        query={{ data: rows, isError: installed.isError, error: installed.error, refetch: installed.refetch }}
        rowKey={({ identifier, installed: app }) => `${identifier} ${app?.version ?? ''}`}
        filter={(row) => `${nameOf(row)} ${row.identifier}`.toLowerCase().includes(words)}
        bar={props.bar}
        onOpen={(row) => onOpen(row.identifier)}
        canOpen={(row) => row.managed !== undefined}
        columns={[
          { id: 'name', header: t('device.app.name'), cell: (row) => <strong>{nameOf(row)}</strong> },
          {
            id: 'status',
            header: t('managedApps.status'),
            cell: ({ managed: app, installed: there }) =>
              app === undefined ? (
                <span style={{ color: 'var(--cw-text-soft)' }}>
                  {there?.managed === true ? t('device.app.managed') : t('managedApps.own')}
                </span>
              ) : (
                <StatusMark
                  tone={statusTone(app.status)}
                  {...(app.reason === null ? {} : { title: reasonWord(app.reason, t) })}
                >
                  {statusWord(app.status, t)}
                </StatusMark>
              ),
          },
          {
            id: 'identifier',
            header: t('device.app.identifier'),
            cell: (row) => <span className="mono">{row.identifier}</span>,
          },
          {
            id: 'version',
            header: t('device.app.version'),
            cell: ({ installed: app }) =>
              app === undefined ? t('managedApps.notInstalled') : (app.shortVersion ?? app.version),
          },
          {
            id: 'size',
            header: t('device.app.size'),
            numeric: true,
            cell: ({ installed: app }) => size(app?.bundleSize),
          },
          {
            id: 'data',
            header: t('device.app.data'),
            numeric: true,
            cell: ({ installed: app }) => size(app?.dynamicSize),
          },
        ]}
      />
      <ManagedAppDrawer
        device={device}
        app={managed.data?.find(({ identifier }) => identifier === opened)}
        onClose={() => onOpen(null)}
      />
    </>
  );
}

const nameOf = ({ identifier, installed, managed }: AppRow): string => installed?.name ?? managed?.name ?? identifier;

/** Managed apps that are not installed come first: they are on their way, or somebody said no. */
function together(
  installed: readonly InstalledApp[] | undefined,
  managed: readonly ManagedApp[] | undefined,
): AppRow[] | undefined {
  if (installed === undefined) return undefined;
  const byIdentifier = new Map((managed ?? []).map((app) => [app.identifier, app]));
  const there = new Set(installed.map(({ identifier }) => identifier));
  const coming = [...byIdentifier.values()]
    .filter(({ identifier }) => !there.has(identifier))
    .map((app): AppRow => ({ identifier: app.identifier, installed: undefined, managed: app }));
  return [
    ...coming,
    ...installed.map((app) => ({
      identifier: app.identifier,
      installed: app,
      managed: byIdentifier.get(app.identifier),
    })),
  ];
}
