/*
 * What tells the worker of policies which devices to plan anew, whoever writes the rows its plans read: triggers that put
 * a device on the list. Part of migration 16.
 */

/** Facts in `device` that a content may use or that decide whether it fits. */
const DEVICE = [
  'udid',
  'serialNumber',
  'name',
  'model',
  'modelName',
  'productName',
  'platform',
  'family',
  'osVersion',
  'buildVersion',
  'imei',
  'meid',
  'supervised',
  'timeZone',
  'sharedIpad',
  'wifiMac',
  'bluetoothMac',
  'ethernetMac',
  'phoneNumber',
  'carrier',
  'automatedEnrollment',
] as const;

const changed = (columns: readonly string[]): string =>
  columns.map((column) => `old."${column}" is not new."${column}"`).join(' or ');
const mark = (devices: string, at = '0'): string => `insert into "policyDue" ("deviceId", "dueAt") select d."id", ${at}
  from "device" d where d."id" in (${devices}) on conflict ("deviceId") do update set "dueAt" = 0;`;
const has = (condition: string): string => `exists (select 1 from "policyState" s where ${condition})`;
const trigger = (name: string, what: string, when: string | undefined, ...steps: readonly string[]): string =>
  `create trigger "${name}" after ${what}${when === undefined ? '' : ` when ${when}`} begin ${steps.join(' ')} end`;
const quoted = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(', ');

const assigned = (row: 'old' | 'new'): string =>
  `exists (select 1 from "policyAssignment" a where a."kind" = 'group' and a."targetId" = ${row}."groupId")`;
const REPORTS = `new."kind" in ('profiles', 'security', 'apps', 'device-information')`;
const hasLeft = `exists (select 1 from "policyLeft" l where l."deviceId" = new."deviceId")`;
const leftByUser = `exists (select 1 from "policyLeft" l join "enrollment" e on e."deviceId" = l."deviceId"
  where e."id" = new."enrollmentId")`;
const withVariables = (device: string): string => has(`s."deviceId" = ${device} and s."variables" is not null`);
const leftTo = `case when new."channel" = 'device' then '' else coalesce(new."userShortName", '?') end`;
/**
 * Only what is known of one enrollment is forgotten; the same device may be enrolled anew already. What it took, or was
 * given and may have taken, is noted as left behind: a device that enrolls again without having been erased has it still.
 */
const forget = `insert or replace into "policyLeft" ("deviceId", "user", "identifier", "uuid", "name", "profile")
    select s."deviceId", ${leftTo}, json_extract(s."known", '$.identifier'), u.value, s."name", s."known"
    from "policyState" s, json_each(s."known", '$.ours') u
    where s."enrollmentId" = new."id" and s."known" is not null and json_extract(s."known", '$.identifier') not like 'setting:%';
  insert or ignore into "policyLeft" ("deviceId", "user", "identifier", "uuid", "name", "profile")
    select new."deviceId", ${leftTo}, json_extract(p."sent", '$.identifier'),
      json_extract(p."sent", '$.uuid'), json_extract(p."sent", '$.identifier'), p."sent"
    from "policyCommand" p join "command" c on c."id" = p."commandId"
    where p."enrollmentId" = new."id" and c."firstSentAt" is not null and json_extract(p."sent", '$.kind') = 'install';
  delete from "policyState" where "enrollmentId" = new."id";
  delete from "policyCommand" where "enrollmentId" = new."id";`;

