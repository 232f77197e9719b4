import { isDictionary } from '../catalogue/plist-value.ts';
import type { Platform } from '../catalogue/types.ts';
import { PLATFORMS } from '../catalogue/types.ts';
import { PLATFORM_LABELS } from '../catalogue/versions.ts';
import { type Place, pathText, payloadsOf } from './paths.ts';
import { payloadsOfType, RESERVED_TYPES } from './payload-index.ts';
import type { ProfileFinding } from './profile-finding.ts';

type Dictionary = Readonly<Record<string, unknown>>;

/** Payloads that bring a certificate, and those that bring a key with it. */
const IDENTITIES: ReadonlySet<string> = new Set([
  'com.apple.security.pkcs12',
  'com.apple.security.scep',
  'com.apple.security.acme',
  'com.apple.ADCertificate.managed',
  'com.apple.security.wapi-identity',
]);
const CERTIFICATES: ReadonlySet<string> = new Set([
  'com.apple.security.root',
  'com.apple.security.pkcs1',
  'com.apple.security.pem',
  ...IDENTITIES,
]);

/** Keys that name another payload of the profile by its PayloadUUID, and whether that must bring a private key. */
const REFERENCES: Readonly<Record<string, 'identity' | 'certificate'>> = {
  IdentityCertificateUUID: 'identity',
  SMIMESigningCertificateUUID: 'identity',
  SMIMEEncryptionCertificateUUID: 'identity',
  ResourcePayloadCertificateUUID: 'identity',
  AuthenticationCertificateUUID: 'identity',
  AccessKeyTerminalIdentityUUID: 'identity',
  certificateUUID: 'identity',
  // Usually an identity; FileVault and certificate preferences name a certificate without its key.
  PayloadCertificateUUID: 'certificate',
  AccessKeyReaderIssuerCertificateUUID: 'certificate',
  EncryptCertPayloadUUID: 'certificate',
  DeviceCertificateUUID: 'identity',
  ControllerCertificateUUID: 'identity',
  PayloadCertificateAnchorUUID: 'certificate',
  LeaderPayloadCertificateAnchorUUID: 'certificate',
  MemberPayloadCertificateAnchorUUID: 'certificate',
  DeviceCACertificateUUIDs: 'certificate',
  ControllerCACertificateUUIDs: 'certificate',
  ServerURLPinningCertificateUUIDs: 'certificate',
  CheckInURLPinningCertificateUUIDs: 'certificate',
};

/** What a key of this name refers to by PayloadUUID; undefined for other keys. */
export function referenceKind(key: string): 'identity' | 'certificate' | undefined {
  return Object.hasOwn(REFERENCES, key) ? REFERENCES[key] : undefined;
}

/** What a payload of this type brings for others to refer to; undefined when nothing. */
export function certificateKindOf(payloadType: string): 'identity' | 'certificate' | undefined {
  if (IDENTITIES.has(payloadType)) return 'identity';
  return CERTIFICATES.has(payloadType) ? 'certificate' : undefined;
}

/** Payloads that define a VPN for apps; accounts name it by its VPNUUID, and it may come in another profile. */
const APP_VPN = 'com.apple.vpn.managed.applayer';

/**
 * What is wrong between the payloads of a profile: references that lead nowhere, names used twice, payloads of which a
 * device takes one only, payloads only the server itself may bring.
 *
 * @param platform of the device, when the question is about one
 */
export function checkLinks(profile: Dictionary, platform: Platform | undefined): ProfileFinding[] {
  return [
    ...reserved(profile),
    ...notUnique(profile, 'PayloadUUID'),
    ...notUnique(profile, 'PayloadIdentifier'),
    ...onlyOnce(profile, platform),
    ...brokenReferences(profile),
    ...severalAccounts(profile),
  ];
}

const at = (index: number, ...rest: readonly string[]): Place => ['PayloadContent', index, ...rest];

function reserved(profile: Dictionary): ProfileFinding[] {
  return payloadsOf(profile)
    .filter(({ payload }) => RESERVED_TYPES.has(String(payload.PayloadType)))
    .map(({ index, payload }) => ({
      code: 'reserved-payload',
      severity: 'refuse',
      path: pathText(at(index)),
      message: `The payload ${String(payload.PayloadType)} enrolls a device, and only the server itself may bring it. Remove it.`,
      fix: { kind: 'remove', place: at(index) },
    }));
}

function notUnique(profile: Dictionary, key: 'PayloadUUID' | 'PayloadIdentifier'): ProfileFinding[] {
  const seen = new Set<unknown>([profile[key]]);
  return payloadsOf(profile).flatMap(({ index, payload }): ProfileFinding[] => {
    const value = payload[key];
    if (typeof value !== 'string') return [];
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    const place = at(index, key);
    const free = freeName(value, seen);
    seen.add(free);
    return [
      {
        code: 'not-unique',
        severity: 'refuse',
        path: pathText(place),
        message: `Two parts of the profile have the same ${key}. Give this payload another one.`,
        fix: key === 'PayloadUUID' ? { kind: 'new-uuid', place } : { kind: 'set', place, value: free },
      },
    ];
  });
}

