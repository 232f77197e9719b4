import { FACT_COLUMNS, type FactColumn } from '../schema-facts.ts';

/*
 * Facts that people filter by now and then, out of the reports and into `deviceFact`, whoever writes the reports. They
 * have a table of their own so that lists of very many devices stay as light as they were. Part of migration 6.
 */

type Expression = (body: string) => string;

const of =
  (...types: readonly string[]) =>
  (path: string): Expression =>
  (body) =>
    `case when json_type(${body}, '${path}') in (${types.map((type) => `'${type}'`).join(', ')})
      then json_extract(${body}, '${path}') end`;
const text = of('text');
const number = of('integer', 'real');
const flag =
  (path: string): Expression =>
  (body) =>
    `case json_type(${body}, '${path}') when 'true' then 1 when 'false' then 0 end`;
/** ISO 8601 as milliseconds since the epoch. */
const time =
  (path: string): Expression =>
  (body) =>
    `(cast(strftime('%s', ${text(path)(body)}) as integer) * 1000)`;
const named =
  (path: string, names: Readonly<Record<number, string>>): Expression =>
  (body) =>
    `case ${number(path)(body)} ${Object.entries(names)
      .map(([key, name]) => `when ${key} then '${name}'`)
      .join(' ')} end`;
const first =
  (...all: readonly Expression[]): Expression =>
  (body) =>
    `coalesce(${all.map((one) => one(body)).join(', ')})`;
/** What every SIM card says under a key, and the same key of devices that have but one. */
const sims =
  (key: string): Expression =>
  (body) =>
    `coalesce((select group_concat(nullif(case s.type when 'object' then ${text(`$.${key}`)('s.value')} end, ''), ', ')
      from json_each(${body}, '$.ServiceSubscriptions') s), ${text(`$.${key}`)(body)})`;

const FACTS: Readonly<Record<string, Readonly<Partial<Record<FactColumn, Expression>>>>> = {
  'device-information': {
    supplementalBuild: text('$.SupplementalBuildVersion'),
    language: text('$.Languages[0]'),
    locale: text('$.Locales[0]'),
    hostName: text('$.HostName'),
    modelNumber: text('$.ModelNumber'),
    appleSilicon: flag('$.IsAppleSilicon'),
    doNotDisturb: flag('$.IsDoNotDisturbInEffect'),
    cellularTechnology: named('$.CellularTechnology', { 0: 'none', 1: 'gsm', 2: 'cdma', 3: 'both' }),
    iccid: sims('ICCID'),
    eid: sims('EID'),
    simLabel: sims('Label'),
    simPhoneNumber: sims('PhoneNumber'),
    simCount: (body) =>
      `case json_type(${body}, '$.ServiceSubscriptions') when 'array'
        then json_array_length(${body}, '$.ServiceSubscriptions') end`,
    modemFirmware: text('$.ModemFirmwareVersion'),
    organization: text('$.OrganizationInfo.OrganizationName'),
    lastCloudBackupAt: time('$.LastCloudBackupDate'),
    storeAccountHash: text('$.iTunesStoreAccountHash'),
    currentCarrier: first(text('$.CurrentCarrierNetwork'), text('$.ServiceSubscriptions[0].CurrentCarrierNetwork')),
    carrierSettings: first(text('$.CarrierSettingsVersion'), text('$.ServiceSubscriptions[0].CarrierSettingsVersion')),
    currentMcc: first(text('$.CurrentMCC'), text('$.ServiceSubscriptions[0].CurrentMCC')),
    currentMnc: first(text('$.CurrentMNC'), text('$.ServiceSubscriptions[0].CurrentMNC')),
    homeMcc: first(text('$.SubscriberMCC'), text('$.SIMMCC')),
    homeMnc: first(text('$.SubscriberMNC'), text('$.SIMMNC')),
    roaming: first(flag('$.IsRoaming'), flag('$.ServiceSubscriptions[0].IsRoaming')),
    dataRoaming: flag('$.DataRoamingEnabled'),
    voiceRoaming: flag('$.VoiceRoamingEnabled'),
    personalHotspot: flag('$.PersonalHotspotEnabled'),
    tethered: flag('$.IsNetworkTethered'),
    residentUsers: number('$.ResidentUsers'),
    estimatedResidentUsers: number('$.EstimatedResidentUsers'),
    maximumResidentUsers: number('$.MaximumResidentUsers'),
    quotaSizeMb: number('$.QuotaSize'),
    temporarySessionOnly: flag('$.TemporarySessionOnly'),
    temporarySessionTimeout: number('$.TemporarySessionTimeout'),
    userSessionTimeout: number('$.UserSessionTimeout'),
  },
  security: {
    userApproved: flag('$.ManagementStatus.UserApprovedEnrollment'),
    passcodeCompliantWithProfiles: flag('$.PasscodeCompliantWithProfiles'),
    hardwareEncryption: named('$.HardwareEncryptionCaps', { 1: 'block', 2: 'file', 3: 'both' }),
    fileVault: flag('$.FDE_Enabled'),
    fileVaultPersonalKey: flag('$.FDE_HasPersonalRecoveryKey'),
    fileVaultInstitutionalKey: flag('$.FDE_HasInstitutionalRecoveryKey'),
    firmwarePassword: flag('$.FirmwarePasswordStatus.PasswordExists'),
    secureBoot: text('$.SecureBoot.SecureBootLevel'),
    remoteDesktop: flag('$.RemoteDesktopEnabled'),
  },
  restrictions: {
    forceEncryptedBackup: flag('$.forceEncryptedBackup'),
  },
};

const quoted = (names: readonly string[], before = ''): string => names.map((name) => `${before}"${name}"`).join(', ');

const triggers = Object.entries(FACTS).flatMap(([kind, columns]) => {
  const names = Object.keys(columns);
  const name = kind.replaceAll('-', '');
  const facts = (row: string) =>
    Object.values(columns)
      .map((expression) => expression(`${row}."body"`))
      .join(', ');
  const put = (from: string) => `insert into "deviceFact" ("deviceId", ${quoted(names)}) ${from}
    on conflict ("deviceId") do update set (${quoted(names)}) = (${quoted(names, 'excluded.')})`;
  const update = put(`values (new."deviceId", ${facts('new')})`);
  return [
    `create trigger "${name}FactsNew" after insert on "deviceReport" when new."kind" = '${kind}' begin ${update}; end`,
    `create trigger "${name}FactsChanged" after update of "body" on "deviceReport"
      when new."kind" = '${kind}' and old."body" is not new."body" begin ${update}; end`,
    put(`select r."deviceId", ${facts('r')} from "deviceReport" r where r."kind" = '${kind}'`),
  ];
});

/** The statements of migration 6 that only SQLite understands. */
export const DERIVED_FACTS: readonly string[] = [
  // No affinity: each column keeps what its report says.
  `create table "deviceFact" ("deviceId" text primary key references "device" ("id") on delete cascade,
    ${quoted(FACT_COLUMNS)}) without rowid`,
  ...triggers,
];
