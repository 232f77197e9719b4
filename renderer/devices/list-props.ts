import type { DragEvent, KeyboardEvent, MouseEvent } from 'react';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { dragDevices } from '../blueprints/device-drag.ts';
import type { DeviceFilter } from './device-filter.ts';
import type { ListQuery } from './device-pages.ts';
import type { Selection } from './selection.ts';

/** What table and grid share. */
export interface ListProps {
  query: ListQuery;
  onFilter: (change: Partial<DeviceFilter>) => void;
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

type RowAt = (index: number) => DeviceRow | undefined;

/** What a key does besides walking. @returns whether it did something */
export function actByKey(event: KeyboardEvent, { selection, cursor, onOpen }: ListProps, rowAt: RowAt): boolean {
  const row = rowAt(cursor);
  if (event.key === 'Enter' && row !== undefined) onOpen(row);
  else if (event.key === ' ' && row !== undefined) {
    if (event.shiftKey) selection.extendTo(cursor);
    else selection.toggle(row, cursor);
  } else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) selection.selectAll();
  else if (event.key === 'Escape') selection.clear();
  else return false;
  return true;
}

/** One listener for all rows: which of them an event is about. */
function indexOf(event: MouseEvent): number | undefined {
  const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
  return row instanceof HTMLElement ? Number(row.dataset.index) : undefined;
}

/** A click: on the box it chooses, with Shift up to there, with Ctrl or Cmd also beside the box; else it shows the device. */
export function actByClick(event: MouseEvent, props: ListProps, rowAt: RowAt): void {
  const index = indexOf(event);
  if (index === undefined || !(event.target instanceof Element)) return;
  const row = rowAt(index);
  const { selection } = props;
  if (row === undefined) return;
  const onLink = event.target.closest('a') !== null;
  if (onLink && !event.shiftKey) return;
  if (event.shiftKey) {
    event.preventDefault();
    selection.extendTo(index);
  } else if (event.target.closest('[data-check]') !== null || event.ctrlKey || event.metaKey)
    selection.toggle(row, index);
  else {
    selection.anchorAt(index);
    props.onInspect(row);
  }
  props.onCursor(index, row);
}

export function openByDoubleClick(event: MouseEvent, { onOpen }: ListProps, rowAt: RowAt): void {
  const index = indexOf(event);
  const row = index === undefined ? undefined : rowAt(index);
  if (row === undefined || !(event.target instanceof Element) || event.target.closest('[data-check]') !== null) return;
  onOpen(row);
}

/** Drags the chosen devices, or the one whose name is taken hold of. */
export function beginDrag(
  event: DragEvent,
  { selection }: ListProps,
  rowAt: RowAt,
  label: (count: number) => string,
): void {
  const index = indexOf(event);
  const row = index === undefined ? undefined : rowAt(index);
  if (row === undefined) return;
  const ids = selection.ids.has(row.id) ? selection.ids : [row.id];
  dragDevices(event, ids, label('size' in ids ? ids.size : 1));
}

/** A range chosen with Shift shall not mark text. */
export function keepText(event: MouseEvent): void {
  if (event.shiftKey) event.preventDefault();
}
