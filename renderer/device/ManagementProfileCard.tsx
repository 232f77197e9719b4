import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accessRightsOf } from '../../shared/catalogue/access-rights.ts';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { UpdateProfileDialog } from '../enrollment/UpdateProfileDialog.tsx';
import { UpdatesTable } from '../enrollment/UpdatesTable.tsx';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { Facts } from '../parts/Facts.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import classes from './Device.module.css';
import { Expiry } from './Expiry.tsx';

const SHOWN = 5;

/** The profile that ties the device to us: until when its identity is good, and how it was replaced. */
export function ManagementProfileCard({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(false);
  const updates = useQuery(api.relationship.updates.queryOptions({ input: { deviceId: device.id, limit: SHOWN } }));
  const enrollment = device.enrollments.find(({ channel, state }) => channel === 'device' && state === 'enrolled');
  if (enrollment === undefined) return null;
  const done = updates.data?.rows.find(({ state }) => state === 'done');
  return (
    <div className={classes.ownCard}>
      <Card
        title={t('relationship.card.title')}
        aside={
          <RoleGate needs="administrator">
            <Button size="compact-sm" variant="default" onClick={() => setChanging(true)}>
              {t('relationship.change.action')}
            </Button>
          </RoleGate>
        }
        flush
      >
        <div className={classes.ownFacts}>
          <Facts
            facts={[
              {
                label: t('relationship.card.identityEnds'),
                value: <Expiry at={enrollment.certificate?.notAfter ?? null} />,
              },
              {
                label: t('relationship.card.rights'),
                value: t('relationship.card.rightsOf', { count: accessRightsOf(enrollment.accessRights).length }),
              },
              {
                label: t('relationship.card.last'),
                value: done === undefined ? t('relationship.card.never') : <RelativeTime at={done.stateAt} />,
              },
              ...(device.inactiveSince === null
                ? []
                : [{ label: t('relationship.card.inactive'), value: <RelativeTime at={device.inactiveSince} /> }]),
            ]}
          />
        </div>
        {(updates.data?.total ?? 0) > 0 && <UpdatesTable query={updates} ofDevice />}
      </Card>
      {changing && (
        <UpdateProfileDialog
          deviceIds={[device.id]}
          granted={enrollment.accessRights}
          onClose={() => setChanging(false)}
        />
      )}
    </div>
  );
}
