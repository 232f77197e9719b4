import { type AttributeShape, attributeField, DEVICE_FIELDS, type DeviceField } from '../contract/device-fields.ts';
import { OPERATORS_OF } from '../contract/device-filter.ts';
import { nameOfField } from './field-names.ts';
import { wordsOfOperator } from './operator-words.ts';
import { type Expectation, parseFilterText } from './parse.ts';
import { quoted } from './tokens.ts';
import { valueKind } from './values.ts';

/** One way the text can go on: what to put from `from` up to the cursor. */
export interface Completion {
  readonly kind: 'field' | 'operator' | 'value' | 'connective';
  readonly text: string;
  readonly from: number;
  /** Of a field: its id. */
  readonly fieldId?: string;
}

/** What the text can go on with at the cursor. `asks` names the field whose values would help. */
export interface Completions {
  readonly options: readonly Completion[];
  readonly asks: DeviceField | undefined;
}

const MOST = 50;

/**
 * What could stand where the cursor is, by what stands before it.
 *
 * @param valuesOf values of a field that are known to occur
 * @param fields what there is to ask for; every field of devices when left out
 */
export function completionsAt(
  source: string,
  cursor: number,
  attributes: readonly AttributeShape[] = [],
  valuesOf: (field: DeviceField) => readonly string[] = () => [],
  fields: readonly DeviceField[] = [...DEVICE_FIELDS, ...attributes.map(attributeField)],
): Completions {
  const before = source.slice(0, cursor);
  const begun = /(?:["“„'][^"”“']*|[^\s"“”„'()=<>,!]*)$/.exec(before);
  const from = begun?.index ?? cursor;
  const expected = expectationAfter(before.slice(0, from), attributes);
  if (expected === undefined) return { options: [], asks: undefined };
  const typed = before
    .slice(from)
    .replace(/^["“„']/, '')
    .toLowerCase();
  const listed = expected.kind === 'value' && expected.field.type === 'enum';
  const options = optionsFor(expected, before, from, { attributes, fields, valuesOf }).filter(
    ({ kind, text, from: start }) => {
      const so = kind === 'operator' ? before.slice(start).replace(/\s+/g, ' ').trimStart().toLowerCase() : typed;
      const plain = text.replace(/^"/, '').toLowerCase();
      return kind === 'field' || (kind === 'value' && !listed) ? plain.includes(so) : plain.startsWith(so);
    },
  );
  // What begins with what is typed comes first.
  const rank = ({ text }: Completion): number => (text.replace(/^"/, '').toLowerCase().startsWith(typed) ? 0 : 1);
  return {
    options: options.sort((a, b) => rank(a) - rank(b)).slice(0, MOST),
    asks: expected.kind === 'value' ? expected.field : undefined,
  };
}

function expectationAfter(text: string, attributes: readonly AttributeShape[]): Expectation | undefined {
  const parsed = parseFilterText(text, attributes);
  return parsed.ok ? { kind: 'connective', open: false } : parsed.problem.expects;
}

function optionsFor(
  expected: Expectation,
  before: string,
  from: number,
  {
    attributes,
    fields,
    valuesOf,
  }: {
    attributes: readonly AttributeShape[];
    fields: readonly DeviceField[];
    valuesOf: (field: DeviceField) => readonly string[];
  },
): Completion[] {
  switch (expected.kind) {
    case 'field': {
      const words = fields.map(
        ({ id }): Completion => ({ kind: 'field', text: nameOfField(id, attributes), from, fieldId: id }),
      );
      return [...words, { kind: 'connective', text: 'not', from }, { kind: 'connective', text: '(', from }];
    }
    case 'operator':
      return operators(expected.field, expected.from);
    case 'value': {
      const longer = operators(expected.field, expected.from).filter(
        ({ text }) => text.length > before.slice(expected.from).trim().length,
      );
      return [...values(expected, from, valuesOf), ...longer];
    }
    case 'connective': {
      const words = expected.open ? ['and', 'or', ')'] : ['and', 'or'];
      // Glued to the last word, a connective would become a part of it.
      const gap = from > 0 && !/[\s)]$/.test(before.slice(0, from)) ? ' ' : '';
      return words.map((text) => ({ kind: 'connective', text: text === ')' ? text : `${gap}${text}`, from }));
    }
  }
}

const operators = (field: DeviceField, from: number): Completion[] =>
  OPERATORS_OF[field.type].map((operator) => ({ kind: 'operator', text: wordsOfOperator(operator), from }));

function values(
  { field, operator }: Extract<Expectation, { kind: 'value' }>,
  from: number,
  valuesOf: (field: DeviceField) => readonly string[],
): Completion[] {
  const of = (texts: readonly string[]): Completion[] => texts.map((text) => ({ kind: 'value', text, from }));
  switch (valueKind(field, operator)) {
    case 'choice':
      return of((field.values ?? []).map(quoted));
    case 'boolean':
      return of(['yes', 'no']);
    case 'text':
      return of(valuesOf(field).map(quoted));
    case 'version':
      return of(valuesOf(field));
    case 'span':
      return of(['24 hours', '7 days', '14 days', '30 days', '6 months']);
    case 'percent':
      return of(['5%', '10%', '20%', '50%']);
    case 'size':
      return of(['5 GB', '10 GB', '64 GB']);
    default:
      return [];
  }
}
