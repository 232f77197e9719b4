import { ActionIcon, Button, Menu, UnstyledButton } from '@mantine/core';
import { IconBellOff, IconClockPause, IconDots, IconEyeOff } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Alert, AlertList } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { optimistic } from '../live/optimistic.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import type { Tone } from '../parts/tones.ts';
import { notifyWithUndo } from '../parts/undo.tsx';
import { AlertDetail } from './AlertDetail.tsx';
import { alertTarget } from './alert-target.ts';
import classes from './Home.module.css';

const TONE: Readonly<Record<Alert['severity'], Tone>> = { critical: 'needs', warning: 'waits', info: 'way' };
/** So many are shown at first, the worst: below them is how the fleet is. */
const SHOWN = 5;
const HOUR = 3_600_000;
const SNOOZES = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR } as const;
const listKey = api.alerts.list.queryKey();

/** Moves an alert out of sight at once, and offers to bring it back. */
function useHiding(title: string) {
  const { t } = useTranslation();
  const hidden = optimistic(listKey, hideAlert);
  const putAway = {
    ...hidden,
    onSuccess: (...done: Parameters<typeof hidden.onSuccess>) => {
      hidden.onSuccess(...done);
      const { key } = done[1];
      notifyWithUndo(t('home.attention.putAway', { title }), async () =>
        queryClient.setQueryData(listKey, await engine.alerts.restore({ key })),
      );
    },
  };
  const acknowledge = useMutation(api.alerts.acknowledge.mutationOptions(putAway));
  const snooze = useMutation(api.alerts.snooze.mutationOptions(putAway));
  return { acknowledge, snooze };
}

function hideAlert(list: AlertList, { key }: { key: string }): AlertList {
  return {
    ...list,
    alerts: list.alerts.filter((alert) => alert.key !== key),
    hidden: [...list.hidden, ...list.alerts.filter((alert) => alert.key === key)],
  };
}

/** What needs somebody now: each with what to do, and the way there. */
export function Attention() {
  const { t } = useTranslation();
  const [showHidden, setShowHidden] = useState(false);
  const [showAll, setShowAll] = useState(false);
  const query = useQuery(api.alerts.list.queryOptions());
  const data = query.data;
  return (
    <Card
      title={t('home.attention.title')}
      aside={
        data !== undefined &&
        data.hidden.length > 0 && (
          <UnstyledButton
            className={classes.hiddenToggle}
            aria-expanded={showHidden}
            onClick={() => setShowHidden(!showHidden)}
          >
            {t('home.attention.hidden', { count: data.hidden.length })}
          </UnstyledButton>
        )
      }
      flush
    >
      {data === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div className={classes.padded} aria-busy="true">
            <SkeletonLines count={6} />
          </div>
        )
      ) : (
        <>
          {data.alerts.length === 0 ? (
            <div className={classes.calm}>
              <StatusMark tone="done">{t('home.attention.none.title')}</StatusMark>
              <p>{t('home.attention.none.text')}</p>
            </div>
          ) : (
            <ul className={classes.alerts}>
              {(showAll || data.alerts.length <= SHOWN + 1 ? data.alerts : data.alerts.slice(0, SHOWN)).map((alert) => (
                <AlertLine key={alert.key} alert={alert} />
              ))}
            </ul>
          )}
          {data.alerts.length > SHOWN + 1 && (
            <div className={classes.further}>
              <Button variant="subtle" size="compact-sm" aria-expanded={showAll} onClick={() => setShowAll(!showAll)}>
                {showAll ? t('home.attention.fewer') : t('home.attention.all', { count: data.alerts.length })}
              </Button>
            </div>
          )}
          {showHidden && data.hidden.length > 0 && (
            <ul className={classes.alerts} aria-label={t('home.attention.hiddenTitle')} data-hidden>
              {data.hidden.map((alert) => (
                <HiddenLine key={alert.key} alert={alert} />
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  );
}

function AlertLine({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const title = t(`alerts.titles.${alert.code}`, { count: alert.count, name: String(alert.data.name ?? '') });
  const { acknowledge, snooze } = useHiding(title);
  return (
    <li>
      <span className={classes.severity}>
        <StatusMark tone={TONE[alert.severity]}>
          <span className="visually-hidden">{t(`home.attention.severity.${alert.severity}`)}</span>
        </StatusMark>
      </span>
      <span className={classes.about}>
        <strong>{title}</strong>
        <AlertDetail data={alert.data} />
        <span className={classes.advice}>{t(`alerts.advice.${alert.code}`)}</span>
      </span>
      <Button component={Link} to={alertTarget(alert, Date.now())} variant="default" size="compact-sm">
        {t(`alerts.actions.${alert.link.screen}`)}
      </Button>
      <RoleGate needs="administrator">
        <Menu position="bottom-end" width={230}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t('home.attention.more', { title })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t('home.attention.snooze')}</Menu.Label>
            {(Object.keys(SNOOZES) as (keyof typeof SNOOZES)[]).map((each) => (
              <Menu.Item
                key={each}
                leftSection={<IconClockPause size={16} aria-hidden />}
                onClick={() => snooze.mutate({ key: alert.key, until: Date.now() + SNOOZES[each] })}
              >
                {t(`home.attention.snoozes.${each}`)}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconEyeOff size={16} aria-hidden />}
              onClick={() => acknowledge.mutate({ key: alert.key })}
            >
              {t('home.attention.acknowledge')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </RoleGate>
    </li>
  );
}

function HiddenLine({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const restore = useMutation(
    api.alerts.restore.mutationOptions({
      onSuccess: (fresh) => queryClient.setQueryData(listKey, fresh),
      onError: (error) => tellFailure(error),
    }),
  );
  const title = t(`alerts.titles.${alert.code}`, { count: alert.count, name: String(alert.data.name ?? '') });
  return (
    <li>
      <span className={classes.severity}>
        <IconBellOff size={14} aria-hidden color="var(--cw-none)" />
      </span>
      <span className={classes.about}>
        <span>{title}</span>
        <span className={classes.advice}>
          {alert.snoozedUntil !== null ? (
            <>
              {t('home.attention.snoozedUntil', { when: '' })}
              <RelativeTime at={alert.snoozedUntil} />
            </>
          ) : (
            alert.acknowledged !== null && t('home.attention.acknowledgedBy', { name: alert.acknowledged.by })
          )}
        </span>
      </span>
      <RoleGate needs="administrator">
        <Button
          variant="subtle"
          size="compact-sm"
          loading={restore.isPending}
          aria-label={`${t('home.attention.restore')}: ${title}`}
          onClick={() => restore.mutate({ key: alert.key })}
        >
          {t('home.attention.restore')}
        </Button>
      </RoleGate>
    </li>
  );
}
