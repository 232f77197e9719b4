import { Alert, Button, CloseButton, Skeleton, Stack, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ALL_ACCESS_RIGHTS, accessRightsOf, base64ToBytes } from '../../shared/catalogue/index.ts';
import type { Invitation, InvitationLink } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { CopyField } from '../parts/CopyField.tsx';
import { download } from '../parts/download.ts';
import { errorText } from '../parts/error-text.ts';
import { Facts } from '../parts/Facts.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleForm, RoleGate, useRefusal } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { INVITATION_TONE } from '../parts/tones.ts';
import classes from './Enrollment.module.css';

/** One invitation: the link and its code to hand out, and what it allows. */
export function InvitationPanel({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const open = invitation.status === 'open';
  const refusal = useRefusal('administrator');
  const link = useQuery({
    ...api.enrollment.link.queryOptions({ input: { invitationId: invitation.id } }),
    enabled: open && refusal === undefined,
  });
  useEffect(() => heading.current?.focus(), []);
  const revoke = useMutation(
    api.enrollment.revoke.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: api.enrollment.key() });
        tellDone(t('enrollment.revoked', { name: invitation.name }));
      },
      onError: (error) => tellFailure(error),
    }),
  );
  const askToRevoke = (): void => {
    modals.openConfirmModal({
      title: t('enrollment.revokeTitle', { name: invitation.name }),
      children: <Text>{t('enrollment.revokeText')}</Text>,
      labels: { confirm: t('enrollment.revoke'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () => revoke.mutate({ invitationId: invitation.id }),
    });
  };
  const rights = accessRightsOf(invitation.accessRights);
  return (
    <aside className={classes.panel} aria-label={invitation.name}>
      <div className={classes.panelHead}>
        <Title order={2} ref={heading} tabIndex={-1}>
          {invitation.name}
        </Title>
        <CloseButton onClick={onClose} aria-label={t('common.close')} />
      </div>
      {open &&
        (refusal === undefined ? (
          <HandOut link={link.data} error={link.error} invitation={invitation} />
        ) : (
          <RoleForm needs="administrator">{null}</RoleForm>
        ))}
      {!open && (
        <Alert color="gray" variant="light" mb="md">
          {t(`enrollment.closed.${invitation.status as 'used-up' | 'expired' | 'revoked'}`)}
        </Alert>
      )}
      <Facts
        facts={[
          {
            label: t('enrollment.status'),
            value: (
              <StatusMark tone={INVITATION_TONE[invitation.status]}>
                {t(`enrollment.statuses.${invitation.status}`)}
              </StatusMark>
            ),
          },
          {
            label: t('enrollment.uses'),
            value:
              invitation.maxUses === null
                ? t('enrollment.usedUnlimited', { count: invitation.uses })
                : t('enrollment.usedOf', { uses: invitation.uses, max: invitation.maxUses }),
          },
          { label: t('enrollment.expires'), value: <RelativeTime at={invitation.expiresAt} /> },
          {
            label: t('enrollment.rights'),
            value:
              invitation.accessRights === ALL_ACCESS_RIGHTS
                ? t('device.allRights')
                : rights.map(({ label }) => label).join(', '),
          },
          {
            label: t('enrollment.signMessage'),
            value: invitation.signMessage ? t('common.yes') : t('common.no'),
          },
          { label: t('enrollment.createdAt'), value: <RelativeTime at={invitation.createdAt} /> },
          { label: t('enrollment.createdBy'), value: invitation.createdBy },
        ]}
      />
      {open && (
        <RoleGate needs="administrator">
          <Button color="red" variant="subtle" mt="lg" loading={revoke.isPending} onClick={askToRevoke}>
            {t('enrollment.revoke')}
          </Button>
        </RoleGate>
      )}
    </aside>
  );
}

function HandOut(props: { link: InvitationLink | undefined; error: unknown; invitation: Invitation }) {
  const { t } = useTranslation();
  const { link, invitation } = props;
  const profile = useMutation(
    api.enrollment.profile.mutationOptions({
      onSuccess: ({ filename, contentType, base64 }) => {
        const bytes = base64ToBytes(base64);
        if (bytes !== undefined) download(filename, new Uint8Array(bytes), contentType);
      },
      onError: (error) => tellFailure(error, t('enrollment.profileFailed')),
    }),
  );
  if (props.error !== null && props.error !== undefined)
    return (
      <Alert color="red" variant="light" mb="md" role="alert">
        {errorText(props.error)}
      </Alert>
    );
  if (link === undefined)
    return (
      <Stack mb="md" aria-busy="true">
        <Skeleton className={classes.qr} />
        <Skeleton height={54} />
      </Stack>
    );
  return (
    <Stack gap="sm" mb="lg">
      {/* As an image the SVG can neither run scripts nor load anything. */}
      <img
        className={classes.qr}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(link.qrSvg)}`}
        alt={t('enrollment.qrAlt', { name: invitation.name })}
      />
      <CopyField label={t('enrollment.link')} value={link.url} />
      {link.pin !== null && (
        <div>
          <Text fw={500}>{t('enrollment.pin')}</Text>
          <span className={classes.pin} data-testid="pin">
            {link.pin}
          </span>
        </div>
      )}
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={profile.isPending}
        onClick={() => profile.mutate({ invitationId: invitation.id })}
      >
        {t('enrollment.downloadProfile')}
      </Button>
      <Text size="xs" c="dimmed">
        {t('enrollment.profileHint')}
      </Text>
    </Stack>
  );
}
