import { Alert, Button, ScrollArea } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { Invitation } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { useStatus } from '../live/hooks.ts';
import { InvitationDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { PageHeader } from '../parts/PageHeader.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { canEnroll, INVITATION_TONE } from '../parts/tones.ts';
import { CreateInvitation } from './CreateInvitation.tsx';
import classes from './Enrollment.module.css';
import { InvitationPanel } from './InvitationPanel.tsx';
import { WaysIn } from './WaysIn.tsx';

/** Invitations, and the ways in. */
export default function EnrollmentScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { invitationId } = useParams();
  const [creating, setCreating] = useState(false);
  const query = useQuery(api.enrollment.list.queryOptions());
  const status = useStatus().data;
  const blocked = status !== undefined && !canEnroll(status.push);
  const chosen = query.data?.find(({ id }) => id === invitationId);
  const create = (
    <RoleGate needs="administrator">
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
        {t('enrollment.create')}
      </Button>
    </RoleGate>
  );
  return (
    <>
      <PageHeader title={t('screens.enrollment')} count={query.data === undefined ? '' : String(query.data.length)}>
        {create}
      </PageHeader>
      <div className={classes.panes}>
        <ScrollArea
          className={classes.list}
          type="auto"
          viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('enrollment.invitations') }}
        >
          {blocked && (
            <Alert color="yellow" variant="light" title={t('enrollment.noPush.title')} m="md" mb={0}>
              {t('enrollment.noPush.text')}{' '}
              <Link to="/settings/push" style={{ color: 'var(--cw-accent)' }}>
                {t('enrollment.noPush.action')}
              </Link>
            </Alert>
          )}
          <Invitations
            query={query}
            create={create}
            chosen={chosen}
            onOpen={({ id }) => void navigate(`/enrollment/${id}`)}
          />
          <WaysIn />
        </ScrollArea>
        {chosen !== undefined && (
          <InvitationPanel key={chosen.id} invitation={chosen} onClose={() => void navigate('/enrollment')} />
        )}
      </div>
      {creating && (
        <CreateInvitation
          onClose={() => setCreating(false)}
          onCreated={({ id }) => {
            setCreating(false);
            void navigate(`/enrollment/${id}`);
          }}
        />
      )}
    </>
  );
}

function Invitations(props: {
  query: { data?: Invitation[]; isError: boolean; error: unknown; refetch: () => unknown };
  create: React.ReactNode;
  chosen: Invitation | undefined;
  onOpen: (invitation: Invitation) => void;
}) {
  const { t } = useTranslation();
  const { query } = props;
  if (query.data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  if (query.data.length === 0)
    return (
      <EmptyState
        drawing={<InvitationDrawing />}
        title={t('enrollment.none.title')}
        text={t('enrollment.none.text')}
        action={props.create}
      />
    );
  return (
    <PlainTable<Invitation>
      label={t('enrollment.invitations')}
      rows={query.data}
      rowKey={({ id }) => id}
      onOpen={props.onOpen}
      columns={[
        { id: 'name', header: t('enrollment.name'), cell: (row) => row.name },
        {
          id: 'status',
          header: t('enrollment.status'),
          cell: (row) => (
            <StatusMark tone={INVITATION_TONE[row.status]}>{t(`enrollment.statuses.${row.status}`)}</StatusMark>
          ),
        },
        {
          id: 'uses',
          header: t('enrollment.uses'),
          numeric: true,
          cell: (row) =>
            row.maxUses === null
              ? t('enrollment.usedUnlimited', { count: row.uses })
              : t('enrollment.usedOf', { uses: row.uses, max: row.maxUses }),
        },
        { id: 'pin', header: t('enrollment.pin'), cell: (row) => (row.hasPin ? t('common.yes') : t('common.no')) },
        {
          id: 'expires',
          header: t('enrollment.expires'),
          cell: (row) => <RelativeTime at={row.expiresAt} never={t('common.never')} />,
        },
        { id: 'created', header: t('enrollment.createdAt'), cell: (row) => <RelativeTime at={row.createdAt} /> },
      ]}
    />
  );
}
