import {
  type AttributeShape,
  attributeField,
  attributeFieldId,
  attributeOf,
  DEVICE_FIELDS,
  type DeviceField,
  deviceField,
} from '../contract/device-fields.ts';
import { quoted } from './tokens.ts';

/* How fields are called in a typed filter: by their ids, by short names, and by the names other products print. */

/** Names people type, and what the reference console prints after `common.` and the like; without case, `_` and `-`. */
const ALIASES: Readonly<Record<string, string>> = {
  battery: 'batteryLevel',
  bluetoothmacaddress: 'bluetoothMac',
  carriersettingsversion: 'carrierSettings',
  comment: 'note',
  countrycode: 'currentMcc',
  creationdate: 'createdAt',
  currentcountrycode: 'currentMcc',
  currentoperatorname: 'currentCarrier',
  currentphonenumber: 'phoneNumber',
  dataroamingenabled: 'dataRoaming',
  devicecapacity: 'capacityGb',
  deviceencrypted: 'encrypted',
  devicename: 'name',
  emailaddress: 'person',
  ethernetmacaddress: 'ethernetMac',
  free: 'availableGb',
  homecountrycode: 'homeMcc',
  homeoperatorname: 'carrier',
  homephonenumber: 'phoneNumber',
  isactivationlockenabled: 'activationLock',
  isdependevice: 'automatedEnrollment',
  isdepenrolleddevice: 'automatedEnrollment',
  isdevicelocatorserviceenabled: 'findMy',
  isdonotdisturbineffect: 'doNotDisturb',
  ismdmlostmodeenabled: 'lostMode',
  ismultiuser: 'sharedIpad',
  itunesstoreaccountisactive: 'storeAccount',
  lastcheckin: 'lastSeenAt',
  lastconnectedat: 'lastSeenAt',
  lastseen: 'lastSeenAt',
  notes: 'note',
  os: 'osVersion',
  passcode: 'passcodePresent',
  passcodeiscompliant: 'passcodeCompliant',
  passcodeiscompliantwithprofiles: 'passcodeCompliantWithProfiles',
  personalhotspotenabled: 'personalHotspot',
  platformname: 'platform',
  push: 'pushState',
  registrationdate: 'enrolledAt',
  serial: 'serialNumber',
  sn: 'serialNumber',
  status: 'state',
  storage: 'capacityGb',
  appleuserenrolleddevice: 'userEnrollment',
  userid: 'user',
  voiceroamingenabled: 'voiceRoaming',
  wifimacaddress: 'wifiMac',
};

/** Facts the reference console answers with yes or no, and the states ours are in then. */
const STATES: Readonly<Record<string, string>> = { retired: 'ended', mdmmanaged: 'enrolled' };

const plain = (name: string): string => name.toLowerCase().replace(/[_\s-]/g, '');
const NAMESPACE = /^(?:common|ios|macos|tvos|user|device)\./i;
const ATTRIBUTE = /^(?:attribute|custom)\./i;
const OF_PERSON = /^person(?:Attribute)?\./i;
const byName = new Map(DEVICE_FIELDS.map((field) => [plain(field.id), field]));

/** What a name in a typed filter means: a field, or a state that a yes-or-no question is about. */
export type Named = { field: DeviceField; state?: undefined } | { field?: undefined; state: string };

/** Finds what a name means; undefined when it means nothing. */
export function fieldNamed(name: string, attributes: readonly AttributeShape[]): Named | undefined {
  if (ATTRIBUTE.test(name)) return attributeNamed(name.replace(ATTRIBUTE, ''), attributes, 'device');
  if (OF_PERSON.test(name)) return attributeNamed(name.replace(OF_PERSON, ''), attributes, 'person');
  const short = plain(name.replace(NAMESPACE, ''));
  const state = STATES[short];
  if (state !== undefined) return { state };
  const field = byName.get(short) ?? deviceField(ALIASES[short] ?? '');
  return field === undefined ? attributeNamed(name, attributes) : { field };
}

/** @param whose undefined: those of devices before those of people */
function attributeNamed(
  name: string,
  attributes: readonly AttributeShape[],
  whose?: 'device' | 'person',
): Named | undefined {
  const wanted = name.toLowerCase();
  const of = (one: AttributeShape): string => one.of ?? 'device';
  const known = [...attributes].filter((one) => whose === undefined || of(one) === whose);
  known.sort((a, b) => of(a).localeCompare(of(b), 'en'));
  const found = known.find((one) => one.id === name) ?? known.find((one) => one.name.toLowerCase() === wanted);
  return found === undefined ? undefined : { field: attributeField(found) };
}

/** A field as a typed filter names it. */
export function nameOfField(fieldId: string, attributes: readonly AttributeShape[]): string {
  const attribute = attributeOf(fieldId);
  if (attribute === undefined) return fieldId;
  const { id, of } = attribute;
  const name = attributes.find((one) => one.id === id && one.of === of)?.name ?? id;
  return `${of === 'person' ? 'person' : 'attribute'}.${/^[\p{L}\p{N}_-]+$/u.test(name) ? name : quoted(name)}`;
}

/** A known name that is close to one that is not; undefined when none is. */
export function similarField(name: string, attributes: readonly AttributeShape[]): string | undefined {
  const wanted = plain(name.replace(NAMESPACE, '').replace(ATTRIBUTE, '').replace(OF_PERSON, ''));
  const names = [
    ...DEVICE_FIELDS.map((field) => ({ short: plain(field.id), name: field.id })),
    ...Object.entries(ALIASES).map(([short, id]) => ({ short, name: id })),
    ...attributes.map((one) => ({ short: plain(one.name), name: nameOfField(attributeFieldId(one), attributes) })),
  ];
  const near = names
    .map((each) => ({ ...each, away: distance(wanted, each.short) }))
    .sort((a, b) => a.away - b.away || a.name.length - b.name.length)[0];
  if (near !== undefined && near.away <= Math.max(1, Math.floor(wanted.length / 3))) return near.name;
  return wanted.length < 3 ? undefined : names.find(({ short }) => short.includes(wanted))?.name;
}

/** How many letters must change to make one word of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
