import type { ImportOutcome } from '../../shared/contract/admission.ts';

/*
 * Lists of serial numbers as people bring them: CSV with or without a heading, or one number per line. Pure.
 */

export interface ListedSerial {
  readonly serialNumber: string;
  readonly name: string | null;
  readonly person: string | null;
  /** The name of an automated enrollment profile. */
  readonly profile: string | null;
}

const MOST_PROBLEMS = 1_000;
const LONGEST = 100;
/** Apple's are 8 to 14 letters and digits; longer ones of prototypes and test devices are taken too. */
const SERIAL = /^[A-Z0-9][A-Z0-9-]{3,39}$/;

const HEADINGS: Readonly<Record<keyof ListedSerial, readonly string[]>> = {
  serialNumber: ['serial', 'serialnumber', 'serialno', 'sn', 'seriennummer'],
  name: ['name', 'devicename', 'device', 'gerät', 'gerätename'],
  person: ['person', 'user', 'owner', 'assignedto', 'benutzer'],
  profile: ['profile', 'enrollmentprofile', 'profil', 'registrierungsprofil'],
};

/** A serial number as it is compared: upper case, without spaces. */
export function normalSerial(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}

/**
 * Reads a list; of a number that comes twice the first line counts.
 *
 * @param profiles names of automated enrollment profiles in lower case; a line that names another one is not used
 */
export function readSerialList(
  csv: string,
  profiles?: ReadonlySet<string>,
): { serials: ListedSerial[]; problems: ImportOutcome['problems'] } {
  const text = csv.replace(/^\uFEFF/, '');
  const rows = readCsv(text, separatorOf(text));
  const serials = new Map<string, ListedSerial>();
  const problems: ImportOutcome['problems'] = [];
  const [first] = rows;
  const named = first === undefined ? undefined : columnsOf(first.cells);
  const columns = named ?? { serialNumber: 0, name: 1, person: 2, profile: undefined };
  for (const { line, cells } of named === undefined ? rows : rows.slice(1)) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const problem = (reason: ImportOutcome['problems'][number]['reason']): void => {
      if (problems.length < MOST_PROBLEMS) problems.push({ line, text: cells.join(', ').slice(0, 200), reason });
    };
    const serialNumber = normalSerial(cells[columns.serialNumber] ?? '');
    if (serialNumber === '') problem('no-serial');
    else if (!SERIAL.test(serialNumber)) problem('bad-serial');
    else if (serials.has(serialNumber)) problem('twice');
    else if (profiles !== undefined && !isKnown(at(cells, columns.profile), profiles)) problem('no-profile');
    else
      serials.set(serialNumber, {
        serialNumber,
        name: at(cells, columns.name),
        person: at(cells, columns.person),
        profile: at(cells, columns.profile),
      });
  }
  return { serials: [...serials.values()], problems };
}

function isKnown(profile: string | null, profiles: ReadonlySet<string>): boolean {
  return profile === null || profiles.has(profile.toLowerCase());
}

function at(cells: readonly string[], column: number | undefined): string | null {
  const text = column === undefined ? '' : (cells[column] ?? '').trim();
  return text === '' ? null : text.slice(0, LONGEST);
}

/** Which column is which, when the line is a heading. */
function columnsOf(cells: readonly string[]) {
  const names = cells.map((cell) => cell.toLowerCase().replace(/[^a-zäöüß]/g, ''));
  const find = (column: keyof ListedSerial): number | undefined => {
    const index = names.findIndex((name) => HEADINGS[column].includes(name));
    return index === -1 ? undefined : index;
  };
  const serialNumber = find('serialNumber');
  if (serialNumber === undefined) return undefined;
  return { serialNumber, name: find('name'), person: find('person'), profile: find('profile') };
}

function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  return [';', '\t'].find((separator) => first.includes(separator)) ?? ',';
}

/** RFC 4180, with any separator; `line` is where a row begins. */
function readCsv(text: string, separator: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let began = 1;
  const endRow = (): void => {
    rows.push({ line: began, cells: [...cells, cell] });
    cells = [];
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\n') line++;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (c === '"' && cell.trim() === '') {
      quoted = true;
      cell = '';
    } else if (c === separator) {
      cells.push(cell);
      cell = '';
    } else if (c === '\n') {
      endRow();
      began = line;
    } else if (c !== '\r') cell += c;
  }
  if (cell !== '' || cells.length > 0) endRow();
  return rows;
}
