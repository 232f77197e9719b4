import type { DeviceColumn } from './columns.tsx';

const CHECK = 36;
const END = 16;

/**
 * The columns as a CSS grid. Until somebody sets a width they share what is left over; from then on every column is
 * as wide as it says, so that an edge stays under the pointer that drags it.
 *
 * @returns the template, and the width below which the table scrolls sideways
 */
export function gridOf(
  columns: readonly DeviceColumn[],
  widths?: ReadonlyMap<string, number>,
): { template: string; least: number } {
  const set = widths !== undefined || columns.some((column) => column.set);
  const of = (column: DeviceColumn): number => widths?.get(column.id) ?? column.width;
  const tracks = columns.map((column) =>
    set ? `${of(column)}px` : `minmax(${column.width}px, ${column.id === 'name' ? column.width * 2 : column.width}fr)`,
  );
  return {
    template: [`${CHECK}px`, ...tracks, ...(set ? ['minmax(0, 1fr)'] : [])].join(' '),
    least: columns.reduce((sum, column) => sum + of(column), CHECK + END),
  };
}

/** How wide the columns are now, by the cells of the head. */
export function measuredWidths(head: Element): Map<string, number> {
  const cells = [...head.querySelectorAll<HTMLElement>('[role=columnheader][data-column]')];
  return new Map(cells.map((cell) => [cell.dataset.column ?? '', Math.round(cell.getBoundingClientRect().width)]));
}

/** How wide a column must be to cut off nothing of what is on screen. */
export function fittingWidth(grid: Element, columnId: string): number {
  const cells = [...grid.querySelectorAll<HTMLElement>(`[data-column="${CSS.escape(columnId)}"]`)];
  const widths = cells.map((cell) => {
    const { paddingLeft, paddingRight, columnGap } = getComputedStyle(cell);
    const parts = [...cell.children].filter((child) => !child.hasAttribute('data-beside'));
    const padding = Number.parseFloat(paddingLeft) + Number.parseFloat(paddingRight);
    if (parts.length === 0)
      return Math.max(cell.scrollWidth > cell.clientWidth ? cell.scrollWidth : 0, textWidth(cell) + padding);
    const gaps = (Number.parseFloat(columnGap) || 0) * Math.max(0, parts.length - 1);
    const inside = parts.reduce(
      (sum, child) => sum + Math.max(child.scrollWidth, child.getBoundingClientRect().width),
      0,
    );
    return inside + gaps + padding;
  });
  return Math.ceil(Math.max(0, ...widths)) + 2;
}

/** How wide the text of a cell is that is a text alone. */
function textWidth(cell: Element): number {
  const text = document.createRange();
  text.selectNodeContents(cell);
  return text.getBoundingClientRect().width;
}

/** At which place of the columns a pointer lets go of one, by the cells of the head; the first column stays first. */
export function dropPlace(
  cells: readonly { id: string; left: number; right: number }[],
  x: number,
  dragged: string,
): number {
  const others = cells.filter(({ id }) => id !== dragged);
  const before = others.filter(({ left, right }) => (left + right) / 2 < x).length;
  return Math.max(1, before);
}
