import { type DeviceField, FIELD_GROUPS, type FieldGroup } from '../../../shared/contract/device-fields.ts';

export const EXPORT_KINDS = ['basic', 'current', 'all'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

const BASIC: ReadonlySet<string> = new Set([
  'name',
  'serialNumber',
  'modelName',
  'platform',
  'osVersion',
  'state',
  'enrolledAt',
  'lastSeenAt',
]);

/** The groups that have fields to export, in their order. */
export function exportGroups(fields: readonly DeviceField[]): FieldGroup[] {
  return FIELD_GROUPS.filter((group) => fields.some((field) => field.group === group));
}

/**
 * The fields a file holds, each as one column. Name and serial number are always in it, as without them nobody knows
 * which device a line is about.
 *
 * @param groups which groups to take of all fields
 */
export function exportFields(
  kind: ExportKind,
  fields: readonly DeviceField[],
  current: readonly DeviceField[],
  groups: ReadonlySet<FieldGroup>,
): DeviceField[] {
  if (kind === 'basic') return fields.filter(({ id }) => BASIC.has(id));
  const always = fields.filter(({ id }) => id === 'name' || id === 'serialNumber');
  const chosen = kind === 'current' ? current : fields.filter(({ group }) => groups.has(group));
  return [...new Map([...always, ...chosen].map((field) => [field.id, field])).values()];
}
