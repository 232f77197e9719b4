import { z } from 'zod';
import { type AttributeShape, type DeviceField, deviceField, type FieldType } from './device-fields.ts';

/*
 * Filter expressions as data: what the filter builder makes, saved views keep, and the engine turns into SQL.
 */

export const FILTER_OPERATORS = [
  'is',
  'isNot',
  'isOneOf',
  'isNoneOf',
  'contains',
  'doesNotContain',
  'startsWith',
  'endsWith',
  'above',
  'atLeast',
  'below',
  'atMost',
  'before',
  'after',
  'withinLast',
  'notWithinLast',
  'withinNext',
  'includes',
  'doesNotInclude',
  'includesOtherThan',
  'isEmpty',
  'isNotEmpty',
] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

const presence = ['isEmpty', 'isNotEmpty'] as const;
const order = ['above', 'atLeast', 'below', 'atMost'] as const;

/** The operators a type of field knows, in the order to offer them; the first is the one to begin with. */
export const OPERATORS_OF: Readonly<Record<FieldType, readonly FilterOperator[]>> = {
  text: ['contains', 'doesNotContain', 'is', 'isNot', 'startsWith', 'endsWith', 'isOneOf', 'isNoneOf', ...presence],
  number: ['is', 'isNot', ...order, ...presence],
  bytes: [...order, ...presence],
  share: [...order, ...presence],
  boolean: ['is', ...presence],
  date: ['withinLast', 'notWithinLast', 'withinNext', 'before', 'after', ...presence],
  enum: ['is', 'isNot', 'isOneOf', 'isNoneOf', ...presence],
  version: ['is', 'isNot', 'startsWith', ...order, ...presence],
  set: ['includes', 'doesNotInclude', 'includesOtherThan'],
};

export const SPAN_UNITS = ['hours', 'days', 'weeks', 'months'] as const;
const HOUR = 3_600_000;
/** Milliseconds of each unit; a month counts thirty days. */
export const SPAN_MS: Readonly<Record<(typeof SPAN_UNITS)[number], number>> = {
  hours: HOUR,
  days: 24 * HOUR,
  weeks: 7 * 24 * HOUR,
  months: 30 * 24 * HOUR,
};

export const timeSpan = z.strictObject({ amount: z.number().int().min(1).max(10_000), unit: z.enum(SPAN_UNITS) });
export type TimeSpan = z.infer<typeof timeSpan>;

/** What a condition compares with: its form depends on the operator and the field, see {@link checkFilter}. */
export const filterValue = z.union([
  z.string().max(500),
  z.number(),
  z.boolean(),
  z.array(z.string().max(500)).min(1).max(1000),
  timeSpan,
]);
export type FilterValue = z.infer<typeof filterValue>;

export const filterCondition = z.strictObject({
  field: z.string().min(1).max(100),
  operator: z.enum(FILTER_OPERATORS),
  /** Left out with `isEmpty` and `isNotEmpty`. */
  value: filterValue.optional(),
});
export type FilterCondition = z.infer<typeof filterCondition>;

/**
 * Conditions and groups of them, nested. A condition on a fact that is not known holds for `isEmpty` and for the
 * operators that say no (`isNot`, `isNoneOf`, `doesNotContain`, `doesNotInclude`, `notWithinLast`), and for no other.
 * An empty `all` holds for every device, an empty `any` for none.
 */
export type DeviceFilter = FilterCondition | { all: DeviceFilter[] } | { any: DeviceFilter[] } | { not: DeviceFilter };

export const deviceFilter: z.ZodType<DeviceFilter, DeviceFilter> = z.lazy(() =>
  z.union([
    filterCondition,
    z.strictObject({ all: z.array(deviceFilter).max(MOST_CONDITIONS) }),
    z.strictObject({ any: z.array(deviceFilter).max(MOST_CONDITIONS) }),
    z.strictObject({ not: deviceFilter }),
  ]),
);

/** How deep groups may nest, and how many conditions and groups there may be in all. */
export const MOST_DEPTH = 8;
export const MOST_CONDITIONS = 200;
const MOST_LISTED = 5000;

/** Whether an operator compares with a list. */
export const takesList = (operator: FilterOperator): boolean =>
  operator === 'isOneOf' || operator === 'isNoneOf' || operator === 'includesOtherThan';

