import { PAYLOADS, type PayloadSummary, RESERVED_TYPES } from '../../../shared/payloads/index.ts';

/** What payloads are about, in the order they are offered. */
export const PAYLOAD_KINDS = [
  'often',
  'networks',
  'certificates',
  'accounts',
  'look',
  'apps',
  'security',
  'school',
  'mac',
  'other',
] as const;
export type PayloadKind = (typeof PAYLOAD_KINDS)[number];

const OFTEN: ReadonlySet<string> = new Set([
  'com.apple.applicationaccess',
  'com.apple.wifi.managed',
  'com.apple.mobiledevice.passwordpolicy',
  'com.apple.webClip.managed',
  'com.apple.homescreenlayout',
  'com.apple.vpn.managed',
  'com.apple.security.root',
]);

const RULES: readonly (readonly [PayloadKind, RegExp])[] = [
  ['certificates', /security\.(root|pkcs|pem|scep|acme|wapi|cert|ident)|ADCertificate|certificate/i],
  ['networks', /wifi|vpn|dns|proxy|cellular|ethernet|firstactive|network|domains|relay|airp(lay|rint)|webcontent/i],
  ['accounts', /account|mail|eas|ldap|caldav|carddav|subscribedcalendar|google|jabber|exchange/i],
  ['school', /education|familycontrols|classroom|shareddevice|timelimits/i],
  ['look', /homescreen|notification|webClip|font|shareddeviceconfiguration|lockscreen|dock|desktop|screensaver/i],
  [
    'security',
    /password|FileVault|firewall|systempolicy|TCC|smartcard|xsan|sso|Kerberos|extensiblesso|privacy|lom|security/i,
  ],
  [
    'apps',
    /app\.|applicationaccess|appstore|managedpreferences|associated|servicemanagement|system-extension|syspolicy/i,
  ],
  [
    'mac',
    /MCX|loginwindow|loginitems|finder|DiscRecording|AssetCache|SystemConfig|preference|dashboard|energy|login|time|mcx|GlobalPreferences|universalaccess|print|media/i,
  ],
];

/** What a payload is about. */
export function kindOf({ id }: Pick<PayloadSummary, 'id'>): PayloadKind {
  if (OFTEN.has(id)) return 'often';
  return RULES.find(([, pattern]) => pattern.test(id))?.[0] ?? 'other';
}

/** Payloads one may add, by what they are about. */
export const OFFERED: ReadonlyMap<PayloadKind, readonly PayloadSummary[]> = Map.groupBy(
  PAYLOADS.filter(({ type }) => !RESERVED_TYPES.has(type)),
  kindOf,
);
