import { isDictionary, plistToJson } from '../../shared/catalogue/index.ts';
import { PlistError, readXmlPlist } from '../../shared/plist/index.ts';
import { type Translation, translateContent } from '../../shared/variables/index.ts';

/** What was pasted, in our variables; `kind` tells how it was read. */
export interface ReadTemplate extends Translation<Readonly<Record<string, unknown>>> {
  readonly kind: 'xml' | 'json' | 'lines';
}

/**
 * An app configuration as other vendors and makers of apps show it: a property list or a `<dict>` of one, JSON, or lines
 * of key and value (`key = value`; tables with tabs, pipes or semicolons, with a column for the type or the vendor).
 *
 * @returns tagged JSON with the variables of other vendors in ours; undefined when it is none of these
 */
export function readConfigTemplate(text: string): ReadTemplate | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const kind = trimmed.startsWith('<')
    ? 'xml'
    : trimmed.startsWith('{') && !trimmed.startsWith('{{')
      ? 'json'
      : 'lines';
  const content = kind === 'xml' ? fromXml(trimmed) : kind === 'json' ? fromJson(trimmed) : fromLines(trimmed);
  return content === undefined ? undefined : { kind, ...translateContent(content) };
}

type Content = Readonly<Record<string, unknown>>;

function fromXml(text: string): Content | undefined {
  const whole = text.includes('<plist') ? text : `<plist version="1.0">${wrapped(text)}</plist>`;
  try {
    const value = readXmlPlist(whole, { preserveReals: true });
    return isDictionary(value) ? (plistToJson(value) as Content) : undefined;
  } catch (error) {
    if (error instanceof PlistError) return undefined;
    throw error;
  }
}

/** Some show only what is in the dictionary. */
const wrapped = (text: string): string => (/^<key>/.test(text) ? `<dict>${text}</dict>` : text);

function fromJson(text: string): Content | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isDictionary(value) ? (value as Content) : undefined;
  } catch {
    return undefined;
  }
}

const TYPES = /^(?:string|text|boolean|bool|integer|int|number|real|zeichenfolge|ganzzahl|boolesch)$/i;
const HEADING = /^(?:configuration |config )?key$|^schlüssel$/i;

function fromLines(text: string): Content | undefined {
  const entries: [string, unknown][] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || /^[|\s:-]+$/.test(line)) continue;
    const cells = cellsOf(line);
    if (cells === undefined) return undefined;
    if (cells.some((cell) => HEADING.test(cell))) continue;
    const at = cells.findIndex((cell) => TYPES.test(cell));
    const type = at > 0 ? cells[at] : undefined;
    // The key stands before the type, or before the value.
    const key = type === undefined ? cells.at(-2) : cells[at - 1];
    const value = type === undefined ? cells.at(-1) : cells[at + 1];
    if (key === undefined || key === '' || value === undefined) return undefined;
    entries.push([key, typed(value, type)]);
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function cellsOf(line: string): string[] | undefined {
  for (const separator of ['\t', '|', ';']) {
    if (!line.includes(separator)) continue;
    const cells = line.split(separator).map((cell) => cell.trim());
    while (cells.at(0) === '') cells.shift();
    while (cells.at(-1) === '') cells.pop();
    if (cells.length >= 2 && cells.length <= 4) return cells;
  }
  const [, key, value] = /^\s*([\w.-]+)\s*(?:=|:|,)\s*(.+?)\s*$/.exec(line) ?? [];
  return key === undefined || value === undefined ? undefined : [key, value];
}

function typed(value: string, type: string | undefined): unknown {
  const bare = value.replace(/^"(.*)"$/, '$1');
  if (type === undefined || /^(?:string|text|zeichenfolge)$/i.test(type)) return bare;
  if (/^bool/i.test(type)) return /^(?:true|yes|1|ja)$/i.test(bare);
  const number = Number(bare);
  return Number.isFinite(number) ? number : bare;
}
