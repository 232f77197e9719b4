import Papa from 'papaparse';

/** What the engine takes at most, in letters. */
export const LONGEST_CSV = 20_000_000;

/** The text of a table as people save it: UTF-8, UTF-16 by its mark, else what older spreadsheets write. */
export function textOf(bytes: ArrayBuffer): string {
  const start = new Uint8Array(bytes.slice(0, 2));
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The heads of a table's columns, as the engine reads them. */
export function headersOf(csv: string): string[] {
  const { data } = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), {
    preview: 1,
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  return (data[0] ?? []).map((name) => name.trim()).filter((name) => name !== '');
}
