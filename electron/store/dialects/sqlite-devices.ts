/*
 * What SQLite derives about devices by itself, whoever writes the rows it comes from: the enrollment that counts, facts
 * out of reports, and the text that search looks through. Part of migration 2: a later change is a later migration that
 * drops these triggers and makes them anew.
 */

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** True when one of the columns differs between the old row and the new one. */
const changed = (names: readonly string[]): string =>
  names.map((name) => `old."${name}" is not new."${name}"`).join(' or ');

const flag = (path: string) => (body: string) =>
  `case json_type(${body}, '${path}') when 'true' then 1 when 'false' then 0 end`;
/** The first of the paths that holds a text. */
const text =
  (...paths: readonly string[]) =>
  (body: string) => {
    const [first = 'null', ...more] = paths.map(
      (path) => `case json_type(${body}, '${path}') when 'text' then json_extract(${body}, '${path}') end`,
    );
    return more.length === 0 ? first : `coalesce(${[first, ...more].join(', ')})`;
  };

/** Columns of `device` out of the reports of one kind, each as SQL over the report's JSON. */
const FACTS: Readonly<Record<string, Readonly<Record<string, (body: string) => string>>>> = {
  'device-information': {
    osVersionExtra: text('$.SupplementalOSVersionExtra'),
    timeZone: text('$.TimeZone'),
    sharedIpad: flag('$.IsMultiUser'),
    activationLock: flag('$.IsActivationLockEnabled'),
    findMy: flag('$.IsDeviceLocatorServiceEnabled'),
    lostMode: flag('$.IsMDMLostModeEnabled'),
    cloudBackup: flag('$.IsCloudBackupEnabled'),
    storeAccount: flag('$.iTunesStoreAccountIsActive'),
    wifiMac: text('$.WiFiMAC'),
    bluetoothMac: text('$.BluetoothMAC'),
    ethernetMac: text('$.EthernetMAC'),
    phoneNumber: text('$.PhoneNumber', '$.ServiceSubscriptions[0].PhoneNumber'),
    carrier: text(
      '$.SubscriberCarrierNetwork',
      '$.SIMCarrierNetwork',
      '$.CurrentCarrierNetwork',
      '$.ServiceSubscriptions[0].CurrentCarrierNetwork',
    ),
  },
  security: {
    // Hardware encryption protects what is stored only once there is a passcode.
    encrypted: (body) => `coalesce(${flag('$.FDE_Enabled')(body)},
      case json_type(${body}, '$.HardwareEncryptionCaps') when 'integer' then
        json_extract(${body}, '$.HardwareEncryptionCaps') = 3 and json_type(${body}, '$.PasscodePresent') is 'true'
      end)`,
    passcodeCompliant: flag('$.PasscodeCompliant'),
    firewall: flag('$.FirewallSettings.FirewallEnabled'),
    systemIntegrity: flag('$.SystemIntegrityProtectionEnabled'),
    recoveryLock: flag('$.IsRecoveryLockEnabled'),
    automatedEnrollment: flag('$.ManagementStatus.EnrolledViaDEP'),
  },
};

const factTriggers = Object.entries(FACTS).flatMap(([kind, columns]) => {
  const name = kind.replaceAll('-', '');
  const set = `(${quoted(Object.keys(columns))})`;
  const from = (body: string) =>
    Object.values(columns)
      .map((expression) => expression(body))
      .join(', ');
  const update = `update "device" set ${set} = (select ${from('new."body"')}) where "id" = new."deviceId";`;
  return [
    `create trigger "${name}New" after insert on "deviceReport" when new."kind" = '${kind}' begin ${update} end`,
    `create trigger "${name}Changed" after update of "body" on "deviceReport"
      when new."kind" = '${kind}' and old."body" is not new."body" begin ${update} end`,
    `update "device" set ${set} = (select ${from('r."body"')} from "deviceReport" r
      where r."deviceId" = "device"."id" and r."kind" = '${kind}')`,
  ];
});

