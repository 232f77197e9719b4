import { Button, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import { attributeField, DEVICE_FIELDS } from '../../shared/contract/device-fields.ts';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { useDeviceDrag } from '../blueprints/device-drag.ts';
import { BlueprintShelf } from '../blueprints/LazyShelf.tsx';
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
import { addressProblem, type DeviceFilter, endedOf, isFiltered, queryOf, useDeviceFilter } from './device-filter.ts';
import { knownRows, useFirstPage } from './device-pages.ts';
import { FilterBar } from './FilterBar.tsx';
import filterClasses from './filter/Filter.module.css';
import { FilterChips } from './filter/FilterChips.tsx';
import { FilterPanel } from './filter/FilterPanel.tsx';
import { ListOptions } from './ListOptions.tsx';
import { LoadingTable } from './LoadingTable.tsx';
import type { ListProps } from './list-props.ts';
import { useSelection } from './selection.ts';
import { useFieldAttributes } from './use-attributes.ts';
import { useListLook } from './use-list-look.ts';
import { useViews } from './views/use-views.ts';
import { ViewChanges } from './views/ViewChanges.tsx';
import { ManageViewsDialog, SaveViewDialog } from './views/ViewDialogs.tsx';
import { useViewName, ViewMenu } from './views/ViewMenu.tsx';
import { contentOf } from './views/view-model.ts';

/** All devices: found, sorted, watched and acted on. */
export default function DevicesScreen() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const lookStore = useListLook();
  const { look, change: changeLook, known } = lookStore;
  const [filter, changeFilter] = useDeviceFilter(look);
  const views = useViews(filter, lookStore);
  const attributes = useFieldAttributes().data;
  const problem = useAddressProblem(attributes);
  const fields = useMemo(() => columnFields(attributes ?? []), [attributes]);
  const filterFields = useMemo(() => [...DEVICE_FIELDS, ...(attributes ?? []).map(attributeField)], [attributes]);
  const columns = useMemo(() => columnsOf(look.columns, fields, t), [look.columns, fields, t]);
  const asked = useMemo(() => (look.layout === 'grid' ? [] : askedFields(columns)), [look.layout, columns]);
  const query = useMemo(() => ({ filter, columns: asked }), [filter, asked]);
  const selection = useSelection(query);
  const [cursor, setCursor] = useState(0);
  const [exporting, setExporting] = useState(false);
  const dragging = useDeviceDrag();
  const [dragged, setDragged] = useState(false);
  if (dragging && !dragged) setDragged(true);
  const [inspected, setInspected] = useState<DeviceRow | null>(null);
  const first = useFirstPage(query, known && problem === undefined && !views.settling && views.open !== undefined);
  const hidden = useHiddenCount(filter, problem === undefined);
  const total = first.data?.total ?? 0;
  const open = useCallback((row: DeviceRow) => void navigate(`/devices/${row.id}`), [navigate]);

  const [building, setBuilding] = useState(false);
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null);
  const filtered = isFiltered(filter);
  const viewName = useViewName()(views.open, filtered);

  const content = (): React.ReactNode => {
    if (problem !== undefined) return <BadFilter problem={problem} />;
    if (views.open?.kind === 'missing') return <NoSuchView />;
    if (first.data === undefined)
      return first.isError ? <ErrorState error={first.error} onRetry={() => void first.refetch()} /> : <LoadingTable />;
    if (total === 0 && !first.isPlaceholderData)
      return <NoDevices filtered={filtered} hidden={hidden} onEnded={() => changeFilter({ ended: true })} />;
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
        <PageHeader
          title={t('screens.devices')}
          after={
            <ViewMenu
              views={views}
              filtered={filtered}
              onSave={() => setDialog('save')}
              onManage={() => setDialog('manage')}
            />
          }
          count={
            first.data !== undefined && (
              <>
                {number(total, i18n.language)}
                {hidden > 0 && (
                  <UnstyledButton className={filterClasses.hidden} onClick={() => changeFilter({ ended: true })}>
                    {t('deviceFilter.hidden', { count: hidden })}
                  </UnstyledButton>
                )}
              </>
            )
          }
        >
          <FilterBar filter={filter} onFilter={changeFilter} building={building} onBuild={setBuilding} />
          <ListOptions fields={fields} look={look} onLook={changeLook} />
          <CsvMenu onExport={() => setExporting(true)} />
          <Button component={Link} to="/enrollment">
            {t('devices.enroll')}
          </Button>
        </PageHeader>
      )}
      <VisuallyHidden role="status">{first.data !== undefined && t('devices.found', { count: total })}</VisuallyHidden>
      {building && (
        <FilterPanel
          filter={filter}
          onFilter={changeFilter}
          fields={filterFields}
          attributes={attributes ?? NO_ATTRIBUTES}
          onClose={() => setBuilding(false)}
        />
      )}
      {(filter.expression !== null || filter.ended || views.changed) && problem === undefined && (
        <FilterChips
          filter={filter}
          onFilter={changeFilter}
          attributes={attributes ?? NO_ATTRIBUTES}
          onEdit={() => setBuilding(true)}
        >
          <ViewChanges views={views} content={contentOf(filter, look)} onSaveAs={() => setDialog('save')} />
        </FilterChips>
      )}
      <div className={classes.panes}>
        <div className={classes.list}>{content()}</div>
        {inspected !== null && <DeviceInspector device={inspected} onClose={() => setInspected(null)} />}
      </div>
      {dragged && <BlueprintShelf dragging={dragging} />}
      {exporting && (
        <ExportDialog
          {...exported(selection.ids, filter, total)}
          fields={fields}
          current={columns.map(({ field }) => field)}
          onClose={() => setExporting(false)}
        />
      )}
      {dialog === 'save' && (
        <SaveViewDialog
          content={contentOf(filter, look)}
          name={views.open?.kind === 'saved' ? '' : filtered ? '' : viewName}
          onClose={() => setDialog(null)}
          onSaved={(view) => {
            setDialog(null);
            views.put(view.id);
          }}
        />
      )}
      {dialog === 'manage' && <ManageViewsDialog views={views} onClose={() => setDialog(null)} />}
    </>
  );
}

