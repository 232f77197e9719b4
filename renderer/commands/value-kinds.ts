import { base64ToBytes, bytesToBase64, type KeyDefinition, type PlistValue } from '../../shared/catalogue/index.ts';
import { PlistReal } from '../../shared/plist-real.ts';

/** What the values are that forms hold which JSON has no type for: dates, data, reals. */
export interface ValueKinds {
  date(value: unknown): Date | undefined;
  toDate(date: Date): unknown;
  number(value: unknown): number | undefined;
  toNumber(value: number, definition: KeyDefinition): unknown;
  /** How many bytes of data; undefined when there are none. */
  size(value: unknown): number | undefined;
  toData(bytes: Uint8Array): unknown;
}

/** Commands travel to the engine as JSON: dates in ISO 8601, data in base64. */
export const JSON_VALUES: ValueKinds = {
  date: (value) => (typeof value === 'string' ? new Date(value) : undefined),
  toDate: (date) => date.toISOString(),
  number: (value) => (typeof value === 'number' ? value : undefined),
  toNumber: (value) => value,
  size: (value) => (typeof value === 'string' ? base64ToBytes(value)?.length : undefined),
  toData: bytesToBase64,
};

/** Profiles are edited as what property lists hold. */
export const PLIST_VALUES: ValueKinds = {
  date: (value) => (value instanceof Date ? value : undefined),
  toDate: (date): PlistValue => date,
  number: (value) => (typeof value === 'number' ? value : value instanceof PlistReal ? value.value : undefined),
  toNumber: (value, { type }): PlistValue =>
    type === 'real' && Number.isInteger(value) ? new PlistReal(value) : value,
  size: (value) => (value instanceof Uint8Array ? value.length : undefined),
  toData: (bytes): PlistValue => bytes,
};
