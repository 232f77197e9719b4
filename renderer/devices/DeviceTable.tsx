// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be virtualised; these are the parts of an ARIA grid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and tells which row is current
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys
import { Checkbox } from '@mantine/core';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import type { TFunction } from 'i18next';
import { type CSSProperties, type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterCondition } from '../../shared/contract/device-filter.ts';
import type { DeviceRow, FieldValue } from '../../shared/contract/index.ts';
import { ROW_HEIGHT } from '../app/preferences.ts';
import { BLANK, lineText } from '../parts/line-text.ts';
import { useSlots } from '../parts/slots.ts';
import { useLatest } from '../parts/use-latest.ts';
import { gridOf } from './column-layout.ts';
import type { DeviceColumn } from './columns.tsx';
import { valueIn } from './columns.tsx';
import classes from './DeviceTable.module.css';
import { together, toggledSort } from './device-filter.ts';
import { useRows } from './device-pages.ts';
import { deviceTitle } from './device-title.ts';
import { linesToDraw, stepOf } from './list-keys.ts';
import { type ListLook, moveColumn, resizeColumns, toggleColumn } from './list-look.ts';
import { actByClick, actByKey, beginDrag, keepText, type ListProps, openByDoubleClick } from './list-props.ts';
import type { Selection } from './selection.ts';
import { TableHead } from './TableHead.tsx';

const HEAD_HEIGHT = 36;
/** The lines are put into the order they are read once the list has rested so long. */
const REST_MS = 600;
/** Longer texts may be cut off by their column; they are told whole on hover. */
const CUT_FROM = 12;

export interface DeviceTableProps extends ListProps {
  columns: readonly DeviceColumn[];
  look: ListLook;
  onLook: (part: Partial<ListLook>) => void;
}

