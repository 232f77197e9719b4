import { useLocalStorage } from '@mantine/hooks';
import { columnSizingFeature, columnVisibilityFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { type ColumnId, DEVICE_COLUMNS, type DeviceColumn } from './columns.tsx';

const features = tableFeatures({ columnVisibilityFeature, columnSizingFeature });
const definitions = DEVICE_COLUMNS.map(({ id, width }) => ({ id, size: width, enableHiding: id !== 'name' }));
const BY_ID = new Map<string, DeviceColumn>(DEVICE_COLUMNS.map((column) => [column.id, column]));
const AT_FIRST = Object.fromEntries(DEVICE_COLUMNS.map(({ id, hiddenAtFirst }) => [id, hiddenAtFirst !== true]));
/** The engine holds the rows; the table model only knows the columns. */
const NO_ROWS: DeviceRow[] = [];

export interface ColumnChoice {
  readonly shown: readonly (DeviceColumn & { readonly size: number })[];
  isShown(id: ColumnId): boolean;
  toggle(id: ColumnId): void;
}

/** Which columns the devices list shows; kept per person on this computer. */
export function useColumnChoice(): ColumnChoice {
  const [columnVisibility, setColumnVisibility] = useLocalStorage<Record<string, boolean>>({
    key: 'cartwright-device-columns',
    defaultValue: AT_FIRST,
    getInitialValueInEffect: false,
  });
  const table = useTable({
    features,
    columns: definitions,
    data: NO_ROWS,
    state: { columnVisibility },
    onColumnVisibilityChange: (update) =>
      setColumnVisibility((current) => (typeof update === 'function' ? update(current) : update)),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the visible columns follow from the visibility alone
  const shown = useMemo(
    () =>
      table.getVisibleLeafColumns().flatMap((column) => {
        const known = BY_ID.get(column.id);
        return known === undefined ? [] : [{ ...known, size: column.getSize() }];
      }),
    [columnVisibility],
  );
  return {
    shown,
    isShown: (id) => table.getColumn(id)?.getIsVisible() ?? false,
    toggle: (id) => table.getColumn(id)?.toggleVisibility(),
  };
}
