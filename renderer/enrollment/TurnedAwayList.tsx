import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Invitation } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Enrollment.module.css';
import { ExpectDevice } from './ExpectDevice.tsx';
import { type TurnedAway, turnedAwayOf } from './enrollment-progress.ts';

const READ = 100;
const SHOWN = 8;

/** Devices that asked to enroll and were refused lately: why, and what to do. */
export function TurnedAwayList({ invitations }: { invitations: readonly Invitation[] }) {
  const { t } = useTranslation();
  const [expecting, setExpecting] = useState<TurnedAway>();
  const events = useQuery(api.events.list.queryOptions({ input: { type: 'enrollment.refused', limit: READ } })).data;
  const rows = turnedAwayOf(events?.rows ?? []).slice(0, SHOWN);
  if (rows.length === 0) return null;
  const names = new Map(invitations.map(({ id, name }) => [id, name]));
  return (
    <>
      <h2 className={classes.heading}>{t('recent.turnedAway.title')}</h2>
      <PlainTable<TurnedAway>
        label={t('recent.turnedAway.title')}
        rows={rows}
        rowKey={({ key }) => String(key)}
        columns={[
          {
            id: 'device',
            header: t('recent.device'),
            cell: (row) => (
              <>
                {row.name ?? t('recent.turnedAway.unknown')}
                {row.serialNumber !== null && <span className={classes.under}>{row.serialNumber}</span>}
              </>
            ),
          },
          {
            id: 'invitation',
            header: t('admission.invitation'),
            cell: (row) =>
              row.profile !== null ? (
                <Link to={`/enrollment/automated/${row.profile.id}`}>{row.profile.name}</Link>
              ) : row.invitationId === null ? (
                '–'
              ) : (
                <Link to={`/enrollment/invitations/${row.invitationId}`}>
                  {names.get(row.invitationId) ?? t('common.unknown')}
                </Link>
              ),
          },
          {
            id: 'reason',
            header: t('recent.turnedAway.reason'),
            cell: (row) => (
              <>
                <StatusMark tone="needs">{t(`recent.turnedAway.reasons.${row.reason}.title`)}</StatusMark>
                <span className={classes.under}>{t(`recent.turnedAway.reasons.${row.reason}.text`)}</span>
              </>
            ),
          },
          { id: 'at', header: t('recent.began'), cell: (row) => <RelativeTime at={row.at} /> },
          {
            id: 'action',
            header: t('expected.actions'),
            cell: (row) =>
              row.reason === 'not-expected' &&
              row.serialNumber !== null && (
                <RoleGate needs="administrator">
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => setExpecting(row)}
                    aria-label={t('recent.turnedAway.expectNamed', { name: row.serialNumber })}
                  >
                    {t('recent.turnedAway.expect')}
                  </Button>
                </RoleGate>
              ),
          },
        ]}
      />
      <h2 className={classes.heading}>{t('recent.came')}</h2>
      {expecting !== undefined && (
        <ExpectDevice
          device={null}
          invitations={invitations}
          first={expecting.invitationId}
          serialNumber={expecting.serialNumber ?? ''}
          onClose={() => setExpecting(undefined)}
        />
      )}
    </>
  );
}
