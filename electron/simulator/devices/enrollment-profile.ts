import { createRandom, seedOf } from '../random.ts';
import { isPlistDict, type PlistDict } from '../wire/plist.ts';
import type { AltNames, KeyUsage, Name } from '../wire/x509.ts';
import { certificatesIn, type ProfileFile, ProfileRefused, textAt } from './profile-file.ts';
import type { DeviceState, ManagementState } from './state.ts';

/** What a SCEP payload asks for (Configuration Profile Reference, SCEP payload). */
export interface ScepPayload {
  uuid: string;
  url: string;
  name: string | undefined;
  subject: Name;
  challenge: string | undefined;
  keySize: number;
  usage: KeyUsage;
  alt: AltNames | undefined;
  fingerprint: Uint8Array | undefined;
  retries: number;
  retryDelayMs: number;
}

/** An enrollment profile, understood. */
export interface EnrollmentTerms {
  management: ManagementState;
  signMessage: boolean;
  identity: ScepPayload;
  /** Root certificates the profile brings, DER. */
  roots: Buffer[];
  serverCapabilities: readonly string[];
  /** The token of the sign-in that led here; it goes with every request. */
  accessToken?: string | undefined;
}

const invalid = (code: number, text: string): ProfileRefused =>
  new ProfileRefused({ domain: 'MCMDMErrorDomain', code, text });

const strings = (value: unknown): string[] | undefined => {
  const list = typeof value === 'string' ? [value] : value;
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : undefined;
};

const fillIn = (text: string, state: DeviceState): string =>
  text
    .replaceAll('%SerialNumber%', state.serialNumber)
    .replaceAll('%HardwareUUID%', state.udid)
    .replaceAll('%ComputerName%', state.name);

/** A subject as Apple writes it: a list of relative names, each a list of pairs. */
function subjectOf(value: unknown, state: DeviceState): Name {
  const pairs: [string, string][] = [];
  for (const relative of Array.isArray(value) ? value : []) {
    for (const pair of Array.isArray(relative) ? relative : []) {
      const [type, text] = strings(pair) ?? [];
      if (type && text) pairs.push([type, fillIn(text, state)]);
    }
  }
  return pairs.length > 0 ? pairs : [['CN', state.udid]];
}

function altOf(value: unknown, state: DeviceState): AltNames | undefined {
  if (!isPlistDict(value)) return undefined;
  const list = (key: string): string[] | undefined => strings(value[key])?.map((text) => fillIn(text, state));
  const principal = list('ntPrincipalName')?.[0];
  const [email, dns, uri] = [list('rfc822Name'), list('dNSName'), list('uniformResourceIdentifier')];
  return {
    ...(email ? { email } : {}),
    ...(dns ? { dns } : {}),
    ...(uri ? { uri } : {}),
    ...(principal ? { principal } : {}),
  };
}

/** Reads one SCEP payload for a device. */
export function readScepPayload(payload: PlistDict, state: DeviceState): ScepPayload {
  const content = payload.PayloadContent;
  if (!isPlistDict(content)) throw invalid(12005, 'The SCEP payload has no content.');
  const url = textAt(content, 'URL');
  if (!url) throw invalid(12005, 'The SCEP payload has no URL.');
  const number = (key: string, fallback: number): number => Number(content[key] ?? fallback);
  // 1 is signing, 4 is encryption; 0 or absent asks for no restriction.
  const usage = number('Key Usage', 0);
  const fingerprint = content.CAFingerprint;
  return {
    uuid: textAt(payload, 'PayloadUUID') ?? '',
    url,
    name: textAt(content, 'Name'),
    subject: subjectOf(content.Subject, state),
    challenge: textAt(content, 'Challenge'),
    keySize: number('Keysize', 1024),
    usage: {
      ...(usage === 0 || (usage & 1) !== 0 ? { digitalSignature: true } : {}),
      ...(usage === 0 || (usage & 4) !== 0 ? { keyEncipherment: true } : {}),
    },
    alt: altOf(content.SubjectAltName, state),
    fingerprint: fingerprint instanceof Uint8Array ? fingerprint : undefined,
    retries: number('Retries', 3),
    retryDelayMs: number('RetryDelay', 10) * 1000,
  };
}

export const SCEP = 'com.apple.security.scep';
export const MDM = 'com.apple.mdm';
const PER_USER = 'com.apple.mdm.per-user-connections';

/** The MDM payload of a profile, if it has one. */
export const mdmPayload = (file: ProfileFile): PlistDict | undefined =>
  file.payloads.find((payload) => payload.PayloadType === MDM);