/** What an export is of: the chosen devices, else everything the filter finds; in the order of the list. */
function exported(ids: ReadonlySet<string>, filter: DeviceFilter, total: number) {
  const { sort, direction, ...search } = queryOf(filter);
  const devices = ids.size > 0 ? { deviceIds: [...ids] } : { search };
  return { devices, count: ids.size > 0 ? ids.size : total, order: { sort, direction } };
}

const NO_ATTRIBUTES: readonly AttributeShape[] = [];

/** Why the filter in the address cannot be used; undefined when it can. */
function useAddressProblem(attributes: readonly AttributeShape[] | undefined): string | undefined {
  const [params] = useSearchParams();
  return useMemo(() => addressProblem(params, attributes), [params, attributes]);
}

/** How many devices a list leaves out because they are no longer managed. */
function useHiddenCount(filter: DeviceFilter, enabled: boolean): number {
  const left = endedOf(filter);
  const count = useQuery({
    ...api.devices.list.queryOptions({ input: { ...queryOf(left ?? filter), limit: 1 } }),
    enabled: enabled && left !== null,
    placeholderData: keepPreviousData,
  }).data?.total;
  return left === null ? 0 : (count ?? 0);
}

function BadFilter({ problem }: { problem: string }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      drawing={<NothingFoundDrawing />}
      title={t('deviceFilter.bad.title')}
      text={problem === '' ? t('deviceFilter.bad.text') : `${t('deviceFilter.bad.text')} (${problem})`}
      action={
        <Button component={Link} to="/devices?view=all" variant="default">
          {t('deviceFilter.bad.action')}
        </Button>
      }
    />
  );
}

function NoSuchView() {
  const { t } = useTranslation();
  return (
    <EmptyState
      drawing={<NothingFoundDrawing />}
      title={t('deviceViews.missing.title')}
      text={t('deviceViews.missing.text')}
      action={
        <Button component={Link} to="/devices?view=all" variant="default">
          {t('deviceViews.missing.action')}
        </Button>
      }
    />
  );
}

function NoDevices({ filtered, hidden, onEnded }: { filtered: boolean; hidden: number; onEnded: () => void }) {
  const { t } = useTranslation();
  if (hidden > 0)
    return (
      <EmptyState
        drawing={<NothingFoundDrawing />}
        title={t('devices.noneFound.title')}
        text={t('deviceFilter.onlyEnded.text', { count: hidden })}
        action={
          <Button variant="default" onClick={onEnded}>
            {t('deviceFilter.onlyEnded.action')}
          </Button>
        }
      />
    );
  if (filtered)
    return (
      <EmptyState
        drawing={<NothingFoundDrawing />}
        title={t('devices.noneFound.title')}
        text={t('devices.noneFound.text')}
        action={
          <Button component={Link} to="/devices?view=all" variant="default">
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
