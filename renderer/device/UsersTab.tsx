import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import type { DeviceAccount, DeviceDetail, DeviceUser } from '../../shared/contract/index.ts';
import { bytes } from '../format/quantity.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { MANAGEMENT_TONE, PUSH_TONE } from '../parts/tones.ts';
import { AskDevice, NothingReported } from './AskDevice.tsx';
import classes from './Device.module.css';
import { addressOf, FOR_USER } from './device-address.ts';
import { ExtensionsCard } from './ExtensionsCard.tsx';

/** Who uses the device: the accounts it told of, and the people managed on it through a channel of their own. */
export function UsersTab({ device }: { device: DeviceDetail }) {
  const { t, i18n } = useTranslation();
  const query = useQuery(api.devices.knowledge.queryOptions({ input: { deviceId: device.id } }));
  if (query.data === undefined)
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <div className={classes.sheet} style={{ padding: 20 }} aria-busy="true">
        <SkeletonLines count={8} />
      </div>
    );
  const { accounts, reports } = query.data;
  const at = reports.accounts;
  if (accounts.length === 0 && device.users.length === 0)
    return <NothingReported device={device} requestType="UserList" reportedAt={at} />;
  const yes = (value: boolean | null): string => (value === null ? '–' : value ? t('common.yes') : t('common.no'));
  return (
    <div className={classes.stack}>
      <Card title={t('devicePage.users.accounts')} aside={at !== null && <RelativeTime at={at} />} flush>
        {accounts.length === 0 ? (
          <div style={{ padding: 16 }}>
            <AskDevice device={device} requestType="UserList" />
          </div>
        ) : (
          <PlainTable<DeviceAccount>
            label={t('devicePage.users.accounts')}
            rows={accounts}
            rowKey={({ guid, name }) => guid ?? name}
            columns={[
              { id: 'name', header: t('devicePage.users.name'), cell: ({ name }) => <strong>{name}</strong> },
              { id: 'fullName', header: t('devicePage.users.fullName'), cell: ({ fullName }) => fullName ?? '–' },
              { id: 'signedIn', header: t('devicePage.users.signedIn'), cell: ({ signedIn }) => yes(signedIn) },
              { id: 'token', header: t('devicePage.users.secureToken'), cell: ({ secureToken }) => yes(secureToken) },
              {
                id: 'data',
                header: t('device.app.data'),
                numeric: true,
                cell: ({ dataUsed }) => (dataUsed === null ? '–' : bytes(dataUsed, i18n.language)),
              },
            ]}
          />
        )}
      </Card>
      {device.users.length > 0 && <Channels device={device} />}
      {device.platform === 'macOS' &&
        device.users.map((user) => <ExtensionsCard key={user.enrollmentId} user={user} />)}
    </div>
  );
}

/** People with a channel of their own: they get profiles and commands beside the device's. */
function Channels({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const rows = device.users;
  return (
    <Card title={t('devicePage.users.channels')} flush>
      <PlainTable<DeviceUser>
        label={t('devicePage.users.channels')}
        rows={rows}
        rowKey={({ enrollmentId }) => enrollmentId}
        columns={[
          {
            id: 'name',
            header: t('devicePage.users.name'),
            cell: ({ shortName, longName, userId }) => (
              <>
                <strong>{shortName ?? longName ?? userId ?? '–'}</strong>
                {longName !== null && longName !== shortName && <div>{longName}</div>}
              </>
            ),
          },
          {
            id: 'state',
            header: t('devices.columns.state'),
            cell: ({ state }) => <StatusMark tone={MANAGEMENT_TONE[state]}>{t(`devices.state.${state}`)}</StatusMark>,
          },
          {
            id: 'push',
            header: t('devices.push'),
            cell: ({ pushState }) => (
              <StatusMark tone={PUSH_TONE[pushState]}>{t(`devices.pushState.${pushState}`)}</StatusMark>
            ),
          },
          {
            id: 'console',
            header: t('devicePage.users.signedIn'),
            cell: ({ onConsole }) => (onConsole === null ? '–' : onConsole ? t('common.yes') : t('common.no')),
          },
          {
            id: 'last',
            header: t('devices.columns.lastSeen'),
            cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} />,
          },
          {
            id: 'queue',
            header: t('devices.columns.openCommands'),
            numeric: true,
            cell: ({ openCommands }) => openCommands,
          },
          {
            id: 'send',
            header: t('devicePage.users.command'),
            cell: ({ enrollmentId, shortName, longName, state }) =>
              state !== 'enrolled' ? null : (
                <RoleGate needs="administrator">
                  <Button
                    variant="subtle"
                    size="compact-xs"
                    aria-label={t('devicePage.users.sendTo', { user: shortName ?? longName ?? '–' })}
                    onClick={() =>
                      void navigate(`${addressOf(device, 'any-command', pathname)}&${FOR_USER}=${enrollmentId}`)
                    }
                  >
                    {t('devicePage.users.send')}
                  </Button>
                </RoleGate>
              ),
          },
        ]}
      />
    </Card>
  );
}
