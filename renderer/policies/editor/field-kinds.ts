import { isDictionary, type KeyDefinition } from '../../../shared/catalogue/index.ts';
import { isSecretKey, referenceKind } from '../../../shared/payloads/index.ts';
import { fieldKind } from '../../commands/form-model.ts';

/** How a key of a profile is filled in; `plain` by the field that commands have too. */
export type ProfileFieldKind =
  | 'plain'
  | 'reference'
  | 'references'
  /** Texts, one a line. */
  | 'lines'
  /** Some of a few values. */
  | 'some'
  | 'list'
  | 'dictionary'
  /** Anything, as tagged JSON. */
  | 'free';

/** How a key is filled in, from what the catalogue says of it and what is there. */
export function profileFieldKind(definition: KeyDefinition, value: unknown): ProfileFieldKind {
  const { type, items, key } = definition;
  if (!isOfType(type, value)) return 'free';
  if (type === 'string' && referenceKind(key) !== undefined) return 'reference';
  if (type === 'array') {
    if (items?.type === 'string' && referenceKind(key) !== undefined) return 'references';
    if (items?.values !== undefined) return 'some';
    if (items?.type === 'string') return linesFit(value) ? 'lines' : 'free';
    return items === undefined || items.type === 'any' || items.type === 'array' ? 'free' : 'list';
  }
  if (type === 'dictionary')
    return (definition.keys?.length ?? 0) > 0 || definition.wildcard !== undefined ? 'dictionary' : 'free';
  return type === 'any' ? 'free' : 'plain';
}

/** What is there of another type than the key's is shown as it is rather than lost by a field that cannot show it. */
function isOfType(type: KeyDefinition['type'], value: unknown): boolean {
  if (value === undefined || type === 'any') return true;
  if (type === 'array') return Array.isArray(value);
  if (type === 'dictionary') return isDictionary(value);
  if (type === 'date') return value instanceof Date;
  if (type === 'data') return value instanceof Uint8Array;
  if (type === 'integer' || type === 'real')
    return typeof value === 'number' || (typeof value === 'object' && value !== null && 'value' in value);
  return typeof value === type;
}

const linesFit = (value: unknown): boolean =>
  !Array.isArray(value) || value.every((each) => typeof each === 'string' && !each.includes('\n'));

const LONG: ReadonlySet<string> = new Set([
  'PayloadDescription',
  'LockScreenFootnote',
  'LoginwindowText',
  'PolicyBanner',
  'Footnote',
  'Message',
]);

/** Which of the fields commands have. */
export function plainKind(definition: KeyDefinition, payloadType: string): ReturnType<typeof fieldKind> {
  if (definition.type === 'string' && definition.values === undefined) {
    if (isSecretKey(payloadType, definition.key)) return 'secret';
    return LONG.has(definition.key) ? 'long-text' : 'text';
  }
  return fieldKind(definition);
}
