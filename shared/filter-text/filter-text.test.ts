import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AttributeShape,
  attributeField,
  attributeFieldId,
  DEVICE_FIELDS,
  type DeviceField,
} from '../contract/device-fields.ts';
import {
  checkFilter,
  type DeviceFilter,
  deviceFilter,
  type FilterOperator,
  OPERATORS_OF,
  SPAN_UNITS,
  takesValue,
} from '../contract/device-filter.ts';
import { completionsAt, parseFilterText, printFilterText } from './index.ts';

const attributes: AttributeShape[] = [
  { id: '0198-a', name: 'Room', type: 'text', choices: [] },
  { id: '0198-b', name: 'Cart "A" (new)', type: 'choice', choices: ['Red', 'Light blue'] },
  { id: '0198-c', name: 'Bought on', type: 'date', choices: [] },
  { id: '0198-d', name: 'Größe', type: 'number', choices: [] },
  { id: '0198-e', name: 'Room', type: 'text', choices: [], of: 'person' },
  { id: '0198-f', name: 'House', type: 'choice', choices: ['Oak'], of: 'person' },
];
const FIELDS: readonly DeviceField[] = [...DEVICE_FIELDS, ...attributes.map(attributeField)];
const read = (text: string): DeviceFilter => {
  const parsed = parseFilterText(text, attributes);
  if (!parsed.ok) throw new Error(`${parsed.problem.code} at ${parsed.problem.from}: ${parsed.problem.message}`);
  return parsed.filter;
};
const problem = (text: string) => {
  const parsed = parseFilterText(text, attributes);
  return parsed.ok ? undefined : parsed.problem;
};

const decimal = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
function valueFor(field: DeviceField, operator: FilterOperator): fc.Arbitrary<unknown> {
  if (operator === 'withinLast' || operator === 'notWithinLast' || operator === 'withinNext')
    return fc.record({ amount: fc.integer({ min: 1, max: 10_000 }), unit: fc.constantFrom(...SPAN_UNITS) });
  const text = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
    fc.constantFrom('"', '\\', 'and', 'is "x"', '“', '(', '7 days', '\n\t', "it's", 'yes'),
  );
  const one = field.type === 'enum' ? fc.constantFrom(...(field.values ?? [])) : text;
  if (operator === 'isOneOf' || operator === 'isNoneOf') return fc.array(one, { minLength: 1, maxLength: 4 });
  switch (field.type) {
    case 'boolean':
      return fc.boolean();
    case 'number':
    case 'bytes':
    case 'share':
      return fc.oneof(
        decimal,
        fc.integer({ min: -50, max: 200 }),
        fc.constantFrom(0.07, 0.2, 0.29, 1 / 3, 10 / 3, 1e-9),
      );
    case 'date':
      return fc.oneof(
        fc.maxSafeInteger(),
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
        fc.integer({ min: 0, max: 20_000 }).map((days) => new Date(2000, 0, days).getTime()),
      );
    case 'version':
      return fc
        .array(fc.integer({ min: 0, max: 9999 }), { minLength: 1, maxLength: 3 })
        .map((parts) => parts.join('.'));
    default:
      return one;
  }
}
const condition = fc.constantFrom(...FIELDS).chain((field) =>
  fc.constantFrom(...OPERATORS_OF[field.type]).chain((operator) =>
    (takesValue(operator) ? valueFor(field, operator) : fc.constant(undefined)).map((value): DeviceFilter => {
      const made = { field: field.id, operator, ...(value === undefined ? {} : { value }) };
      return deviceFilter.parse(made);
    }),
  ),
);
const { filter: anyFilter } = fc.letrec<{ filter: DeviceFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    condition,
    fc.record({ all: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
  ),
}));

