import { sql } from 'kysely';
import Papa from 'papaparse';
import type {
  Attribute,
  ImportInput,
  ImportPreview,
  ImportResult,
  RestoreInput,
} from '../../shared/contract/attributes.ts';
import type { FieldValue } from '../../shared/contract/devices.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Store } from '../store/index.ts';
import { misfit, readCell, valueFrom } from './attribute-values.ts';
import {
  type DeviceName,
  type DeviceNote,
  type ImportCell,
  type ImportDoors,
  planNames,
  planNotes,
} from './import-cells.ts';
import { type ValueChange, type ValueWriter, valueWriter } from './value-writer.ts';

/** What an import will write, and what it tells of that. */
export interface ImportPlan {
  readonly preview: ImportPreview;
  readonly byDevice: ReadonlyMap<string, readonly ValueChange[]>;
  readonly names: readonly DeviceName[];
  readonly notes: readonly DeviceNote[];
  /** The names devices have that get another one. */
  readonly formerNames: readonly DeviceName[];
  /** What stands there now. */
  readonly former: readonly FormerValue[];
}

type FormerValue = RestoreInput['values'][number];

const MOST_TOLD = 1000;
/** More than so many are not kept to be put back. */
const MOST_FORMER = 100_000;
const SAMPLE = 50;
/** Letters of a cell that are told. */
const MOST_QUOTED = 200;
const PER_QUERY = 500;
const PER_UNIT = 200;
/** What people call the column with serial numbers, letters only. */
const SERIAL_HEADERS: ReadonlySet<string> = new Set([
  'serial',
  'serialnumber',
  'serialno',
  'sn',
  'seriennummer',
  'deviceserialnumber',
]);

