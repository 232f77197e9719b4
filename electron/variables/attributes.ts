import { attributeVariable } from '../../shared/variables/index.ts';
import type { AttributeTable, AttributeValueTable, Store } from '../store/index.ts';

/** An attribute of devices, with the variable it is. */
export interface AttributeFacts {
  readonly id: string;
  readonly name: string;
  readonly variable: string;
  readonly type: AttributeTable['type'];
}

interface ValueRow extends Pick<AttributeValueTable, 'deviceId' | 'attributeId' | 'text' | 'number'> {
  type: AttributeTable['type'];
}

/** Custom attributes as variables. Of two that would have the same one, the first by name has it. */
export function openAttributeValues(store: Store) {
  const all = store.statement<object, { id: string; name: string; type: AttributeTable['type'] }>((db) =>
    db
      .selectFrom('attribute')
      .select(['id', 'name', 'type'])
      .orderBy('name', (o) => o.collate('nocase')),
  );
  const ofDevice = store.statement<{ deviceId: string }, ValueRow>((db, p) =>
    db
      .selectFrom('attributeValue as v')
      .innerJoin('attribute as a', 'a.id', 'v.attributeId')
      .select(['v.deviceId', 'v.attributeId', 'v.text', 'v.number', 'a.type'])
      .where('v.deviceId', '=', p.deviceId),
  );
  const ofAttribute = store.statement<{ attributeId: string }, ValueRow>((db, p) =>
    db
      .selectFrom('attributeValue as v')
      .innerJoin('attribute as a', 'a.id', 'v.attributeId')
      .select(['v.deviceId', 'v.attributeId', 'v.text', 'v.number', 'a.type'])
      .where('v.attributeId', '=', p.attributeId),
  );
  let known: readonly AttributeFacts[] | undefined;
  store.subscribe((events) => {
    if (events.some(({ type }) => type.startsWith('attribute.'))) known = undefined;
  });

  return {
    list(): readonly AttributeFacts[] {
      known ??= all
        .all({})
        .map((row): AttributeFacts => ({ ...row, variable: attributeVariable(row.name) }))
        .filter((row, at, rows) => rows.findIndex(({ variable }) => variable === row.variable) === at);
      return known;
    },
    /** By the id of the attribute. */
    ofDevice: (deviceId: string): Map<string, string> =>
      new Map(ofDevice.all({ deviceId }).flatMap((row) => entry(row.attributeId, row))),
    /** By the id of the device. */
    ofAttribute: (attributeId: string): Map<string, string> =>
      new Map(ofAttribute.all({ attributeId }).flatMap((row) => entry(row.deviceId, row))),
  };
}

function entry(key: string, row: ValueRow): [string, string][] {
  const text = textOf(row);
  return text === undefined ? [] : [[key, text]];
}

/** A value as text: yes and no as true and false, days in ISO 8601. */
function textOf({ type, text, number }: Pick<ValueRow, 'type' | 'text' | 'number'>): string | undefined {
  if (number === null) return text ?? undefined;
  if (type === 'boolean') return String(number === 1);
  return type === 'date' ? new Date(number).toISOString().slice(0, 10) : String(number);
}
