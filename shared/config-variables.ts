/*
 * Variables in what apps are configured with, such as `${serial}`. Pure, shared so that the console can name them.
 *
 * `${serial}` stands for a fact of the device, `${user.shortName}` for one of its user, `${attribute.Room}` for a custom
 * attribute by its name. `$${` stands for `${` itself.
 */

/** What may stand for a fact. Custom attributes come beside these. */
export const CONFIG_VARIABLES = [
  'serial',
  'udid',
  'name',
  'model',
  'family',
  'platform',
  'os',
  'imei',
  'meid',
  'wifiMac',
  'phoneNumber',
  'deviceId',
  'enrollmentId',
  'user.id',
  'user.shortName',
  'user.longName',
] as const;
export type ConfigVariable = (typeof CONFIG_VARIABLES)[number];

const KNOWN: ReadonlySet<string> = new Set(CONFIG_VARIABLES);
const ATTRIBUTE = 'attribute.';
const TOKEN = /\$\$\{|\$\{([^{}]*)\}/g;
const DEEPEST = 32;

/** Whether there can be a variable of this name; which custom attributes there are is known to the engine only. */
export function isConfigVariable(name: string): name is ConfigVariable | `attribute.${string}` {
  return KNOWN.has(name) || (name.startsWith(ATTRIBUTE) && name.length > ATTRIBUTE.length);
}

/** The variables a configuration names, each once, in the order they are met. */
export function variablesIn(value: unknown): string[] {
  const names = new Set<string>();
  eachText(value, (text) => {
    for (const [, name] of text.matchAll(TOKEN)) if (name !== undefined) names.add(name.trim());
  });
  return [...names];
}

/**
 * The configuration with every variable filled in, and the variables that have no value: then it must not be used.
 *
 * @param lookup undefined or an empty text where nothing is known
 */
export function fillVariables(
  value: unknown,
  lookup: (name: string) => string | undefined,
): { value: unknown; unknown: string[] } {
  const unknown = new Set<string>();
  const fill = (text: string): string =>
    text.replace(TOKEN, (_token, name: string | undefined) => {
      if (name === undefined) return '${';
      const found = lookup(name.trim());
      if (found === undefined || found === '') unknown.add(name.trim());
      return found ?? '';
    });
  return { value: mapTexts(value, fill), unknown: [...unknown] };
}

function eachText(value: unknown, visit: (text: string) => void, depth = 0): void {
  if (typeof value === 'string') visit(value);
  else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && depth < DEEPEST)
    for (const member of Object.values(value)) eachText(member, visit, depth + 1);
}

function mapTexts(value: unknown, change: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return change(value);
  if (depth >= DEEPEST) return value;
  if (Array.isArray(value)) return value.map((entry) => mapTexts(entry, change, depth + 1));
  const plain =
    typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
  if (!plain) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapTexts(entry, change, depth + 1)]));
}
