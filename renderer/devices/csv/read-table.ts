import Papa from 'papaparse';

/** What the engine takes at most, in letters. */
export const LONGEST_CSV = 20_000_000;

/** The heads of a table's columns, as the engine reads them. */
export function headersOf(csv: string): string[] {
  const { data } = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), {
    preview: 1,
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  return (data[0] ?? []).map((name) => name.trim()).filter((name) => name !== '');
}
