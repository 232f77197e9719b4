/*
 * The facts about devices that people filter, sort, show and export by. One list for both sides: the console builds its
 * filter builder and column chooser from it, the engine its SQL.
 */

export const FIELD_TYPES = ['text', 'number', 'bytes', 'share', 'boolean', 'date', 'enum', 'version', 'set'] as const;
/**
 * `bytes` counts in GiB, `share` runs from 0 to 1, `date` is milliseconds since the epoch, `version` is dotted numbers
 * compared part by part, `set` is many texts of which a filter can only ask for one.
 */
export type FieldType = (typeof FIELD_TYPES)[number];

export const FIELD_GROUPS = [
  'device',
  'hardware',
  'management',
  'security',
  'network',
  'people',
  'personAttributes',
  'sharedIpad',
  'content',
  'attributes',
] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

/** One fact about a device. */
export interface DeviceField {
  /** Stable: kept in saved views. Custom attributes are `attribute.<id>`, those of people `personAttribute.<id>`. */
  readonly id: string;
  readonly group: FieldGroup;
  readonly type: FieldType;
  /** For the text in the console's language: `deviceFields.<id>`; custom attributes carry their name in `label`. */
  readonly labelKey: string;
  readonly label?: string;
  /** What an enum may be, in the order to offer it. */
  readonly values?: readonly string[];
  /** Can be shown as a column, sorted by and exported; of the sets only that of groups. */
  readonly column: boolean;
}

const field = (group: FieldGroup, type: FieldType, id: string, values?: readonly string[]): DeviceField => ({
  id,
  group,
  type,
  labelKey: `deviceFields.${id}`,
  // Groups are few: their names fit in a line.
  column: type !== 'set' || id === 'group',
  ...(values === undefined ? {} : { values }),
});

export const PLATFORMS = ['iOS', 'macOS', 'tvOS', 'watchOS', 'visionOS'] as const;
export const FAMILIES = ['iPad', 'iPhone', 'iPod', 'Mac', 'AppleTV', 'Watch', 'Vision'] as const;
export const MANAGEMENT_STATES = ['pending', 'enrolled', 'ended'] as const;
export const PUSH_STATES = ['none', 'ready', 'unregistered', 'refused'] as const;
export const END_REASONS = ['checked-out', 'replaced', 'removed', 'erased'] as const;
const CELLULAR = ['none', 'gsm', 'cdma', 'both'] as const;
const ENCRYPTION = ['block', 'file', 'both'] as const;
const COMPLIANCE = ['compliant', 'grace', 'violating', 'exempt'] as const;
const SECURE_BOOT = ['full', 'medium', 'off', 'not supported'] as const;

