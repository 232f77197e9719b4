import Papa from 'papaparse';
import type { DeviceField } from '../../shared/contract/device-fields.ts';
import type { CsvFile, DeviceSelection, ExportInput } from '../../shared/contract/device-lists.ts';
import type { FieldValue } from '../../shared/contract/devices.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Store } from '../store/index.ts';
import type { DeviceList, DeviceOrder } from './device-list.ts';

/** The most devices that are taken at once. */
export const MOST_DEVICES = 100_000;
/** Rows between two turns of the event loop. */
const PER_TURN = 1000;

/**
 * The ids a selection means, in order.
 *
 * @throws CartwrightError `too-large` when a search finds more than {@link MOST_DEVICES}
 */
export function selectedIds(list: DeviceList, selection: DeviceSelection, order?: DeviceOrder): string[] {
  if ('deviceIds' in selection) {
    const ids = [...new Set(selection.deviceIds)];
    return order === undefined ? ids : list.inOrder(ids, order);
  }
  const { ids, truncated } = list.ids({ sort: 'name', direction: 'asc', ...order, ...selection.search }, MOST_DEVICES);
  if (truncated)
    throw new CartwrightError(
      'too-large',
      `More than ${MOST_DEVICES.toLocaleString('en')} devices: narrow the search.`,
    );
  return ids;
}

/** Makes the CSV of chosen columns. Other requests are served in between. */
export function openExport(store: Store, list: DeviceList): (input: ExportInput) => Promise<CsvFile> {
  return async ({ devices, sort, direction, columns, headers }) => {
    const fields = list.fields(columns);
    const ids = selectedIds(list, devices, { sort, direction });
    const first = columns.map((column, index) => headers?.[index] ?? column);
    const lines = [csvLines([first])];
    for (let from = 0; from < ids.length; from += PER_TURN) {
      if (from > 0) await new Promise((resolve) => setImmediate(resolve));
      const rows = list.rows(ids.slice(from, from + PER_TURN), columns);
      lines.push(csvLines(rows.map((row) => fields.map((field) => cell(field, row.values?.[field.id] ?? null)))));
    }
    const day = new Date(store.clock.now()).toISOString().slice(0, 10);
    return {
      filename: `devices-${day}.csv`,
      contentType: 'text/csv; charset=utf-8',
      text: `\uFEFF${lines.filter((line) => line !== '').join('\r\n')}\r\n`,
      rows: ids.length,
    };
  };
}

const csvLines = (rows: readonly (readonly string[])[]): string =>
  Papa.unparse(rows as string[][], { newline: '\r\n' });

/** Times as ISO 8601; yes and no as `true` and `false`. A spreadsheet must not run what a device calls itself. */
function cell({ type }: DeviceField, value: FieldValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return type === 'date' && typeof value === 'number' ? new Date(value).toISOString() : String(value);
}
