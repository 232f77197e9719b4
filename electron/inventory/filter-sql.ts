import { type RawBuilder, sql } from 'kysely';
import { type AttributeShape, type DeviceField, deviceField } from '../../shared/contract/device-fields.ts';
import {
  checkFilter,
  type DeviceFilter,
  type FilterCondition,
  type FilterOperator,
  SPAN_MS,
  type TimeSpan,
} from '../../shared/contract/device-filter.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { hasText } from '../store/index.ts';
import { columnOf } from './device-columns.ts';
import { versionBounds } from './versions.ts';

type Condition = RawBuilder<boolean>;

/** The operators that say no hold for what is not known, too. */
const OPPOSITE: Readonly<Partial<Record<FilterOperator, FilterOperator>>> = {
  isNot: 'is',
  isNoneOf: 'isOneOf',
  doesNotContain: 'contains',
  doesNotInclude: 'includes',
  notWithinLast: 'withinLast',
  isNotEmpty: 'isEmpty',
};

const ORDER: Readonly<Partial<Record<FilterOperator, Condition>>> = {
  above: sql`>`,
  after: sql`>`,
  atLeast: sql`>=`,
  below: sql`<`,
  before: sql`<`,
  atMost: sql`<=`,
};

const SETS = {
  app: (identifier: string) =>
    sql<boolean>`exists (select 1 from "installedApp" a where a."deviceId" = "device"."id" and a."identifier" = ${identifier})`,
  profile: (identifier: string) =>
    sql<boolean>`exists (select 1 from "installedProfile" p where p."deviceId" = "device"."id" and p."identifier" = ${identifier})`,
  certificate: (name: string) =>
    sql<boolean>`exists (select 1 from "deviceCertificate" c where c."deviceId" = "device"."id" and c."commonName" = ${name})`,
  violates: (rule: string) =>
    sql<boolean>`exists (select 1 from "complianceViolation" v where v."deviceId" = "device"."id" and v."endedAt" is null and v."state" = 'violating' and (v."ruleId" = ${rule} or v."ruleName" = ${rule} collate nocase))`,
  group: (group: string) =>
    sql<boolean>`exists (select 1 from "groupMember" m where m."deviceId" = "device"."id" and m."groupId" in (select g."id" from "deviceGroup" g where g."id" = ${group} or g."nameKey" = ${group.toLowerCase()}))`,
  osUpdate: (version: string) =>
    sql<boolean>`exists (select 1 from "osUpdate" u where u."deviceId" = "device"."id" and u."version" = ${version})`,
} as const;

/** Where the members of sets are, and the column that names them. */
const MEMBERS: Readonly<Record<keyof typeof SETS, RawBuilder<unknown>>> = {
  app: sql`select a."identifier" from "installedApp" a where a."deviceId" = "device"."id" and a."identifier"`,
  profile: sql`select p."identifier" from "installedProfile" p where p."deviceId" = "device"."id" and p."identifier"`,
  certificate: sql`select c."commonName" from "deviceCertificate" c where c."deviceId" = "device"."id" and c."commonName"`,
  violates: sql`select v."ruleId" from "complianceViolation" v where v."deviceId" = "device"."id" and v."endedAt" is null and v."state" = 'violating' and v."ruleId"`,
  group: sql`select m."groupId" from "groupMember" m join "deviceGroup" g on g."id" = m."groupId" where m."deviceId" = "device"."id" and g."builtIn" is null and m."groupId"`,
  osUpdate: sql`select u."version" from "osUpdate" u where u."deviceId" = "device"."id" and u."version"`,
};

/**
 * A filter as a condition on `device`, every value a parameter. Pure.
 *
 * @param now what relative times count from, milliseconds
 * @param column a field as SQL, where the condition is on another table than `device`
 * @throws CartwrightError `bad-request` with `problems` when the filter names what there is not
 */
export function filterSql(
  filter: DeviceFilter,
  now: number,
  attributes: readonly AttributeShape[] = [],
  column: (field: DeviceField) => RawBuilder<unknown> = columnOf,
): Condition {
  const problems = checkFilter(filter, attributes);
  const first = problems[0];
  if (first !== undefined) throw new CartwrightError('bad-request', first.message, { data: { problems } });
  const build = (node: DeviceFilter): Condition => {
    if ('all' in node) return joined(node.all.map(build), sql` and `, sql`1`);
    if ('any' in node) return joined(node.any.map(build), sql` or `, sql`0`);
    if ('not' in node) return not(build(node.not));
    const field = deviceField(node.field, attributes);
    if (field === undefined) throw new CartwrightError('internal', 'A filter was not checked.');
    return condition(field, node, now, column);
  };
  return build(filter);
}

const joined = (parts: Condition[], by: RawBuilder<unknown>, empty: RawBuilder<unknown>): Condition =>
  parts.length === 0 ? sql<boolean>`${empty}` : sql<boolean>`(${sql.join(parts, by)})`;

/** Three-valued logic ends here: what is not known does not hold. */
const not = (inner: Condition): Condition => sql<boolean>`(not coalesce(${inner}, 0))`;

function condition(
  field: DeviceField,
  { operator, value, ...rest }: FilterCondition,
  now: number,
  columnFor: (field: DeviceField) => RawBuilder<unknown>,
): Condition {
  const opposite = OPPOSITE[operator];
  if (opposite !== undefined) return not(condition(field, { operator: opposite, value, ...rest }, now, columnFor));
  const column = columnFor(field);
  if (field.type === 'set') {
    const set = field.id as keyof typeof SETS;
    if (operator === 'includes') return SETS[set](String(value));
    return sql`exists (${MEMBERS[set]} not in (${sql.join((value as string[]).map((one) => sql`${one}`))}))`;
  }
  if (operator === 'isEmpty') return field.type === 'text' ? sql`coalesce(${column}, '') = ''` : sql`${column} is null`;
  if (operator === 'withinLast' || operator === 'withinNext') {
    const { amount, unit } = value as TimeSpan;
    const span = amount * SPAN_MS[unit];
    // Summed up by the database: a compiled statement is given another now each time.
    return operator === 'withinLast'
      ? sql`${column} between ${now} - ${span} and ${now}`
      : sql`${column} between ${now} and ${now} + ${span}`;
  }
  if (field.type === 'version') return versionCondition(operator, String(value));
  if (operator === 'isOneOf')
    return sql`${column} collate nocase in (${sql.join((value as string[]).map((one) => sql`${one}`))})`;
  const order = ORDER[operator];
  if (order !== undefined) return sql`${column} ${order} ${value}`;
  if (operator === 'is') {
    if (typeof value === 'boolean') return sql`${column} = ${value ? 1 : 0}`;
    return typeof value === 'string' ? sql`${column} = ${value} collate nocase` : sql`${column} = ${value}`;
  }
  const where = operator === 'startsWith' ? 'start' : operator === 'endsWith' ? 'end' : 'anywhere';
  return hasText(column, String(value), where);
}

function versionCondition(operator: FilterOperator, value: string): Condition {
  const number = sql.ref('device.osVersionNumber');
  const { from, to } = versionBounds(value);
  if (operator === 'startsWith') return sql`(${number} >= ${from} and ${number} < ${to})`;
  return sql`${number} ${ORDER[operator] ?? sql`=`} ${from}`;
}
