import { Button, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { number } from '../format/quantity.ts';
import { api } from '../live/client.ts';
import { CartDrawing, NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { PageHeader } from '../parts/PageHeader.tsx';
import { SelectionBar } from './bulk/SelectionBar.tsx';
import { askedFields, columnFields, columnsOf } from './columns.tsx';
import { CsvMenu } from './csv/CsvMenu.tsx';
import { ExportDialog } from './csv/ExportDialog.tsx';
import { DeviceGrid } from './DeviceGrid.tsx';
import { DeviceInspector } from './DeviceInspector.tsx';
import classes from './DevicesScreen.module.css';
import { DeviceTable } from './DeviceTable.tsx';
import { type DeviceFilter, isFiltered, queryOf, useDeviceFilter } from './device-filter.ts';
import { knownRows, useFirstPage } from './device-pages.ts';
import { FilterBar } from './FilterBar.tsx';
import { ListOptions } from './ListOptions.tsx';
import { LoadingTable } from './LoadingTable.tsx';
import type { ListProps } from './list-props.ts';
import { useSelection } from './selection.ts';
import { useListLook } from './use-list-look.ts';

/** All devices: found, sorted, watched and acted on. */
export default function DevicesScreen() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { look, change: changeLook, known } = useListLook();
  const [filter, changeFilter] = useDeviceFilter(look);
  const attributes = useQuery(api.attributes.list.queryOptions()).data;
  const fields = useMemo(() => columnFields(attributes ?? []), [attributes]);
  const columns = useMemo(() => columnsOf(look.columns, fields, t), [look.columns, fields, t]);
  const asked = useMemo(() => (look.layout === 'grid' ? [] : askedFields(columns)), [look.layout, columns]);
  const query = useMemo(() => ({ filter, columns: asked }), [filter, asked]);
  const selection = useSelection(query);
  const [cursor, setCursor] = useState(0);
  const [exporting, setExporting] = useState(false);
  const [inspected, setInspected] = useState<DeviceRow | null>(null);
  const first = useFirstPage(query, known);
  const total = first.data?.total ?? 0;
  const open = useCallback((row: DeviceRow) => void navigate(`/devices/${row.id}`), [navigate]);

  const content = (): React.ReactNode => {
    if (first.data === undefined)
      return first.isError ? <ErrorState error={first.error} onRetry={() => void first.refetch()} /> : <LoadingTable />;
    if (total === 0 && !first.isPlaceholderData) return <NoDevices filtered={isFiltered(filter)} />;
    const list: ListProps = {
      query,
      onFilter: changeFilter,
      total,
      firstPage: first.data.rows,
      outdated: first.isPlaceholderData,
      selection,
      cursor: Math.min(cursor, Math.max(0, total - 1)),
      onCursor: (index, row) => {
        setCursor(index);
        // The inspector follows the keyboard once it is open.
        if (row !== undefined) setInspected((shown) => (shown === null ? null : row));
      },
      onOpen: open,
      onInspect: setInspected,
      inspected: inspected?.id,
    };
    return look.layout === 'grid' ? (
      <DeviceGrid {...list} />
    ) : (
      <DeviceTable {...list} columns={columns} look={look} onLook={changeLook} />
    );
  };

  return (
    <>
      {selection.ids.size > 0 ? (
        <SelectionBar
          ids={selection.ids}
          rows={() => knownRows(selection.ids)}
          onExport={() => setExporting(true)}
          onClear={selection.clear}
        />
      ) : (
        <PageHeader title={t('screens.devices')} count={first.data === undefined ? '' : number(total, i18n.language)}>
          <FilterBar filter={filter} onFilter={changeFilter} />
          <ListOptions fields={fields} look={look} onLook={changeLook} />
          <CsvMenu onExport={() => setExporting(true)} />
          <Button component={Link} to="/enrollment">
            {t('devices.enroll')}
          </Button>
        </PageHeader>
      )}
      <VisuallyHidden role="status">{first.data !== undefined && t('devices.found', { count: total })}</VisuallyHidden>
      <div className={classes.panes}>
        <div className={classes.list}>{content()}</div>
        {inspected !== null && <DeviceInspector device={inspected} onClose={() => setInspected(null)} />}
      </div>
      {exporting && (
        <ExportDialog
          {...exported(selection.ids, filter, total)}
          fields={fields}
          current={columns.map(({ field }) => field)}
          onClose={() => setExporting(false)}
        />
      )}
    </>
  );
}

/** What an export is of: the chosen devices, else everything the filter finds; in the order of the list. */
function exported(ids: ReadonlySet<string>, filter: DeviceFilter, total: number) {
  const { sort, direction, ...search } = queryOf(filter);
  const devices = ids.size > 0 ? { deviceIds: [...ids] } : { search };
  return { devices, count: ids.size > 0 ? ids.size : total, order: { sort, direction } };
}

function NoDevices({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation();
  if (filtered)
    return (
      <EmptyState
        drawing={<NothingFoundDrawing />}
        title={t('devices.noneFound.title')}
        text={t('devices.noneFound.text')}
        action={
          <Button component={Link} to="/devices" variant="default">
            {t('devices.noneFound.action')}
          </Button>
        }
      />
    );
  return (
    <EmptyState
      drawing={<CartDrawing />}
      title={t('devices.none.title')}
      text={t('devices.none.text')}
      action={
        <Button component={Link} to="/enrollment">
          {t('devices.none.action')}
        </Button>
      }
    />
  );
}
