import { isDictionary } from '../catalogue/plist-value.ts';
import type { DeviceContext } from '../catalogue/types.ts';
import { domainProblem } from './domain-pattern.ts';
import { type Place, pathText, payloadsOf } from './paths.ts';
import type { ProfileFinding } from './profile-finding.ts';

type Dictionary = Readonly<Record<string, unknown>>;

interface Told {
  readonly keys: readonly (string | number)[];
  readonly severity: ProfileFinding['severity'];
  readonly message: string;
}
type Rule = (payload: Dictionary, device: DeviceContext | undefined) => readonly Told[];

/** Macs do not take web clips with larger icons, and say nothing. */
const MAC_ICON_BYTES = 20 * 1024;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const has = (payload: Dictionary, key: string) => Object.hasOwn(payload, key) && payload[key] !== undefined;
const texts = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const dictionary = (value: unknown): Dictionary => (isDictionary(value) ? value : {});

const missing = (keys: readonly (string | number)[], message: string): Told => ({ keys, severity: 'refuse', message });
const doubtful = (keys: readonly (string | number)[], message: string): Told => ({ keys, severity: 'warn', message });

/** A file nobody chose yet. */
const emptyCertificate: Rule = ({ PayloadContent: content }) =>
  content instanceof Uint8Array && content.length === 0
    ? [missing(['PayloadContent'], 'The certificate is empty: choose its file, or where it comes from.')]
    : [];

/** Rules between the keys of one payload that the schema states in words only; by PayloadType. */
const RULES: Readonly<Record<string, Rule>> = {
  'com.apple.wifi.managed': (payload) => {
    const eap = dictionary(payload.EAPClientConfiguration);
    const types = Array.isArray(eap.AcceptEAPTypes) ? (eap.AcceptEAPTypes as readonly unknown[]) : [];
    const told: Told[] = [];
    if (!isText(payload.SSID_STR) && !isText(payload.DomainName)) {
      told.push(missing(['SSID_STR'], 'A Wi-Fi payload needs the name of the network in SSID_STR, or DomainName.'));
    }
    if (types.includes(13) && !isText(payload.PayloadCertificateUUID)) {
      told.push(
        doubtful(
          ['PayloadCertificateUUID'],
          'EAP-TLS signs in with a certificate: choose an identity, or people are asked for one.',
        ),
      );
    }
    if (types.length > 0 && !has(eap, 'PayloadCertificateAnchorUUID') && !has(eap, 'TLSTrustedServerNames')) {
      told.push(
        doubtful(
          ['EAPClientConfiguration', 'TLSTrustedServerNames'],
          'Nothing says which sign-in server to trust: name its certificate or its name, or people are asked to trust it.',
        ),
      );
    }
    return [...told, ...manualProxy(payload)];
  },
  'com.apple.security.root': emptyCertificate,
  'com.apple.security.pkcs1': emptyCertificate,
  'com.apple.security.pem': emptyCertificate,
  'com.apple.security.pkcs12': emptyCertificate,
  'com.apple.webClip.managed': (payload, device) => {
    const { Icon: icon } = payload;
    if (!(icon instanceof Uint8Array) || icon.length <= MAC_ICON_BYTES) return [];
    if (device !== undefined && device.platform !== 'macOS') return [];
    const message = 'Macs take no web clip with an icon over 20 KB: choose a smaller picture.';
    return [device === undefined ? doubtful(['Icon'], message) : missing(['Icon'], message)];
  },
  'com.apple.domains': (payload) =>
    (['EmailDomains', 'WebDomains', 'SafariPasswordAutoFillDomains'] as const).flatMap((key) =>
      texts(payload[key]).flatMap((each, index) => {
        const wrong =
          typeof each === 'string' ? domainProblem(each, key === 'EmailDomains' ? 'mail' : 'web') : undefined;
        return wrong === undefined ? [] : [doubtful([key, index], wrong)];
      }),
    ),
  'com.apple.proxy.http.global': (payload) => manualProxy(payload),
  'com.apple.vpn.managed': (payload) => vpnRule(payload),
  'com.apple.vpn.managed.applayer': (payload) => vpnRule(payload),
  'com.apple.applicationaccess': (payload) => {
    const allowed = ['allowListedAppBundleIDs', 'whitelistedAppBundleIDs'].find((key) => has(payload, key));
    const blocked = ['blockedAppBundleIDs', 'blacklistedAppBundleIDs'].find((key) => has(payload, key));
    if (allowed === undefined || blocked === undefined) return [];
    return [
      doubtful(
        [blocked],
        'Apps are both allowed and blocked by list: with the list of allowed apps, all others are blocked anyway.',
      ),
    ];
  },
  'com.apple.eas.account': (payload) =>
    has(payload, 'Certificate') && has(payload, 'PayloadCertificateUUID')
      ? [
          doubtful(
            ['Certificate'],
            'The account has two certificates: the one in Certificate is passed over. Remove it.',
          ),
        ]
      : [],
  'com.apple.webcontent-filter': (payload) =>
    payload.FilterType === 'Plugin' && !isText(payload.PluginBundleID)
      ? [missing(['PluginBundleID'], 'A filter by an app needs the bundle identifier of that app in PluginBundleID.')]
      : [],
  'com.apple.mobiledevice.passwordpolicy': (payload) => {
    const grace = payload.maxGracePeriod;
    if (payload.forcePIN !== true && (has(payload, 'minLength') || payload.requireAlphanumeric === true)) {
      return [
        {
          keys: ['forcePIN'],
          severity: 'info',
          message: 'These rules hold for whoever has a passcode, but nobody needs one: turn forcePIN on to require it.',
        },
      ];
    }
    return typeof grace === 'number' && payload.forcePIN !== true && grace > 0
      ? [{ keys: ['maxGracePeriod'], severity: 'info', message: 'A grace period means nothing without a passcode.' }]
      : [];
  },
};