/** The statements of migration 16 that only SQLite understands. */
export const DERIVED_POLICIES: readonly string[] = [
  trigger('groupMemberPoliciesNew', 'insert on "groupMember"', assigned('new'), mark('new."deviceId"')),
  trigger('groupMemberPoliciesGone', 'delete on "groupMember"', assigned('old'), mark('old."deviceId"')),

  trigger('enrollmentPoliciesNew', 'insert on "enrollment"', `new."state" = 'enrolled'`, mark('new."deviceId"')),
  // It begins anew, or ends: what the device had from us it has no more, or nobody knows.
  trigger(
    'enrollmentPoliciesChanged',
    'update of "state", "enrolledAt" on "enrollment"',
    `new."state" = 'ended' and old."state" <> 'ended' or old."enrolledAt" is not new."enrolledAt"`,
    forget,
  ),
  trigger(
    'enrollmentPoliciesState',
    'update of "state", "enrolledAt", "awaitingConfiguration" on "enrollment"',
    changed(['state', 'enrolledAt', 'awaitingConfiguration']),
    mark('new."deviceId"'),
  ),

  trigger(
    'devicePoliciesChanged',
    `update of ${quoted(DEVICE)} on "device"`,
    `(${changed(DEVICE)}) and ${has('s."deviceId" = new."id"')}`,
    mark('new."id"'),
  ),
  ...(['insert', 'update of "reportedAt"'] as const).map((what, at) =>
    trigger(
      `deviceReportPolicies${at}`,
      `${what} on "deviceReport"`,
      `${REPORTS} and (${has('s."deviceId" = new."deviceId"')} or new."kind" = 'profiles' and ${hasLeft})`,
      mark('new."deviceId"'),
    ),
  ),
  ...(['insert', 'update of "reportedAt"'] as const).map((what, at) =>
    trigger(
      `userReportPolicies${at}`,
      `${what} on "userReport"`,
      `${REPORTS} and ${has('s."enrollmentId" = new."enrollmentId"')} or new."kind" = 'profiles' and ${leftByUser}`,
      mark('select e."deviceId" from "enrollment" e where e."id" = new."enrollmentId"'),
    ),
  ),

  trigger(
    'commandPoliciesChanged',
    'update of "state" on "command"',
    `old."state" is not new."state" and exists (select 1 from "policyCommand" c where c."commandId" = new."id")`,
    mark('new."deviceId"'),
  ),
  // A question that ended without an answer is asked again.
  trigger(
    'commandPoliciesLost',
    'update of "open" on "command"',
    `new."open" = 0 and new."state" <> 'acknowledged' and new."requestType" in ('ProfileList', 'SecurityInfo')
      and (${has('s."enrollmentId" = new."enrollmentId"')} or ${hasLeft})`,
    mark('new."deviceId"'),
  ),

  ...(['insert', 'update of "text", "number"', 'delete'] as const).map((what, at) => {
    const row = at === 2 ? 'old' : 'new';
    return trigger(
      `attributeValuePolicies${at}`,
      `${what} on "attributeValue"`,
      withVariables(`${row}."deviceId"`),
      mark(`${row}."deviceId"`),
    );
  }),
  trigger(
    'enrollmentPoliciesUser',
    'update of "account", "userShortName", "userLongName" on "enrollment"',
    `(${changed(['account', 'userShortName', 'userLongName'])}) and ${withVariables('new."deviceId"')}`,
    mark('new."deviceId"'),
  ),
  // What a variable stands for everywhere, or what it is called.
  ...(['insert', 'update of "value"'] as const).map((what, at) =>
    trigger(
      `settingPolicies${at}`,
      `${what} on "setting"`,
      `new."name" = 'variable-sources'`,
      mark('select s."deviceId" from "policyState" s where s."variables" is not null'),
    ),
  ),
  trigger(
    'attributePoliciesNamed',
    'update of "name" on "attribute"',
    'old."name" is not new."name"',
    mark('select s."deviceId" from "policyState" s where s."variables" is not null'),
  ),
  ...(['insert', 'update of "serialNumber", "person", "name"', 'delete'] as const).map((what, at) => {
    const row = at === 2 ? 'old' : 'new';
    return trigger(
      `expectedDevicePolicies${at}`,
      `${what} on "expectedDevice"`,
      undefined,
      mark(
        `select x."id" from "device" x where x."serialNumber" = ${row}."serialNumber" and ${withVariables('x."id"')}`,
      ),
    );
  }),
];
