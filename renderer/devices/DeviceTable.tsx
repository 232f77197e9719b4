// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be virtualised; these are the parts of an ARIA grid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and tells which row is current
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys
import { Checkbox, Skeleton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { ROW_HEIGHT, useDensity } from '../app/preferences.ts';
import type { ColumnChoice } from './column-choice.ts';
import classes from './DeviceTable.module.css';
import { type DeviceFilter, toggledSort } from './device-filter.ts';
import { useRows } from './device-pages.ts';
import { deviceTitle } from './device-title.ts';
import type { Selection } from './selection.ts';

const HEAD_HEIGHT = 36;

export interface DeviceTableProps {
  filter: DeviceFilter;
  onFilter: (filter: DeviceFilter) => void;
  columns: ColumnChoice['shown'];
  total: number;
  firstPage: readonly DeviceRow[];
  /** What is shown belongs to an older search; the new rows are on their way. */
  outdated: boolean;
  selection: Selection;
  /** Index of the row the keyboard stands on. */
  cursor: number;
  onCursor: (index: number, row: DeviceRow | undefined) => void;
  onOpen: (row: DeviceRow) => void;
  onInspect: (row: DeviceRow) => void;
  /** The device the inspector shows. */
  inspected: string | undefined;
}

/** The devices as a grid of which only what is on screen is drawn and read: it scrolls over 100,000 as over ten. */
export function DeviceTable(props: DeviceTableProps) {
  const { t } = useTranslation();
  const { filter, columns, total, selection, cursor } = props;
  const [density] = useDensity();
  const height = ROW_HEIGHT[density];
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    scrollPaddingStart: HEAD_HEIGHT,
    initialRect: { width: 1000, height: 700 },
  });
  const items = virtualizer.getVirtualItems();
  const rowAt = useRows(filter, props.firstPage, items[0]?.index ?? 0, items.at(-1)?.index ?? 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: row heights differ by density, which the cache cannot know
  useEffect(() => virtualizer.measure(), [density, virtualizer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => virtualizer.scrollToOffset(0), [filter, virtualizer]);

  const moveTo = (index: number, extend: boolean): void => {
    const next = Math.max(0, Math.min(total - 1, index));
    virtualizer.scrollToIndex(next);
    props.onCursor(next, rowAt(next));
    if (extend) selection.extendTo(next);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / height) - 2);
    const steps: Record<string, number> = {
      ArrowDown: cursor + 1,
      ArrowUp: cursor - 1,
      PageDown: cursor + page,
      PageUp: cursor - page,
      Home: 0,
      End: total - 1,
    };
    const step = steps[event.key];
    const row = rowAt(cursor);
    if (step !== undefined) moveTo(step, event.shiftKey);
    else if (event.key === 'Enter' && row !== undefined) props.onOpen(row);
    else if (event.key === ' ' && row !== undefined) selection.toggle(row, cursor);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) selection.selectAll(total);
    else if (event.key === 'Escape') selection.clear();
    else return;
    event.preventDefault();
  };

  const template = `36px ${columns
    .map(({ id, size }) => `minmax(${size}px, ${id === 'name' ? size * 2 : size}fr)`)
    .join(' ')}`;
  // Columns share what is left over; below this width the table scrolls sideways.
  const least = columns.reduce((sum, { size }) => sum + size, 36 + 16);
  const allSelected = total > 0 && selection.devices.size >= total;

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      aria-label={t('screens.devices')}
      aria-rowcount={total + 1}
      aria-multiselectable
      aria-busy={props.outdated}
      aria-activedescendant={items.some(({ index }) => index === cursor) ? `device-row-${cursor}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      style={{ '--columns': template, '--row': `${height}px`, '--least': `${least}px` } as CSSProperties}
      data-outdated={props.outdated || undefined}
    >
      <div className={classes.table}>
        <div role="rowgroup" className={classes.head}>
          <div role="row" className={classes.row} aria-rowindex={1}>
            <div role="columnheader" className={classes.check}>
              <Checkbox
                size="xs"
                checked={allSelected}
                indeterminate={!allSelected && selection.devices.size > 0}
                onChange={() => (allSelected ? selection.clear() : selection.selectAll(total))}
                aria-label={t('devices.selectAll')}
              />
            </div>
            {columns.map((column) => {
              const sorted = column.sort !== undefined && filter.sort === column.sort;
              const name = t(`devices.columns.${column.id}`);
              return (
                <div
                  key={column.id}
                  role="columnheader"
                  className={classes.cell}
                  data-column={column.id}
                  data-numeric={column.numeric}
                  aria-sort={sorted ? (filter.direction === 'asc' ? 'ascending' : 'descending') : undefined}
                >
                  {column.sort === undefined ? (
                    <span className={classes.text}>{name}</span>
                  ) : (
                    <button
                      type="button"
                      className={classes.sorter}
                      onClick={() => props.onFilter(toggledSort(filter, column.sort ?? 'name'))}
                    >
                      {name}
                      {sorted &&
                        (filter.direction === 'asc' ? (
                          <IconArrowUp size={13} aria-hidden />
                        ) : (
                          <IconArrowDown size={13} aria-hidden />
                        ))}
                    </button>
                  )}
                </div>
              );
            })}
          </div>
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rowAt(item.index);
            return (
              <Row
                key={item.index}
                index={item.index}
                start={item.start}
                row={row}
                columns={columns}
                selected={row !== undefined && selection.devices.has(row.id)}
                current={item.index === cursor}
                inspected={row !== undefined && row.id === props.inspected}
                onToggle={(shift) => {
                  if (row === undefined) return;
                  if (shift) selection.extendTo(item.index);
                  else selection.toggle(row, item.index);
                  props.onCursor(item.index, row);
                }}
                onPoint={() => {
                  props.onCursor(item.index, row);
                  if (row !== undefined) props.onInspect(row);
                }}
                onOpen={() => row !== undefined && props.onOpen(row)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  index: number;
  start: number;
  row: DeviceRow | undefined;
  columns: ColumnChoice['shown'];
  selected: boolean;
  current: boolean;
  inspected: boolean;
  onToggle: (shift: boolean) => void;
  onPoint: () => void;
  onOpen: () => void;
}

const Row = memo(
  function Row({ index, start, row, columns, selected, current, inspected, onToggle, onPoint, onOpen }: RowProps) {
    const { t } = useTranslation();
    return (
      <div
        role="row"
        id={`device-row-${index}`}
        className={classes.row}
        aria-rowindex={index + 2}
        aria-selected={selected}
        data-current={current || undefined}
        data-inspected={inspected || undefined}
        data-device={row?.id}
        style={{ transform: `translateY(${start}px)` }}
        onClick={onPoint}
        onDoubleClick={onOpen}
      >
        <div role="gridcell" className={classes.check} onClick={(event) => event.stopPropagation()}>
          {row !== undefined && (
            <Checkbox
              size="xs"
              tabIndex={-1}
              checked={selected}
              onChange={() => {}}
              onClick={(event) => onToggle(event.shiftKey)}
              aria-label={t('devices.select', { name: deviceTitle(row, t) })}
            />
          )}
        </div>
        {columns.map(({ id, numeric, Cell }) => (
          <div key={id} role="gridcell" className={classes.cell} data-column={id} data-numeric={numeric}>
            {row === undefined ? <Skeleton height={10} width="70%" /> : <Cell row={row} />}
          </div>
        ))}
      </div>
    );
  },
  // The handlers close over the same index and row as the other properties tell of.
  (a, b) =>
    a.row === b.row &&
    a.index === b.index &&
    a.start === b.start &&
    a.columns === b.columns &&
    a.selected === b.selected &&
    a.current === b.current &&
    a.inspected === b.inspected,
);