function freeName(name: string, taken: ReadonlySet<unknown>): string {
  for (let number = 2; ; number++) if (!taken.has(`${name}.${number}`)) return `${name}.${number}`;
}

function onlyOnce(profile: Dictionary, platform: Platform | undefined): ProfileFinding[] {
  const byType = Map.groupBy(payloadsOf(profile), ({ payload }) => String(payload.PayloadType));
  return [...byType].flatMap(([type, payloads]) => {
    const faces = payloadsOfType(type);
    // Faces of one type may each be there, so a type with several can only be told by its own rule.
    const [face] = faces;
    if (payloads.length < 2 || faces.length !== 1 || face === undefined) return [];
    const single = PLATFORMS.filter((each) => face.support[each].multiple === false);
    const several = PLATFORMS.filter((each) => face.support[each].multiple === true);
    if (platform === undefined ? single.length === 0 : !single.includes(platform)) return [];
    const where = platform === undefined && several.length > 0;
    const labels = single.map((each) => PLATFORM_LABELS[each]).join(', ');
    return payloads.slice(1).map(
      ({ index }): ProfileFinding => ({
        code: 'only-once',
        severity: where ? 'warn' : 'refuse',
        path: pathText(at(index)),
        message: where
          ? `A device takes one payload ${type} only, on ${labels}. Merge these payloads into one.`
          : `A device takes one payload ${type} only. Merge these payloads into one.`,
      }),
    );
  });
}

/** Accounts of a user: what they are replaced for differs, so each goes in a profile of its own. */
const ACCOUNTS =
  /^com\.apple\.((eas|ews|caldav|carddav|subscribedcalendar|ldap|jabber|AIM|osxserver)\.account|mail\.managed|google-oauth)$/;

function severalAccounts(profile: Dictionary): ProfileFinding[] {
  return payloadsOf(profile)
    .filter(({ payload }) => ACCOUNTS.test(String(payload.PayloadType)))
    .slice(1)
    .map(({ index }) => ({
      code: 'several-accounts',
      severity: 'warn',
      path: pathText(at(index)),
      message:
        'This profile sets up more than one account. Give each a profile of its own: otherwise changing or removing one of them replaces or removes all.',
    }));
}

interface Reference {
  readonly place: Place;
  readonly key: string;
  readonly uuid: string;
}

function brokenReferences(profile: Dictionary): ProfileFinding[] {
  const payloads = payloadsOf(profile);
  const types = new Map(payloads.map(({ payload }) => [payload.PayloadUUID, String(payload.PayloadType)]));
  const vpns = new Set(
    payloads.filter(({ payload }) => payload.PayloadType === APP_VPN).map(({ payload }) => payload.VPNUUID),
  );
  return payloads
    .flatMap(({ index, payload }) => referencesIn(payload, at(index)))
    .flatMap(({ place, key, uuid }): ProfileFinding[] => {
      const path = pathText(place);
      if (key === 'VPNUUID') {
        const defines = place.length === 3 && payloadType(profile, place) === APP_VPN;
        if (defines || vpns.has(uuid)) return [];
        const message = `${key} names no VPN of this profile. That is fine when another profile brings it.`;
        return [{ code: 'broken-reference', severity: 'info', path, message }];
      }
      const wants = REFERENCES[key];
      const type = types.get(uuid);
      if (type === undefined) {
        const message = `${key} names a payload that is not in this profile. Add the certificate, or choose one that is.`;
        return [{ code: 'broken-reference', severity: 'refuse', path, message, fix: { kind: 'remove', place } }];
      }
      if (wants === 'identity' ? IDENTITIES.has(type) : CERTIFICATES.has(type)) return [];
      const message =
        wants === 'identity'
          ? `${key} must name a certificate with its private key, and names a payload ${type}.`
          : `${key} must name a certificate, and names a payload ${type}.`;
      return [{ code: 'broken-reference', severity: 'refuse', path, message }];
    });
}

function payloadType(profile: Dictionary, place: Place): unknown {
  return payloadsOf(profile).find(({ index }) => index === place[1])?.payload.PayloadType;
}

/** Every key that names another payload, however deep, with the UUID it names. */
function referencesIn(value: unknown, place: Place): Reference[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => referencesIn(entry, [...place, index]));
  if (!isDictionary(value)) return [];
  return Object.entries(value).flatMap(([key, member]): Reference[] => {
    const here = [...place, key];
    if (key !== 'VPNUUID' && !Object.hasOwn(REFERENCES, key)) return referencesIn(member, here);
    if (typeof member === 'string') return member === '' ? [] : [{ place: here, key, uuid: member }];
    if (!Array.isArray(member)) return [];
    return member.flatMap((uuid, index) => (typeof uuid === 'string' ? [{ place: [...here, index], key, uuid }] : []));
  });
}