/** Reads a table and compares it with what is stored; writes nothing. @throws CartwrightError `bad-request` */
export function planImport(
  store: Store,
  doors: ImportDoors,
  attributes: readonly Attribute[],
  input: ImportInput,
): ImportPlan {
  const [header, ...rows] = readTable(input.csv);
  const headers = (header ?? []).map((name) => name.trim());
  const serialIndex = serialColumn(headers, input.serialColumn);
  const columns = headers.map((name, index) => ({
    header: name,
    attribute:
      index === serialIndex || name === input.nameColumn || name === input.noteColumn
        ? undefined
        : attributeFor(name, attributes, input.columns),
  }));
  const nameIndex = namedColumn(headers, input.nameColumn);
  const noteIndex = namedColumn(headers, input.noteColumn);
  const serials = rows.map((cells) => (cells[serialIndex] ?? '').trim());
  const devices = devicesBySerial(store, serials);
  const stored = valueWriter(store);

  const preview: ImportPreview = {
    serialColumn: headers[serialIndex] ?? '',
    columns: columns
      .filter((_, index) => index !== serialIndex)
      .map(({ header, attribute }) => ({ header, attributeId: attribute?.id ?? null })),
    rows: rows.length,
    matched: 0,
    changes: 0,
    devices: 0,
    unmatched: [],
    unmatchedCount: 0,
    invalid: [],
    invalidCount: 0,
    sample: [],
  };
  const byDevice = new Map<string, ValueChange[]>();
  const former: FormerValue[] = [];
  const seen = new Set<string>();
  const nameCells: ImportCell[] = [];
  const noteCells: ImportCell[] = [];
  const changed = new Set<string>();
  for (const [index, cells] of rows.entries()) {
    const line = index + 2;
    const serialNumber = serials[index] ?? '';
    const found = devices.get(serialNumber.toUpperCase()) ?? [];
    const [deviceId] = found;
    const reason =
      serialNumber === ''
        ? 'empty'
        : deviceId === undefined
          ? 'unknown'
          : found.length > 1
            ? 'ambiguous'
            : seen.has(deviceId)
              ? 'repeated'
              : undefined;
    if (reason !== undefined || deviceId === undefined) {
      preview.unmatchedCount++;
      if (preview.unmatched.length < MOST_TOLD)
        preview.unmatched.push({ line, serialNumber, reason: reason ?? 'unknown' });
      continue;
    }
    seen.add(deviceId);
    preview.matched++;
    for (const [column, into] of [
      [nameIndex, nameCells],
      [noteIndex, noteCells],
    ] as const) {
      const text = (cells[column] ?? '').trim();
      if (text !== '') into.push({ line, deviceId, serialNumber, text });
    }
    const known = stored.values(deviceId);
    const changes: ValueChange[] = [];
    for (const [column, { header, attribute }] of columns.entries()) {
      if (attribute === undefined) continue;
      const cell = (cells[column] ?? '').trim();
      if (cell === '' && !input.clearEmpty) continue;
      const read = cell === '' ? { value: null } : readCell(attribute, cell);
      if ('reason' in read) {
        preview.invalidCount++;
        if (preview.invalid.length < MOST_TOLD)
          preview.invalid.push({ line, serialNumber, header, value: cell.slice(0, MOST_QUOTED), reason: read.reason });
        continue;
      }
      const row = known.get(attribute.id);
      const before: FieldValue = row === undefined ? null : valueFrom(attribute, row);
      if (before === read.value) continue;
      changes.push({ attribute, value: read.value });
      former.push({ deviceId, attributeId: attribute.id, value: before });
      if (preview.sample.length < SAMPLE)
        preview.sample.push({
          ...{ line, deviceId, serialNumber, header, attributeId: attribute.id },
          ...{ before, after: read.value },
        });
    }
    if (changes.length === 0) continue;
    byDevice.set(deviceId, changes);
    preview.changes += changes.length;
    changed.add(deviceId);
  }
  const told = (header: string | undefined, cell: ImportCell, before: string | null, reason?: string): void => {
    const { line, deviceId, serialNumber, text } = cell;
    const about = { line, serialNumber, header: header ?? '' };
    if (reason !== undefined) {
      preview.invalidCount++;
      if (preview.invalid.length < MOST_TOLD)
        preview.invalid.push({ ...about, value: text.slice(0, MOST_QUOTED), reason });
      return;
    }
    preview.changes++;
    changed.add(deviceId);
    if (preview.sample.length < SAMPLE)
      preview.sample.push({ ...about, deviceId, attributeId: null, before, after: text.slice(0, MOST_QUOTED) });
  };
  const named = planNames(doors, nameCells, (cell, before, reason) => told(input.nameColumn, cell, before, reason));
  const notes = planNotes(doors, noteCells, (cell, reason) => told(input.noteColumn, cell, null, reason));
  preview.devices = changed.size;
  preview.sample.sort((a, b) => a.line - b.line);
  return { preview, byDevice, former, ...named, notes };
}

/** Writes a plan, some devices per unit of work, and tells what it was and what stood there before. */
export async function applyImport(
  store: Store,
  doors: ImportDoors,
  writer: ValueWriter,
  { preview, byDevice, former, names, formerNames, notes }: ImportPlan,
  actor: string,
): Promise<ImportResult> {
  await writeAll(store, writer, byDevice, actor);
  const written: string[] = [];
  for (let from = 0; from < notes.length; from += PER_UNIT) {
    const part = notes.slice(from, from + PER_UNIT).map(({ deviceId, text }) => doors.notes.add(deviceId, text, actor));
    for (const note of await Promise.all(part)) written.push(note.id);
  }
  if (names.length > 0) await doors.names.rename({ names: [...names] }, actor);
  return {
    ...preview,
    former: former.length > MOST_FORMER ? null : [...former],
    formerNames: [...formerNames],
    notes: written,
  };
}

