/*
 * The variables there are. Pure, for both sides.
 */

/** What a variable tells something about. `blank` is the one that stands for nothing. */
export type VariableAbout = 'device' | 'person' | 'delivery' | 'blank';

export const DEVICE_VARIABLES = [
  'DEVICE_SN',
  'DEVICE_NAME',
  'DEVICE_UDID',
  'DEVICE_ID',
  'DEVICE_UUID',
  'DEVICE_UUID_NO_DASHES',
  'DEVICE_MAC',
  'DEVICE_IMEI',
  'DEVICE_MEID',
  'MODEL',
  'MODEL_ID',
  'DEVICE_FAMILY',
  'PLATFORM',
  'OS_VERSION',
  'PHONE_NUMBER',
  'ICCID',
  'ENROLLMENT_ID',
] as const;

export const PERSON_VARIABLES = [
  'USERID',
  'EMAIL',
  'EMAIL_LOCAL',
  'EMAIL_DOMAIN',
  'FIRST_NAME',
  'LAST_NAME',
  'DISPLAY_NAME',
  'MANAGED_APPLE_ID',
  'USER_UPN',
  'USER_DN',
  'USER_SID',
  'USER_LOCALE',
  'SAM_ACCOUNT_NAME',
  'CN',
  'OU',
  'REALM',
  'USER_CUSTOM1',
  'USER_CUSTOM2',
  'USER_CUSTOM3',
  'USER_CUSTOM4',
] as const;

/** Made for one version of a profile on one device; they stay the same as long as both do. */
export const DELIVERY_VARIABLES = ['CONFIG_UUID', 'RANDOM_16', 'RANDOM_32', 'RANDOM_64', 'TIMESTAMP_MS'] as const;

export const BLANK = 'NULL';

export type DeviceVariable = (typeof DEVICE_VARIABLES)[number];
export type PersonVariable = (typeof PERSON_VARIABLES)[number];
export type DeliveryVariable = (typeof DELIVERY_VARIABLES)[number];
export type VariableName = DeviceVariable | PersonVariable | DeliveryVariable | typeof BLANK;

/** Every variable that is not of an attribute. */
export const VARIABLE_NAMES: readonly VariableName[] = [
  ...DEVICE_VARIABLES,
  ...PERSON_VARIABLES,
  ...DELIVERY_VARIABLES,
  BLANK,
];

/**
 * Names that other servers have and this one cannot give a value: passwords that it never learns, and things of their own
 * clients and shops. With what to do instead.
 */
export const NEVER_VARIABLES: Readonly<Record<string, 'password' | 'vendor' | 'not-reported'>> = {
  PASSWORD: 'password',
  GOOGLE_AUTOGEN_PASSWORD: 'password',
  DEVICE_CLIENT_ID: 'vendor',
  DEVICE_PIVD_ACTIVATION_LINK: 'vendor',
  MI_APPSTORE_URL: 'vendor',
  DEVICE_IMSI: 'not-reported',
};

const KNOWN: ReadonlySet<string> = new Set(VARIABLE_NAMES);
const PERSON: ReadonlySet<string> = new Set(PERSON_VARIABLES);
const DELIVERY: ReadonlySet<string> = new Set(DELIVERY_VARIABLES);

export const DEVICE_ATTRIBUTE = 'CUSTOM_DEVICE_';
export const PERSON_ATTRIBUTE = 'CUSTOM_USER_';

/** Whether this server has a variable of this name; which attributes there are is known to the engine only. */
export function isVariable(name: string): boolean {
  return KNOWN.has(name) || isAttributeVariable(name);
}

/** Whether it is that of an attribute that administrators keep themselves. */
export function isAttributeVariable(name: string): boolean {
  return [DEVICE_ATTRIBUTE, PERSON_ATTRIBUTE].some((prefix) => name.startsWith(prefix) && name.length > prefix.length);
}

/** What a variable tells something about. */
export function aboutOf(name: string): VariableAbout {
  if (name === BLANK) return 'blank';
  if (DELIVERY.has(name)) return 'delivery';
  return PERSON.has(name) || name.startsWith(PERSON_ATTRIBUTE) ? 'person' : 'device';
}

/** The variable of an attribute by the attribute's name: `Asset tag` is `CUSTOM_DEVICE_ASSET_TAG`. */
export function attributeVariable(name: string, of: 'device' | 'person' = 'device'): string {
  const words = name.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? ['_'];
  return `${of === 'device' ? DEVICE_ATTRIBUTE : PERSON_ATTRIBUTE}${words.join('_').toUpperCase()}`;
}

/**
 * What Apple's systems fill in themselves on the device (macOS: certificates and networks of a Mac in a directory). They
 * are left alone.
 */
export const APPLE_VARIABLES = [
  '%ComputerName%',
  '%HostName%',
  '%LocalHostName%',
  '%SerialNumber%',
  '%HardwareUUID%',
  '%MACAddress%',
  '%AD_ComputerID%',
  '%AD_Domain%',
  '%AD_DomainForestName%',
  '%AD_DomainGuid%',
  '%AD_DomainNameDns%',
  '%AD_KerberosID%',
] as const;

/**
 * The nearest name to one that is unknown, when it is near enough to be a slip.
 *
 * @param names canonical, besides those this module knows: variables of attributes
 */
export function suggestVariable(unknown: string, names: readonly string[] = []): string | undefined {
  const wanted = unknown.toUpperCase();
  let best: { name: string; distance: number } | undefined;
  for (const name of [...VARIABLE_NAMES, ...names]) {
    const distance = name.replaceAll('_', '') === wanted.replaceAll(/[_\s.-]/g, '') ? 0 : editDistance(wanted, name);
    if (distance <= Math.max(1, Math.floor(name.length / 4)) && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { name, distance };
  }
  return best?.name;
}

/** Steps of one sign (added, removed, changed, or two swapped) from one word to another. */
function editDistance(a: string, b: string): number {
  let [beforeLast, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let steps = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        steps = Math.min(steps, (beforeLast[j - 2] ?? 0) + 1);
      row.push(steps);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
