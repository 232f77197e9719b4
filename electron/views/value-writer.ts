import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import type { FieldValue } from '../../shared/contract/devices.ts';
import type { AttributeValueTable, Store, UnitOfWork } from '../store/index.ts';
import { storedForm, valueFrom } from './attribute-values.ts';

/** A value an attribute shall have; null clears it. */
export interface ValueChange {
  readonly attribute: AttributeShape;
  readonly value: FieldValue;
}

/** Writes values of custom attributes. */
export interface ValueWriter {
  /** What a device has now. */
  values(deviceId: string): ReadonlyMap<string, Pick<AttributeValueTable, 'text' | 'number'>>;
  /** Writes what differs, with one event, and returns how many values that were; 0 for a device that is not there. */
  write(work: UnitOfWork, deviceId: string, changes: readonly ValueChange[], actor: string): number;
}

export function valueWriter(store: Store): ValueWriter {
  const stored = store.statement<{ deviceId: string }, Pick<AttributeValueTable, 'attributeId' | 'text' | 'number'>>(
    (db, p) =>
      db.selectFrom('attributeValue').select(['attributeId', 'text', 'number']).where('deviceId', '=', p.deviceId),
  );
  const device = store.statement<{ deviceId: string }, { id: string }>((db, p) =>
    db.selectFrom('device').select('id').where('id', '=', p.deviceId),
  );
  const put = store.statement<AttributeValueTable, unknown>((db, p) => {
    const { attributeId, deviceId, text, number, changedAt, changedBy } = p;
    const facts = { text, number, changedAt, changedBy };
    return db
      .insertInto('attributeValue')
      .values({ attributeId, deviceId, ...facts })
      .onConflict((c) => c.columns(['attributeId', 'deviceId']).doUpdateSet(facts));
  });
  const clear = store.statement<{ attributeId: string; deviceId: string }, unknown>((db, p) =>
    db.deleteFrom('attributeValue').where('attributeId', '=', p.attributeId).where('deviceId', '=', p.deviceId),
  );
  const values: ValueWriter['values'] = (deviceId) =>
    new Map(stored.all({ deviceId }).map((row) => [row.attributeId, row]));

  return {
    values,
    write(work, deviceId, changes, actor) {
      if (device.get({ deviceId }) === undefined) return 0;
      const known = values(deviceId);
      const told: { attributeId: string; name: string; before: FieldValue; after: FieldValue }[] = [];
      for (const { attribute, value } of changes) {
        const { id: attributeId, name } = attribute;
        const row = known.get(attributeId);
        const before = row === undefined ? null : valueFrom(attribute, row);
        if (before === value) continue;
        if (value === null) clear.run({ attributeId, deviceId });
        else put.run({ attributeId, deviceId, ...storedForm(value), changedAt: work.now, changedBy: actor });
        told.push({ attributeId, name, before, after: value });
      }
      if (told.length > 0) work.event({ type: 'device.attributes-changed', deviceId, actor, data: { changes: told } });
      return told.length;
    },
  };
}
