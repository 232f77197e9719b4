/*
 * In which order profiles reach a device, and which of them carry the way to us. Pure.
 */

const TRUST = /^com\.apple\.security\.(root|pkcs1|pem|certificatetransparency|certificaterevocation)$/;
const IDENTITY = /^com\.apple\.(security\.(pkcs12|scep|acme)|ADCertificate\.managed)$/;
const CARRYING =
  /^com\.apple\.(wifi\.managed|\w*ethernet\.managed|cellular|cellularprivatenetwork\.managed|apn\.managed)$/;
const NETWORK = /^com\.apple\.(vpn\.managed(\.\w+)?|dnsSettings\.managed|dnsProxy\.managed|relay\.managed)$/;
const ACCOUNT = /^com\.apple\.(\w+\.account|mail\.managed|google-oauth|ews\.account)$/;
/** What takes something away comes last: by then there is what it leaves over. */
const LIMITING = /^com\.apple\.(applicationaccess(\.new)?|app\.lock|proxy\.http\.global|webcontent-filter)$/;

const OTHERWISE = 3;
const STAGES: readonly (readonly [RegExp, number])[] = [
  [TRUST, 0],
  [IDENTITY, 1],
  [CARRYING, 2],
  [NETWORK, 2],
  [ACCOUNT, 4],
  [LIMITING, 5],
];

/**
 * When a profile goes to a device, lower first: trust, identities, networks, everything else, accounts, limits. A
 * profile of several kinds goes with the last of them, since it is installed as a whole.
 */
export function stageOf(payloadTypes: readonly string[]): number {
  const stages = payloadTypes.map((type) => STAGES.find(([kind]) => kind.test(type))?.[1] ?? OTHERWISE);
  return stages.length === 0 ? OTHERWISE : Math.max(...stages);
}

/** True when a device may reach us by what this profile sets up. */
export function carriesConnection(payloadTypes: readonly string[]): boolean {
  return payloadTypes.some((type) => CARRYING.test(type));
}

/** True when both are about the same kind of thing, so that one can stand in for the other. */
export function shareKind(some: readonly string[], others: readonly string[]): boolean {
  return some.some((type) => others.includes(type));
}

export function bringsWifi(payloadTypes: readonly string[]): boolean {
  return payloadTypes.includes('com.apple.wifi.managed');
}

/** True for an account that proves itself by a certificate of the same profile. */
export function isAccountWithIdentity(payloadTypes: readonly string[]): boolean {
  return payloadTypes.some((type) => ACCOUNT.test(type)) && payloadTypes.some((type) => IDENTITY.test(type));
}
