import { type RawBuilder, sql } from 'kysely';

/** One word of a search, and the columns it is looked for in; undefined for all that are searched. */
export interface SearchWord {
  readonly word: string;
  readonly columns?: readonly string[];
}

const PREFIXES: Readonly<Record<string, readonly string[]>> = {
  name: ['name'],
  sn: ['serialNumber'],
  serial: ['serialNumber'],
  udid: ['udid'],
  model: ['modelName', 'productName', 'model'],
  imei: ['imei', 'meid'],
  mac: ['wifiMac', 'ethernetMac', 'bluetoothMac'],
};
const WORD = new RegExp(`(?:(${Object.keys(PREFIXES).join('|')}):)?(?:"([^"]*)"|(\\S+))`, 'gi');
const MOST_WORDS = 10;

/** The words of a search: separated by spaces, or in quotation marks, some after `sn:` and the like. Pure. */
export function searchWords(search: string): SearchWord[] {
  const words: SearchWord[] = [];
  for (const [, prefix, quoted, plain] of search.matchAll(WORD)) {
    const word = (quoted ?? plain ?? '').normalize('NFC').replaceAll('\0', '');
    if (word === '') continue;
    const columns = prefix === undefined ? undefined : PREFIXES[prefix.toLowerCase()];
    words.push(columns === undefined ? { word } : { word, columns });
  }
  return words.slice(0, MOST_WORDS);
}

/** That one of the columns has the word somewhere in it. */
export function wordInColumns(word: string, columns: readonly string[]): RawBuilder<boolean> {
  const pattern = `%${word.replace(/[%_\\]/g, '\\$&')}%`;
  const parts = columns.map((column) => sql`${sql.ref(`device.${column}`)} like ${pattern} escape '\\'`);
  return sql<boolean>`(${sql.join(parts, sql` or `)})`;
}
