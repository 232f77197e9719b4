import { encodePlistBytes, type PlistInput, PlistReal } from '../protocol/index.ts';

type Content = { readonly [key: string]: PlistInput | undefined };

/**
 * Builds the XML of a configuration profile. The same content gives the same bytes, whatever order its keys came in:
 * dictionaries are sorted by key, lists keep their order. Keys and payloads nobody knows are written like any other,
 * so two profiles mean the same exactly when these bytes are equal.
 *
 * @param content the whole dictionary, see ReadProfile
 * @returns what a device installs, or `Authority.signProfile` signs
 * @throws PlistError for what a property list cannot hold
 */
export function writeProfile(content: Content): Buffer {
  return encodePlistBytes(sorted(content), { pretty: true });
}

function sorted(value: PlistInput): PlistInput {
  if (Array.isArray(value)) return value.map((entry: PlistInput) => sorted(entry));
  if (!isDict(value)) return value;
  const entries = Object.entries(value)
    .filter((entry): entry is [string, PlistInput] => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, member]): [string, PlistInput] => [key, sorted(member)]);
  return Object.fromEntries(entries);
}

const isDict = (value: PlistInput): value is Content =>
  typeof value === 'object' &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array) &&
  !(value instanceof PlistReal);
