import type { LoggedEvent } from '../../shared/contract/event-log.ts';

/*
 * Events as CSV (RFC 4180). Pure.
 */

const COLUMNS: readonly (readonly [string, (event: LoggedEvent) => string | number | null])[] = [
  ['seq', (event) => event.seq],
  ['time', (event) => new Date(event.at).toISOString()],
  ['type', (event) => event.type],
  ['category', (event) => event.category],
  ['actor', (event) => event.actor],
  ['reason', ({ data }) => (typeof data.statedReason === 'string' ? data.statedReason : null)],
  ['device', (event) => event.deviceName],
  ['serial number', (event) => event.serialNumber],
  ['device id', (event) => event.deviceId],
  ['enrollment id', (event) => event.enrollmentId],
  ['command id', (event) => event.commandId],
  ['data', (event) => JSON.stringify(event.data)],
];

export function csvHeading(): string {
  return line(COLUMNS.map(([name]) => name));
}

export function csvLine(event: LoggedEvent): string {
  return line(COLUMNS.map(([, value]) => value(event)));
}

function line(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  // A name that begins like a formula would be run by the program that opens the file.
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
