import { Alert, Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { invitationOf, NEW_INVITATION } from '../enrollment/invitation-draft.ts';
import { api, queryClient } from '../live/client.ts';
import { useStatus } from '../live/hooks.ts';
import { CopyField } from '../parts/CopyField.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import { canEnroll } from '../parts/tones.ts';
import classes from './Setup.module.css';

/** The invitation the first device comes in by, with its code to point a camera at. */
export function FirstInvitation() {
  const { t } = useTranslation();
  const status = useStatus().data;
  const invitations = useQuery(api.enrollment.list.queryOptions());
  if (invitations.isError) return <ErrorState error={invitations.error} onRetry={() => void invitations.refetch()} />;
  if (invitations.data === undefined || status === undefined) return <SkeletonLines count={6} />;
  const open = invitations.data.find((each) => each.status === 'open');
  if (open === undefined && !canEnroll(status.push))
    return (
      <Alert color="yellow" variant="light">
        {t('setup.invitation.needsPush')} <Link to="/setup/push">{t('setup.invitation.toPush')}</Link>
      </Alert>
    );
  return open === undefined ? (
    <Make />
  ) : (
    <HandOut invitationId={open.id} name={open.name} enrolled={status.devices.enrolled} />
  );
}

function Make() {
  const { t } = useTranslation();
  const [name, setName] = useState<string>(t('setup.invitation.first'));
  const create = useMutation(
    api.enrollment.create.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: api.enrollment.key() });
        void queryClient.invalidateQueries({ queryKey: api.setup.state.key() });
      },
      onError: (error) => tellFailure(error),
    }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate(invitationOf({ ...NEW_INVITATION, name, uses: 'unlimited' }, Date.now()));
      }}
    >
      <TextInput
        label={t('setup.invitation.name')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Group mt="md">
        <Button type="submit" disabled={name.trim() === ''} loading={create.isPending}>
          {t('setup.invitation.make')}
        </Button>
      </Group>
    </form>
  );
}

function HandOut({ invitationId, name, enrolled }: { invitationId: string; name: string; enrolled: number }) {
  const { t } = useTranslation();
  const link = useQuery(api.enrollment.link.queryOptions({ input: { invitationId } }));
  if (link.isError) return <ErrorState error={link.error} onRetry={() => void link.refetch()} />;
  if (link.data === undefined) return <SkeletonLines count={6} />;
  return (
    <div className={classes.handOut}>
      {/* As an image the SVG can neither run scripts nor load anything. */}
      <img
        className={classes.qr}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(link.data.qrSvg)}`}
        alt={t('enrollment.qrAlt', { name })}
      />
      <div className={classes.handOutText}>
        <CopyField label={t('enrollment.link')} value={link.data.url} />
        {link.data.pin !== null && <CopyField label={t('enrollment.pin')} value={link.data.pin} />}
        <Text mt="sm" aria-live="polite">
          {enrolled === 0 ? (
            <StatusMark tone="waits">{t('setup.invitation.wait')}</StatusMark>
          ) : (
            <StatusMark tone="done">{t('setup.invitation.arrived', { count: enrolled })}</StatusMark>
          )}
        </Text>
        <Text mt="sm">
          <Link to={`/enrollment/invitations/${invitationId}`}>{t('setup.invitation.all')}</Link>
        </Text>
      </div>
    </div>
  );
}
