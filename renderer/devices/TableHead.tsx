// biome-ignore-all lint/a11y/useSemanticElements: the head of an ARIA grid, which cannot be a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons in the cells take the focus
import { Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowsHorizontal,
  IconArrowUp,
  IconChevronDown,
  IconEyeOff,
  IconFilter,
} from '@tabler/icons-react';
import { type KeyboardEvent, memo, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterCondition } from '../../shared/contract/device-filter.ts';
import type { FieldValue } from '../../shared/contract/index.ts';
import { dropPlace, fittingWidth, gridOf, measuredWidths } from './column-layout.ts';
import type { DeviceColumn } from './columns.tsx';
import classes from './DeviceTable.module.css';
import { onlyCondition } from './device-filter.ts';
import { valueText } from './field-text.ts';
import { FIRST_COLUMN, fitWidth } from './list-look.ts';

/** A key press widens or narrows a column so much. */
const STEP = 16;
/** A press that moves less is a click. */
const DRAG_FROM = 5;

export interface TableHeadProps {
  columns: readonly DeviceColumn[];
  sort: string;
  direction: 'asc' | 'desc';
  onSort: (field: string, direction?: 'asc' | 'desc') => void;
  onMove: (field: string, to: number) => void;
  onHide: (field: string) => void;
  onWidths: (widths: ReadonlyMap<string, number>) => void;
  /** What the row the keyboard stands on has in a field. */
  valueAt: (field: string) => FieldValue | undefined;
  onOnly: (condition: FilterCondition) => void;
}

/** The heads of the columns: sort, move and resize them, by pointer and by keys, and a menu for each. */
export const TableHead = memo(function TableHead(props: TableHeadProps) {
  const { columns } = props;
  const row = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<string>();
  const dragged = useRef(false);

  const grid = (): HTMLElement | null => row.current?.closest<HTMLElement>('[role=grid]') ?? null;
  const resize = (id: string, width: (now: number) => number): void => {
    if (row.current === null) return;
    const widths = measuredWidths(row.current);
    widths.set(id, fitWidth(width(widths.get(id) ?? 0)));
    props.onWidths(widths);
  };
  const fitColumn = (id: string): void => {
    const all = grid();
    if (all !== null) resize(id, () => fittingWidth(all, id));
  };
  const focus = (index: number): void =>
    row.current?.querySelectorAll<HTMLElement>(`.${classes.sorter}`)[index]?.focus();

  const onKeyDown = (event: KeyboardEvent, column: DeviceColumn, index: number): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0 && event.altKey) {
      props.onMove(column.id, index + step);
      // The head moves with its column; the focus goes along.
      requestAnimationFrame(() => focus(Math.max(1, Math.min(columns.length - 1, index + step))));
    } else if (step !== 0 && event.shiftKey) resize(column.id, (now) => now + step * STEP);
    else if (step !== 0) focus(Math.max(0, Math.min(columns.length - 1, index + step)));
    else if (event.key === 'ContextMenu' || (event.key === 'ArrowDown' && event.altKey)) setOpen(column.id);
    else return;
    event.preventDefault();
  };

  const startDrag = (event: PointerEvent<HTMLElement>, column: DeviceColumn): void => {
    dragged.current = false;
    if (event.button !== 0 || event.pointerType === 'touch' || column.id === FIRST_COLUMN || row.current === null)
      return;
    const head = row.current;
    const from = event.clientX;
    const cells = [...head.querySelectorAll<HTMLElement>('[data-column]')].map((cell) => {
      const { left, right } = cell.getBoundingClientRect();
      return { id: cell.dataset.column ?? '', left, right, cell };
    });
    let place: number | undefined;
    const clear = (): void => {
      for (const { cell } of cells) cell.removeAttribute('data-drop');
    };
    const move = (pointer: globalThis.PointerEvent): void => {
      if (!dragged.current && Math.abs(pointer.clientX - from) < DRAG_FROM) return;
      dragged.current = true;
      place = dropPlace(cells, pointer.clientX, column.id);
      clear();
      cells.filter(({ id }) => id !== column.id)[place - 1]?.cell.setAttribute('data-drop', '');
    };
    const end = (): void => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('pointerup', drop);
      clear();
    };
    const drop = (): void => {
      end();
      if (dragged.current && place !== undefined) props.onMove(column.id, place);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointercancel', end);
    window.addEventListener('pointerup', drop);
  };

  const startResize = (event: PointerEvent<HTMLElement>, column: DeviceColumn): void => {
    const all = grid();
    if (event.button !== 0 || all === null || row.current === null) return;
    event.preventDefault();
    event.stopPropagation();
    const widths = measuredWidths(row.current);
    const from = event.clientX;
    const before = widths.get(column.id) ?? column.width;
    let moved = false;
    // Straight to the style: no row is drawn anew while the edge is dragged.
    const move = (pointer: globalThis.PointerEvent): void => {
      moved = true;
      widths.set(column.id, fitWidth(before + pointer.clientX - from));
      const { template, least } = gridOf(columns, widths);
      all.style.setProperty('--columns', template);
      all.style.setProperty('--least', `${least}px`);
    };
    const end = (): void => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('pointerup', end);
      if (moved) props.onWidths(widths);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointercancel', end);
    window.addEventListener('pointerup', end);
  };

  return (
    <div ref={row} className={classes.heads}>
      {columns.map((column, index) => {
        const sorted = props.sort === column.id;
        return (
          <div
            key={column.id}
            role="columnheader"
            className={classes.cell}
            data-column={column.id}
            data-numeric={column.numeric || undefined}
            aria-sort={sorted ? (props.direction === 'asc' ? 'ascending' : 'descending') : undefined}
            onContextMenu={(event) => {
              event.preventDefault();
              setOpen(column.id);
            }}
          >
            <button
              type="button"
              className={classes.sorter}
              tabIndex={index === 0 ? 0 : -1}
              aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Shift+ArrowLeft Shift+ArrowRight Alt+ArrowDown"
              onPointerDown={(event) => startDrag(event, column)}
              onClick={() => {
                if (!dragged.current) props.onSort(column.id);
              }}
              onKeyDown={(event) => onKeyDown(event, column, index)}
            >
              <span className={classes.text}>{column.label}</span>
              {sorted &&
                (props.direction === 'asc' ? (
                  <IconArrowUp size={13} aria-hidden />
                ) : (
                  <IconArrowDown size={13} aria-hidden />
                ))}
            </button>
            <ColumnMenu
              {...props}
              column={column}
              index={index}
              opened={open === column.id}
              onOpened={(opened) => setOpen(opened ? column.id : undefined)}
              onFit={() => fitColumn(column.id)}
            />
            <div
              className={classes.edge}
              data-beside
              aria-hidden
              onPointerDown={(event) => startResize(event, column)}
              onDoubleClick={() => fitColumn(column.id)}
            />
          </div>
        );
      })}
    </div>
  );
});