/** Ids of the fields every installation has, in the order of the lists below. */
export const DEVICE_FIELD_IDS = [
  'name',
  'serialNumber',
  'udid',
  'platform',
  'family',
  'modelName',
  'productName',
  'model',
  'osVersion',
  'osVersionExtra',
  'buildVersion',
  'supplementalBuild',
  'supervised',
  'sharedIpad',
  'timeZone',
  'language',
  'locale',
  'hostName',
  'modelNumber',
  'appleSilicon',
  'doNotDisturb',
  'appleEnrollmentId',
  'note',
  'lastSeenAt',
  'inactiveSince',
  'outOfPolicySince',
  'restoredAt',
  'createdAt',
  'batteryLevel',
  'capacityGb',
  'availableGb',
  'availableShare',
  'imei',
  'meid',
  'cellularTechnology',
  'iccid',
  'eid',
  'simLabel',
  'simPhoneNumber',
  'simCount',
  'modemFirmware',
  'state',
  'enrolledAt',
  'endedAt',
  'endReason',
  'userEnrollment',
  'automatedEnrollment',
  'userApproved',
  'awaitingConfiguration',
  'organization',
  'invitation',
  'enrollmentProfile',
  'group',
  'cart',
  'cartSlot',
  'pushState',
  'pushTopic',
  'lastPushAt',
  'lastPushReason',
  'identityExpiresAt',
  'provisioningExpiresAt',
  'inventoryAt',
  'appsReportedAt',
  'profilesReportedAt',
  'updateAvailable',
  'openCommands',
  'hasFailedCommands',
  'compliance',
  'violates',
  'blocked',
  'quarantined',
  'passcodePresent',
  'passcodeCompliant',
  'passcodeCompliantWithProfiles',
  'encrypted',
  'hardwareEncryption',
  'fileVault',
  'fileVaultPersonalKey',
  'fileVaultInstitutionalKey',
  'activationLock',
  'findMy',
  'lostMode',
  'cloudBackup',
  'lastCloudBackupAt',
  'forceEncryptedBackup',
  'storeAccount',
  'storeAccountHash',
  'firewall',
  'systemIntegrity',
  'recoveryLock',
  'firmwarePassword',
  'secureBoot',
  'remoteDesktop',
  'wifiMac',
  'bluetoothMac',
  'ethernetMac',
  'phoneNumber',
  'carrier',
  'currentCarrier',
  'carrierSettings',
  'currentMcc',
  'currentMnc',
  'homeMcc',
  'homeMnc',
  'roaming',
  'dataRoaming',
  'voiceRoaming',
  'personalHotspot',
  'tethered',
  'user',
  'person',
  'personName',
  'personEmail',
  'personTeam',
  'dueBackAt',
  'residentUsers',
  'estimatedResidentUsers',
  'maximumResidentUsers',
  'quotaSizeMb',
  'temporarySessionOnly',
  'temporarySessionTimeout',
  'userSessionTimeout',
  'app',
  'profile',
  'certificate',
  'osUpdate',
] as const;
export type DeviceFieldId = (typeof DEVICE_FIELD_IDS)[number];

