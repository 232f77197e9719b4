import { Button, Text } from '@mantine/core';
import { type UseQueryResult, useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ProfileUpdate } from '../../shared/contract/index.ts';
import { actorName } from '../activity/event-words.ts';
import { findingText } from '../commands/finding-text.ts';
import { api, queryClient } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { type PlainColumn, PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import type { Tone } from '../parts/tones.ts';

const TONE: Readonly<Record<ProfileUpdate['state'], Tone>> = {
  waiting: 'waits',
  'under-way': 'waits',
  done: 'done',
  failed: 'needs',
  cancelled: 'none',
};

/** Replacements of enrollment profiles, with why one failed and when it is tried again. */
export function UpdatesTable(props: {
  query: UseQueryResult<{ total: number; rows: ProfileUpdate[] }>;
  /** On a device's own page its name needs no column. */
  ofDevice?: boolean;
}) {
  const { t } = useTranslation();
  const { query, ofDevice = false } = props;
  if (query.data === undefined) {
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    return (
      <div style={{ padding: 16 }} aria-busy="true">
        <SkeletonLines count={ofDevice ? 3 : 6} />
      </div>
    );
  }
  if (query.data.rows.length === 0)
    return (
      <Text c="dimmed" p="md">
        {t('relationship.updates.none')}
      </Text>
    );
  const device: PlainColumn<ProfileUpdate> = {
    id: 'device',
    header: t('relationship.updates.device'),
    cell: (row) => <Link to={`/devices/${row.deviceId}`}>{nameOf(row, t('devices.device'))}</Link>,
  };
  return (
    <PlainTable<ProfileUpdate>
      label={t('relationship.updates.title')}
      rows={query.data.rows}
      rowKey={({ id }) => id}
      columns={[
        ...(ofDevice ? [] : [device]),
        {
          id: 'cause',
          header: t('relationship.updates.cause'),
          cell: ({ cause, actor }) => t(`relationship.updates.causes.${cause}`, { actor: actorName(actor, t) }),
        },
        { id: 'state', header: t('relationship.updates.state'), cell: (row) => <State update={row} /> },
        {
          id: 'at',
          header: t('relationship.updates.at'),
          width: 150,
          cell: ({ stateAt }) => <RelativeTime at={stateAt} />,
        },
        {
          id: 'again',
          header: t('certificates.actions'),
          width: 190,
          cell: (row) => (row.state === 'failed' ? <TryAgain update={row} /> : null),
        },
      ]}
    />
  );
}

function State({ update }: { update: ProfileUpdate }) {
  const { t } = useTranslation();
  const { state, attempt, problem, nextTryAt } = update;
  const failed = state === 'failed';
  return (
    <div>
      <StatusMark tone={TONE[state]}>
        {t(`relationship.updates.states.${state}`)}
        {attempt > 1 && ` · ${t('relationship.updates.attempt', { count: attempt })}`}
      </StatusMark>
      {problem !== null && (
        <Text size="xs" c="dimmed" maw={420}>
          {findingText({ message: problem }, t)}
        </Text>
      )}
      {failed && nextTryAt !== null && (
        <Text size="xs" c="dimmed">
          {t('relationship.updates.nextTry')} <RelativeTime at={nextTryAt} />
        </Text>
      )}
    </div>
  );
}

function TryAgain({ update }: { update: ProfileUpdate }) {
  const { t } = useTranslation();
  const again = useMutation(
    api.relationship.request.mutationOptions({
      onSuccess: ({ refused }) => {
        void queryClient.invalidateQueries({ queryKey: api.relationship.key() });
        const message = refused[0]?.reasons[0]?.message;
        if (message === undefined) tellDone(t('relationship.updates.asked'));
        else tellFailure(new Error(t('relationship.updates.notAsked', { reason: findingText({ message }, t) })));
      },
      onError: (error) => tellFailure(error),
    }),
  );
  return (
    <RoleGate needs="administrator">
      <Button
        size="compact-xs"
        variant="subtle"
        loading={again.isPending}
        aria-label={t('relationship.updates.tryAgainFor', { name: nameOf(update, t('devices.device')) })}
        onClick={() => again.mutate({ deviceIds: [update.deviceId] })}
      >
        {t('relationship.updates.tryAgain')}
      </Button>
    </RoleGate>
  );
}

const nameOf = ({ deviceName, serialNumber }: ProfileUpdate, otherwise: string): string =>
  deviceName ?? serialNumber ?? otherwise;
