import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandLabel } from '../../shared/catalogue/command-facts.ts';
import type { CommandRow, DeviceDetail } from '../../shared/contract/index.ts';
import { CommandDrawer } from '../commands/CommandDrawer.tsx';
import { api } from '../live/client.ts';
import { CartDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { COMMAND_TONE } from '../parts/tones.ts';
import classes from './Device.module.css';

/** So many commands are shown; the newest first. */
const SHOWN = 200;

/** What the device was told and what it answered, live. */
export function CommandsTab({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<string>();
  const query = useQuery(api.commands.list.queryOptions({ input: { deviceId: device.id, limit: SHOWN } }));
  if (query.data === undefined) {
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    return (
      <div className={classes.sheet} style={{ padding: 20 }} aria-busy="true">
        <SkeletonLines count={10} />
      </div>
    );
  }
  if (query.data.rows.length === 0)
    return <EmptyState drawing={<CartDrawing />} title={t('commands.none.title')} text={t('commands.none.text')} />;
  return (
    <div className={classes.sheet}>
      <PlainTable<CommandRow>
        label={t('device.tabs.commands')}
        rows={query.data.rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => setOpened(id)}
        columns={[
          { id: 'command', header: t('commands.command'), width: '28%', cell: (row) => commandLabel(row.requestType) },
          {
            id: 'state',
            header: t('devices.columns.state'),
            width: 150,
            cell: (row) => <StatusMark tone={COMMAND_TONE[row.state]}>{t(`commands.states.${row.state}`)}</StatusMark>,
          },
          { id: 'error', header: t('commands.answer'), cell: (row) => row.errorSummary ?? '' },
          { id: 'by', header: t('commands.queuedBy'), width: 130, cell: (row) => row.queuedBy },
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
        ]}
      />
      <CommandDrawer commandId={opened} onClose={() => setOpened(undefined)} />
    </div>
  );
}