const ABOUT: Readonly<Record<DeviceFieldId, readonly [FieldGroup, FieldType, (readonly string[])?]>> = {
  name: ['device', 'text'],
  serialNumber: ['device', 'text'],
  udid: ['device', 'text'],
  platform: ['device', 'enum', PLATFORMS],
  family: ['device', 'enum', FAMILIES],
  modelName: ['device', 'text'],
  productName: ['device', 'text'],
  model: ['device', 'text'],
  osVersion: ['device', 'version'],
  /** The letter in brackets of a rapid security response. */
  osVersionExtra: ['device', 'text'],
  buildVersion: ['device', 'text'],
  supplementalBuild: ['device', 'text'],
  supervised: ['device', 'boolean'],
  sharedIpad: ['device', 'boolean'],
  timeZone: ['device', 'text'],
  language: ['device', 'text'],
  locale: ['device', 'text'],
  hostName: ['device', 'text'],
  modelNumber: ['device', 'text'],
  appleSilicon: ['device', 'boolean'],
  doNotDisturb: ['device', 'boolean'],
  /** What a device under user enrollment is known by. */
  appleEnrollmentId: ['device', 'text'],
  /** The texts of all its notes, newest first. */
  note: ['device', 'text'],
  lastSeenAt: ['device', 'date'],
  /** Since when it was silent for too long; unknown while it answers. */
  inactiveSince: ['device', 'date'],
  /** Since when something that policies are to bring is not there; looked at every quarter of an hour. */
  outOfPolicySince: ['management', 'date'],
  /** When it came back with an identity that no longer counts; unknown for one that did not. */
  restoredAt: ['management', 'date'],
  createdAt: ['device', 'date'],
  batteryLevel: ['hardware', 'share'],
  capacityGb: ['hardware', 'bytes'],
  availableGb: ['hardware', 'bytes'],
  /** Free storage by capacity. */
  availableShare: ['hardware', 'share'],
  imei: ['hardware', 'text'],
  meid: ['hardware', 'text'],
  cellularTechnology: ['hardware', 'enum', CELLULAR],
  /** Of all its SIM cards, as the three that follow. */
  iccid: ['hardware', 'text'],
  eid: ['hardware', 'text'],
  simLabel: ['hardware', 'text'],
  simPhoneNumber: ['hardware', 'text'],
  simCount: ['hardware', 'number'],
  modemFirmware: ['hardware', 'text'],
  state: ['management', 'enum', MANAGEMENT_STATES],
  enrolledAt: ['management', 'date'],
  endedAt: ['management', 'date'],
  endReason: ['management', 'enum', END_REASONS],
  userEnrollment: ['management', 'boolean'],
  /** Came by Automated Device Enrollment. */
  automatedEnrollment: ['management', 'boolean'],
  userApproved: ['management', 'boolean'],
  awaitingConfiguration: ['management', 'boolean'],
  /** The organisation the device says it belongs to. */
  organization: ['management', 'text'],
  /** Name of the invitation the device came with. */
  invitation: ['management', 'text'],
  /** Name of the automated enrollment profile it came with. */
  enrollmentProfile: ['management', 'text'],
  /** Names of the groups it is in, without those every installation has; a filter may ask for these, too. */
  group: ['management', 'set'],
  /** The cart it has its place in, and the number of its slot. */
  cart: ['management', 'text'],
  cartSlot: ['management', 'number'],
  pushState: ['management', 'enum', PUSH_STATES],
  /** The topic it listens on: that of the push certificate it enrolled under. */
  pushTopic: ['management', 'text'],
  lastPushAt: ['management', 'date'],
  lastPushReason: ['management', 'text'],
  identityExpiresAt: ['management', 'date'],
  provisioningExpiresAt: ['management', 'date'],
  /** When it last told about itself. */
  inventoryAt: ['management', 'date'],
  appsReportedAt: ['management', 'date'],
  profilesReportedAt: ['management', 'date'],
  updateAvailable: ['management', 'boolean'],
  openCommands: ['management', 'number'],
  hasFailedCommands: ['management', 'boolean'],
  /** All rules taken together. */
  compliance: ['security', 'enum', COMPLIANCE],
  /** Ids and names of the rules it violates now; within their grace, and exempt, it does not. */
  violates: ['security', 'set'],
  blocked: ['security', 'boolean'],
  quarantined: ['security', 'boolean'],
  passcodePresent: ['security', 'boolean'],
  passcodeCompliant: ['security', 'boolean'],
  passcodeCompliantWithProfiles: ['security', 'boolean'],
  /** FileVault on a Mac; elsewhere both kinds of hardware encryption, and a passcode that makes them effective. */
  encrypted: ['security', 'boolean'],
  hardwareEncryption: ['security', 'enum', ENCRYPTION],
  fileVault: ['security', 'boolean'],
  fileVaultPersonalKey: ['security', 'boolean'],
  fileVaultInstitutionalKey: ['security', 'boolean'],
  activationLock: ['security', 'boolean'],
  findMy: ['security', 'boolean'],
  lostMode: ['security', 'boolean'],
  cloudBackup: ['security', 'boolean'],
  lastCloudBackupAt: ['security', 'date'],
  forceEncryptedBackup: ['security', 'boolean'],
  storeAccount: ['security', 'boolean'],
  storeAccountHash: ['security', 'text'],
  firewall: ['security', 'boolean'],
  systemIntegrity: ['security', 'boolean'],
  recoveryLock: ['security', 'boolean'],
  firmwarePassword: ['security', 'boolean'],
  secureBoot: ['security', 'enum', SECURE_BOOT],
  remoteDesktop: ['security', 'boolean'],
  wifiMac: ['network', 'text'],
  bluetoothMac: ['network', 'text'],
  ethernetMac: ['network', 'text'],
  phoneNumber: ['network', 'text'],
  carrier: ['network', 'text'],
  /** The network it is in now, which roaming changes. */
  currentCarrier: ['network', 'text'],
  carrierSettings: ['network', 'text'],
  currentMcc: ['network', 'text'],
  currentMnc: ['network', 'text'],
  homeMcc: ['network', 'text'],
  homeMnc: ['network', 'text'],
  roaming: ['network', 'boolean'],
  dataRoaming: ['network', 'boolean'],
  voiceRoaming: ['network', 'boolean'],
  personalHotspot: ['network', 'boolean'],
  tethered: ['network', 'boolean'],
  /** Short and long names of the people who are managed on it. */
  user: ['people', 'text'],
  /** Whom the list of expected devices or an approved request names. */
  person: ['people', 'text'],
  /** Of the person who has it now, out of the list of people. */
  personName: ['people', 'text'],
  personEmail: ['people', 'text'],
  personTeam: ['people', 'text'],
  /** When that person is to bring it back. */
  dueBackAt: ['people', 'date'],
  residentUsers: ['sharedIpad', 'number'],
  estimatedResidentUsers: ['sharedIpad', 'number'],
  maximumResidentUsers: ['sharedIpad', 'number'],
  quotaSizeMb: ['sharedIpad', 'number'],
  temporarySessionOnly: ['sharedIpad', 'boolean'],
  /** Seconds; 0 for never. */
  temporarySessionTimeout: ['sharedIpad', 'number'],
  userSessionTimeout: ['sharedIpad', 'number'],
  /** Bundle identifiers of what is installed. */
  app: ['content', 'set'],
  /** Identifiers of the installed profiles. */
  profile: ['content', 'set'],
  /** Common names of the certificates on it. */
  certificate: ['content', 'set'],
  /** Versions of the updates it is offered. */
  osUpdate: ['content', 'set'],
};

