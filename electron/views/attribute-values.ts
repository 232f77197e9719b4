import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import type { FieldValue } from '../../shared/contract/devices.ts';
import type { AttributeValueTable } from '../store/index.ts';

/*
 * What custom attributes may hold, as the console gives it and as people write it in tables. Pure.
 */

const LONGEST_TEXT = 1000;
/** Times that a date can hold: the years 1 to 9999. */
const FIRST_TIME = -62_135_596_800_000;
const LAST_TIME = 253_402_300_799_999;

const fits = (time: number): boolean => Number.isInteger(time) && time >= FIRST_TIME && time <= LAST_TIME;

/** Why a value does not fit an attribute; undefined when it does. Null, which clears, always does. */
export function misfit({ type, choices }: AttributeShape, value: FieldValue): string | undefined {
  if (value === null) return undefined;
  switch (type) {
    case 'text':
      if (typeof value !== 'string') return 'A text is needed.';
      return value.length > LONGEST_TEXT ? `At most ${LONGEST_TEXT} letters.` : undefined;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : 'A number is needed.';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'Yes or no is needed.';
    case 'date':
      return typeof value === 'number' && fits(value) ? undefined : 'A date is needed.';
    case 'choice':
      return typeof value === 'string' && choices.includes(value)
        ? undefined
        : `One of ${choices.join(', ')} is needed.`;
  }
}

const YES: ReadonlySet<string> = new Set(['true', 'yes', 'y', '1', 'x', 'ja', 'wahr']);
const NO: ReadonlySet<string> = new Set(['false', 'no', 'n', '0', 'nein', 'falsch']);
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;
const DOTTED_DATE = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;

/** Reads a cell of a table; a cell that is not empty gives a value or the reason why it does not. */
export function readCell(attribute: AttributeShape, cell: string): { value: FieldValue } | { reason: string } {
  const value = readText(attribute, cell);
  if (value === undefined) return { reason: reasonOf(attribute) };
  const reason = misfit(attribute, value);
  return reason === undefined ? { value } : { reason };
}

function readText({ type, choices }: AttributeShape, cell: string): FieldValue | undefined {
  const lower = cell.toLowerCase();
  switch (type) {
    case 'text':
      // An apostrophe before a sign that begins a formula is ours: see the export.
      return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
    case 'number': {
      const number = /^-?\d+,\d+$/.test(cell) ? cell.replace(',', '.') : cell;
      return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(number) ? Number(number) : undefined;
    }
    case 'boolean':
      if (YES.has(lower)) return true;
      return NO.has(lower) ? false : undefined;
    case 'date':
      return readDate(cell);
    case 'choice':
      return choices.find((choice) => choice.toLowerCase() === lower);
  }
}

/** ISO 8601, or day.month.year; without a zone it is UTC. */
function readDate(cell: string): number | undefined {
  const [, day = '', month = '', year] = DOTTED_DATE.exec(cell) ?? [];
  const iso = year === undefined ? cell : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!ISO_DATE.test(iso)) return undefined;
  const withZone = iso.length > 10 && !/(Z|[+-]\d{2}:\d{2})$/.test(iso) ? `${iso}Z` : iso;
  const time = Date.parse(withZone.replace(' ', 'T'));
  // A day that the month does not have would be taken as one of the next.
  const same =
    Number.isFinite(time) && new Date(Date.parse(iso.slice(0, 10))).toISOString().startsWith(iso.slice(0, 10));
  return same ? time : undefined;
}

function reasonOf({ type, choices }: AttributeShape): string {
  if (type === 'number') return 'This is not a number.';
  if (type === 'boolean') return 'This is neither yes nor no.';
  if (type === 'date') return 'This is not a date such as 2026-03-31.';
  return `This is none of ${choices.join(', ')}.`;
}

/** How a value is stored. */
export function storedForm(value: Exclude<FieldValue, null>): Pick<AttributeValueTable, 'text' | 'number'> {
  if (typeof value === 'string') return { text: value, number: null };
  return { text: null, number: typeof value === 'boolean' ? Number(value) : value };
}

/** A stored value as the console is told it. */
export function valueFrom(
  { type }: Pick<AttributeShape, 'type'>,
  { text, number }: Pick<AttributeValueTable, 'text' | 'number'>,
): FieldValue {
  if (number === null) return text;
  return type === 'boolean' ? number === 1 : number;
}
