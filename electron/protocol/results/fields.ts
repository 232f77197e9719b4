import type { PlistDict, PlistValue } from '../../../shared/plist/index.ts';
import { asData, asDict, asDicts, asFlag, asNumber, asText, asTexts, asTime, withoutKeys } from '../shape.ts';

/** One fact: Apple's key, and how its value is read (undefined when it cannot mean what it should). */
export interface FactField<T> {
  readonly key: string;
  readonly read: (value: PlistValue | undefined) => T | undefined;
}

/** Facts by our name for them. */
export type FactTable = Readonly<Record<string, FactField<unknown>>>;

/** What a table reads: every fact is optional. */
export type FactsOf<T extends FactTable> = {
  -readonly [K in keyof T]?: T[K] extends FactField<infer V> ? V : never;
};

export const text = (key: string): FactField<string> => ({ key, read: asText });
export const number = (key: string): FactField<number> => ({ key, read: asNumber });
export const flag = (key: string): FactField<boolean> => ({ key, read: asFlag });
/** Milliseconds since the epoch. */
export const time = (key: string): FactField<number> => ({ key, read: asTime });
export const data = (key: string): FactField<Uint8Array> => ({ key, read: asData });
export const texts = (key: string): FactField<readonly string[]> => ({ key, read: asTexts });
/** A dictionary inside, read by a table of its own. */
export const facts = <T extends FactTable>(key: string, table: T): FactField<FactsOf<T>> => ({
  key,
  read: (value) => {
    const dict = asDict(value);
    return dict === undefined ? undefined : readFacts(dict, table);
  },
});
/** An array of dictionaries, each read by a table. */
export const factsList = <T extends FactTable>(key: string, table: T): FactField<readonly FactsOf<T>[]> => ({
  key,
  read: (value) => asDicts(value)?.map((dict) => readFacts(dict, table)),
});

/** Reads the facts a dictionary has; those it lacks are absent from the result. */
export function readFacts<T extends FactTable>(dict: PlistDict, table: T): FactsOf<T> {
  const out: Record<string, unknown> = {};
  for (const name in table) {
    const field = table[name];
    if (field === undefined) continue;
    const value = dict[field.key];
    if (value === undefined) continue;
    const fact = field.read(value);
    if (fact !== undefined) out[name] = fact;
  }
  // Each entry was read by the table's own reader for that name, which is what the type says.
  return out as FactsOf<T>;
}

/** The entries of a dictionary that gave no fact: unknown to the table, or of a kind it cannot read. */
export function unreadEntries(dict: PlistDict, table: FactTable): PlistDict {
  const read = new Set<string>();
  for (const name in table) {
    const field = table[name];
    if (field !== undefined && field.read(dict[field.key]) !== undefined) read.add(field.key);
  }
  return withoutKeys(dict, read);
}
