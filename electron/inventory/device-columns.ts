import { type RawBuilder, sql } from 'kysely';
import {
  type AttributeShape,
  attributeOf,
  type DeviceField,
  type DeviceFieldId,
  deviceField,
} from '../../shared/contract/device-fields.ts';
import type { FieldValue } from '../../shared/contract/devices.ts';
import { CartwrightError } from '../../shared/errors.ts';
import {
  type ComplianceDeviceTable,
  type EnrollmentTable,
  FACT_COLUMNS,
  type FactColumn,
  type ReportKind,
} from '../store/index.ts';

/*
 * Fields of devices as SQL over `device`. Pure.
 */

const ofEnrollment = (column: keyof EnrollmentTable): RawBuilder<unknown> =>
  sql`(select ${sql.ref(`e.${column}`)} from "enrollment" e where e."id" = "device"."enrollmentId")`;
const ofFacts = (column: FactColumn): RawBuilder<unknown> =>
  sql`(select ${sql.ref(`f.${column}`)} from "deviceFact" f where f."deviceId" = "device"."id")`;

const ofReport = (kind: ReportKind): RawBuilder<unknown> =>
  sql`(select r."reportedAt" from "deviceReport" r where r."deviceId" = "device"."id" and r."kind" = ${sql.lit(kind)})`;
const ofCompliance = (column: keyof ComplianceDeviceTable): RawBuilder<unknown> =>
  sql`(select ${sql.ref(`c.${column}`)} from "complianceDevice" c where c."deviceId" = "device"."id")`;
/** Of the person who has the device now, and of the loan. */
const ofHolder = (what: string): RawBuilder<unknown> =>
  sql`(select ${sql.raw(what)} from "loan" l join "person" p on p."id" = l."personId" where l."deviceId" = "device"."id" and l."inAt" is null)`;

/** A field that is kept as a column of `device` by its own name needs no line here. */
const COMPUTED: Readonly<Partial<Record<DeviceFieldId, RawBuilder<unknown>>>> = {
  invitation: sql`(select i."name" from "enrollment" e join "invitation" i on i."id" = e."invitationId" where e."id" = "device"."enrollmentId" and i."way" <> 'automated')`,
  enrollmentProfile: sql`(select i."name" from "enrollment" e join "invitation" i on i."id" = e."invitationId" where e."id" = "device"."enrollmentId" and i."way" = 'automated')`,
  provisioningExpiresAt: sql`(select min(p."expiresAt") from "provisioningProfile" p where p."deviceId" = "device"."id")`,
  identityExpiresAt: sql`(select c."notAfter" from "enrollment" e join "certificate" c on c."fingerprint" = e."certificateFingerprint" where e."id" = "device"."enrollmentId")`,
  openCommands: sql`(select count(*) from "command" c where c."enrollmentId" = "device"."enrollmentId" and c."open" = 1)`,
  note: sql`(select group_concat("text", char(10)) from (select n."text" from "deviceNote" n where n."deviceId" = "device"."id" order by n."id" desc))`,
  user: sql`(select group_concat(distinct coalesce(e."userShortName", '') || ' ' || coalesce(e."userLongName", '')) from "enrollment" e where e."deviceId" = "device"."id" and e."state" <> 'ended' and coalesce(e."userShortName", e."userLongName") is not null)`,
  person: sql`coalesce((select group_concat(distinct x."person") from "expectedDevice" x where x."serialNumber" = "device"."serialNumber"), (select r."name" from "enrollmentRequest" r where r."enrollmentId" = "device"."enrollmentId"))`,
  personName: ofHolder('p."name"'),
  personEmail: ofHolder('p."email"'),
  personTeam: ofHolder(`nullif(p."team", '')`),
  dueBackAt: ofHolder('l."dueAt"'),
  cart: sql`(select c."name" from "cartSlot" s join "cart" c on c."id" = s."cartId" where s."deviceId" = "device"."id")`,
  cartSlot: sql`(select s."slot" from "cartSlot" s where s."deviceId" = "device"."id")`,
  endedAt: ofEnrollment('endedAt'),
  endReason: ofEnrollment('endReason'),
  awaitingConfiguration: ofEnrollment('awaitingConfiguration'),
  pushTopic: ofEnrollment('topic'),
  lastPushAt: ofEnrollment('lastPushAt'),
  lastPushReason: ofEnrollment('lastPushReason'),
  inventoryAt: ofReport('device-information'),
  appsReportedAt: ofReport('apps'),
  profilesReportedAt: ofReport('profiles'),
  compliance: ofCompliance('state'),
  blocked: ofCompliance('blocked'),
  quarantined: ofCompliance('quarantined'),
  updateAvailable: sql`exists (select 1 from "osUpdate" u where u."deviceId" = "device"."id")`,
  ...Object.fromEntries(FACT_COLUMNS.map((column) => [column, ofFacts(column)])),
  group: sql`(select group_concat("name", ', ') from (select g."name" from "groupMember" m join "deviceGroup" g on g."id" = m."groupId" where m."deviceId" = "device"."id" and g."builtIn" is null order by g."nameKey"))`,
  hasFailedCommands: sql`("device"."id" in (select "deviceId" from "command" where "state" in ('error', 'format-error')))`,
};

/** A field as SQL. Booleans are 0 or 1, times milliseconds; null when the fact is not known. */
export function columnOf(field: DeviceField): RawBuilder<unknown> {
  const attribute = attributeOf(field.id);
  if (attribute !== undefined) {
    const { id: attributeId, of } = attribute;
    const value = sql.ref(field.type === 'text' || field.type === 'enum' ? 'v.text' : 'v.number');
    if (of === 'person')
      return sql`(select ${value} from "loan" l join "personValue" v on v."personId" = l."personId" and v."attributeId" = ${attributeId} where l."deviceId" = "device"."id" and l."inAt" is null)`;
    return sql`(select ${value} from "attributeValue" v where v."attributeId" = ${attributeId} and v."deviceId" = "device"."id")`;
  }
  return COMPUTED[field.id as DeviceFieldId] ?? sql.ref(`device.${field.id}`);
}

/** What a field is ordered by: versions by their numbers, names as people order them. */
export function orderOf(field: DeviceField): RawBuilder<unknown> {
  if (field.id === 'osVersion') return sql.ref('device.osVersionNumber');
  if (field.id === 'name') return sql.ref('device.nameOrder');
  if (field.id === 'modelName') return sql.ref('device.modelOrder');
  // Ids grow with time: creation order is theirs.
  if (field.id === 'createdAt') return sql.ref('device.id');
  return field.type === 'text' || field.type === 'enum' ? sql`${columnOf(field)} collate nocase` : columnOf(field);
}

/** What the console is told of a stored value. */
export function storedValue(field: DeviceField, stored: unknown): FieldValue {
  if (typeof stored === 'number') return field.type === 'boolean' ? stored === 1 : stored;
  return typeof stored === 'string' ? stored : null;
}

/**
 * The field under an id that can be a column.
 *
 * @throws CartwrightError `bad-request`
 */
export function columnField(id: string, attributes: readonly AttributeShape[]): DeviceField {
  const field = deviceField(id, attributes);
  if (field?.column !== true) throw new CartwrightError('bad-request', `There is no column “${id}”.`);
  return field;
}
