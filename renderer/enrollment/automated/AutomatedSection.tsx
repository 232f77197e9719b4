import { Badge, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { AutomatedProfile } from '../../../shared/contract/index.ts';
import { number } from '../../format/quantity.ts';
import { api } from '../../live/client.ts';
import { useMay } from '../../live/session.ts';
import { InvitationDrawing } from '../../parts/Drawings.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ErrorState } from '../../parts/ErrorState.tsx';
import { LoadingPage } from '../../parts/LoadingPage.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { RelativeTime } from '../../parts/RelativeTime.tsx';
import { RoleGate } from '../../parts/RoleGate.tsx';
import { ListRegion, Toolbar } from '../Toolbar.tsx';
import own from './Automated.module.css';
import { HeldDevices } from './HeldDevices.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { ProfileView } from './ProfileView.tsx';

/** Automated enrollment profiles: all of them, one, and the devices that wait in Setup Assistant. */
export function AutomatedSection() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { id } = useParams();
  const [address, setAddress] = useSearchParams();
  const making = useMay('administrator') && address.has('new');
  const query = useQuery(api.enrollment.automated.queryOptions());
  if (query.data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  const chosen = query.data.find((each) => each.id === id);
  if (chosen !== undefined) return <ProfileView key={chosen.id} profile={chosen} />;
  const open = (profile: AutomatedProfile): void => void navigate(`/enrollment/automated/${profile.id}`);
  const create = (
    <RoleGate needs="administrator">
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ new: 'profile' })}>
        {t('automated.create')}
      </Button>
    </RoleGate>
  );
  const form = making && (
    <ProfileForm profile={null} onClose={() => setAddress({}, { replace: true })} onSaved={open} />
  );
  const cell = (count: number): string => number(count, i18n.language);
  if (query.data.length === 0)
    return (
      <ListRegion label={t('automated.list')}>
        <div className={own.held}>
          <HeldDevices />
        </div>
        <EmptyState
          drawing={<InvitationDrawing />}
          title={t('automated.none.title')}
          text={t('automated.none.text')}
          action={create}
        />
        {form}
      </ListRegion>
    );
  return (
    <>
      <Toolbar actions={create} />
      <ListRegion label={t('automated.list')}>
        <div className={own.held}>
          <HeldDevices />
        </div>
        <PlainTable<AutomatedProfile>
          label={t('automated.list')}
          rows={query.data}
          rowKey={(row) => row.id}
          onOpen={open}
          columns={[
            {
              id: 'name',
              header: t('automated.columns.name'),
              cell: (row) => (
                <>
                  {row.name}{' '}
                  {row.isDefault && (
                    <Badge size="sm" variant="light" color="gray">
                      {t('automated.default')}
                    </Badge>
                  )}
                </>
              ),
            },
            { id: 'takes', header: t('automated.columns.takes'), cell: (row) => t(`automated.takes.${row.takes}`) },
            {
              id: 'assigned',
              header: t('automated.columns.assigned'),
              numeric: true,
              cell: (row) => cell(row.assigned),
            },
            { id: 'arrived', header: t('automated.columns.arrived'), numeric: true, cell: (row) => cell(row.devices) },
            { id: 'waiting', header: t('automated.columns.waiting'), numeric: true, cell: (row) => cell(row.waiting) },
            {
              id: 'blueprints',
              header: t('automated.columns.blueprints'),
              cell: (row) => row.blueprints.map(({ name }) => name).join(', ') || '–',
            },
            {
              id: 'changed',
              header: t('automated.columns.changed'),
              cell: (row) => <RelativeTime at={row.changedAt} />,
            },
          ]}
        />
      </ListRegion>
      {form}
    </>
  );
}
