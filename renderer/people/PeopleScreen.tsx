import { ActionIcon, Badge, Button, Menu, Select, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import {
  IconAddressBook,
  IconChevronDown,
  IconDownload,
  IconFileImport,
  IconFilter,
  IconListDetails,
  IconPlus,
  IconSearch,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { PERSON_SORTS } from '../../shared/contract/directory.ts';
import type { DeviceFilter, Person, PersonAttribute, PersonSearch } from '../../shared/contract/index.ts';
import classes from '../carts/Carts.module.css';
import { number } from '../format/quantity.ts';
import { api, engine } from '../live/client.ts';
import { CartDrawing, NothingFoundDrawing } from '../parts/Drawings.tsx';
import { download } from '../parts/download.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { AttributesDialog } from './AttributesDialog.tsx';
import { ImportPeople } from './ImportPeople.tsx';
import { filterInAddress, PeopleFilterChips, PeopleFilterPanel } from './PeopleFilter.tsx';
import { PersonDialog } from './PersonDialog.tsx';
import { valueText } from './person-values.ts';

const PAGE = 100;
const NO_ATTRIBUTES: readonly PersonAttribute[] = [];
const WHICH = ['with', 'without', 'overdue'] as const;

/** Everybody who uses devices. What is looked for stands in the address. */
export default function PeopleScreen() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const field = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => field.current?.focus()]]);
  const typed = params.get('search') ?? '';
  const [search] = useDebouncedValue(typed.trim(), 150);
  const team = params.get('team');
  const which = WHICH.find((one) => one === params.get('devices'));
  const directories = useQuery(api.directories.list.queryOptions()).data ?? [];
  const origin = params.get('origin');
  const origins = [
    ...(['hand', 'gone'] as const).map((value) => ({ value: value as string, label: t(`people.origins.${value}`) })),
    ...directories.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const offset = Math.max(0, Number(params.get('from') ?? 0) || 0);
  const known = useQuery(api.people.attributes.queryOptions());
  const attributes = known.data ?? NO_ATTRIBUTES;
  const sort = [...PERSON_SORTS, ...attributes.map(({ id }) => id)].find((one) => one === params.get('sort')) ?? 'name';
  const direction = params.get('direction') === 'desc' ? 'desc' : 'asc';
  const shapes = useMemo(() => attributes.map((one) => ({ ...one, of: 'person' as const })), [attributes]);
  const expression = useMemo(() => filterInAddress(params.get('filter'), shapes), [params, shapes]);
  const [building, setBuilding] = useState(false);
  const filter: PersonSearch = {
    ...(search === '' ? {} : { search }),
    ...(team === null ? {} : { team }),
    ...(which === undefined ? {} : { devices: which }),
    ...(origin === null ? {} : { origin }),
    ...(expression === null ? {} : { filter: expression }),
  };
  const people = useQuery({
    ...api.people.list.queryOptions({ input: { ...filter, sort, direction, offset, limit: PAGE } }),
    placeholderData: keepPreviousData,
    // Whether a filter in the address can be used hangs on the attributes there are.
    enabled: known.data !== undefined || params.get('filter') === null,
  });
  const change = (part: Record<string, string | null>): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete('from');
        for (const [name, value] of Object.entries(part))
          if (value === null || value === '') next.delete(name);
          else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const dialog = params.get('do');
  const save = (): void => {
    engine.people.export(filter).then(
      ({ filename, text, contentType }) => download(filename, text, contentType),
      (error: unknown) => tellFailure(error),
    );
  };
  const nothingAsked = search === '' && origin === null && team === null && which === undefined && expression === null;
  const onFilter = (next: DeviceFilter | null): void => change({ filter: next === null ? null : JSON.stringify(next) });
  const add = (
    <RoleGate needs="administrator">
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ do: 'new' })}>
        {t('people.new')}
      </Button>
    </RoleGate>
  );

  const content = (): React.ReactNode => {
    if (people.data === undefined)
      return people.isError ? (
        <ErrorState error={people.error} onRetry={() => void people.refetch()} />
      ) : (
        <LoadingPage />
      );
    const { rows, total } = people.data;
    if (total === 0)
      return nothingAsked ? (
        <EmptyState
          drawing={<CartDrawing />}
          title={t('people.none.title')}
          text={t('people.none.text')}
          action={add}
        />
      ) : (
        <EmptyState
          drawing={<NothingFoundDrawing />}
          title={t('people.noneFound.title')}
          text={t('people.noneFound.text')}
          action={
            <Button variant="default" onClick={() => setParams({})}>
              {t('people.noneFound.action')}
            </Button>
          }
        />
      );
    return (
      <div className={classes.scroll}>
        <PlainTable<Person>
          label={t('screens.people')}
          rows={rows}
          rowKey={({ id }) => id}
          onOpen={({ id }) => void navigate(`/people/${id}`)}
          sort={{ column: sort, direction }}
          onSort={(column) =>
            change({ sort: column, direction: column === sort && direction === 'asc' ? 'desc' : 'asc' })
          }
          columns={[
            {
              id: 'name',
              header: t('people.name'),
              sortable: true,
              cell: ({ name, source }) => <PersonName name={name} source={source} />,
            },
            { id: 'email', header: t('people.email'), sortable: true, cell: ({ email }) => email ?? '' },
            { id: 'team', header: t('people.team'), sortable: true, cell: (one) => one.team },
            ...(directories.length === 0
              ? []
              : [
                  {
                    id: 'origin',
                    header: t('people.origin'),
                    cell: ({ source }: Person) => source?.directory ?? t('people.origins.hand'),
                  },
                ]),
            {
              id: 'devices',
              header: t('people.devices'),
              sortable: true,
              cell: ({ devices, overdue }) => (
                <>
                  {devices === 0 ? '–' : number(devices, i18n.language)}
                  {overdue > 0 && (
                    <Badge ml={8} color="red" variant="light" tt="none">
                      {t('people.overdueCount', { count: overdue })}
                    </Badge>
                  )}
                </>
              ),
            },
            ...attributes.map((attribute) => ({
              id: attribute.id,
              header: attribute.name,
              sortable: true,
              cell: ({ values }: Person) => valueText(attribute, values[attribute.id] ?? null, t, i18n.language),
            })),
          ]}
        />
        {total > PAGE && (
          <div className={classes.row} style={{ marginTop: 12 }}>
            <Button
              size="compact-sm"
              variant="default"
              disabled={offset === 0}
              onClick={() => change({ from: String(Math.max(0, offset - PAGE)) })}
            >
              {t('people.previous')}
            </Button>
            <span className={classes.soft}>
              {t('people.range', { from: offset + 1, to: Math.min(total, offset + PAGE), total })}
            </span>
            <Button
              size="compact-sm"
              variant="default"
              disabled={offset + PAGE >= total}
              onClick={() => change({ from: String(offset + PAGE) })}
            >
              {t('people.next')}
            </Button>
          </div>
        )}
      </div>
    );
  };

  return (
    <>
      <PageHeader
        title={t('screens.people')}
        count={people.data !== undefined && number(people.data.total, i18n.language)}
      >
        <TextInput
          ref={field}
          type="search"
          w={200}
          value={typed}
          onChange={(event) => change({ search: event.currentTarget.value })}
          placeholder={t('people.find')}
          aria-label={t('people.find')}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
        <Select
          w={150}
          aria-label={t('people.team')}
          placeholder={t('people.allTeams')}
          clearable
          searchable
          data={(people.data?.teams ?? []).map((one) => ({ value: one.team, label: `${one.team} (${one.people})` }))}
          value={team}
          onChange={(next) => change({ team: next })}
        />
        <Select
          w={150}
          aria-label={t('people.which')}
          placeholder={t('people.whichAll')}
          clearable
          data={WHICH.map((one) => ({ value: one, label: t(`people.${one}`) }))}
          value={which ?? null}
          onChange={(next) => change({ devices: next })}
        />
        {directories.length > 0 && (
          <Select
            w={150}
            aria-label={t('people.origin')}
            placeholder={t('people.originAll')}
            clearable
            data={origins}
            value={origins.some(({ value }) => value === origin) ? origin : null}
            onChange={(next) => change({ origin: next })}
          />
        )}
        <Tooltip label={t('people.filter')}>
          <ActionIcon
            size={32}
            variant={building || expression !== null ? 'light' : 'default'}
            aria-label={t('people.filter')}
            aria-expanded={building}
            disabled={known.data === undefined}
            onClick={() => setBuilding(!building)}
          >
            <IconFilter size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
              {t('people.file')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconDownload size={16} aria-hidden />}
              disabled={(people.data?.total ?? 0) === 0}
              onClick={save}
            >
              {t('people.export')}
            </Menu.Item>
            <RoleGate needs="administrator">
              <Menu.Item
                leftSection={<IconFileImport size={16} aria-hidden />}
                onClick={() => change({ do: 'import' })}
              >
                {t('people.import')}
              </Menu.Item>
              <Menu.Item
                component={Link}
                to={directories.length === 0 ? '/settings/directory?directory=new' : '/settings/directory'}
                leftSection={<IconAddressBook size={16} aria-hidden />}
              >
                {t('people.fromDirectory')}
              </Menu.Item>
            </RoleGate>
            <Menu.Item
              leftSection={<IconListDetails size={16} aria-hidden />}
              onClick={() => change({ do: 'attributes' })}
            >
              {t('people.attributes')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {(people.data?.total ?? 0) > 0 && add}
      </PageHeader>
      {building && (
        <PeopleFilterPanel
          filter={expression}
          onFilter={onFilter}
          attributes={shapes}
          search={filter}
          onClose={() => setBuilding(false)}
        />
      )}
      <PeopleFilterChips filter={expression} onFilter={onFilter} attributes={shapes} onEdit={() => setBuilding(true)} />
      {content()}
      {dialog === 'new' && <PersonDialog onClose={() => change({ do: null })} />}
      {dialog === 'import' && <ImportPeople onClose={() => change({ do: null })} />}
      {dialog === 'attributes' && <AttributesDialog onClose={() => change({ do: null })} />}
    </>
  );
}

function PersonName({ name, source }: Pick<Person, 'name' | 'source'>) {
  const { t } = useTranslation();
  return (
    <>
      {name}
      {source !== null && source.goneAt !== null && (
        <Badge ml={8} color="yellow" variant="light" tt="none">
          {t('people.goneFrom', { directory: source.directory })}
        </Badge>
      )}
    </>
  );
}
