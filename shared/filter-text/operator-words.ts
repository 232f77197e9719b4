import type { DeviceField } from '../contract/device-fields.ts';
import { type FilterOperator, OPERATORS_OF } from '../contract/device-filter.ts';

/* How operators are written: the first way is the one printed, the others are understood too. */

const WRITTEN: Readonly<Record<FilterOperator, readonly string[]>> = {
  is: ['is', '=', '==', 'equals'],
  isNot: ['is not', '!=', '<>', 'does not equal'],
  isOneOf: ['in', 'is in', 'is one of'],
  isNoneOf: ['not in', 'is not in', 'is none of', 'is not one of'],
  contains: ['contains'],
  doesNotContain: ['does not contain', 'not contains'],
  startsWith: ['starts with', 'begins with'],
  endsWith: ['ends with'],
  above: ['above', 'is above', '>', 'more than', 'greater than'],
  atLeast: ['at least', 'is at least', '>='],
  below: ['below', 'is below', '<', 'less than'],
  atMost: ['at most', 'is at most', '<='],
  before: ['before', 'is before'],
  after: ['after', 'is after'],
  withinLast: ['within last', 'within the last', 'is within the last', 'in the last'],
  notWithinLast: ['not within last', 'not within the last', 'is not within the last', 'not in the last'],
  withinNext: ['within next', 'within the next', 'is within the next', 'in the next'],
  includes: ['includes'],
  doesNotInclude: ['does not include', 'not includes'],
  includesOtherThan: ['includes other than', 'has other than'],
  isEmpty: ['is empty', 'is unknown'],
  isNotEmpty: ['is not empty', 'is known'],
};

/** An operator as a typed filter writes it. */
export const wordsOfOperator = (operator: FilterOperator): string => WRITTEN[operator][0] ?? operator;

/** Every way to write an operator, the ones of most words first. */
export const OPERATOR_PHRASES: readonly { words: readonly string[]; operator: FilterOperator }[] = Object.entries(
  WRITTEN,
)
  .flatMap(([operator, ways]) => ways.map((way) => ({ words: way.split(' '), operator: operator as FilterOperator })))
  .sort((a, b) => b.words.length - a.words.length);

/** What people mean by an operator that a type does not know by that name. */
const MEANT: Readonly<Partial<Record<DeviceField['type'], Partial<Record<FilterOperator, FilterOperator>>>>> = {
  date: { above: 'after', below: 'before' },
  set: {
    is: 'includes',
    contains: 'includes',
    isNot: 'doesNotInclude',
    doesNotContain: 'doesNotInclude',
  },
  text: { includes: 'contains', doesNotInclude: 'doesNotContain' },
};

/** The operator of this field that is meant; undefined when it has none like it. */
export function operatorFor(field: DeviceField, operator: FilterOperator): FilterOperator | undefined {
  const meant = MEANT[field.type]?.[operator] ?? operator;
  return OPERATORS_OF[field.type].includes(meant) ? meant : undefined;
}
