import Papa from 'papaparse';
import type { SerialMatches } from '../../shared/contract/index.ts';
import type { Store } from '../store/index.ts';

const PER_QUERY = 500;
const MOST_PROBLEMS = 1000;
const HEADER = /^(serial|serial ?number|serien ?nummer|sn|seriennr\.?)$/i;

/** Devices by their serial numbers: a CSV with a column of them, or a serial number in each line. */
export function matchSerials(store: Store, text: string): SerialMatches {
  const serials = serialsIn(text);
  const found = new Map<string, string[]>();
  const wanted = [...serials.keys()];
  for (let from = 0; from < wanted.length; from += PER_QUERY) {
    const some = wanted.slice(from, from + PER_QUERY);
    for (const { id, serialNumber } of store.all((db) =>
      db.selectFrom('device').select(['id', 'serialNumber']).where('serialNumber', 'in', some),
    ))
      if (serialNumber !== null) found.set(serialNumber, [...(found.get(serialNumber) ?? []), id]);
  }
  const problems: SerialMatches['problems'] = [];
  const deviceIds: string[] = [];
  for (const [serialNumber, line] of serials) {
    const ids = found.get(serialNumber) ?? [];
    if (ids.length === 1) deviceIds.push(...ids);
    else problems.push({ line, serialNumber, reason: ids.length === 0 ? 'unknown' : 'ambiguous' });
  }
  return {
    deviceIds,
    read: serials.size,
    problems: problems.slice(0, MOST_PROBLEMS),
    problemCount: problems.length,
  };
}

/** Serial numbers in upper case, each with the line it first stands in. Pure. */
export function serialsIn(text: string): Map<string, number> {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: false });
  const head = data.find((line) => line.some((cell) => cell.trim() !== ''));
  const column = head?.findIndex((cell) => HEADER.test(cell.trim().replace(/[_-]/g, ' '))) ?? -1;
  const serials = new Map<string, number>();
  for (const [index, line] of data.entries()) {
    if (column >= 0 && line === head) continue;
    const cells = column >= 0 ? [line[column] ?? ''] : line;
    for (const cell of cells) {
      const serial = cell.trim().toUpperCase();
      if (serial !== '' && !serials.has(serial)) serials.set(serial, index + 1);
    }
  }
  return serials;
}
