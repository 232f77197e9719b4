import { Table, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './PlainTable.module.css';

export interface PlainColumn<T> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: T) => ReactNode;
  /** Numbers stand right. */
  readonly numeric?: boolean;
  readonly width?: number | string;
}

/** A table of some hundred rows at most, drawn whole. */
export function PlainTable<T>(props: {
  label: string;
  columns: readonly PlainColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** Makes rows open something; `openLabel` names it for those who cannot see it. */
  onOpen?: (row: T) => void;
}) {
  const { columns, rows, rowKey, onOpen } = props;
  return (
    <Table className={classes.table} stickyHeader>
      <caption>
        <VisuallyHidden>{props.label}</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Table.Th key={column.id} scope="col" w={column.width} ta={column.numeric === true ? 'right' : undefined}>
              {column.header}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr
            key={rowKey(row)}
            data-open={onOpen !== undefined || undefined}
            onClick={onOpen === undefined ? undefined : () => onOpen(row)}
          >
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
        ))}
      </Table.Tbody>
    </Table>
  );
}
