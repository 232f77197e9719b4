import { isDictionary, type PlistValue } from '../../../shared/catalogue/index.ts';
import { encodePlist, PlistError, readXmlPlist } from '../../../shared/plist/index.ts';
import type { Profile } from './draft.ts';

/** A profile, or a payload of one, as XML for people. */
export function xmlOf(profile: Profile): string {
  return encodePlist(profile, { pretty: true });
}

export type XmlReading =
  | { readonly ok: true; readonly value: Profile }
  | { readonly ok: false; readonly line: number; readonly message: string };

/** The dictionary that somebody typed as XML, or in which line it went wrong (counted from 1) and how. */
export function readXml(text: string): XmlReading {
  try {
    const value = readXmlPlist(text, { preserveReals: true });
    if (!isDictionary(value)) return { ok: false, line: 1, message: 'The property list must hold a dictionary.' };
    return { ok: true, value: plain(value as PlistValue) as Profile };
  } catch (error) {
    if (!(error instanceof PlistError)) throw error;
    return { ok: false, line: lineOf(text, error.offset), message: error.message.replace(/ \(at byte \d+\)\.$/, '.') };
  }
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** Dictionaries like all others: those that are read have no prototype. */
function plain(value: PlistValue): PlistValue {
  if (Array.isArray(value)) return value.map((each: PlistValue) => plain(each));
  if (!isDictionary(value)) return value;
  return Object.fromEntries(Object.entries(value as Profile).map(([key, member]) => [key, plain(member)]));
}
