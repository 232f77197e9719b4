import fc from 'fast-check';
import { PlistReal, type PlistValue } from '../../catalogue/plist-value.ts';
import type { KeyDefinition } from '../../catalogue/types.ts';
import { payloadKeys } from '../bodies.ts';
import { PAYLOADS } from '../payload-index.ts';

type Profile = Readonly<Record<string, PlistValue>>;

const text = fc
  .string({ unit: 'binary', maxLength: 12 })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot carry
  .map((value) => value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''));
const bytes = fc.uint8Array({ maxLength: 20 });
const moment = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000));
const real = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }).map((value) => new PlistReal(value)),
  fc.double({ min: -1000, max: 1000, noNaN: true }).filter((value) => !Number.isInteger(value)),
);

/** Anything a property list can hold. */
export const anyValue: fc.Arbitrary<PlistValue> = fc.letrec<{ value: PlistValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    fc.integer(),
    fc.bigInt({ min: 2n ** 60n, max: 2n ** 63n }),
    fc.boolean(),
    bytes,
    moment,
    real,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

/** A value as the schema wants it for a key. */
function valueFor(key: KeyDefinition): fc.Arbitrary<PlistValue> {
  if (key.values !== undefined) return fc.constantFrom(...key.values);
  const { min = 0, max = 1000 } = key.range ?? {};
  switch (key.type) {
    case 'string':
      return key.format === undefined ? text : fc.constant('12345678-ABCD-ABCD-ABCD-123456789012');
    case 'integer':
      return fc.integer({ min, max: Math.max(min, max) });
    case 'real':
      return fc.integer({ min, max: Math.max(min, max) }).map((value) => new PlistReal(value));
    case 'boolean':
      return fc.boolean();
    case 'date':
      return moment;
    case 'data':
      return bytes;
    case 'array': {
      const { min: minLength = 0, max: maxLength = Math.max(minLength, 2) } = key.repetition ?? {};
      return fc.array(key.items === undefined ? anyValue : valueFor(key.items), { minLength, maxLength });
    }
    case 'dictionary':
      return membersOf(key.keys ?? []);
    case 'any':
      return anyValue;
  }
}

function membersOf(keys: readonly KeyDefinition[]): fc.Arbitrary<Record<string, PlistValue>> {
  const requiredKeys = keys.filter(({ required }) => required).map(({ key }) => key);
  return fc.record(Object.fromEntries(keys.map((key) => [key.key, valueFor(key)])), {
    requiredKeys,
    noNullPrototype: true,
  });
}

const uuid = fc.uuid().map((value) => value.toUpperCase());
const identifier = fc.uuid().map((value) => `org.example.${value}`);

const anyPayload: fc.Arbitrary<Record<string, PlistValue>> = fc.constantFrom(...PAYLOADS).chain(({ id, type }) => {
  const around = { PayloadType: fc.constant(type), PayloadVersion: fc.constant(1) };
  const named = fc.record({ ...around, PayloadUUID: uuid, PayloadIdentifier: identifier }, { noNullPrototype: true });
  return fc.tuple(membersOf(payloadKeys(id)), named).map(([keys, names]) => ({ ...keys, ...names }));
});

/** A profile of payloads whose keys and types are as the schema wants them; what they say together may be nonsense. */
export const anyProfile: fc.Arbitrary<Profile> = fc.record(
  {
    PayloadType: fc.constant('Configuration'),
    PayloadVersion: fc.constant(1),
    PayloadIdentifier: identifier,
    PayloadUUID: uuid,
    PayloadDisplayName: text,
    PayloadRemovalDisallowed: fc.boolean(),
    DurationUntilRemoval: real,
    RemovalDate: moment,
    PayloadContent: fc.array(anyPayload, { maxLength: 4 }),
  },
  {
    requiredKeys: ['PayloadType', 'PayloadVersion', 'PayloadIdentifier', 'PayloadUUID', 'PayloadContent'],
    noNullPrototype: true,
  },
);

/** A profile with keys and payloads nobody knows, at every level. */
export const oddProfile: fc.Arbitrary<Profile> = fc
  .tuple(
    anyProfile,
    fc.dictionary(
      text.map((name) => `x-${name}`),
      anyValue,
      { maxKeys: 4, noNullPrototype: true },
    ),
  )
  .map(([profile, odd]) => ({
    ...odd,
    ...profile,
    PayloadContent: [
      ...(profile.PayloadContent as readonly Profile[]).map((payload) => ({ ...odd, ...payload })),
      { PayloadType: 'com.example.unheard-of', ...odd },
    ],
  }));
