import Papa from 'papaparse';

/** The engine makes so many hand-outs at once. */
export const MOST_HANDOUTS = 500;
const LONGEST = 100;

/** Who hand-outs are for, as it was typed, pasted or read from a file. */
export interface NameList {
  readonly names: readonly string[];
  /** Names that stand there more than once; each still gets a hand-out of its own. */
  readonly repeated: readonly string[];
  /** So many beyond the most that are made at once. */
  readonly left: number;
}

/** What people call the column with names, letters only; the first that is there counts. */
const HEADINGS = ['name', 'person', 'user', 'student', 'pupil', 'devicename', 'device', 'schüler', 'benutzer', 'gerät'];

/**
 * Reads names: one a line, or a table (comma, semicolon, tab) with a heading that says which column holds them; without
 * such a heading the first column does. “Hopper, Grace” on lines of their own is one name each, not a table.
 */
export function readNames(text: string): NameList {
  const clean = text.replace(/^\uFEFF/, '').trim();
  if (clean === '') return { names: [], repeated: [], left: 0 };
  const rows = Papa.parse<string[]>(clean, { skipEmptyLines: 'greedy', delimitersToGuess: [';', '\t', ','] }).data;
  const headings = (rows[0] ?? []).map((cell) => cell.toLowerCase().replace(/[^a-zäöüß]/g, ''));
  const column = HEADINGS.map((name) => headings.indexOf(name)).find((index) => index !== -1);
  const cells =
    column !== undefined
      ? rows.slice(1).map((row) => row[column])
      : /[;\t]/.test(clean)
        ? rows.map((row) => row[0])
        : clean.split('\n').map((line) => line.trim().replace(/^"(.*)"$/, '$1'));
  const all = cells
    .map((cell) => (cell ?? '').replace(/\s+/g, ' ').trim().slice(0, LONGEST))
    .filter((name) => name !== '');
  const names = all.slice(0, MOST_HANDOUTS);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return { names, repeated: [...repeated], left: all.length - names.length };
}
