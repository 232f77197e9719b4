import { PlistReal } from '../plist-real.ts';

export { PlistReal };

/** A value ready to be written as a property list. */
export type PlistValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | PlistReal
  | readonly PlistValue[]
  | { readonly [key: string]: PlistValue };

/** A command dictionary ready to be sent. */
export interface PlistCommand {
  readonly RequestType: string;
  readonly [key: string]: PlistValue;
}

/** True for a plain dictionary: neither array, date, data nor real. */
export function isDictionary(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof PlistReal)
  );
}