/** What is wrong with a filter, and where: `['all', 0, 'value']`. */
export interface FilterProblem {
  readonly path: readonly (string | number)[];
  readonly code: 'unknown-field' | 'wrong-operator' | 'missing-value' | 'wrong-value' | 'too-deep' | 'too-large';
  readonly message: string;
}

/** Whether an operator takes a value at all. */
export const takesValue = (operator: FilterOperator): boolean => operator !== 'isEmpty' && operator !== 'isNotEmpty';

/** Says what is wrong with a filter beyond its shape: fields, operators, values, size. Empty when it can be used. */
export function checkFilter(filter: DeviceFilter, attributes: readonly AttributeShape[] = []): FilterProblem[] {
  const problems: FilterProblem[] = [];
  let count = 0;
  let listed = 0;
  const visit = (node: DeviceFilter, path: readonly (string | number)[], depth: number): void => {
    count++;
    if (depth > MOST_DEPTH) {
      problems.push({ path, code: 'too-deep', message: `Groups nest at most ${MOST_DEPTH} deep.` });
    } else if ('all' in node) {
      for (const [index, part] of node.all.entries()) visit(part, [...path, 'all', index], depth + 1);
    } else if ('any' in node) {
      for (const [index, part] of node.any.entries()) visit(part, [...path, 'any', index], depth + 1);
    } else if ('not' in node) visit(node.not, [...path, 'not'], depth + 1);
    else {
      if (Array.isArray(node.value)) listed += node.value.length;
      problems.push(...checkCondition(node, deviceField(node.field, attributes), path));
    }
  };
  visit(filter, [], 1);
  if (count > MOST_CONDITIONS)
    problems.push({ path: [], code: 'too-large', message: `A filter has at most ${MOST_CONDITIONS} conditions.` });
  if (listed > MOST_LISTED)
    problems.push({ path: [], code: 'too-large', message: `A filter lists at most ${MOST_LISTED} values.` });
  return problems;
}

function checkCondition(
  { field: id, operator, value }: FilterCondition,
  field: DeviceField | undefined,
  path: readonly (string | number)[],
): FilterProblem[] {
  if (field === undefined)
    return [{ path: [...path, 'field'], code: 'unknown-field', message: `There is no field “${id}”.` }];
  if (!OPERATORS_OF[field.type].includes(operator))
    return [
      { path: [...path, 'operator'], code: 'wrong-operator', message: `“${operator}” does not fit the field “${id}”.` },
    ];
  if (!takesValue(operator)) return [];
  const at = [...path, 'value'];
  if (value === undefined || value === '')
    return [{ path: at, code: 'missing-value', message: 'A value is needed here.' }];
  const wrong = wrongValue(field, operator, value);
  return wrong === undefined ? [] : [{ path: at, code: 'wrong-value', message: wrong }];
}

const VERSION = /^\d{1,4}(\.\d{1,4}){0,2}$/;

function wrongValue(field: DeviceField, operator: FilterOperator, value: FilterValue): string | undefined {
  if (operator === 'withinLast' || operator === 'notWithinLast' || operator === 'withinNext')
    return timeSpan.safeParse(value).success ? undefined : 'A number of hours, days, weeks or months is needed.';
  if (takesList(operator)) {
    if (!Array.isArray(value)) return 'A list is needed.';
    const strange = field.type === 'enum' ? value.find((one) => !field.values?.includes(one)) : undefined;
    return strange === undefined ? undefined : `“${strange}” is not one of ${field.values?.join(', ')}.`;
  }
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'Yes or no is needed.';
    case 'number':
    case 'bytes':
    case 'share':
      return typeof value === 'number' ? undefined : 'A number is needed.';
    case 'date':
      return typeof value === 'number' && Number.isInteger(value) ? undefined : 'A time is needed.';
    case 'version':
      return typeof value === 'string' && VERSION.test(value) ? undefined : 'A version such as 17 or 17.4.1 is needed.';
    case 'enum':
      return typeof value === 'string' && field.values?.includes(value)
        ? undefined
        : `One of ${field.values?.join(', ')} is needed.`;
    default:
      return typeof value === 'string' ? undefined : 'A text is needed.';
  }
}
