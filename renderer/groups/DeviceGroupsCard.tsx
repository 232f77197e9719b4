import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeviceDetail, DeviceMembership } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { ExplainDialog } from './ExplainDialog.tsx';
import { GroupMark } from './GroupMark.tsx';
import classes from './Groups.module.css';
import { groupName } from './group-words.ts';

const SHOWN = 5;

/** The groups a device is in, each with why, and those it came into and went out of lately. */
export function DeviceGroupsCard({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<DeviceMembership['groups'][number]>();
  const query = useQuery(api.groups.ofDevice.queryOptions({ input: { deviceId: device.id } }));
  const content = (): React.ReactNode => {
    if (query.data === undefined)
      return query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonLines count={4} />
      );
    const { groups, changes } = query.data;
    return (
      <>
        {groups.length === 0 && <p className={classes.soft}>{t('groups.ofDevice.none')}</p>}
        <ul className={classes.uses}>
          {groups.map((group) => (
            <li key={group.id} className={classes.row}>
              <Link to={`/groups/${group.id}`} className={classes.named}>
                <GroupMark group={group} size={20} />
                <span>{groupName(group, t)}</span>
              </Link>
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={t('groups.ofDevice.whyIn', { name: groupName(group, t) })}
                onClick={() => setAsked(group)}
              >
                {t('groups.ofDevice.why')}
              </Button>
            </li>
          ))}
        </ul>
        {changes.length > 0 && (
          <ul className={classes.history} aria-label={t('groups.ofDevice.lately')}>
            {changes.slice(0, SHOWN).map(({ groupId, name, at, joined }) => (
              <li key={`${groupId}-${at}-${joined}`} className={classes.soft}>
                {t(joined ? 'groups.ofDevice.joined' : 'groups.ofDevice.left', { name })} · <RelativeTime at={at} />
              </li>
            ))}
          </ul>
        )}
      </>
    );
  };
  return (
    <Card title={t('screens.groups')}>
      {content()}
      {asked !== undefined && <ExplainDialog group={asked} device={device} onClose={() => setAsked(undefined)} />}
    </Card>
  );
}
