import { Button, Menu, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconChevronDown,
  IconDownload,
  IconFileImport,
  IconListNumbers,
  IconPlus,
  IconSearch,
  IconTable,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { PolicyQuery, PolicySummary } from '../../shared/contract/index.ts';
import { number } from '../format/quantity.ts';
import { groupName } from '../groups/group-words.ts';
import { api } from '../live/client.ts';
import { CartDrawing, NothingFoundDrawing } from '../parts/Drawings.tsx';
import { download } from '../parts/download.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { PageHeader } from '../parts/PageHeader.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { ExportBundle, ImportBundle } from './BundleDialogs.tsx';
import classes from './Policies.module.css';
import { policiesCsv } from './policies-csv.ts';
import { ROLL_OUT_TONE, STATES } from './policy-words.ts';
import { StatusBar } from './StatusBar.tsx';
import { TemplateGrid } from './TemplateGrid.tsx';

const SORTS = ['name', 'type', 'changed', 'version', 'failed', 'devices', 'rank'] as const;
const PAGE = 500;

/** All policies: who gets them, and how they stand. */
export default function PoliciesScreen() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [dialog, setDialog] = useState<'export' | 'import'>();
  const groups = useQuery(api.groups.list.queryOptions()).data ?? [];
  const search = params.get('search') ?? '';
  const [asked] = useDebouncedValue(search.trim(), 150);
  const state = STATES.find((each) => each === params.get('state'));
  const type = (['profile', 'setting'] as const).find((each) => each === params.get('type'));
  const sort = SORTS.find((each) => each === params.get('sort')) ?? 'name';
  const direction = params.get('direction') === 'desc' ? 'desc' : 'asc';
  const input: Partial<PolicyQuery> = {
    ...(asked === '' ? {} : { search: asked }),
    ...(state === undefined ? {} : { state }),
    ...(type === undefined ? {} : { type }),
    sort,
    direction,
    limit: PAGE,
  };
  const query = useQuery({ ...api.policies.list.queryOptions({ input }), placeholderData: keepPreviousData });
  const conflicts = useQuery(api.policies.conflicts.queryOptions({ input: {} })).data ?? [];
  const filtered = asked !== '' || state !== undefined || type !== undefined;
  const put = (change: Readonly<Record<string, string>>): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(change)) {
          if (value === '') next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );

  const content = (): React.ReactNode => {
    if (query.data === undefined)
      return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
    const { rows } = query.data;
    if (rows.length === 0 && filtered)
      return (
        <EmptyState
          drawing={<NothingFoundDrawing />}
          title={t('policies.noneFound.title')}
          text={t('policies.noneFound.text')}
          action={
            <Button variant="default" onClick={() => setParams({}, { replace: true })}>
              {t('policies.noneFound.action')}
            </Button>
          }
        />
      );
    if (rows.length === 0)
      return (
        <div className={classes.scroll}>
          <EmptyState drawing={<CartDrawing />} title={t('policies.none.title')} text={t('policies.none.text')} />
          <RoleGate needs="administrator">
            <TemplateGrid />
          </RoleGate>
        </div>
      );
    return (
      <div className={classes.scroll}>
        <PlainTable<PolicySummary>
          label={t('screens.policies')}
          rows={rows}
          rowKey={({ id }) => id}
          onOpen={({ id }) => void navigate(`/policies/${id}`)}
          sort={{ column: sort, direction }}
          onSort={(column) => put({ sort: column, direction: column === sort && direction === 'asc' ? 'desc' : 'asc' })}
          columns={[
            {
              id: 'name',
              header: t('policies.name'),
              sortable: true,
              width: '30%',
              cell: (policy) => (
                <span className={classes.named}>
                  {policy.name}
                  {policy.description !== '' && <span className={classes.about}>{policy.description}</span>}
                  {policy.fallback && <StatusMark tone="none">{t('policies.fallback')}</StatusMark>}
                  {!policy.active && <StatusMark tone="none">{t('policies.inactive')}</StatusMark>}
                </span>
              ),
            },
            {
              id: 'type',
              header: t('policies.type'),
              sortable: true,
              cell: (policy) => t(`policies.types.${policy.type}`),
            },
            {
              id: 'version',
              header: t('policies.version'),
              numeric: true,
              sortable: true,
              cell: (policy) =>
                policy.version === null ? (
                  <span title={t('policies.notPublished')}>–</span>
                ) : policy.version === policy.newestVersion ? (
                  policy.version
                ) : (
                  <span title={t('policies.newer', { version: policy.newestVersion })}>{policy.version} *</span>
                ),
            },
            {
              id: 'assigned',
              header: t('policies.assignedTo'),
              width: '20%',
              cell: (policy) => {
                const named = policy.groups.map(({ id, name, mode }) => {
                  const group = groups.find((each) => each.id === id);
                  const shown = group === undefined ? (name ?? t('policies.goneGroup')) : groupName(group, t);
                  return mode === 'exclude' ? t('policies.without', { name: shown }) : shown;
                });
                const { included, excluded } = policy.devices;
                const parts = [
                  ...named,
                  ...(included > 0 ? [t('policies.devicesNamed', { count: included })] : []),
                  ...(excluded > 0
                    ? [t('policies.without', { name: t('policies.devicesNamed', { count: excluded }) })]
                    : []),
                ];
                return parts.length === 0 ? (
                  <span className={classes.soft}>{t('policies.nobody')}</span>
                ) : (
                  parts.join(', ')
                );
              },
            },
            {
              id: 'devices',
              header: t('policies.status'),
              sortable: true,
              cell: (policy) => (
                <>
                  <StatusBar counts={policy.counts} />
                  {policy.rollOut !== null && policy.rollOut.state !== 'done' && (
                    <StatusMark tone={ROLL_OUT_TONE[policy.rollOut.state]}>
                      {t(`policies.rollOut.states.${policy.rollOut.state}`)}
                    </StatusMark>
                  )}
                </>
              ),
            },
            {
              id: 'changed',
              header: t('policies.changed'),
              sortable: true,
              cell: (policy) => <RelativeTime at={policy.changedAt} />,
            },
          ]}
        />
      </div>
    );
  };

  return (
    <>
      <PageHeader
        title={t('screens.policies')}
        count={query.data !== undefined && number(query.data.total, i18n.language)}
      >
        <TextInput
          type="search"
          w={200}
          value={search}
          onChange={(event) => put({ search: event.currentTarget.value })}
          placeholder={t('policies.find')}
          aria-label={t('policies.find')}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
        <NativeSelect
          aria-label={t('policies.status')}
          value={state ?? ''}
          onChange={(event) => put({ state: event.currentTarget.value })}
          data={[
            { value: '', label: t('policies.anyState') },
            ...STATES.filter((each) => each !== 'removed').map((value) => ({
              value,
              label: t(`policies.states.${value}`),
            })),
          ]}
        />
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
              {t('policies.file')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <RoleGate needs="administrator">
              <Menu.Item
                leftSection={<IconFileImport size={16} aria-hidden />}
                onClick={() => void navigate('/policies/new')}
              >
                {t('policies.importProfile')}
              </Menu.Item>
              <Menu.Item leftSection={<IconFileImport size={16} aria-hidden />} onClick={() => setDialog('import')}>
                {t('policies.bundle.import')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconDownload size={16} aria-hidden />}
                disabled={query.data?.total === 0}
                onClick={() => setDialog('export')}
              >
                {t('policies.bundle.export')}
              </Menu.Item>
            </RoleGate>
            <Menu.Item
              leftSection={<IconTable size={16} aria-hidden />}
              disabled={(query.data?.rows.length ?? 0) === 0}
              onClick={() => download('policies.csv', policiesCsv(query.data?.rows ?? [], t), 'text/csv')}
            >
              {t('policies.csv.export')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Button
          component={Link}
          to="/policies/order"
          variant="default"
          leftSection={<IconListNumbers size={16} aria-hidden />}
        >
          {t('policies.order.action')}
        </Button>
        {conflicts.length > 0 && (
          <Button
            component={Link}
            to="/policies/conflicts"
            variant="default"
            leftSection={<IconAlertTriangle size={16} color="var(--cw-waits)" aria-hidden />}
          >
            {t('policies.conflicts.count', { count: conflicts.length })}
          </Button>
        )}
        <RoleGate needs="administrator">
          <Button component={Link} to="/policies/new" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('policies.new')}
          </Button>
        </RoleGate>
      </PageHeader>
      {content()}
      {dialog === 'export' && <ExportBundle onClose={() => setDialog(undefined)} />}
      {dialog === 'import' && <ImportBundle onClose={() => setDialog(undefined)} />}
    </>
  );
}
