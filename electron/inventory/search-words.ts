import { type RawBuilder, sql } from 'kysely';
import { type DeviceFieldId, deviceField } from '../../shared/contract/device-fields.ts';
import { SEARCH_PREFIXES, type SearchPrefix } from '../../shared/contract/devices.ts';
import { hasText } from '../store/index.ts';
import { columnOf } from './device-columns.ts';

/** One word of a search, and the columns it is looked for in; undefined for all that are searched. */
export interface SearchWord {
  readonly word: string;
  readonly columns?: readonly RawBuilder<unknown>[];
}

const fields = (...ids: readonly DeviceFieldId[]): readonly RawBuilder<unknown>[] =>
  ids.flatMap((id) => {
    const field = deviceField(id);
    return field === undefined ? [] : [columnOf(field)];
  });

const PREFIXES: Readonly<Record<SearchPrefix, readonly RawBuilder<unknown>[]>> = {
  name: fields('name'),
  sn: fields('serialNumber'),
  serial: fields('serialNumber'),
  udid: fields('udid'),
  model: fields('modelName', 'productName', 'model'),
  imei: fields('imei', 'meid'),
  mac: fields('wifiMac', 'ethernetMac', 'bluetoothMac'),
  phone: fields('phoneNumber', 'simPhoneNumber'),
  uid: fields('user', 'person', 'personName', 'personEmail'),
  mail: fields('person', 'personEmail'),
};
const WORD = new RegExp(`(?:(${SEARCH_PREFIXES.join('|')}):)?(?:"([^"]*)"|(\\S+))`, 'gi');
const MOST_WORDS = 10;

/** The words of a search: separated by spaces, or in quotation marks, some after `sn:` and the like. Pure. */
export function searchWords(search: string): SearchWord[] {
  const words: SearchWord[] = [];
  for (const [, prefix, quoted, plain] of search.matchAll(WORD)) {
    const word = (quoted ?? plain ?? '').normalize('NFC').replaceAll('\0', '');
    if (word === '') continue;
    const columns = prefix === undefined ? undefined : PREFIXES[prefix.toLowerCase() as SearchPrefix];
    words.push(columns === undefined ? { word } : { word, columns });
  }
  return words.slice(0, MOST_WORDS);
}

/** That one of the columns has the word somewhere in it. */
export function wordInColumns(word: string, columns: readonly RawBuilder<unknown>[]): RawBuilder<boolean> {
  const parts = columns.map((column) => hasText(column, word));
  return sql<boolean>`(${sql.join(parts, sql` or `)})`;
}
