import { isDictionary } from '../catalogue/plist-value.ts';
import { STRUCTURE, xmlOf } from './fill.ts';
import { APPLE_VARIABLES } from './names.ts';
import { type Vendor, WAYS } from './vendor-variables.ts';

/** What became of another vendor's variables. */
export interface Translation<T> {
  readonly result: T;
  readonly translated: readonly { readonly from: string; readonly to: string; readonly vendor: Vendor }[];
  /** Variables of theirs for which there is none here; they stayed as they were. */
  readonly unknown: readonly { readonly text: string; readonly vendor: Vendor }[];
}

/** What Macs fill in themselves, and so nobody's to translate or to miss. */
const APPLES: ReadonlySet<string> = new Set(APPLE_VARIABLES);

/**
 * Translates the variables of other vendors in a text to ours. Ours stay as they are, and so do Apple's; a serial number is
 * the same whoever fills it in.
 *
 * @param only what is to be translated, as it is written; everything unless given
 */
export function translateText(text: string, only?: ReadonlySet<string>): Translation<string> {
  const translated: Translation<string>['translated'][number][] = [];
  const unknown: Translation<string>['unknown'][number][] = [];
  let result = text;
  for (const { vendor, token, names, sure } of WAYS) {
    result = result.replace(token, (whole: string, first: string | undefined, second: unknown) => {
      const name = (first ?? String(second)).toLowerCase();
      const ours = Object.hasOwn(names, name) ? names[name] : undefined;
      if (ours !== undefined) {
        const to = `$${ours}$`;
        if (only !== undefined && !only.has(whole)) return whole;
        translated.push({ from: whole, to, vendor });
        return to;
      }
      const another = unknown.some((each) => each.text === whole);
      if (!another && !APPLES.has(whole) && (sure || whole === text)) unknown.push({ text: whole, vendor });
      return whole;
    });
  }
  // What one vendor does not have, another may.
  return { result, translated, unknown: unknown.filter((each) => result.includes(each.text)) };
}

/**
 * The same for every text of a configuration, also of XML inside of data, and never for what builds a profile: what was
 * written for another vendor's server.
 *
 * @param only what is to be translated, as it is written; everything unless given
 */
export function translateContent<T>(content: T, only?: ReadonlySet<string>): Translation<T> {
  const translated = new Map<string, Translation<T>['translated'][number]>();
  const unknown = new Map<string, Translation<T>['unknown'][number]>();
  const take = (text: string): string => {
    const one = translateText(text, only);
    for (const each of one.translated) translated.set(each.from, each);
    for (const each of one.unknown) unknown.set(each.text, each);
    return one.result;
  };
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string') return take(value);
    if (value instanceof Uint8Array) {
      const xml = xmlOf(value);
      const read = xml === undefined ? undefined : take(xml);
      return read === undefined || read === xml ? value : new TextEncoder().encode(read);
    }
    if (Array.isArray(value)) return value.map(visit);
    if (!isDictionary(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, STRUCTURE.has(key) ? member : visit(member)]),
    );
  };
  return { result: visit(content) as T, translated: [...translated.values()], unknown: [...unknown.values()] };
}
