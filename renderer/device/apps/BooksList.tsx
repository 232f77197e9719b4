import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../../shared/contract/index.ts';
import { api } from '../../live/client.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { InventoryList } from '../InventoryList.tsx';
import { reasonWord, statusTone, statusWord } from './app-status.ts';
import { StatusHistory } from './StatusHistory.tsx';

/** Books this server installed. */
export function BooksList({ device, bar }: { device: DeviceDetail; bar: ReactNode }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<string>();
  const query = useQuery(api.devices.media.queryOptions({ input: { deviceId: device.id } }));
  const book = query.data?.find(({ key }) => key === opened);
  return (
    <>
      <InventoryList
        device={device}
        label={t('managedApps.show.books')}
        reportedAt={device.reports.media}
        requestType="ManagedMediaList"
        query={query}
        rowKey={(row) => row.key}
        bar={bar}
        onOpen={(row) => setOpened(row.key)}
        columns={[
          { id: 'title', header: t('managedApps.books.title'), cell: (row) => <strong>{row.title ?? row.key}</strong> },
          { id: 'author', header: t('managedApps.books.author'), cell: (row) => row.author ?? '–' },
          { id: 'kind', header: t('managedApps.books.kind'), cell: (row) => row.kind ?? '–' },
          { id: 'version', header: t('managedApps.books.version'), cell: (row) => row.version ?? '–' },
          {
            id: 'status',
            header: t('managedApps.books.status'),
            cell: ({ status, reason }) => (
              <StatusMark tone={statusTone(status)} {...(reason === null ? {} : { title: reasonWord(reason, t) })}>
                {statusWord(status, t)}
              </StatusMark>
            ),
          },
        ]}
      />
      <Drawer
        opened={book !== undefined}
        onClose={() => setOpened(undefined)}
        position="right"
        size={420}
        title={book?.title ?? book?.key}
        styles={{ title: { fontWeight: 600, fontSize: 14 } }}
        transitionProps={{ duration: 120 }}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {book !== undefined && <StatusHistory deviceId={device.id} changes={book.history} />}
      </Drawer>
    </>
  );
}
