import { isDictionary, type PlistValue } from '../catalogue/plist-value.ts';

/** Where in a profile something is: keys of dictionaries and positions in lists. */
export type Place = readonly (string | number)[];

type Dictionary = Readonly<Record<string, unknown>>;

/** A place as findings show it: `PayloadContent[1].EAPClientConfiguration.UserName`. */
export function pathText(place: Place): string {
  return place.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}

/**
 * The place a path names in a value. Keys may hold dots and brackets themselves (`com.apple.EnergySaver.portable`), so
 * the value decides; only the last key may be one that is not there.
 */
export function placeOf(value: unknown, path: string): Place | undefined {
  if (path === '') return [];
  if (Array.isArray(value)) {
    const match = /^\[(\d+)\](?:\.|(?=\[)|$)/.exec(path);
    if (match === null) return undefined;
    const index = Number(match[1]);
    return within(index, value[index], path.slice(match[0].length));
  }
  if (!isDictionary(value)) return undefined;
  const found = Object.keys(value).flatMap((key) => {
    const rest = path.slice(key.length);
    const next = path.startsWith(key) && (rest === '' || rest.startsWith('.') || rest.startsWith('['));
    const inner = next ? within(key, value[key], rest.startsWith('.') ? rest.slice(1) : rest) : undefined;
    return inner === undefined ? [] : [inner];
  });
  const whole = found.find((place) => valueAt(value, place) !== undefined) ?? found[0];
  return whole ?? (/[[\]]/.test(path) ? undefined : [path]);
}

function within(step: string | number, value: unknown, rest: string): Place | undefined {
  const inner = placeOf(value, rest);
  return inner === undefined ? undefined : [step, ...inner];
}

/** The value at a place; undefined when there is none. */
export function valueAt(value: unknown, place: Place): unknown {
  return place.reduce<unknown>((at, step) => {
    if (typeof step === 'number') return Array.isArray(at) ? at[step] : undefined;
    return isDictionary(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }, value);
}

/** A copy with the value at a place changed; `undefined` takes it away. What is not on the way is shared. */
export function withValueAt(value: PlistValue, place: Place, put: PlistValue | undefined): PlistValue | undefined {
  const [step, ...rest] = place;
  if (step === undefined) return put;
  if (typeof step === 'number') {
    if (!Array.isArray(value)) return value;
    const changed = value.map((entry: PlistValue, index) => (index === step ? withValueAt(entry, rest, put) : entry));
    return changed.filter((entry): entry is PlistValue => entry !== undefined);
  }
  if (!isDictionary(value)) return value;
  const members = value as Readonly<Record<string, PlistValue>>;
  const inner = Object.hasOwn(members, step) ? members[step] : undefined;
  const changed = rest.length === 0 ? put : withValueAt(inner ?? {}, rest, put);
  // fromEntries: a member named __proto__ stays a member.
  if (inner === undefined)
    return changed === undefined ? value : fromEntries([...Object.entries(members), [step, changed]]);
  const entries = Object.entries(members).map(([name, member]): [string, PlistValue | undefined] => [
    name,
    name === step ? changed : member,
  ]);
  return fromEntries(entries);
}

function fromEntries(entries: readonly [string, PlistValue | undefined][]): PlistValue {
  return Object.fromEntries(entries.filter((entry): entry is [string, PlistValue] => entry[1] !== undefined));
}

/** The payloads of a profile, in order; entries that are no dictionary are left out. */
export function payloadsOf(profile: Dictionary): { readonly index: number; readonly payload: Dictionary }[] {
  const list = Array.isArray(profile.PayloadContent) ? (profile.PayloadContent as readonly unknown[]) : [];
  return list.flatMap((payload, index) => (isDictionary(payload) ? [{ index, payload }] : []));
}
