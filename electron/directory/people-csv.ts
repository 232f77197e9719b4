import Papa from 'papaparse';
import type { CsvFile } from '../../shared/contract/device-lists.ts';
import type { FieldValue } from '../../shared/contract/devices.ts';
import {
  type NewPerson,
  newPerson,
  type PeopleImport,
  type PeopleImportInput,
  type Person,
  type PersonAttribute,
} from '../../shared/contract/directory.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { readCell } from '../views/index.ts';
import { fromDirectory } from './person-writing.ts';

/*
 * People as tables, both ways. Pure.
 */

/** One person as a file wants them; null for somebody new. */
export interface PlannedPerson {
  readonly personId: string | null;
  readonly person: NewPerson;
}

const MOST_PROBLEMS = 1000;
const FIXED = ['name', 'email', 'team', 'note'] as const;
type Fixed = (typeof FIXED)[number];
const HEADINGS: Readonly<Record<Fixed, readonly string[]>> = {
  name: ['name', 'fullname', 'person', 'vollername', 'namederperson'],
  email: ['email', 'mail', 'emailaddress', 'emailadresse', 'mailadresse'],
  team: ['class', 'team', 'group', 'department', 'klasse', 'gruppe', 'abteilung'],
  note: ['note', 'notes', 'comment', 'notiz', 'bemerkung'],
};
const plain = (header: string): string => header.toLowerCase().replace(/[^a-z0-9äöüß]/g, '');

/**
 * What an import would do; people are known again by their address, or by their name where that is one person's only.
 *
 * @throws CartwrightError `bad-request` when there is no column of names
 */
export function planImport(
  { csv, clearEmpty }: PeopleImportInput,
  attributes: readonly PersonAttribute[],
  known: readonly Person[],
): { preview: PeopleImport; people: PlannedPerson[] } {
  const parsed = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t'],
  });
  const [head = [], ...lines] = parsed.data;
  const taken = new Set<string>();
  const columns = head.map((header) => {
    const fixed = FIXED.find((one) => HEADINGS[one].includes(plain(header)) && !taken.has(one));
    const fills =
      fixed ?? attributes.find(({ name }) => name.toLowerCase() === header.trim().toLowerCase())?.id ?? null;
    if (fills !== null) taken.add(fills);
    return { header, fills };
  });
  if (!taken.has('name'))
    throw new CartwrightError('bad-request', 'The first line needs a column “Name”. Export the people to see a table.');

  const byEmail = new Map(
    known.flatMap((one) => (one.email === null ? [] : [[one.email.toLowerCase(), one] as const])),
  );
  const byName = new Map<string, Person | null>();
  for (const one of known) {
    const key = one.name.toLowerCase();
    byName.set(key, byName.has(key) ? null : one);
  }
  const attributeOf = new Map(attributes.map((one) => [one.id, one]));
  const preview: PeopleImport = {
    ...{ columns, rows: lines.length, created: 0, changed: 0, unchanged: 0 },
    ...{ problems: [], problemCount: 0 },
  };
  const people: PlannedPerson[] = [];
  const seen = new Set<string>();
  const addresses = new Set<string>();
  const problem = (line: number, text: string, reason: string): void => {
    preview.problemCount++;
    if (preview.problems.length < MOST_PROBLEMS) preview.problems.push({ line, text: text.slice(0, 200), reason });
  };

  for (const [index, cells] of lines.entries()) {
    const line = index + 2;
    const cell = (fills: string): string | undefined => {
      const at = columns.findIndex((column) => column.fills === fills);
      return at === -1 ? undefined : unescaped((cells[at] ?? '').trim());
    };
    const name = cell('name') ?? '';
    const email = cell('email') ?? '';
    const named = byName.get(name.toLowerCase());
    const before = byEmail.get(email.toLowerCase()) ?? (email === '' || named?.email === null ? named : undefined);
    if (before === null) {
      problem(line, name, 'Several people have this name. Give the e-mail address, too.');
      continue;
    }
    const values: Record<string, FieldValue> = {};
    for (const { header, fills } of columns) {
      const attribute = fills === null ? undefined : attributeOf.get(fills);
      if (attribute === undefined) continue;
      const text = cell(attribute.id) ?? '';
      if (text === '') {
        if (clearEmpty) values[attribute.id] = null;
        continue;
      }
      const read = readCell(attribute, text);
      if ('reason' in read) problem(line, `${header}: ${text}`, read.reason);
      else values[attribute.id] = read.value;
    }
    const keep = (given: string | undefined, kept: string): string =>
      given === undefined || (given === '' && !clearEmpty) ? kept : given;
    const wanted = newPerson.safeParse({
      ...{ name, email: keep(cell('email'), before?.email ?? '') },
      ...{ team: keep(cell('team'), before?.team ?? ''), note: keep(cell('note'), before?.note ?? ''), values },
    });
    if (!wanted.success) {
      const [issue] = wanted.error.issues;
      problem(line, name, issue?.path[0] === 'email' ? 'This is no e-mail address.' : 'A name is needed.');
      continue;
    }
    if (before?.source && fromDirectory(before, before.source.fields, wanted.data)) {
      problem(line, name, `This comes from the directory “${before.source.directory}”. Change it there.`);
      continue;
    }
    const key = before?.id ?? (email === '' ? `name ${name.toLowerCase()}` : `mail ${email.toLowerCase()}`);
    if (seen.has(key)) {
      problem(line, name, 'This person comes twice; the first line counts.');
      continue;
    }
    const address = wanted.data.email?.toLowerCase() ?? '';
    if (address !== '' && addresses.has(address)) {
      problem(line, name, 'Somebody else in this file has this e-mail address; the first line counts.');
      continue;
    }
    seen.add(key);
    addresses.add(address);
    if (before !== undefined && !differs(before, wanted.data)) {
      preview.unchanged++;
      continue;
    }
    if (before === undefined) preview.created++;
    else preview.changed++;
    people.push({ personId: before?.id ?? null, person: wanted.data });
  }
  return { preview, people };
}

function differs(before: Person, { name, email, team, note, values }: NewPerson): boolean {
  return (
    before.name !== name ||
    (before.email ?? '') !== (email ?? '') ||
    before.team !== team ||
    before.note !== note ||
    Object.entries(values).some(([id, value]) => (before.values[id] ?? null) !== value)
  );
}

/** An apostrophe before a sign that begins a formula is ours: see the export. */
const unescaped = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

/** People as CSV that the import takes again. */
export function exportPeople(people: readonly Person[], attributes: readonly PersonAttribute[]): CsvFile {
  const lines = people.map((one) => [
    ...[one.name, one.email ?? '', one.team, one.note],
    ...attributes.map((attribute) => textOf(attribute, one.values[attribute.id] ?? null)),
  ]);
  const head = ['Name', 'Email', 'Class', 'Note', ...attributes.map(({ name }) => name)];
  // A spreadsheet must not run what somebody typed.
  const text = Papa.unparse([head, ...lines], { newline: '\r\n', escapeFormulae: true });
  return {
    filename: 'people.csv',
    contentType: 'text/csv; charset=utf-8',
    text: `\uFEFF${text}\r\n`,
    rows: lines.length,
  };
}

function textOf({ type }: PersonAttribute, value: FieldValue): string {
  if (value === null) return '';
  if (type === 'date' && typeof value === 'number') return new Date(value).toISOString().slice(0, 10);
  return String(value);
}