describe('a filter as text', () => {
  it('reads back as the same filter, whatever its fields, values and nesting', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        fc.pre(checkFilter(filter, attributes).length === 0);
        expect(read(printFilterText(filter, attributes))).toEqual(filter);
      }),
      { numRuns: 1500 },
    );
  });

  it('never fails otherwise than by saying where and why, and never takes what the engine would refuse', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 6 }),
        fc.constantFrom(
          'platform',
          'is',
          'not',
          '(',
          ')',
          'and',
          'or',
          '"iOS"',
          'in',
          ',',
          'batteryLevel',
          'below',
          '20%',
          'all',
        ),
      ),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(pieces, (words) => {
        const text = words.join(' ');
        const parsed = parseFilterText(text, attributes);
        if (parsed.ok) expect(checkFilter(parsed.filter, attributes)).toEqual([]);
        else {
          expect(parsed.problem.from).toBeGreaterThanOrEqual(0);
          expect(parsed.problem.to).toBeLessThanOrEqual(text.length);
          expect(parsed.problem.message).not.toBe('');
        }
        completionsAt(text, Math.floor(text.length / 2), attributes);
      }),
      { numRuns: 1500 },
    );
  });

  it.each<[string, DeviceFilter]>([
    [
      'platform is "iOS" and (battery below 20% or lastSeen not within last 7 days)',
      {
        all: [
          { field: 'platform', operator: 'is', value: 'iOS' },
          {
            any: [
              { field: 'batteryLevel', operator: 'below', value: 0.2 },
              { field: 'lastSeenAt', operator: 'notWithinLast', value: { amount: 7, unit: 'days' } },
            ],
          },
        ],
      },
    ],
    [
      '("common.platform" = "iOS" OR "common.platform" = "macOS") AND "common.home_operator_name" = "AT&T"',
      {
        all: [
          {
            any: [
              { field: 'platform', operator: 'is', value: 'iOS' },
              { field: 'platform', operator: 'is', value: 'macOS' },
            ],
          },
          { field: 'carrier', operator: 'is', value: 'AT&T' },
        ],
      },
    ],
    [
      '"ios.DeviceName" starts with "Cart" and "common.retired" = false',
      {
        all: [
          { field: 'name', operator: 'startsWith', value: 'Cart' },
          { field: 'state', operator: 'isNot', value: 'ended' },
        ],
      },
    ],
    ['a: model contains Air'.slice(3), { field: 'model', operator: 'contains', value: 'Air' }],
    ['supervised != true', { field: 'supervised', operator: 'is', value: false }],
    ['NOT supervised is yes', { not: { field: 'supervised', operator: 'is', value: true } }],
    ['osVersion >= 17.4', { field: 'osVersion', operator: 'atLeast', value: '17.4' }],
    ['availableGb < 5GB', { field: 'availableGb', operator: 'below', value: 5 }],
    ['availableGb below 512 MB', { field: 'availableGb', operator: 'below', value: 0.5 }],
    ['family not in (ipad, "Mac")', { field: 'family', operator: 'isNoneOf', value: ['iPad', 'Mac'] }],
    ['app = com.apple.Pages', { field: 'app', operator: 'includes', value: 'com.apple.Pages' }],
    ['enrolledAt > 2026-03-14', { field: 'enrolledAt', operator: 'after', value: new Date(2026, 2, 14).getTime() }],
    [
      'enrolledAt before 2026-03-14T10:00:00Z',
      { field: 'enrolledAt', operator: 'before', value: Date.UTC(2026, 2, 14, 10) },
    ],
    ['person.room is “204”', { field: 'personAttribute.0198-e', operator: 'is', value: '204' }],
    ['house is oak', { field: 'personAttribute.0198-f', operator: 'is', value: 'Oak' }],
    ['attribute.room is “204”', { field: attributeFieldId({ id: '0198-a' }), operator: 'is', value: '204' }],
    [
      'attribute."Cart \\"A\\" (new)" is red',
      { field: attributeFieldId({ id: '0198-b' }), operator: 'is', value: 'Red' },
    ],
    ['all()', { all: [] }],
    ['any(serialNumber is empty)', { any: [{ field: 'serialNumber', operator: 'isEmpty' }] }],
  ])('understands %s', (text, filter) => {
    expect(read(text)).toEqual(filter);
  });

  it.each([
    ['', 'empty', 0, 0],
    ['colour is red', 'unknown-field', 0, 6],
    ['batery below 20%', 'unknown-field', 0, 6],
    ['platform is', 'value-expected', 11, 11],
    ['platform is Android', 'wrong-value', 12, 19],
    ['battery below 20', 'wrong-value', 14, 16],
    ['platform below "iOS"', 'wrong-operator', 9, 14],
    ['platform "iOS"', 'operator-expected', 9, 14],
    ['platform is "iOS', 'unclosed-text', 12, 16],
    ['(platform is "iOS"', 'bracket-expected', 18, 18],
    ['platform is "iOS" supervised is yes', 'connective-expected', 18, 28],
    ['platform is "iOS" and', 'field-expected', 21, 21],
    ['platform ! "iOS"', 'strange-sign', 9, 10],
    ['lastSeen within last 7 fortnights', 'wrong-value', 21, 22],
    ['enrolledAt after 2026-02-30', 'wrong-value', 17, 27],
  ])('says what is wrong with %j, and where', (text, code, from, to) => {
    expect(problem(text)).toMatchObject({ code, from, to });
  });

  it('names the field that was probably meant', () => {
    expect(problem('batery below 20%')?.data.near).toBe('batteryLevel');
    expect(problem('serial_nummer is "x"')?.data.near).toBe('serialNumber');
    expect(problem('zzzzzzzz is "x"')?.data.near).toBeUndefined();
  });

  it('does not go down with a text nested thousands deep', () => {
    expect(problem(`${'('.repeat(20_000)}platform is iOS`)?.code).toBe('too-deep');
    expect(problem('not '.repeat(20_000))?.code).toBe('too-deep');
  });
});

describe('what a typed filter can go on with', () => {
  const offers = (text: string, values: string[] = []) =>
    completionsAt(text, text.length, attributes, () => values).options.map((option) => option.text);

  it('is a field, an operator of it, its values, and what joins conditions', () => {
    expect(offers('')).toContain('platform');
    expect(offers('plat')[0]).toBe('platform');
    expect(offers('ROO')).toContain('attribute.Room');
    expect(offers('platform ')).toEqual(['is', 'is not', 'in', 'not in', 'is empty', 'is not empty']);
    expect(offers('platform is n')).toEqual(['is not', 'is not empty']);
    expect(offers('lastSeenAt not wi')).toEqual(['not within last']);
    expect(offers('platform is ')).toContain('"iOS"');
    expect(offers('platform is "ma')).toEqual(['"macOS"']);
    expect(offers('platform in ("iOS", "t')).toEqual(['"tvOS"']);
    expect(offers('carrier is ', ['Tele "2"', 'Other'])).toContain('"Tele \\"2\\""');
    expect(offers('supervised is yes ')).toEqual(['and', 'or']);
    expect(offers('(supervised is yes ')).toEqual(['and', 'or', ')']);
    expect(offers('colour is ')).toEqual([]);
  });

  it('fits in where the cursor is', () => {
    const { options } = completionsAt('supervised is yes and plat', 26, attributes);
    expect(options[0]).toMatchObject({ text: 'platform', from: 22, kind: 'field', fieldId: 'platform' });
    expect(completionsAt('lastSeenAt not wi', 17, attributes).options[0]?.from).toBe(11);
  });
});
