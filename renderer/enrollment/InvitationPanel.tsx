import { ActionIcon, Alert, Button, CloseButton, Group, Skeleton, Stack, Text, Title, Tooltip } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconDownload, IconMail, IconMaximize, IconPencil, IconPrinter } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { ALL_ACCESS_RIGHTS, accessRightsOf } from '../../shared/catalogue/index.ts';
import type { Invitation, InvitationLink } from '../../shared/contract/index.ts';
import { actorName } from '../activity/event-words.ts';
import { accessRightName } from '../commands/command-words.ts';
import { api, queryClient } from '../live/client.ts';
import { CopyField } from '../parts/CopyField.tsx';
import { errorText } from '../parts/error-text.ts';
import { Facts } from '../parts/Facts.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleForm, RoleGate, useRefusal } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { INVITATION_TONE } from '../parts/tones.ts';
import { EditInvitation } from './CreateInvitation.tsx';
import { useInvitationProfile } from './downloads.ts';
import classes from './Enrollment.module.css';
import { MailDialog } from './MailDialog.tsx';
import { printAddress } from './print-sheets.ts';
import { BigQr, QrImage } from './QrImage.tsx';

const CAME_IN = 5;

/** One invitation: the link and its code to hand out, what it allows, and who came in by it. */
export function InvitationPanel({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const open = invitation.status === 'open';
  const refusal = useRefusal('administrator');
  const [editing, setEditing] = useState(false);
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
      confirmProps: { color: 'red.9' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () => revoke.mutate({ invitationId: invitation.id }),
    });
  };
  return (
    <aside className={classes.panel} aria-label={invitation.name}>
      <div className={classes.panelHead}>
        <Title order={2} ref={heading} tabIndex={-1}>
          {invitation.name}
        </Title>
        {invitation.status !== 'revoked' && (
          <RoleGate needs="administrator">
            <Tooltip label={t('enrollment.edit')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                onClick={() => setEditing(true)}
                aria-label={t('enrollment.edit')}
              >
                <IconPencil size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </RoleGate>
        )}
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
      <InvitationFacts invitation={invitation} />
      <CameIn invitation={invitation} />
      {invitation.status !== 'revoked' && (
        <RoleGate needs="administrator">
          <Button color="red" variant="subtle" mt="lg" loading={revoke.isPending} onClick={askToRevoke}>
            {t('enrollment.revoke')}
          </Button>
        </RoleGate>
      )}
      {editing && <EditInvitation invitation={invitation} onClose={() => setEditing(false)} />}
    </aside>
  );
}

function InvitationFacts({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const rights = accessRightsOf(invitation.accessRights);
  return (
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
          label: t('wayIn.way'),
          value: [t(`wayIn.names.${invitation.way}`), invitation.managedAccount]
            .filter((each) => each !== null)
            .join(', '),
        },
        { label: t('enrollment.admission'), value: <Admission invitation={invitation} /> },
        {
          label: t('enrollment.rights'),
          value:
            invitation.accessRights === ALL_ACCESS_RIGHTS
              ? t('device.allRights')
              : rights.map((right) => accessRightName(right, t)).join(', '),
        },
        {
          label: t('enrollment.signMessage'),
          value: invitation.signMessage ? t('common.yes') : t('common.no'),
        },
        { label: t('enrollment.createdAt'), value: <RelativeTime at={invitation.createdAt} /> },
        { label: t('enrollment.createdBy'), value: actorName(invitation.createdBy, t) },
      ]}
    />
  );
}

/** Who may come in, in words. */
export function Admission({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const { requiresApproval, onlyExpected } = invitation;
  const words = [
    ...(onlyExpected ? [t('enrollment.admissions.expected')] : []),
    ...(requiresApproval ? [t('enrollment.admissions.approval')] : []),
  ];
  return <>{words.length === 0 ? t('enrollment.admissions.anybody') : words.join(', ')}</>;
}

/** The devices that came in by it, the latest first. */
function CameIn({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const recent = useQuery(
    api.enrollment.recent.queryOptions({ input: { invitationId: invitation.id, limit: CAME_IN } }),
  ).data;
  if (recent === undefined || recent.rows.length === 0) return null;
  return (
    <section className={classes.cameIn} aria-label={t('enrollment.cameIn')}>
      <h3>{t('enrollment.cameIn')}</h3>
      <ul>
        {recent.rows.map((row) => (
          <li key={row.enrollmentId}>
            <Link to={`/devices/${row.deviceId}`}>{row.deviceName ?? row.serialNumber ?? t('common.unknown')}</Link>
            <RelativeTime at={row.enrolledAt ?? row.authenticatedAt} />
          </li>
        ))}
      </ul>
      {recent.next !== null && (
        <Link to={`/enrollment/recent?invitation=${invitation.id}`}>{t('enrollment.cameInAll')}</Link>
      )}
    </section>
  );
}

function HandOut(props: { link: InvitationLink | undefined; error: unknown; invitation: Invitation }) {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const [mailing, setMailing] = useState(false);
  const { link, invitation } = props;
  const profile = useInvitationProfile();
  const big = address.get('show') === 'code';
  const showBig = (shown: boolean): void =>
    setAddress((before) => {
      const next = new URLSearchParams(before);
      if (shown) next.set('show', 'code');
      else next.delete('show');
      return next;
    });
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
      <QrImage svg={link.qrSvg} name={invitation.name} />
      <Group gap="xs" justify="center">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconMaximize size={14} aria-hidden />}
          onClick={() => showBig(true)}
        >
          {t('enrollment.big.show')}
        </Button>
        <Button
          component={Link}
          to={printAddress([invitation.id])}
          variant="default"
          size="compact-sm"
          leftSection={<IconPrinter size={14} aria-hidden />}
        >
          {t('handouts.print')}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconMail size={14} aria-hidden />}
          onClick={() => setMailing(true)}
        >
          {t('enrollment.mail.action')}
        </Button>
      </Group>
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
      {big && <BigQr link={link} name={invitation.name} onClose={() => showBig(false)} />}
      {mailing && <MailDialog invitation={invitation} onClose={() => setMailing(false)} />}
    </Stack>
  );
}
