import Papa from 'papaparse';
import type { ExpectedDevice, ImportOutcome } from '../../shared/contract/index.ts';

/** What a column of a list of serial numbers may hold. */
export const EXPECTED_FIELDS = ['serialNumber', 'name', 'person', 'profile'] as const;
export type ExpectedField = (typeof EXPECTED_FIELDS)[number];

/** Which column (counted from 0) holds what; null: none does. */
export type ExpectedMapping = Readonly<Record<ExpectedField, number | null>>;

/** A list as a file holds it. */
export interface ListTable {
  /** What the columns are called, or `null` where there is no heading line. */
  readonly headings: readonly string[] | null;
  readonly columns: number;
  readonly rows: readonly (readonly string[])[];
}

const HEADINGS: Readonly<Record<ExpectedField, readonly string[]>> = {
  serialNumber: ['serial', 'serialnumber', 'serialno', 'serialnr', 'sn', 'seriennummer', 'seriennr'],
  name: ['name', 'devicename', 'device', 'assettag', 'gerät', 'gerätename', 'inventarnummer'],
  person: ['person', 'user', 'owner', 'assignedto', 'student', 'pupil', 'benutzer', 'schüler'],
  profile: ['profile', 'enrollmentprofile', 'profil', 'registrierungsprofil'],
};

function plain(heading: string): string {
  return heading.toLowerCase().replace(/[^a-zäöüß]/g, '');
}

function fieldOf(heading: string): ExpectedField | undefined {
  return EXPECTED_FIELDS.find((field) => HEADINGS[field].includes(plain(heading)));
}

/** Reads a list; the first line is a heading when a column in it is called what people call serial numbers. */
export function readTable(text: string): ListTable {
  const clean = text.replace(/^\uFEFF/, '').replace(/\s+$/, '');
  const all = clean === '' ? [] : Papa.parse<string[]>(clean, { delimitersToGuess: [';', '\t', ','] }).data;
  const columns = Math.max(0, ...all.map((row) => row.length));
  const [first] = all;
  const headed = first?.some((cell) => fieldOf(cell) === 'serialNumber') ?? false;
  return { headings: headed ? (first ?? null) : null, columns, rows: headed ? all.slice(1) : all };
}

/** Which column is which: by what it is called, else the first three in order. */
export function guessMapping({ headings, columns }: ListTable): ExpectedMapping {
  const at = (field: ExpectedField, position: number): number | null => {
    if (headings === null) return position < columns ? position : null;
    const index = headings.findIndex((heading) => fieldOf(heading) === field);
    return index === -1 ? null : index;
  };
  // A profile is never guessed by its place: a wrong one would be refused line by line.
  const profile = headings === null ? null : at('profile', 3);
  return { serialNumber: at('serialNumber', 0), name: at('name', 1), person: at('person', 2), profile };
}

/** The list as the engine takes it, line for line as it stands in the table, so that its line numbers are ours. */
export function mappedCsv({ rows }: ListTable, mapping: ExpectedMapping): string {
  const cell = (row: readonly string[], field: ExpectedField): string => {
    const column = mapping[field];
    return column === null ? '' : (row[column] ?? '').replace(/\s+/g, ' ').trim();
  };
  const fields = EXPECTED_FIELDS.filter((field) => field !== 'profile' || mapping.profile !== null);
  return Papa.unparse(
    [
      fields.map((field) => (field === 'serialNumber' ? 'serial' : field)),
      ...rows.map((row) => {
        const cells = fields.map((field) => cell(row, field));
        if (cells.some((each) => each !== '')) return cells;
        // Only truly empty lines may be passed over; one without a serial number is to be told of.
        return ['', row.find((each) => each.trim() !== '')?.trim() ?? '', ''];
      }),
    ],
    { newline: '\n' },
  );
}

/** The line of the file that a refusal of the engine is about: it counts a heading that the file may not have. */
export function lineInFile({ headings }: ListTable, { line }: ImportOutcome['problems'][number]): number {
  return headings === null ? line - 1 : line;
}

/** One device as a list of its own. */
export function csvOfOne(device: { serialNumber: string; name: string; person: string }): string {
  return Papa.unparse([
    ['serial', 'name', 'person'],
    [device.serialNumber, device.name, device.person],
  ]);
}

/** Devices as lists that bring them back, one for each invitation they were expected by. */
export function listsToRestore(
  devices: readonly Pick<ExpectedDevice, 'serialNumber' | 'name' | 'person' | 'invitationId'>[],
): { invitationId: string | null; csv: string }[] {
  return [...Map.groupBy(devices, ({ invitationId }) => invitationId)].map(([invitationId, some]) => ({
    invitationId,
    csv: Papa.unparse([
      ['serial', 'name', 'person'],
      ...some.map(({ serialNumber, name, person }) => [serialNumber, name ?? '', person ?? '']),
    ]),
  }));
}
