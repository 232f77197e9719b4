import { Button, Select } from '@mantine/core';
import { IconPlus, IconPrinter, IconUsersPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Invitation } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { useMay } from '../live/session.ts';
import { InvitationDrawing, NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { INVITATION_TONE } from '../parts/tones.ts';
import { CreateInvitation } from './CreateInvitation.tsx';
import classes from './Enrollment.module.css';
import { Admission, InvitationPanel } from './InvitationPanel.tsx';
import {
  addressOf,
  filterFrom,
  type InvitationFilter,
  type InvitationSort,
  shownInvitations,
  sortedBy,
} from './invitation-list.ts';
import { MakeHandouts } from './MakeHandouts.tsx';
import { printAddress } from './print-sheets.ts';
import { ListRegion, SearchField, Toolbar } from './Toolbar.tsx';

/** What `?new=` of the address opens; the first for any other word. */
const MAKING = ['invitation', 'handouts'] as const;

const STATUSES = ['all', 'open', 'used-up', 'expired', 'revoked'] as const;

/** The links that let devices in. */
export function InvitationsSection() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id } = useParams();
  const [address, setAddress] = useSearchParams();
  const filter = filterFrom(address);
  const may = useMay('administrator');
  // Part of the address, so that the palette and a bookmark open the form too.
  const asked = may ? address.get('new') : null;
  const making = asked === null ? undefined : (MAKING.find((each) => each === asked) ?? MAKING[0]);
  const setMaking = (next: (typeof MAKING)[number] | undefined): void => {
    const params = addressOf(filter);
    if (next !== undefined) params.set('new', next);
    setAddress(params, { replace: next === undefined });
  };
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const query = useQuery(api.enrollment.list.queryOptions());
  const chosen = query.data?.find((each) => each.id === id);
  const open = (invitation: Invitation): void =>
    void navigate({ pathname: `/enrollment/invitations/${invitation.id}`, search: addressOf(filter).toString() });
  const close = (): void =>
    void navigate({ pathname: '/enrollment/invitations', search: addressOf(filter).toString() });
  const change = (next: InvitationFilter): void => setAddress(addressOf(next), { replace: true });
  const create = (
    <RoleGate needs="administrator">
      <Button
        variant="default"
        leftSection={<IconUsersPlus size={16} aria-hidden />}
        onClick={() => setMaking('handouts')}
      >
        {t('handouts.make.action')}
      </Button>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking('invitation')}>
        {t('enrollment.create')}
      </Button>
    </RoleGate>
  );
  const dialogs = (
    <>
      {making === 'invitation' && <CreateInvitation onClose={() => setMaking(undefined)} onCreated={open} />}
      {making === 'handouts' && <MakeHandouts onClose={() => setMaking(undefined)} />}
    </>
  );
  if (query.data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  if (query.data.length === 0)
    return (
      <div className={classes.list}>
        <EmptyState
          drawing={<InvitationDrawing />}
          title={t('enrollment.none.title')}
          text={t('enrollment.none.text')}
          action={<span className={classes.buttons}>{create}</span>}
        />
        <p className={classes.centred}>
          <Link to="/enrollment/ways">{t('enrollment.none.ways')}</Link>
        </p>
        {dialogs}
      </div>
    );
  const rows = shownInvitations(query.data, filter);
  const toPrint = rows.filter((row) => picked.has(row.id));
  return (
    <div className={classes.panes}>
      <div className={classes.column}>
        <Toolbar
          actions={
            toPrint.length === 0 ? (
              create
            ) : (
              <RoleGate needs="administrator">
                <Button
                  component={Link}
                  to={printAddress(toPrint.map((row) => row.id))}
                  leftSection={<IconPrinter size={16} aria-hidden />}
                >
                  {t('handouts.printCount', { count: toPrint.length })}
                </Button>
                <Button variant="default" onClick={() => setPicked(new Set())}>
                  {t('enrollment.clearChoice')}
                </Button>
              </RoleGate>
            )
          }
        >
          <SearchField
            label={t('enrollment.search')}
            value={filter.search}
            onChange={(search) => change({ ...filter, search })}
          />
          <Select
            w={170}
            aria-label={t('enrollment.status')}
            allowDeselect={false}
            value={filter.status}
            onChange={(status) => change({ ...filter, status: (status ?? 'all') as InvitationFilter['status'] })}
            data={STATUSES.map((status) => ({
              value: status,
              label: `${status === 'all' ? t('enrollment.allStatuses') : t(`enrollment.statuses.${status}`)} (${
                query.data.filter((each) => status === 'all' || each.status === status).length
              })`,
            }))}
          />
        </Toolbar>
        <ListRegion label={t('enrollment.invitations')}>
          {rows.length === 0 ? (
            <EmptyState
              drawing={<NothingFoundDrawing />}
              title={t('enrollment.noneFound.title')}
              text={t('enrollment.noneFound.text')}
              action={
                <Button variant="default" onClick={() => setAddress(new URLSearchParams())}>
                  {t('enrollment.noneFound.action')}
                </Button>
              }
            />
          ) : (
            <PlainTable<Invitation>
              label={t('enrollment.invitations')}
              rows={rows}
              rowKey={(row) => row.id}
              onOpen={open}
              opened={chosen?.id}
              sort={{ column: filter.sort, direction: filter.direction }}
              onSort={(column) => change(sortedBy(filter, column as InvitationSort))}
              selection={{ chosen: picked, onChange: setPicked, nameOf: (row) => row.name }}
              columns={[
                { id: 'name', header: t('enrollment.name'), sortable: true, cell: (row) => row.name },
                {
                  id: 'status',
                  header: t('enrollment.status'),
                  sortable: true,
                  cell: (row) => (
                    <StatusMark tone={INVITATION_TONE[row.status]}>{t(`enrollment.statuses.${row.status}`)}</StatusMark>
                  ),
                },
                {
                  id: 'uses',
                  header: t('enrollment.uses'),
                  numeric: true,
                  sortable: true,
                  cell: (row) =>
                    row.maxUses === null
                      ? t('enrollment.usedUnlimited', { count: row.uses })
                      : t('enrollment.usedOf', { uses: row.uses, max: row.maxUses }),
                },
                { id: 'admission', header: t('enrollment.admission'), cell: (row) => <Admission invitation={row} /> },
                {
                  id: 'expiresAt',
                  header: t('enrollment.expires'),
                  sortable: true,
                  cell: (row) => <RelativeTime at={row.expiresAt} never={t('common.never')} />,
                },
                // Beside an open invitation there is room for what tells them apart.
                ...(chosen !== undefined
                  ? []
                  : [
                      {
                        id: 'pin',
                        header: t('enrollment.pin'),
                        cell: (row: Invitation) => (row.hasPin ? t('common.yes') : t('common.no')),
                      },
                      {
                        id: 'createdAt',
                        header: t('enrollment.createdAt'),
                        sortable: true,
                        cell: (row: Invitation) => <RelativeTime at={row.createdAt} />,
                      },
                    ]),
              ]}
            />
          )}
        </ListRegion>
      </div>
      {chosen !== undefined && <InvitationPanel key={chosen.id} invitation={chosen} onClose={close} />}
      {dialogs}
    </div>
  );
}
