import { type AttributeShape, deviceField } from '../../../shared/contract/device-fields.ts';
import {
  type DeviceFilter,
  type FilterCondition,
  SPAN_MS,
  type TimeSpan,
} from '../../../shared/contract/device-filter.ts';
import type { FieldValue } from '../../../shared/contract/devices.ts';

/** What a filter says of one device in memory: the meaning that the SQL is held against. */
export interface KnownDevice {
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly sets: Readonly<Record<string, readonly string[]>>;
}

const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const numberOf = (version: string): number[] => [0, 1, 2].map((part) => Number(version.split('.')[part] ?? 0));

function compareVersions(a: string, b: string): number {
  const [left, right] = [numberOf(a), numberOf(b)];
  for (const part of [0, 1, 2]) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function evaluate(
  filter: DeviceFilter,
  device: KnownDevice,
  now: number,
  attributes: readonly AttributeShape[] = [],
): boolean {
  if ('all' in filter) return filter.all.every((part) => evaluate(part, device, now, attributes));
  if ('any' in filter) return filter.any.some((part) => evaluate(part, device, now, attributes));
  if ('not' in filter) return !evaluate(filter.not, device, now, attributes);
  return holds(filter, device, now, attributes);
}

function holds(
  { field, operator, value }: FilterCondition,
  device: KnownDevice,
  now: number,
  attributes: readonly AttributeShape[],
): boolean {
  const type = deviceField(field, attributes)?.type;
  if (operator === 'includesOtherThan')
    return (device.sets[field] ?? []).some((one) => !(value as string[]).includes(one));
  if (type === 'set') return (device.sets[field] ?? []).includes(String(value)) === (operator === 'includes');
  const known = device.values[field] ?? null;
  const empty = known === null || (type === 'text' && known === '');
  const list = (): string[] => (value as string[]).map(lower);
  const within = (from: number, to: number): boolean => typeof known === 'number' && known >= from && known <= to;
  const order = (): number =>
    known === null
      ? Number.NaN
      : type === 'version'
        ? compareVersions(String(known), String(value))
        : Number(known) - Number(value);
  const same = (): boolean => {
    if (known === null) return false;
    if (type === 'version') return order() === 0;
    return typeof known === 'string' ? lower(known) === lower(String(value)) : known === value;
  };
  const has = (test: (text: string, part: string) => boolean): boolean =>
    known !== null && test(lower(String(known)), lower(String(value)));
  const ago = (): number => (value as TimeSpan).amount * SPAN_MS[(value as TimeSpan).unit];
  switch (operator) {
    case 'is':
      return same();
    case 'isNot':
      return !same();
    case 'isOneOf':
      return known !== null && list().includes(lower(String(known)));
    case 'isNoneOf':
      return known === null || !list().includes(lower(String(known)));
    case 'contains':
      return has((text, part) => text.includes(part));
    case 'doesNotContain':
      return !has((text, part) => text.includes(part));
    case 'endsWith':
      return has((text, part) => text.endsWith(part));
    case 'startsWith':
      if (type === 'version') {
        const parts = String(value).split('.').map(Number);
        return known !== null && parts.every((part, index) => numberOf(String(known))[index] === part);
      }
      return has((text, part) => text.startsWith(part));
    case 'above':
    case 'after':
      return order() > 0;
    case 'atLeast':
      return order() >= 0;
    case 'below':
    case 'before':
      return order() < 0;
    case 'atMost':
      return order() <= 0;
    case 'withinLast':
      return within(now - ago(), now);
    case 'notWithinLast':
      return !within(now - ago(), now);
    case 'withinNext':
      return within(now, now + ago());
    case 'isEmpty':
      return empty;
    case 'isNotEmpty':
      return !empty;
    default:
      throw new Error(`${operator} is not for fields of this type`);
  }
}
