/*
 * What tells the groups' worker which devices to look at again, whoever writes the rows that filters read: triggers that
 * put a device on the list. Sources that change often count only while a group looks at them. Part of migration 14.
 */

/** Facts in `device` itself that a filter can name, save for the time it was last seen. */
const DEVICE = [
  'udid',
  'appleEnrollmentId',
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
  'passcodePresent',
  'batteryLevel',
  'capacityGb',
  'availableGb',
  'createdAt',
  'enrollmentId',
  'state',
  'pushState',
  'enrolledAt',
  'userEnrollment',
  'osVersionExtra',
  'timeZone',
  'sharedIpad',
  'activationLock',
  'findMy',
  'lostMode',
  'cloudBackup',
  'storeAccount',
  'wifiMac',
  'bluetoothMac',
  'ethernetMac',
  'phoneNumber',
  'carrier',
  'encrypted',
  'passcodeCompliant',
  'firewall',
  'systemIntegrity',
  'recoveryLock',
  'automatedEnrollment',
] as const;

/** Of enrollments, on any channel: users of a device are enrollments too. */
const ENROLLMENT = [
  'deviceId',
  'state',
  'endedAt',
  'endReason',
  'awaitingConfiguration',
  'topic',
  'invitationId',
  'certificateFingerprint',
  'userShortName',
  'userLongName',
] as const;

/** A clock read by two parts of the engine, and times that are written a moment later than they are taken. */
const SLACK_MS = 60_000;

const changed = (columns: readonly string[]): string =>
  columns.map((column) => `old."${column}" is not new."${column}"`).join(' or ');
const watched = (...fields: readonly string[]): string =>
  `exists (select 1 from "groupWatch" w where w."field" in (${fields.map((field) => `'${field}'`).join(', ')}))`;
const mark = (devices: string): string => `insert into "groupDue" ("deviceId", "dueAt") select d."id", 0
  from "device" d where d."id" in (${devices}) on conflict ("deviceId") do update set "dueAt" = 0;`;

const trigger = (name: string, what: string, when: string | undefined, ...marks: readonly string[]): string =>
  `create trigger "${name}" after ${what}${when === undefined ? '' : ` when ${when}`} begin ${marks.join(' ')} end`;

/** Rows that belong to a device: new, changed, gone. */
function rowsOf(table: string, watch: string | undefined, columns?: readonly string[]): string[] {
  const of = columns === undefined ? '' : ` of ${columns.map((column) => `"${column}"`).join(', ')}`;
  const different = columns === undefined ? undefined : `(${changed(columns)})`;
  const both = [watch, different].filter((part) => part !== undefined).join(' and ');
  return [
    trigger(`${table}GroupsNew`, `insert on "${table}"`, watch, mark('new."deviceId"')),
    trigger(
      `${table}GroupsChanged`,
      `update${of} on "${table}"`,
      both === '' ? undefined : both,
      mark('old."deviceId", new."deviceId"'),
    ),
    trigger(`${table}GroupsGone`, `delete on "${table}"`, watch, mark('old."deviceId"')),
  ];
}

/** The statements of migration 19 that only SQLite understands: fields of carts and people change groups, too. */
export const DERIVED_CARTS: readonly string[] = [
  ...rowsOf('cartSlot', watched('cart', 'cartSlot')),
  trigger(
    'cartGroupsChanged',
    'update of "name" on "cart"',
    `old."name" is not new."name" and ${watched('cart')}`,
    mark('select s."deviceId" from "cartSlot" s where s."cartId" = new."id"'),
  ),
  ...rowsOf('loan', watched('personName', 'personEmail', 'personTeam', 'dueBackAt')),
  trigger(
    'personGroupsChanged',
    'update of "name", "email", "team" on "person"',
    `(${changed(['name', 'email', 'team'])}) and ${watched('personName', 'personEmail', 'personTeam')}`,
    mark('select l."deviceId" from "loan" l where l."personId" = new."id" and l."inAt" is null'),
  ),
];

const OF_PERSON = ['personName', 'personEmail', 'personTeam', 'dueBackAt'] as const;
/** Some filter asks for an attribute of people; for one of them: that. */
const ANY_PERSON_ATTRIBUTE = `exists (select 1 from "groupWatch" w where w."field" >= 'personAttribute.' and w."field" < 'personAttribute/')`;
const personAttribute = (row: 'old' | 'new'): string =>
  `exists (select 1 from "groupWatch" w where w."field" = 'personAttribute.' || ${row}."attributeId")`;
const holding = (row: 'old' | 'new'): string =>
  mark(`select l."deviceId" from "loan" l where l."personId" = ${row}."personId" and l."inAt" is null`);

/**
 * The statements of migration 27 that only SQLite understands: attributes of people change groups, too. None of these
 * tables is written when a device calls.
 */