function manualProxy(payload: Dictionary): Told[] {
  if (payload.ProxyType !== 'Manual') return [];
  return ['ProxyServer', 'ProxyServerPort']
    .filter((key) => !has(payload, key))
    .map((key) => missing([key], `A manual proxy needs ${key}.`));
}

/** The dictionary each type of VPN keeps its settings in. */
const VPN_PARTS: Readonly<Record<string, string>> = {
  L2TP: 'PPP',
  IPSec: 'IPSec',
  IKEv2: 'IKEv2',
  AlwaysOn: 'AlwaysOn',
  TransparentProxy: 'TransparentProxy',
};

function vpnRule(payload: Dictionary): Told[] {
  const type = payload.VPNType;
  if (type === 'VPN' && !isText(payload.VPNSubType)) {
    return [missing(['VPNSubType'], 'A VPN of an app needs the identifier of that app in VPNSubType.')];
  }
  const part = typeof type === 'string' && Object.hasOwn(VPN_PARTS, type) ? VPN_PARTS[type] : undefined;
  if (part === undefined || isDictionary(payload[part])) return [];
  return [missing([part], `A VPN of type ${String(type)} keeps its settings in ${part}, which is missing.`)];
}

/** What rules between keys find in each payload of a profile, and between payloads that could strand a device. */
export function checkRules(profile: Dictionary, device?: DeviceContext): ProfileFinding[] {
  const payloads = payloadsOf(profile);
  const found = payloads.flatMap(({ index, payload }) => {
    const type = String(payload.PayloadType);
    const rule = Object.hasOwn(RULES, type) ? RULES[type] : undefined;
    return (rule?.(payload, device) ?? []).map(({ keys, severity, message }): ProfileFinding => {
      const path = pathText(['PayloadContent', index, ...keys]);
      return { code: 'rule', severity, path, message };
    });
  });
  return [...found, ...sameNetwork(payloads), ...stranded(payloads), ...removal(profile, payloads)];
}

/** Networks that a device takes for one, because it does not look at capitals. */
function sameNetwork(payloads: ReturnType<typeof payloadsOf>): ProfileFinding[] {
  const seen = new Map<string, string>();
  return payloads.flatMap(({ index, payload }) => {
    const name = payload.SSID_STR;
    if (payload.PayloadType !== 'com.apple.wifi.managed' || !isText(name)) return [];
    const folded = name.toLowerCase();
    const other = seen.get(folded);
    seen.set(folded, name);
    if (other === undefined || other === name) return [];
    const message =
      'Another network of this profile has the same name but for capitals: devices mix them up. Rename one.';
    return [{ code: 'rule', severity: 'warn', path: pathText(['PayloadContent', index, 'SSID_STR']), message }];
  });
}

/** Settings that can cut a device off from the network, and so from us. */
function stranded(payloads: ReturnType<typeof payloadsOf>): ProfileFinding[] {
  const hasWifi = payloads.some(({ payload }) => payload.PayloadType === 'com.apple.wifi.managed');
  return payloads.flatMap(({ index, payload }) => {
    const key = ['forceWiFiToAllowedNetworksOnly', 'forceWiFiWhitelisting'].find((each) => payload[each] === true);
    if (payload.PayloadType !== 'com.apple.applicationaccess' || key === undefined || hasWifi) return [];
    const place: Place = ['PayloadContent', index, key];
    const message =
      'Only managed Wi-Fi networks are allowed, and this profile brings none: a device without another one loses its connection. Add the network here.';
    return [{ code: 'strands-device', severity: 'warn', path: pathText(place), message }];
  });
}

function removal(profile: Dictionary, payloads: ReturnType<typeof payloadsOf>): ProfileFinding[] {
  const password = payloads.find(({ payload }) => payload.PayloadType === 'com.apple.profileRemovalPassword');
  if (password === undefined || profile.PayloadRemovalDisallowed === true) return [];
  const message = 'A removal password means something only with PayloadRemovalDisallowed. Turn it on.';
  return [
    {
      code: 'rule',
      severity: 'warn',
      path: 'PayloadRemovalDisallowed',
      message,
      fix: { kind: 'set', place: ['PayloadRemovalDisallowed'], value: true },
    },
  ];
}
