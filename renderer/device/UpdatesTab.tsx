import { Drawer, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { DeviceDetail, OsUpdate } from '../../shared/contract/index.ts';
import { bytes, percent } from '../format/quantity.ts';
import { minuteTime } from '../format/time.ts';
import { api } from '../live/client.ts';
import type { managedAppTexts } from '../locales/en/managed-apps.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import { REREAD_MS, UPDATE_TONE } from '../updates/rule-model.ts';
import { becauseText } from '../updates/update-words.ts';
import { reasonWord, statusTone, statusWord } from './apps/app-status.ts';
import { StatusHistory } from './apps/StatusHistory.tsx';
import { InventoryList } from './InventoryList.tsx';

/** Operating system updates the device could install, and how far those that were asked for have come. */
export function UpdatesTab({ device }: { device: DeviceDetail }) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const query = useQuery(api.devices.osUpdates.queryOptions({ input: { deviceId: device.id } }));
  const opened = query.data?.find(({ productKey }) => productKey === search.get('update'));
  const rule = useQuery(
    api.updates.devices.queryOptions({ input: { deviceId: device.id }, refetchInterval: REREAD_MS }),
  ).data?.rows[0];
  return (
    <>
      {rule !== undefined && (
        <Text size="sm" mb="sm">
          <Link to={`/updates/${rule.ruleId}`}>{t('updates.ofDevice', { name: rule.ruleName })}</Link>{' '}
          <StatusMark tone={UPDATE_TONE[rule.state]}>{t(`updates.states.${rule.state}`)}</StatusMark>{' '}
          <span style={{ color: 'var(--cw-text-soft)' }}>{becauseText(rule.because, t, i18n.language)}</span>
        </Text>
      )}
      <InventoryList
        device={device}
        label={t('device.tabs.updates')}
        reportedAt={device.reports.osUpdates}
        requestType="AvailableOSUpdates"
        query={query}
        rowKey={(update) => update.productKey}
        onOpen={({ productKey }) => setSearch({ update: productKey })}
        canOpen={({ progress }) => progress !== null}
        columns={[
          { id: 'name', header: t('device.update.name'), cell: (update) => <strong>{nameOf(update)}</strong> },
          {
            id: 'progress',
            header: t('managedApps.updates.progress'),
            width: 240,
            cell: (update) => <UpdateProgress update={update} />,
          },
          { id: 'version', header: t('device.update.version'), cell: (update) => update.version ?? '–' },
          { id: 'build', header: t('device.update.build'), cell: (update) => update.build ?? '–' },
          {
            id: 'critical',
            header: t('device.update.kind'),
            cell: (update) =>
              !update.available ? (
                <span style={{ color: 'var(--cw-text-soft)' }}>{t('managedApps.updates.notOffered')}</span>
              ) : update.critical === true ? (
                <StatusMark tone="needs">{t('device.update.critical')}</StatusMark>
              ) : (
                t('device.update.usual')
              ),
          },
          {
            id: 'restart',
            header: t('device.update.restart'),
            cell: ({ restartRequired }) =>
              restartRequired === null ? '–' : restartRequired ? t('common.yes') : t('common.no'),
          },
          {
            id: 'size',
            header: t('device.update.size'),
            numeric: true,
            cell: (update) => (update.downloadSize === null ? '–' : bytes(update.downloadSize, i18n.language)),
          },
        ]}
      />
      <Drawer
        opened={opened !== undefined}
        onClose={() => setSearch({})}
        position="right"
        size={420}
        title={opened === undefined ? '' : nameOf(opened)}
        styles={{ title: { fontWeight: 600, fontSize: 14 } }}
        transitionProps={{ duration: 120 }}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {opened?.progress != null && <StatusHistory deviceId={device.id} changes={opened.progress.history} />}
      </Drawer>
    </>
  );
}

const nameOf = (update: OsUpdate): string => update.name ?? update.version ?? update.productKey;

/** How far an update has come: its status, how much was downloaded, what it will do and when. */
export function UpdateProgress({ update: { progress } }: { update: Pick<OsUpdate, 'progress'> }) {
  const { t, i18n } = useTranslation();
  if (progress === null)
    return <span style={{ color: 'var(--cw-text-soft)' }}>{t('managedApps.updates.notAsked')}</span>;
  const { status, reason, downloaded, action, deferralsLeft, nextInstallAt } = progress;
  const share = downloaded === null ? undefined : percent(downloaded, i18n.language);
  const notes = [
    share === undefined ? undefined : t('managedApps.updates.downloaded', { percent: share }),
    action === null || action === 'Error'
      ? undefined
      : t(`managedApps.updates.actions.${action as keyof typeof managedAppTexts.updates.actions}`, {
          defaultValue: action,
        }),
    nextInstallAt === null
      ? undefined
      : t('managedApps.updates.next', { when: minuteTime(nextInstallAt, i18n.language) }),
    deferralsLeft === null ? undefined : t('managedApps.updates.deferrals', { count: deferralsLeft }),
    reason === null ? undefined : reasonWord(reason, t),
  ].filter((note) => note !== undefined);
  return (
    <>
      <StatusMark tone={statusTone(status)}>{statusWord(status, t)}</StatusMark>
      {downloaded !== null && downloaded < 1 && (
        <Progress value={downloaded * 100} size="sm" my={4} aria-label={t('managedApps.updates.progress')} />
      )}
      {notes.length > 0 && (
        <Text size="xs" c="dimmed">
          {notes.join(' · ')}
        </Text>
      )}
    </>
  );
}