export const DERIVED_PEOPLE: readonly string[] = [
  ...['New', 'Changed', 'Gone'].map((name) => `drop trigger "loanGroups${name}"`),
  ...rowsOf('loan', `(${watched(...OF_PERSON)} or ${ANY_PERSON_ATTRIBUTE})`),
  trigger('personValueGroupsNew', 'insert on "personValue"', personAttribute('new'), holding('new')),
  trigger(
    'personValueGroupsChanged',
    'update of "text", "number" on "personValue"',
    `(${changed(['text', 'number'])}) and ${personAttribute('new')}`,
    holding('new'),
  ),
  trigger('personValueGroupsGone', 'delete on "personValue"', personAttribute('old'), holding('old')),
];

const quoted = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(', ');

/** The statements of migration 14 that only SQLite understands. */
export const DERIVED_GROUPS: readonly string[] = [
  trigger(
    'groupMemberNew',
    'insert on "groupMember"',
    undefined,
    `update "deviceGroup" set "members" = "members" + 1 where "id" = new."groupId";`,
  ),
  trigger(
    'groupMemberGone',
    'delete on "groupMember"',
    undefined,
    `update "deviceGroup" set "members" = "members" - 1 where "id" = old."groupId";`,
  ),

  trigger('deviceGroupsNew', 'insert on "device"', undefined, mark('new."id"')),
  trigger('deviceGroupsChanged', `update of ${quoted(DEVICE)} on "device"`, changed(DEVICE), mark('new."id"')),
  // Being seen again and again changes nothing as long as no group's span or time lies in between.
  trigger(
    'deviceGroupsSeen',
    'update of "lastSeenAt" on "device"',
    `old."lastSeenAt" is not new."lastSeenAt" and exists (
      select 1 from "groupWatch" w where w."field" = 'lastSeenAt' and (
        old."lastSeenAt" is null or new."lastSeenAt" is null or new."lastSeenAt" < old."lastSeenAt"
        or old."lastSeenAt" < new."lastSeenAt" - w."span" + ${SLACK_MS}
        or (old."lastSeenAt" <= w."at" and new."lastSeenAt" >= w."at")))`,
    mark('new."id"'),
  ),
  ...rowsOf('deviceFact', undefined),
  trigger(
    'deviceReportGroupsNew',
    'insert on "deviceReport"',
    `new."kind" = 'device-information' and ${watched('inventoryAt')}`,
    mark('new."deviceId"'),
  ),
  trigger(
    'deviceReportGroupsChanged',
    'update of "reportedAt" on "deviceReport"',
    `new."kind" = 'device-information' and ${watched('inventoryAt')}`,
    mark('new."deviceId"'),
  ),
  ...rowsOf('enrollment', undefined, ENROLLMENT),
  trigger(
    'enrollmentGroupsPush',
    'update of "lastPushAt", "lastPushReason" on "enrollment"',
    `(${changed(['lastPushAt', 'lastPushReason'])}) and ${watched('lastPushAt', 'lastPushReason')}`,
    mark('new."deviceId"'),
  ),
  ...rowsOf('installedApp', watched('app'), ['identifier', 'deviceId']),
  ...rowsOf('installedProfile', watched('profile'), ['identifier', 'deviceId']),
  ...rowsOf('deviceCertificate', watched('certificate'), ['commonName', 'deviceId']),
  ...rowsOf('osUpdate', watched('osUpdate', 'updateAvailable'), ['version', 'deviceId']),
  ...rowsOf('command', watched('openCommands', 'hasFailedCommands'), ['state', 'open', 'enrollmentId', 'deviceId']),
  ...rowsOf('deviceNote', watched('note')),
  ...rowsOf('attributeValue', undefined, ['text', 'number', 'deviceId']),
  trigger(
    'invitationGroupsChanged',
    'update of "name" on "invitation"',
    `old."name" is not new."name" and ${watched('invitation', 'enrollmentProfile')}`,
    mark('select e."deviceId" from "enrollment" e where e."invitationId" = new."id"'),
  ),
  ...(['expectedDeviceGroupsNew', 'expectedDeviceGroupsChanged', 'expectedDeviceGroupsGone'] as const).map((name, at) =>
    trigger(
      name,
      `${['insert', 'update', 'delete'][at]} on "expectedDevice"`,
      watched('person'),
      ...[...(at > 0 ? ['old'] : []), ...(at < 2 ? ['new'] : [])].map((row) =>
        mark(`select x."id" from "device" x where x."serialNumber" = ${row}."serialNumber"`),
      ),
    ),
  ),
  ...(['enrollmentRequestGroupsNew', 'enrollmentRequestGroupsChanged', 'enrollmentRequestGroupsGone'] as const).map(
    (name, at) =>
      trigger(
        name,
        `${['insert', 'update', 'delete'][at]} on "enrollmentRequest"`,
        watched('person'),
        ...[...(at > 0 ? ['old'] : []), ...(at < 2 ? ['new'] : [])].map((row) =>
          mark(`select e."deviceId" from "enrollment" e where e."id" = ${row}."enrollmentId"`),
        ),
      ),
  ),
];
