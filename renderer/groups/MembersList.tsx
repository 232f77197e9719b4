import { Button } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { DeviceGroup, DeviceRow } from '../../shared/contract/index.ts';
import { useDensity } from '../app/preferences.ts';
import { askedFields, columnFields, columnsOf } from '../devices/columns.tsx';
import { DeviceTable } from '../devices/DeviceTable.tsx';
import { BY_NAME, type DeviceFilter } from '../devices/device-filter.ts';
import { useFirstPage } from '../devices/device-pages.ts';
import { LoadingTable } from '../devices/LoadingTable.tsx';
import type { ListLook } from '../devices/list-look.ts';
import { useSelection } from '../devices/selection.ts';
import { useFieldAttributes } from '../devices/use-attributes.ts';
import { CartDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { ExplainDialog } from './ExplainDialog.tsx';
import classes from './Groups.module.css';
import { takeOut } from './group-actions.ts';

const COLUMNS: ListLook['columns'] = ['name', 'serialNumber', 'osVersion', 'state', 'lastSeenAt', 'modelName'].map(
  (field) => ({ field }),
);

/** Who is in a group, as the devices list shows them; a click says why, a double click opens the device. */
export function MembersList({ group, onDrop }: { group: DeviceGroup; onDrop?: (event: React.DragEvent) => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [density] = useDensity();
  const [over, setOver] = useState(false);
  const [explained, setExplained] = useState<DeviceRow>();
  const [cursor, setCursor] = useState(0);
  const [columns, setColumns] = useState(COLUMNS);
  const [filter, setFilter] = useState<DeviceFilter>({
    search: '',
    expression: { field: 'group', operator: 'includes', value: group.id },
    ended: true,
    ...BY_NAME,
  });
  const attributes = useFieldAttributes().data;
  const shown = useMemo(() => columnsOf(columns, columnFields(attributes ?? []), t), [columns, attributes, t]);
  const query = useMemo(() => ({ filter, columns: askedFields(shown) }), [filter, shown]);
  const selection = useSelection(query);
  const first = useFirstPage(query, true);
  const open = useCallback((row: DeviceRow) => void navigate(`/devices/${row.id}`), [navigate]);
  const total = first.data?.total ?? 0;
  const look: ListLook = { columns, sort: filter.sort, direction: filter.direction, density, layout: 'table' };

  const list = (): React.ReactNode => {
    if (first.data === undefined)
      return first.isError ? <ErrorState error={first.error} onRetry={() => void first.refetch()} /> : <LoadingTable />;
    if (total === 0)
      return (
        <EmptyState drawing={<CartDrawing />} title={t('groups.empty.title')} text={t(`groups.empty.${group.kind}`)} />
      );
    return (
      <DeviceTable
        query={query}
        onFilter={(part) => setFilter((before) => ({ ...before, ...part }))}
        total={total}
        firstPage={first.data.rows}
        outdated={first.isPlaceholderData}
        selection={selection}
        cursor={Math.min(cursor, total - 1)}
        onCursor={setCursor}
        onOpen={open}
        onInspect={setExplained}
        inspected={explained?.id}
        columns={shown}
        look={look}
        onLook={(part) => part.columns !== undefined && setColumns(part.columns)}
      />
    );
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of several; the panel beside has buttons
    <div
      className={over ? `${classes.main} ${classes.dropping}` : classes.main}
      onDragOver={(event) => {
        if (onDrop === undefined) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        onDrop?.(event);
      }}
    >
      {selection.ids.size > 0 && (
        <div className={classes.chosen}>
          <strong aria-live="polite">{t('devices.selected', { count: selection.ids.size })}</strong>
          {group.kind === 'static' && (
            <RoleGate needs="administrator">
              <Button
                size="compact-sm"
                variant="default"
                onClick={() =>
                  void takeOut(group, { deviceIds: [...selection.ids] }, t).then((done) => done && selection.clear())
                }
              >
                {t('groups.takeOut')}
              </Button>
            </RoleGate>
          )}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={selection.clear}>
            {t('devices.clearSelection')}
          </Button>
        </div>
      )}
      {list()}
      {explained !== undefined && (
        <ExplainDialog group={group} device={explained} onClose={() => setExplained(undefined)} />
      )}
    </div>
  );
}