/** The fields every installation has, in the order to offer them. */
export const DEVICE_FIELDS: readonly DeviceField[] = DEVICE_FIELD_IDS.map((id) => {
  const [group, type, values] = ABOUT[id];
  return field(group, type, id, values);
});

const byId = new Map(DEVICE_FIELDS.map((one) => [one.id, one]));

export const ATTRIBUTE_TYPES = ['text', 'number', 'boolean', 'date', 'choice'] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

/** What the fields of custom attributes are made of. */
export interface AttributeShape {
  readonly id: string;
  readonly name: string;
  readonly type: AttributeType;
  readonly choices: readonly string[];
  /** An attribute of people: as a field of devices it is that of the person who has the device now. */
  readonly of?: 'person';
}

const ATTRIBUTE = 'attribute.';
/** What the ids of fields of people's attributes begin with. */
export const PERSON_ATTRIBUTE = 'personAttribute.';

/** Id of the field of a custom attribute. */
export const attributeFieldId = ({ id, of }: Pick<AttributeShape, 'id' | 'of'>): string =>
  `${of === 'person' ? PERSON_ATTRIBUTE : ATTRIBUTE}${id}`;

/** The custom attribute a field is of; undefined for other fields. */
export function attributeOf(fieldId: string): Pick<AttributeShape, 'id' | 'of'> | undefined {
  if (fieldId.startsWith(ATTRIBUTE)) return { id: fieldId.slice(ATTRIBUTE.length) };
  return fieldId.startsWith(PERSON_ATTRIBUTE)
    ? { id: fieldId.slice(PERSON_ATTRIBUTE.length), of: 'person' }
    : undefined;
}

/** A custom attribute as a field. */
export function attributeField(attribute: AttributeShape): DeviceField {
  const { name, type, choices, of } = attribute;
  const group = of === 'person' ? 'personAttributes' : 'attributes';
  const id = attributeFieldId(attribute);
  return { ...(type === 'choice' ? field(group, 'enum', id, choices) : field(group, type, id)), label: name };
}

/** Whether a field is a custom attribute: what it holds was written down by somebody, in words of their own. */
export const isCustom = ({ label }: DeviceField): boolean => label !== undefined;

/** Finds a field by its id among the built-in ones and those of custom attributes. */
export function deviceField(id: string, attributes: readonly AttributeShape[] = []): DeviceField | undefined {
  const wanted = attributeOf(id);
  if (wanted === undefined) return byId.get(id);
  const attribute = attributes.find((one) => one.id === wanted.id && one.of === wanted.of);
  return attribute === undefined ? undefined : attributeField(attribute);
}