function ColumnMenu(
  props: TableHeadProps & {
    column: DeviceColumn;
    index: number;
    opened: boolean;
    onOpened: (opened: boolean) => void;
    onFit: () => void;
  },
) {
  const { t, i18n } = useTranslation();
  const { column, index, opened } = props;
  const value = opened ? props.valueAt(column.id) : undefined;
  const only = value === undefined ? undefined : onlyCondition(column.field, value);
  return (
    <Menu position="bottom-start" opened={opened} onChange={props.onOpened} withinPortal>
      <Menu.Target>
        <button
          type="button"
          className={classes.more}
          data-beside
          tabIndex={-1}
          aria-label={t('deviceList.columnMenu', { name: column.label })}
        >
          <IconChevronDown size={13} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowUp size={16} aria-hidden />} onClick={() => props.onSort(column.id, 'asc')}>
          {t('deviceList.sortUp')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={16} aria-hidden />}
          onClick={() => props.onSort(column.id, 'desc')}
        >
          {t('deviceList.sortDown')}
        </Menu.Item>
        {only !== undefined && value !== undefined && (
          <Menu.Item leftSection={<IconFilter size={16} aria-hidden />} onClick={() => props.onOnly(only)}>
            {t('deviceList.only', { value: valueText(column.field, value, t, i18n.language) })}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconArrowsHorizontal size={16} aria-hidden />} onClick={props.onFit}>
          {t('deviceList.fit')}
        </Menu.Item>
        {column.id !== FIRST_COLUMN && (
          <>
            <Menu.Item
              leftSection={<IconArrowLeft size={16} aria-hidden />}
              disabled={index <= 1}
              onClick={() => props.onMove(column.id, index - 1)}
            >
              {t('deviceList.moveLeft')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowRight size={16} aria-hidden />}
              disabled={index >= props.columns.length - 1}
              onClick={() => props.onMove(column.id, index + 1)}
            >
              {t('deviceList.moveRight')}
            </Menu.Item>
            <Menu.Item leftSection={<IconEyeOff size={16} aria-hidden />} onClick={() => props.onHide(column.id)}>
              {t('deviceList.hide')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