/** The enrollment that counts: enrolled before pending before ended, then the newest. */
const standing = (deviceId: string): string => `update "device" set
  ("enrollmentId", "state", "pushState", "enrolledAt", "userEnrollment") = (
    select e."id", coalesce(e."state", 'ended'), coalesce(e."pushState", 'none'), e."enrolledAt", e."userEnrollment"
    from (select 1) left join (
      select * from "enrollment" where "deviceId" = ${deviceId} and "channel" = 'device'
      order by case "state" when 'enrolled' then 0 when 'pending' then 1 else 2 end, "authenticatedAt" desc, "id" desc
      limit 1
    ) e
  ) where "id" = ${deviceId};`;

const standingTriggers = [
  `create trigger "enrollmentNew" after insert on "enrollment" when new."channel" = 'device'
    begin ${standing('new."deviceId"')} end`,
  `create trigger "enrollmentChanged" after update on "enrollment"
    when new."channel" = 'device' and (${changed(['state', 'pushState', 'enrolledAt', 'authenticatedAt', 'userEnrollment', 'deviceId'])})
    begin ${standing('new."deviceId"')} end`,
  `create trigger "enrollmentGone" after delete on "enrollment" when old."channel" = 'device'
    begin ${standing('old."deviceId"')} end`,
  standing('"device"."id"').replace(/ where "id" = "device"\."id";$/, ''),
];

const SEARCHED = [
  'name',
  'serialNumber',
  'modelName',
  'productName',
  'udid',
  'imei',
  'wifiMac',
  'ethernetMac',
  'phoneNumber',
] as const;

/** A line for each column, so that nothing is found across two of them. */
const searched = (row: string): string =>
  SEARCHED.map((column) => `coalesce(${row}."${column}", '')`).join(` || char(10) || `);

const index = (deviceId: string): string =>
  `insert into "deviceSearch" (rowid, "text") select "number", "text" from "deviceText" where "deviceId" = ${deviceId};`;
const forget = (deviceId: string): string =>
  `insert into "deviceSearch" ("deviceSearch", rowid, "text")
    select 'delete', "number", "text" from "deviceText" where "deviceId" = ${deviceId};`;

const searchTables = [
  // Its own number: row ids of `device` would not survive the copy that a backup makes.
  `create table "deviceText" ("number" integer primary key, "deviceId" text not null unique, "text" text not null)`,
  `create virtual table "deviceSearch" using fts5("text", content='deviceText', content_rowid='number',
    tokenize='trigram remove_diacritics 1')`,
  `insert into "deviceText" ("deviceId", "text") select "id", ${searched('"device"')} from "device"`,
  `insert into "deviceSearch" ("deviceSearch") values ('rebuild')`,
  `update "device" set "searchNumber" = (select "number" from "deviceText" t where t."deviceId" = "device"."id")`,
  `create trigger "deviceTextNew" after insert on "device" begin
    insert into "deviceText" ("deviceId", "text") values (new."id", ${searched('new')});
    update "device" set "searchNumber" = (select "number" from "deviceText" where "deviceId" = new."id")
      where "id" = new."id";
    ${index('new."id"')}
  end`,
  `create trigger "deviceTextChanged" after update of ${quoted(SEARCHED)} on "device" when ${changed(SEARCHED)} begin
    ${forget('old."id"')}
    update "deviceText" set "text" = ${searched('new')} where "deviceId" = new."id";
    ${index('new."id"')}
  end`,
  `create trigger "deviceTextGone" after delete on "device" begin
    ${forget('old."id"')}
    delete from "deviceText" where "deviceId" = old."id";
  end`,
];

const afterDot = (expression: string): string => `substr(${expression}, instr(${expression} || '.', '.') + 1)`;
const minor = afterDot('"osVersion"');

const computedColumns = [
  // 17.4.1 as 17 0004 0001: versions in the order of their numbers.
  `alter table "device" add column "osVersionNumber" integer generated always as (
    cast("osVersion" as integer) * 100000000 + cast(${minor} as integer) * 10000 + cast(${afterDot(minor)} as integer)
  ) virtual`,
  `alter table "device" add column "availableShare" real generated always as
    ("availableGb" / nullif("capacityGb", 0)) virtual`,
];

/** The statements of migration 2 that only SQLite understands; `device` has its new columns already. */
export const DERIVED_DEVICES: readonly string[] = [
  ...computedColumns,
  ...standingTriggers,
  ...factTriggers,
  ...searchTables,
];
