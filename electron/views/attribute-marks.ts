import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import type { FieldValue } from '../../shared/contract/devices.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { misfit, valueFrom } from './attribute-values.ts';
import { valueWriter } from './value-writer.ts';

/** Attributes as the engine itself sets them: to mark a device, and to take the mark back. */
export interface AttributeMarks {
  /** Whether there is such an attribute and it takes this value. */
  takes(attributeId: string, value: FieldValue): boolean;
  value(deviceId: string, attributeId: string): FieldValue;
  /**
   * Sets one value inside the caller's unit of work. Returns what stood there before; undefined, and nothing is set, when
   * there is no such attribute any more or the value does not fit it.
   */
  set(
    work: UnitOfWork,
    deviceId: string,
    attributeId: string,
    value: FieldValue,
    actor: string,
  ): FieldValue | undefined;
}

export function openAttributeMarks(store: Store): AttributeMarks {
  const writer = valueWriter(store);
  const find = (attributeId: string): AttributeShape | undefined => {
    const row = store.get((db) => db.selectFrom('attribute').selectAll().where('id', '=', attributeId));
    return row && { ...row, choices: JSON.parse(row.choices) as string[] };
  };
  const presentValue = (attribute: AttributeShape, deviceId: string): FieldValue => {
    const row = writer.values(deviceId).get(attribute.id);
    return row === undefined ? null : valueFrom(attribute, row);
  };
  return {
    takes(attributeId, value) {
      const attribute = find(attributeId);
      return attribute !== undefined && misfit(attribute, value) === undefined;
    },
    value(deviceId, attributeId) {
      const attribute = find(attributeId);
      return attribute === undefined ? null : presentValue(attribute, deviceId);
    },
    set(work, deviceId, attributeId, value, actor) {
      const attribute = find(attributeId);
      if (attribute === undefined || misfit(attribute, value) !== undefined) return undefined;
      const before = presentValue(attribute, deviceId);
      writer.write(work, deviceId, [{ attribute, value }], actor);
      return before;
    },
  };
}