/** The devices as a grid of which only what is on screen is drawn and read: it scrolls over 100,000 as over ten. */
export function DeviceTable(props: DeviceTableProps) {
  const { t, i18n } = useTranslation();
  const { query, columns, total, selection, cursor, look } = props;
  const { filter } = query;
  const height = ROW_HEIGHT[look.density];
  const scroller = useRef<HTMLDivElement>(null);
  const direction = useRef<'forward' | 'backward' | null>(null);
  const virtualizer: Virtualizer<HTMLDivElement, Element> = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    rangeExtractor: (range) => {
      direction.current = virtualizer.scrollDirection ?? direction.current;
      return linesToDraw(range, direction.current);
    },
    isScrollingResetDelay: REST_MS,
    scrollPaddingStart: HEAD_HEIGHT,
    initialRect: { width: 1000, height: 700 },
  });
  const items = virtualizer.getVirtualItems();
  const lines = useSlots(items, virtualizer.isScrolling);
  const rowAt = useRows(query, props.firstPage, {
    first: items[0]?.index ?? 0,
    last: items.at(-1)?.index ?? 0,
    total,
  });
  const latest = useLatest({ ...props, rowAt });

  // biome-ignore lint/correctness/useExhaustiveDependencies: row heights differ by density, which the cache cannot know
  useEffect(() => virtualizer.measure(), [height, virtualizer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => virtualizer.scrollToOffset(0), [filter, virtualizer]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    const perPage = Math.floor((scroller.current?.clientHeight ?? 400) / height);
    const step = stepOf(event.key, { cursor, total, across: 1, lines: perPage });
    if (step !== undefined) {
      virtualizer.scrollToIndex(step);
      if (event.shiftKey) {
        // A range begins where the keyboard stood.
        if (selection.ids.size === 0) selection.anchorAt(cursor);
        selection.extendTo(step);
      } else selection.anchorAt(step);
      props.onCursor(step, rowAt(step));
    } else if (!actByKey(event, props, rowAt)) return;
    event.preventDefault();
  };

  const { template, least } = useMemo(() => gridOf(columns), [columns]);
  const head = useHeadActions(latest);

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
      data-sideways={(virtualizer.scrollRect?.width ?? 0) < least || undefined}
    >
      <div className={classes.table}>
        <div role="rowgroup" className={classes.head}>
          <div role="row" className={classes.row} aria-rowindex={1}>
            <div role="columnheader" className={classes.check}>
              <SelectAll selection={selection} all={total > 0 && selection.ids.size >= total} />
            </div>
            <TableHead columns={columns} sort={filter.sort} direction={filter.direction} {...head} />
          </div>
        </div>
        <div
          role="rowgroup"
          className={classes.body}
          style={{ height: virtualizer.getTotalSize() }}
          onMouseDown={keepText}
          onClick={(event) => actByClick(event, props, rowAt)}
          onDoubleClick={(event) => openByDoubleClick(event, props, rowAt)}
          onDragStart={(event) => beginDrag(event, props, rowAt, (count) => t('blueprints.drop.devices', { count }))}
        >
          {lines.map(({ item, slot }) => {
            const row = rowAt(item.index);
            return (
              <Row
                key={slot}
                index={item.index}
                start={item.start}
                row={row}
                columns={columns}
                selected={row !== undefined && selection.ids.has(row.id)}
                current={item.index === cursor}
                inspected={row !== undefined && row.id === props.inspected}
                t={t}
                locale={i18n.language}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The box over the boxes; drawn when the selection changes, not when the list scrolls. */
const SelectAll = memo(function SelectAll({ selection, all }: { selection: Selection; all: boolean }) {
  const { t } = useTranslation();
  return (
    <Checkbox
      size="xs"
      checked={all}
      indeterminate={!all && selection.ids.size > 0}
      onChange={() => (all ? selection.clear() : selection.selectAll())}
      aria-label={t('devices.selectAll')}
    />
  );
});

/** What the heads do; the same functions for as long as the table lives, so that scrolling does not draw the heads anew. */
function useHeadActions(latest: {
  readonly current: DeviceTableProps & { rowAt: (index: number) => DeviceRow | undefined };
}) {
  const onSort = useCallback(
    (field: string, direction?: 'asc' | 'desc') => {
      const { query, onFilter, onLook } = latest.current;
      const { sort, direction: turned } = toggledSort(query.filter, field);
      const order = { sort, direction: direction ?? turned };
      onFilter(order);
      onLook(order);
    },
    [latest],
  );
  const onMove = useCallback(
    (field: string, to: number) =>
      latest.current.onLook({ columns: moveColumn(latest.current.look.columns, field, to) }),
    [latest],
  );
  const onHide = useCallback(
    (field: string) => latest.current.onLook({ columns: toggleColumn(latest.current.look.columns, field) }),
    [latest],
  );
  const onWidths = useCallback(
    (widths: ReadonlyMap<string, number>) =>
      latest.current.onLook({ columns: resizeColumns(latest.current.look.columns, widths) }),
    [latest],
  );
  const valueAt = useCallback(
    (field: string): FieldValue | undefined => {
      const row = latest.current.rowAt(latest.current.cursor);
      return row === undefined ? undefined : valueIn(row, field);
    },
    [latest],
  );
  const onOnly = useCallback(
    (only: FilterCondition) => {
      const { query, onFilter } = latest.current;
      onFilter({ expression: together([query.filter.expression, only]) });
    },
    [latest],
  );
  return { onSort, onMove, onHide, onWidths, valueAt, onOnly };
}

function selectText(row: DeviceRow, t: TFunction): string {
  const text = lineText(t, 'devices.select', () => t('devices.select', { name: BLANK }));
  return text.replace(BLANK, () => deviceTitle(row, t));
}

interface RowProps {
  index: number;
  start: number;
  row: DeviceRow | undefined;
  columns: readonly DeviceColumn[];
  selected: boolean;
  current: boolean;
  inspected: boolean;
  t: TFunction;
  locale: string;
}

const Row = memo(function Row({ index, start, row, columns, selected, current, inspected, t, locale }: RowProps) {
  return (
    <div
      role="row"
      id={`device-row-${index}`}
      className={classes.row}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-current={current || undefined}
      data-inspected={inspected || undefined}
      data-device={row?.id}
      draggable={selected}
      style={{ top: start }}
    >
      <div role="gridcell" className={classes.check} data-check>
        {row !== undefined && (
          <input
            type="checkbox"
            className={classes.box}
            tabIndex={-1}
            checked={selected}
            // The click is the table's; see list-props.
            readOnly
            aria-label={selectText(row, t)}
          />
        )}
      </div>
      {columns.map(({ id, numeric, cell }) => {
        const content = row === undefined ? <span className={classes.coming} /> : cell({ row, t, locale });
        return (
          <div
            key={id}
            role="gridcell"
            className={classes.cell}
            data-column={id}
            data-numeric={numeric || undefined}
            title={typeof content === 'string' && content.length > CUT_FROM ? content : undefined}
          >
            {content}
          </div>
        );
      })}
    </div>
  );
});
