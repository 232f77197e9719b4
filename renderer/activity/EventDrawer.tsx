import { Button, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { toneOfEvent } from '../../shared/catalogue/event-tones.ts';
import type { LoggedEvent } from '../../shared/contract/index.ts';
import { commandName } from '../commands/command-words.ts';
import { exactTime } from '../format/time.ts';
import { wordsOfKey } from '../format/words.ts';
import { engine } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { type Fact, Facts } from '../parts/Facts.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Activity.module.css';
import { actorName, describeEvent } from './event-words.ts';

/** Events this near, before and after, are “around”. */
const AROUND_MS = 5 * 60_000;

/** All there is to know of one event. */
export function EventDrawer({ seq, onClose }: { seq: number | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const known = seq !== undefined && Number.isSafeInteger(seq);
  const query = useQuery({
    queryKey: ['event', seq],
    queryFn: async ({ signal }) => {
      const { rows } = await engine.events.search(
        { before: Number(seq) + 1, after: Number(seq) - 1, limit: 1 },
        { signal },
      );
      return rows[0] ?? null;
    },
    enabled: known,
  });
  return (
    <Drawer
      opened={known}
      onClose={onClose}
      position="right"
      size={440}
      title={t('activity.details.title')}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {query.data === null ? (
        <Text c="dimmed">{t('activity.details.gone')}</Text>
      ) : query.data !== undefined ? (
        <Details event={query.data} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonLines count={8} />
      )}
    </Drawer>
  );
}

function Details({ event }: { event: LoggedEvent }) {
  const { t, i18n } = useTranslation();
  const requestType = [event.data.requestType, event.data.RequestType].find((each) => typeof each === 'string');
  const facts: Fact[] = [
    {
      label: t('activity.details.at'),
      value: (
        <>
          {exactTime(event.at, i18n.language)} (<RelativeTime at={event.at} />)
        </>
      ),
    },
    { label: t('activity.details.type'), value: <span className="mono">{event.type}</span> },
    { label: t('activity.details.area'), value: t(`activity.categories.${event.category}`) },
    { label: t('activity.details.by'), value: actorName(event.actor, t) },
  ];
  if (event.deviceId !== null)
    facts.push({
      label: t('activity.details.device'),
      value: (
        <Link to={`/devices/${event.deviceId}`}>{event.deviceName ?? event.serialNumber ?? t('devices.device')}</Link>
      ),
    });
  if (event.commandId !== null)
    facts.push({
      label: t('activity.details.command'),
      value: (
        <>
          {typeof requestType === 'string' ? `${commandName(requestType, t)} · ` : ''}
          <Link to={`/activity/commands?command=${event.commandId}`}>{t('activity.details.showCommand')}</Link>
        </>
      ),
    });
  for (const [key, value] of Object.entries(event.data)) {
    if (value === requestType || value === null) continue;
    facts.push({
      label: t(`eventData.${key}`, { defaultValue: wordsOfKey(key) }),
      value: typeof value === 'object' ? <span className="mono">{JSON.stringify(value)}</span> : String(value),
    });
  }
  facts.push({ label: t('activity.details.number'), value: <span className="mono">{event.seq}</span> });
  return (
    <Stack gap="lg">
      <Title order={3} className={classes.what}>
        <StatusMark tone={toneOfEvent(event.type)}>{describeEvent(event, t)}</StatusMark>
      </Title>
      <Facts facts={facts} />
      <section aria-label={t('activity.details.more')}>
        <Title order={3} mb={6}>
          {t('activity.details.more')}
        </Title>
        <Group gap="xs">
          {event.deviceId !== null && <More to={{ deviceId: event.deviceId }}>{t('activity.details.sameDevice')}</More>}
          <More to={{ typePrefix: event.type }}>{t('activity.details.sameKind')}</More>
          <More to={{ actor: event.actor }}>
            {t('activity.details.sameActor', { actor: actorName(event.actor, t) })}
          </More>
          <More to={{ since: String(event.at - AROUND_MS), until: String(event.at + AROUND_MS) }}>
            {t('activity.details.around')}
          </More>
        </Group>
      </section>
      <div>
        <Title order={3} mb={6}>
          {t('activity.details.raw')}
        </Title>
        {/* biome-ignore-start lint/a11y: a box of text that the keyboard can scroll */}
        <pre className={classes.raw} tabIndex={0} role="region" aria-label={t('activity.details.raw')}>
          {JSON.stringify(event, null, 2)}
        </pre>
        {/* biome-ignore-end lint/a11y: a box of text that the keyboard can scroll */}
      </div>
    </Stack>
  );
}

function More({ to, children }: { to: Record<string, string>; children: string }) {
  return (
    <Button component={Link} to={`/activity?${new URLSearchParams(to)}`} variant="default">
      {children}
    </Button>
  );
}