/**
 * What an enrollment profile asks of a device, checked as a device checks it (Mobile Device Management payload rules).
 *
 * @throws ProfileRefused (MCMDMErrorDomain) when the profile cannot enroll this device
 */
export function readEnrollment(file: ProfileFile, state: DeviceState): EnrollmentTerms {
  const mdm = mdmPayload(file);
  if (!mdm) throw invalid(12011, 'The profile has no MDM payload.');
  const topic = textAt(mdm, 'Topic') ?? '';
  if (!topic.startsWith('com.apple.mgmt.')) throw invalid(12004, 'The push topic of the profile is not valid.');
  const serverUrl = textAt(mdm, 'ServerURL') ?? '';
  const checkInUrl = textAt(mdm, 'CheckInURL') ?? serverUrl;
  for (const url of [serverUrl, checkInUrl]) {
    if (!url.startsWith('https://')) throw invalid(12030, 'The server’s address must begin with https.');
  }
  const person = personOf(mdm);
  const rights = person?.personal ? ALL_RIGHTS : Number(mdm.AccessRights ?? 0);
  const impossible =
    rights <= 0 || rights > 8191 || ((rights & 2) !== 0 && !(rights & 1)) || ((rights & 128) !== 0 && !(rights & 64));
  if (!Number.isInteger(rights) || impossible)
    throw invalid(12000, 'The profile asks for an illegal combination of rights.');
  const identity = file.payloads.find((payload) => payload.PayloadUUID === mdm.IdentityCertificateUUID);
  if (identity?.PayloadType !== SCEP) throw invalid(12005, 'The identity the profile names is not in it.');
  return {
    management: {
      accessRights: rights,
      profileIdentifier: file.identifier,
      topic,
      serverUrl,
      checkInUrl,
      checkOutWhenRemoved: mdm.CheckOutWhenRemoved === true,
      account: person?.account,
      enrollmentId: person?.personal ? enrollmentIdFor(file, state) : undefined,
    },
    signMessage: mdm.SignMessage === true,
    identity: readScepPayload(identity, state),
    roots: certificatesIn(file).map((certificate) => certificate.der),
    serverCapabilities: strings(mdm.ServerCapabilities) ?? [],
  };
}

/** Rights do not count under user enrollment: what a server may do is fixed. */
const ALL_RIGHTS = 8191;

/** The person an MDM payload enrolls a device for, and whether it stays that person's own. */
function personOf(mdm: PlistDict): { account: string; personal: boolean } | undefined {
  const mode = textAt(mdm, 'EnrollmentMode');
  const older = textAt(mdm, 'ManagedAppleID');
  if (mode === undefined && older === undefined) return undefined;
  if (mode !== undefined && mode !== 'BYOD' && mode !== 'ADDE') throw invalid(12011, 'The enrollment mode is unknown.');
  const account = mode === undefined ? older : textAt(mdm, 'AssignedManagedAppleID');
  if (!account?.includes('@')) throw invalid(12011, 'The profile names no Managed Apple Account.');
  const personal = mode !== 'ADDE';
  if (personal && mdm.AccessRights !== undefined) {
    throw invalid(12000, 'A profile of user enrollment names access rights.');
  }
  return { account, personal };
}

/** New with every enrollment, the same for an update of the profile in place. */
function enrollmentIdFor(file: ProfileFile, { seed, management }: DeviceState): string {
  const kept = management?.profileIdentifier === file.identifier ? management.enrollmentId : undefined;
  return (
    kept ??
    createRandom(seedOf(seed, 'enrollment', file.profile.uuid))
      .uuid()
      .toUpperCase()
  );
}

/**
 * Why a replacement MDM profile is not acceptable (same server and topic, no more rights, users as before); undefined
 * when it is.
 */
export function replacementFault(
  former: ManagementState,
  next: ManagementState,
  capabilities: { former: readonly string[]; next: readonly string[] },
): string | undefined {
  if (former.profileIdentifier !== next.profileIdentifier) return 'The device is already managed by another profile.';
  if (former.topic !== next.topic) return 'The topic may not change.';
  if (former.serverUrl !== next.serverUrl) return 'The server’s address may not change.';
  if ((next.accessRights & ~former.accessRights) !== 0) return 'The rights may not grow.';
  const [had, has] = [capabilities.former, capabilities.next].map((each) => each.includes(PER_USER));
  if (had !== has) return 'Channels for users may neither come nor go.';
  return undefined;
}
