import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { useDensity } from '../app/preferences.ts';
import { columnFields, columnsOf } from '../devices/columns.tsx';
import { DeviceGrid } from '../devices/DeviceGrid.tsx';
import { DeviceTable } from '../devices/DeviceTable.tsx';
import { readFilter } from '../devices/device-filter.ts';
import { type ListLook, USUAL_COLUMNS } from '../devices/list-look.ts';
import type { ListProps } from '../devices/list-props.ts';
import { type PlainColumn, PlainTable } from '../parts/PlainTable.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { MANAGEMENT_TONE } from '../parts/tones.ts';
import classes from './Gallery.module.css';
import { DEVICES, FACETS } from './samples.ts';

const FleetCharts = lazy(() => import('../home/FleetCharts.tsx'));

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** A list that holds the sample devices, of which two are chosen and one is shown beside it. */
function useSampleList(): ListProps {
  const [cursor, setCursor] = useState(2);
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set(DEVICES.slice(0, 2).map(({ id }) => id)));
  return {
    query: { filter: readFilter(new URLSearchParams()), columns: [] },
    onFilter: () => {},
    total: DEVICES.length,
    firstPage: DEVICES,
    outdated: false,
    selection: {
      ids,
      toggle: ({ id }) => setIds((before) => toggled(before, id)),
      extendTo: () => {},
      anchorAt: () => {},
      selectAll: () => setIds(new Set(DEVICES.map(({ id }) => id))),
      clear: () => setIds(new Set()),
    },
    cursor,
    onCursor: setCursor,
    onOpen: () => {},
    onInspect: () => {},
    inspected: DEVICES[3]?.id,
  };
}

export const LISTS = {
  PlainTable() {
    const { t } = useTranslation();
    const columns: PlainColumn<DeviceRow>[] = [
      { id: 'name', header: t('devices.device'), cell: (row: DeviceRow) => row.modelName },
      {
        id: 'state',
        header: t('deviceFields.state'),
        cell: (row: DeviceRow) => (
          <StatusMark tone={MANAGEMENT_TONE[row.state]}>{t(`devices.state.${row.state}`)}</StatusMark>
        ),
      },
      { id: 'open', header: t('device.tabs.commands'), numeric: true, cell: (row: DeviceRow) => row.openCommands },
    ];
    return (
      <div className={classes.columns}>
        <div className={classes.board}>
          <PlainTable label="To read" columns={columns} rows={DEVICES.slice(0, 3)} rowKey={({ id }) => id} />
        </div>
        <div className={classes.board}>
          <PlainTable
            label="To open"
            columns={columns}
            rows={DEVICES.slice(3, 6)}
            rowKey={({ id }) => id}
            onOpen={() => {}}
          />
        </div>
      </div>
    );
  },
  DeviceTable() {
    const { t } = useTranslation();
    const [density] = useDensity();
    const list = useSampleList();
    const [columns] = useState(() => columnsOf(USUAL_COLUMNS, columnFields([]), t));
    const look: ListLook = { columns: [...USUAL_COLUMNS], sort: 'name', direction: 'asc', density, layout: 'table' };
    return (
      <div className={classes.list}>
        <DeviceTable {...list} columns={columns} look={look} onLook={() => {}} />
      </div>
    );
  },
  DeviceGrid() {
    const list = useSampleList();
    return (
      <div className={classes.list}>
        <DeviceGrid {...list} />
      </div>
    );
  },
  FleetCharts: () => (
    <div className={classes.columns}>
      <Suspense>
        <FleetCharts facets={FACETS} />
      </Suspense>
    </div>
  ),
};
