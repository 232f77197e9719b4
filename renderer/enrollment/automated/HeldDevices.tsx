import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HeldDevice } from '../../../shared/contract/index.ts';
import { api, engine, queryClient } from '../../live/client.ts';
import { Card } from '../../parts/Card.tsx';
import { tellDone, tellFailure } from '../../parts/notify.ts';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { RelativeTime } from '../../parts/RelativeTime.tsx';
import { RoleGate } from '../../parts/RoleGate.tsx';
import { StatusMark } from '../../parts/StatusMark.tsx';
import classes from '../Enrollment.module.css';

/** Devices that wait in Setup Assistant: for what, until when, and a way to let them go on. Nothing while none waits. */
export function HeldDevices({ profileId }: { profileId?: string }) {
  const { t } = useTranslation();
  const all = useQuery(api.enrollment.held.queryOptions()).data ?? [];
  const rows = profileId === undefined ? all : all.filter((row) => row.profileId === profileId);
  const release = useMutation({
    mutationFn: (deviceIds: string[]) => engine.enrollment.release({ deviceIds }),
    onSuccess: ({ released }) => tellDone(t('automated.held.released', { count: released })),
    onError: (error) => tellFailure(error),
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.enrollment.key() }),
  });
  if (rows.length === 0) return null;
  return (
    <Card title={t('automated.held.title', { count: rows.length })} flush>
      <PlainTable<HeldDevice>
        label={t('automated.held.title', { count: rows.length })}
        rows={rows}
        rowKey={({ enrollmentId }) => enrollmentId}
        columns={[
          {
            id: 'device',
            header: t('automated.held.device'),
            width: 220,
            cell: (row) => (
              <>
                <Link to={`/devices/${row.deviceId}`}>{nameOf(row, t('common.unknown'))}</Link>
                <span className={classes.under}>
                  {[row.modelName, row.serialNumber].filter((each) => each !== null).join(' · ')}
                </span>
              </>
            ),
          },
          ...(profileId !== undefined
            ? []
            : [
                {
                  id: 'profile',
                  header: t('automated.held.profile'),
                  cell: (row: HeldDevice) =>
                    row.profileId === null ? (
                      t('automated.held.noProfile')
                    ) : (
                      <Link to={`/enrollment/automated/${row.profileId}`}>{row.profileName}</Link>
                    ),
                },
              ]),
          { id: 'missing', header: t('automated.held.missing'), cell: (row) => <Missing row={row} /> },
          { id: 'by', header: t('automated.held.by'), cell: (row) => <RelativeTime at={row.releaseBy} /> },
          {
            id: 'release',
            header: t('automated.held.release'),
            headerHidden: true,
            width: 150,
            cell: (row) => (
              <RoleGate needs="administrator">
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={row.releasing}
                  aria-label={t('automated.held.releaseOf', { name: nameOf(row, t('common.unknown')) })}
                  title={t('automated.held.whatever')}
                  onClick={() => release.mutate([row.deviceId])}
                >
                  {t('automated.held.release')}
                </Button>
              </RoleGate>
            ),
          },
        ]}
      />
    </Card>
  );
}

function Missing({ row }: { row: HeldDevice }) {
  const { t } = useTranslation();
  if (row.releasing || row.missing.length === 0)
    return <StatusMark tone="way">{t('automated.held.releasing')}</StatusMark>;
  const words = row.missing.map(({ kind, name, count }) =>
    kind === 'command' ? t('automated.held.kinds.command', { count }) : t(`automated.held.kinds.${kind}`, { name }),
  );
  return <StatusMark tone="waits">{words.join(', ')}</StatusMark>;
}

const nameOf = ({ deviceName, serialNumber }: HeldDevice, unknown: string): string =>
  deviceName ?? serialNumber ?? unknown;
