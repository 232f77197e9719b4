import { CartwrightError } from '../errors.ts';
import { PlistReal } from '../plist-real.ts';

export { PlistReal };

/** A dictionary of a property list. The decoder makes it by {@link newDict}, so no key can reach Object's. */
export interface PlistDict {
  [key: string]: PlistValue;
}

/**
 * What dictionaries inherit from: an object with nothing in it. An object without a prototype is kept as a hash table;
 * one with this is kept by its shape, which is made and read twice as fast.
 */
const DICT_PROTOTYPE: object = Object.freeze(Object.create(null));
const Dict = function Dict() {} as unknown as new () => PlistDict;
Object.defineProperty(Dict, 'prototype', { value: DICT_PROTOTYPE });

/** An empty dictionary that inherits nothing: `constructor` and `__proto__` are keys like any other. */
export const newDict = (): PlistDict => new Dict();

/** Whether a value is an object of nothing but its own keys: a literal, one without a prototype, or a {@link newDict}. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || prototype === DICT_PROTOTYPE;
}

/**
 * Everything a property list can hold. Integers are `number` while safe, else `bigint`; reals are `number`
 * (or {@link PlistReal} when the decoder was asked to tell whole reals from integers); data is bytes.
 */
export type PlistValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | PlistReal
  | readonly PlistValue[]
  | PlistDict;

/** How much of a property list the decoder is willing to read. */
export interface PlistLimits {
  /** Largest document, in bytes; for binary lists also the largest text and data after shared objects are expanded (times four). */
  maxBytes?: number;
  /** Deepest nesting of dictionaries and arrays; never more than 512. */
  maxDepth?: number;
  /** Most keys and values in total. */
  maxItems?: number;
  /** Decode whole-number reals as {@link PlistReal}, for documents that will be written again. Default false. */
  preserveReals?: boolean;
}

export type ResolvedLimits = Required<PlistLimits>;

/** Recursion in the decoder and encoder stops here whatever the caller allows: the stack is not ours to overflow. */
export const DEEPEST = 512;

const DEFAULT_LIMITS: ResolvedLimits = {
  maxBytes: 8 * 1024 * 1024,
  maxDepth: 64,
  maxItems: 500_000,
  preserveReals: false,
};

export function resolveLimits(limits: PlistLimits | undefined): ResolvedLimits {
  if (limits === undefined) return DEFAULT_LIMITS;
  return {
    maxBytes: limits.maxBytes ?? DEFAULT_LIMITS.maxBytes,
    maxDepth: Math.min(limits.maxDepth ?? DEFAULT_LIMITS.maxDepth, DEEPEST),
    maxItems: limits.maxItems ?? DEFAULT_LIMITS.maxItems,
    preserveReals: limits.preserveReals ?? false,
  };
}

/**
 * A property list that cannot be read or written. Code `bad-plist`, or `too-large` when a limit was passed.
 * `offset` is the byte where reading stopped, -1 when encoding. The message never quotes values, only keys.
 */
export class PlistError extends CartwrightError {
  readonly offset: number;

  constructor(message: string, offset: number, code: 'bad-plist' | 'too-large' = 'bad-plist') {
    super(code, offset < 0 ? message : `${message} (at byte ${offset}).`, { data: { offset } });
    this.name = 'PlistError';
    this.offset = offset;
  }
}

/** A key as an error message may show it: short, and on one line. */
export function shownKey(key: string): string {
  return JSON.stringify(key.length > 64 ? `${key.slice(0, 64)}…` : key);
}

/** Whether a value is a dictionary (and not one of the other object-like plist types). */
export function isPlistDict(value: unknown): value is PlistDict {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof PlistReal)
  );
}