/** Puts values, names and notes back device by device; what is gone meanwhile, or does not fit any more, is left out. */
export async function restoreValues(
  store: Store,
  doors: ImportDoors,
  writer: ValueWriter,
  attributes: readonly Attribute[],
  { values, names, notes }: RestoreInput,
  actor: string,
): Promise<{ changed: number }> {
  const known = new Map(attributes.map((attribute) => [attribute.id, attribute]));
  const byDevice = new Map<string, ValueChange[]>();
  for (const { deviceId, attributeId, value } of values) {
    const attribute = known.get(attributeId);
    if (attribute === undefined || misfit(attribute, value) !== undefined) continue;
    const changes = byDevice.get(deviceId) ?? [];
    changes.push({ attribute, value });
    byDevice.set(deviceId, changes);
  }
  let changed = await writeAll(store, writer, byDevice, actor);
  for (const noteId of notes) {
    // Somebody may have deleted it meanwhile.
    const gone = await doors.notes.remove(noteId, actor).catch(() => undefined);
    if (gone !== undefined) changed++;
  }
  if (names.length > 0) changed += (await doors.names.rename({ names }, actor)).renamed;
  return { changed };
}

async function writeAll(
  store: Store,
  writer: ValueWriter,
  byDevice: ImportPlan['byDevice'],
  actor: string,
): Promise<number> {
  const written = await store.writeEach([...byDevice], (work, [deviceId, changes]) =>
    writer.write(work, deviceId, changes, actor),
  );
  return written.reduce((sum, count) => sum + count, 0);
}

function readTable(csv: string): string[][] {
  const { data, errors } = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  const broken = errors.find((error) => error.type === 'Quotes');
  if (broken !== undefined)
    throw new CartwrightError(
      'bad-request',
      `The quotation marks in row ${(broken.row ?? 0) + 1} do not match. Save the table as CSV again.`,
    );
  return data;
}

function serialColumn(headers: readonly string[], named: string | undefined): number {
  const index =
    named === undefined
      ? headers.findIndex((name) => SERIAL_HEADERS.has(name.toLowerCase().replace(/[^a-z]/g, '')))
      : headers.indexOf(named);
  if (index === -1)
    throw new CartwrightError(
      'bad-request',
      named === undefined
        ? 'No column is named “Serial number”. Say which one holds the serial numbers.'
        : `There is no column “${named}” in this table.`,
    );
  return index;
}

/** Where a column is; -1 for none. @throws CartwrightError `bad-request` */
function namedColumn(headers: readonly string[], named: string | undefined): number {
  return named === undefined ? -1 : serialColumn(headers, named);
}

/** @throws CartwrightError `bad-request` when a column is given to an attribute that there is not */
function attributeFor(
  header: string,
  attributes: readonly Attribute[],
  given: ImportInput['columns'],
): Attribute | undefined {
  const id = given !== undefined && Object.hasOwn(given, header) ? given[header] : undefined;
  if (id === null) return undefined;
  if (id === undefined) return attributes.find(({ name }) => name.toLowerCase() === header.toLowerCase());
  const found = attributes.find((attribute) => attribute.id === id);
  if (found === undefined)
    throw new CartwrightError('bad-request', `“${header}” is given to an attribute there is not.`);
  return found;
}

/** Devices by serial number in capitals; one that is managed no longer counts only where there is no other. */
function devicesBySerial(store: Store, serials: readonly string[]): Map<string, string[]> {
  const wanted = [...new Set(serials.map((serial) => serial.toUpperCase()))].filter((serial) => serial !== '');
  const managed = new Map<string, string[]>();
  const ended = new Map<string, string[]>();
  for (let from = 0; from < wanted.length; from += PER_QUERY) {
    const part = wanted.slice(from, from + PER_QUERY);
    const rows = store.all((db) =>
      db
        .selectFrom('device')
        .select(['id', 'serialNumber', 'state'])
        .where(sql<boolean>`"serialNumber" collate nocase in (${sql.join(part)})`),
    );
    for (const { id, serialNumber, state } of rows) {
      const into = state === 'ended' ? ended : managed;
      const key = (serialNumber ?? '').toUpperCase();
      into.set(key, [...(into.get(key) ?? []), id]);
    }
  }
  return new Map([...ended, ...managed]);
}
