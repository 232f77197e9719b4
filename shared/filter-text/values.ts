import type { DeviceField } from '../contract/device-fields.ts';
import { type FilterOperator, type FilterValue, SPAN_UNITS, type TimeSpan } from '../contract/device-filter.ts';
import { quoted, type Token } from './tokens.ts';

/* The values of a typed filter, read by what their field is, and written so that they read back the same. */

/** What kind of value is missing or wrong, for a message. */
export type ValueKind = 'text' | 'choice' | 'boolean' | 'number' | 'percent' | 'size' | 'date' | 'version' | 'span';

/** What a field's value looks like under an operator. */
export function valueKind(field: DeviceField, operator: FilterOperator): ValueKind {
  if (operator === 'withinLast' || operator === 'notWithinLast' || operator === 'withinNext') return 'span';
  switch (field.type) {
    case 'enum':
      return 'choice';
    case 'share':
      return 'percent';
    case 'bytes':
      return 'size';
    case 'set':
      return 'text';
    default:
      return field.type;
  }
}

const YES: ReadonlySet<string> = new Set(['yes', 'true', 'on', '1']);
const NO: ReadonlySet<string> = new Set(['no', 'false', 'off', '0']);
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const VERSION = /^\d{1,4}(\.\d{1,4}){0,2}$/;
const UNITS: Readonly<Record<string, number>> = { gb: 1, gib: 1, tb: 1024, tib: 1024, mb: 1 / 1024, mib: 1 / 1024 };

function numberIn(text: string): number | undefined {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** Reads one value from the tokens at a place; `used` tells how many it took. Undefined: it is of the wrong kind. */
export function readValue(
  field: DeviceField,
  kind: ValueKind,
  first: Token,
  second: Token | undefined,
): { value: FilterValue; used: number } | undefined {
  const { text } = first;
  const one = (value: FilterValue | undefined) => (value === undefined ? undefined : { value, used: 1 });
  const unit = second?.kind === 'word' ? second.text.toLowerCase() : '';
  switch (kind) {
    case 'text':
      return one(text === '' ? undefined : text);
    case 'choice':
      return one(field.values?.find((each) => each.toLowerCase() === text.toLowerCase()));
    case 'boolean':
      return one(YES.has(text.toLowerCase()) ? true : NO.has(text.toLowerCase()) ? false : undefined);
    case 'number':
      return one(numberIn(text));
    case 'version':
      return one(VERSION.test(text) ? text : undefined);
    case 'date':
      return one(readDate(text));
    case 'percent': {
      const [digits, used] = text.endsWith('%') ? [text.slice(0, -1), 1] : unit === '%' ? [text, 2] : [undefined, 1];
      if (digits === undefined) {
        // 20 could be meant as 20 percent or as twenty times everything: ask.
        const share = numberIn(text);
        return one(share !== undefined && ((share >= 0 && share <= 1) || /e/i.test(text)) ? share : undefined);
      }
      const percent = numberIn(digits);
      return percent === undefined ? undefined : { value: percent / 100, used };
    }
    case 'size': {
      const glued = /^(.*?\d\.?)([a-z]+)$/i.exec(text);
      const size = numberIn(glued?.[1] ?? text);
      const factor = UNITS[glued?.[2]?.toLowerCase() ?? unit];
      if (size === undefined || (glued !== null && factor === undefined && numberIn(text) === undefined))
        return undefined;
      return { value: size * (factor ?? 1), used: glued === null && factor !== undefined ? 2 : 1 };
    }
    case 'span': {
      const amount = numberIn(text);
      const found = SPAN_UNITS.find((each) => each === unit || each === `${unit}s`);
      if (amount === undefined || found === undefined || !Number.isInteger(amount)) return undefined;
      return amount < 1 || amount > 10_000 ? undefined : { value: { amount, unit: found }, used: 2 };
    }
  }
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})?)?$/i;

/** A day, or a moment, in the time zone of whoever reads it unless it names one. */
function readDate(text: string): number | undefined {
  if (/^@-?\d{1,16}$/.test(text)) return Number(text.slice(1));
  const parts = DATE.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = parts;
  if (zone !== undefined) {
    const at = Date.parse(text.replace(' ', 'T'));
    return Number.isNaN(at) ? undefined : at;
  }
  const local = new Date(2000, 0, 1);
  local.setFullYear(Number(year), Number(month) - 1, Number(day));
  local.setHours(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0')));
  const same = local.getMonth() === Number(month) - 1 && local.getDate() === Number(day);
  return same && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60 ? local.getTime() : undefined;
}

/** A time so that it reads back the same: a day where that says it all. */
function writeDate(at: number): string {
  const local = new Date(at);
  if (Number.isNaN(local.getTime())) return `@${at}`;
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${String(local.getFullYear()).padStart(4, '0')}-${two(local.getMonth() + 1)}-${two(local.getDate())}`;
  const clock = `${two(local.getHours())}:${two(local.getMinutes())}`;
  const whole = [day, `${day}T${clock}`, local.toISOString()];
  return whole.find((each) => readDate(each) === at) ?? `@${at}`;
}

/** A value as a typed filter writes it; {@link readValue} reads the same from it. */
export function writeValue(kind: ValueKind, value: FilterValue): string {
  switch (kind) {
    case 'text':
    case 'choice':
      return quoted(String(value));
    case 'boolean':
      return value === true ? 'yes' : 'no';
    case 'percent': {
      const percent = Number((Number(value) * 100).toPrecision(15));
      if (percent / 100 === value) return `${percent}%`;
      return /e/.test(String(value)) ? String(value) : `${value}e0`;
    }
    case 'size':
      return `${value} GB`;
    case 'date':
      return writeDate(Number(value));
    case 'span': {
      const { amount, unit } = value as TimeSpan;
      return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
    }
    default:
      return String(value);
  }
}
