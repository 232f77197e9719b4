import { Button, Menu, Text, TextInput, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconChevronDown, IconDownload, IconFileImport, IconPlus, IconSearch, IconTable } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { DeviceGroup } from '../../shared/contract/index.ts';
import { number } from '../format/quantity.ts';
import { api, engine } from '../live/client.ts';
import { csvFile } from '../parts/csv-file.ts';
import { CartDrawing, NothingFoundDrawing } from '../parts/Drawings.tsx';
import { download } from '../parts/download.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { GroupMark } from './GroupMark.tsx';
import classes from './Groups.module.css';
import {
  type GroupFilter,
  type GroupSort,
  groupAddress,
  groupFilterFrom,
  groupsSortedBy,
  type ListedGroup,
  shownGroups,
} from './group-list.ts';
import { groupDescription, groupName } from './group-words.ts';
import { ImportGroups } from './ImportGroups.tsx';

interface Listed extends ListedGroup {
  readonly id: string;
  readonly group: DeviceGroup;
}

function listed(group: DeviceGroup, t: TFunction): Listed {
  return {
    id: group.id,
    group,
    name: groupName(group, t),
    about: groupDescription(group, t),
    kind: t(`groups.kinds.${group.kind}`),
    members: group.members,
    uses: group.usedBy.length,
    changedAt: group.builtIn === null ? group.changedAt : null,
  };
}

/** All groups: those of this organisation, then those every installation has. */
export default function GroupsScreen() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const field = useRef<HTMLInputElement>(null);
  const [importing, setImporting] = useState(false);
  const groups = useQuery(api.groups.list.queryOptions());
  const filter = groupFilterFrom(params);
  const { search } = filter;
  useHotkeys([['/', () => field.current?.focus()]]);
  const save = useMutation({
    mutationFn: () => engine.groups.export({}),
    onSuccess: ({ filename, text, contentType }) => download(filename, text, contentType),
    onError: (error) => tellFailure(error),
  });
  const change = (next: GroupFilter): void => setParams(groupAddress(next), { replace: true });
  const find = (text: string): void => change({ ...filter, search: text });

  const found = shownGroups(
    (groups.data ?? []).map((group) => listed(group, t)),
    filter,
  );
  const own = found.filter(({ group }) => group.builtIn === null);
  const builtIn = found.filter(({ group }) => group.builtIn !== null);
  const ownCount = (groups.data ?? []).filter((group) => group.builtIn === null).length;

  const saveList = (): void =>
    download(
      'groups.csv',
      csvFile([
        [t('groups.name'), t('groups.description'), t('groups.kind'), t('groups.members'), t('groups.usedBy')],
        ...[...own, ...builtIn].map(({ name, about, kind, members, uses }) => [name, about, kind, members, uses]),
      ]),
      'text/csv',
    );

  const table = (rows: readonly Listed[], label: string) => (
    <PlainTable<Listed>
      label={label}
      rows={rows}
      rowKey={({ id }) => id}
      onOpen={({ id }) => void navigate(`/groups/${id}`)}
      sort={{ column: filter.sort, direction: filter.direction }}
      onSort={(column) => change(groupsSortedBy(filter, column as GroupSort))}
      columns={[
        {
          id: 'name',
          header: t('groups.name'),
          width: '44%',
          sortable: true,
          cell: (row) => (
            <span className={classes.named}>
              <GroupMark group={row.group} />
              <span>
                {row.name}
                {row.about !== '' && <span className={classes.about}>{row.about}</span>}
              </span>
            </span>
          ),
        },
        { id: 'kind', header: t('groups.kind'), width: '12%', sortable: true, cell: ({ kind }) => kind },
        {
          id: 'members',
          header: t('groups.members'),
          width: '12%',
          numeric: true,
          sortable: true,
          cell: ({ members }) => number(members, i18n.language),
        },
        {
          id: 'usedBy',
          header: t('groups.usedBy'),
          width: '14%',
          sortable: true,
          cell: ({ uses }) => (uses === 0 ? '–' : t('groups.uses', { count: uses })),
        },
        {
          id: 'changed',
          header: t('groups.changed'),
          sortable: true,
          cell: ({ group, changedAt }) =>
            group.settling ? (
              <StatusMark tone="way">{t('groups.settling')}</StatusMark>
            ) : (
              <RelativeTime at={changedAt} never="–" />
            ),
        },
      ]}
    />
  );

  const content = (): React.ReactNode => {
    if (groups.data === undefined)
      return groups.isError ? (
        <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />
      ) : (
        <LoadingPage />
      );
    if (found.length === 0)
      return (
        <EmptyState
          drawing={<NothingFoundDrawing />}
          title={t('groups.noneFound.title')}
          text={t('groups.noneFound.text')}
          action={
            <Button variant="default" onClick={() => find('')}>
              {t('groups.noneFound.action')}
            </Button>
          }
        />
      );
    return (
      <div className={classes.scroll}>
        {ownCount === 0 && search === '' ? (
          <EmptyState
            drawing={<CartDrawing />}
            title={t('groups.none.title')}
            text={t('groups.none.text')}
            action={
              <RoleGate needs="administrator">
                <Button component={Link} to="/groups/new">
                  {t('groups.none.action')}
                </Button>
              </RoleGate>
            }
          />
        ) : (
          own.length > 0 && table(own, t('groups.own'))
        )}
        {builtIn.length > 0 && (
          <>
            <Title order={2} className={classes.section}>
              {t('groups.everywhere')}
            </Title>
            <Text className={classes.soft} mb={8}>
              {t('groups.everywhereMeans')}
            </Text>
            {table(builtIn, t('groups.everywhere'))}
          </>
        )}
      </div>
    );
  };

  return (
    <>
      <PageHeader title={t('screens.groups')} count={groups.data !== undefined && number(ownCount, i18n.language)}>
        <TextInput
          ref={field}
          type="search"
          w={220}
          value={search}
          onChange={(event) => find(event.currentTarget.value)}
          placeholder={t('groups.find')}
          aria-label={t('groups.find')}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
              {t('groups.file')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconDownload size={16} aria-hidden />}
              disabled={ownCount === 0}
              onClick={() => save.mutate()}
            >
              {t('groups.export')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconTable size={16} aria-hidden />}
              disabled={found.length === 0}
              onClick={saveList}
            >
              {t('groups.exportList')}
            </Menu.Item>
            <RoleGate needs="administrator">
              <Menu.Item leftSection={<IconFileImport size={16} aria-hidden />} onClick={() => setImporting(true)}>
                {t('groups.import.action')}
              </Menu.Item>
            </RoleGate>
          </Menu.Dropdown>
        </Menu>
        <RoleGate needs="administrator">
          <Button component={Link} to="/groups/new" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('groups.new')}
          </Button>
        </RoleGate>
      </PageHeader>
      {content()}
      {importing && <ImportGroups onClose={() => setImporting(false)} />}
    </>
  );
}
