import { Checkbox, Table, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './PlainTable.module.css';

export interface PlainColumn<T> {
  readonly id: string;
  readonly header: string;
  /** The heading is for those who cannot see the table: what is below speaks for itself. */
  readonly headerHidden?: boolean;
  readonly cell: (row: T) => ReactNode;
  /** Numbers stand right. */
  readonly numeric?: boolean;
  readonly width?: number | string;
  /** Its heading sorts. */
  readonly sortable?: boolean;
}

/** Which rows are chosen, by their key. */
export interface PlainSelection<T> {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: Set<string>) => void;
  /** Names a row for those who cannot see it. */
  readonly nameOf: (row: T) => string;
}

/** A table of some hundred rows at most, drawn whole. */
export function PlainTable<T>(props: {
  label: string;
  columns: readonly PlainColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** Makes rows open something; the first cell is its button. */
  onOpen?: (row: T) => void;
  /** Which rows open something; all of them when left out. */
  canOpen?: (row: T) => boolean;
  /** The row that is open. */
  opened?: string | undefined;
  sort?: { readonly column: string; readonly direction: 'asc' | 'desc' };
  onSort?: (column: string) => void;
  selection?: PlainSelection<T>;
}) {
  const { t } = useTranslation();
  const { columns, rows, rowKey, sort, selection, canOpen = () => true } = props;
  const chosen = selection?.chosen ?? new Set<string>();
  const all = rows.length > 0 && rows.every((row) => chosen.has(rowKey(row)));
  const toggle = (key: string): void => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    selection?.onChange(next);
  };
  return (
    <Table className={classes.table} stickyHeader>
      <caption>
        <VisuallyHidden>{props.label}</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          {selection !== undefined && (
            <Table.Th w={40}>
              <Checkbox
                size="xs"
                aria-label={t('common.chooseAll')}
                checked={all}
                indeterminate={!all && rows.some((row) => chosen.has(rowKey(row)))}
                onChange={() => selection.onChange(all ? new Set() : new Set(rows.map(rowKey)))}
              />
            </Table.Th>
          )}
          {columns.map((column) => {
            const sorted = sort !== undefined && sort.column === column.id;
            const Arrow = sort?.direction === 'asc' ? IconArrowUp : IconArrowDown;
            return (
              <Table.Th
                key={column.id}
                scope="col"
                w={column.width}
                ta={column.numeric === true ? 'right' : undefined}
                aria-sort={sorted ? (sort.direction === 'asc' ? 'ascending' : 'descending') : undefined}
              >
                {column.sortable === true ? (
                  <button type="button" className={classes.sorter} onClick={() => props.onSort?.(column.id)}>
                    {column.header}
                    {sorted && <Arrow size={13} aria-hidden />}
                  </button>
                ) : column.headerHidden === true ? (
                  <VisuallyHidden>{column.header}</VisuallyHidden>
                ) : (
                  column.header
                )}
              </Table.Th>
            );
          })}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => {
          const key = rowKey(row);
          const onOpen = canOpen(row) ? props.onOpen : undefined;
          return (
            <Table.Tr
              key={key}
              data-open={onOpen !== undefined || undefined}
              data-opened={key === props.opened || undefined}
              onClick={onOpen === undefined ? undefined : () => onOpen(row)}
            >
              {selection !== undefined && (
                <Table.Td onClick={(event) => event.stopPropagation()}>
                  <Checkbox
                    size="xs"
                    aria-label={t('common.choose', { name: selection.nameOf(row) })}
                    checked={chosen.has(key)}
                    onChange={() => toggle(key)}
                  />
                </Table.Td>
              )}
              {columns.map((column, index) => (
                <Table.Td key={column.id} className={column.numeric === true ? classes.numeric : undefined}>
                  {onOpen !== undefined && index === 0 ? (
                    <button
                      type="button"
                      className={classes.opener}
                      onClick={(event) => {
                        event.stopPropagation();
                        onOpen(row);
                      }}
                    >
                      {column.cell(row)}
                    </button>
                  ) : (
                    column.cell(row)
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
