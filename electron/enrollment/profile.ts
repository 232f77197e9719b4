import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { checkAccessRights } from '../../shared/catalogue/access-rights.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { PlistInput } from '../protocol/index.ts';

/** Everything the enrollment profile is made of. */
export interface EnrollmentProfileInput {
  /** Names this installation in payload identifiers, which must never change: a UUID. */
  installationId: string;
  organization: string;
  /** Where devices connect and check in. */
  serverUrl: string;
  checkInUrl: string;
  scepUrl: string;
  /** The topic of the loaded push certificate. */
  topic: string;
  accessRights: number;
  signMessage: boolean;
  checkOutWhenRemoved: boolean;
  /** Roots and intermediates the device must trust to reach the listener, with a name for people; DER. */
  trusted: readonly { name: string; der: Uint8Array }[];
  /** The certificate GetCACert answers with (DER) when asked by this name. */
  scepAuthority: Uint8Array;
  scepName: string;
  /** The one-time challenge password. */
  challenge: string;
  /** For whom a device is enrolled, where it is for somebody; see {@link EnrollmentFor}. */
  enrollFor?: EnrollmentFor | undefined;
  /** Name and description for people, where they are not the usual ones. */
  name?: string | null;
  description?: string | null;
}

/**
 * An enrollment for a Managed Apple Account: by a profile of user enrollment, or because a person signed in, for user
 * enrollment (`BYOD`) or for device enrollment (`ADDE`).
 */
export interface EnrollmentFor {
  mode: 'user-profile' | 'BYOD' | 'ADDE';
  account: string;
}

export type Payload = { readonly [key: string]: PlistInput };
export type EnrollmentProfile = Payload & { readonly PayloadContent: readonly Payload[] };

/** What a profile that only brings trust is made of; see {@link EnrollmentProfileInput}. */
export type TrustProfileInput = Pick<EnrollmentProfileInput, 'installationId' | 'organization' | 'trusted'>;

/** Apple's kinds of payload a base profile may hold (BP-1). */
const ALLOWED = new Set([
  'com.apple.security.root',
  'com.apple.security.pkcs1',
  'com.apple.security.scep',
  'com.apple.mdm',
]);
const TOPIC_PREFIX = 'com.apple.mgmt.';
const SIGNING_AND_ENCRYPTION = 5;

/**
 * What the server can do beyond the device channel, as the MDM payload promises it. A device acts on every promise, so
 * each stands here only once its messages are really served: `com.apple.mdm.token` is not promised, for there is no service
 * yet whose tokens we could make. Devices refuse an update of the profile that adds or takes away the first.
 */
const SERVER_CAPABILITIES: readonly string[] = ['com.apple.mdm.per-user-connections', 'com.apple.mdm.bootstraptoken'];

/**
 * Builds the profile that enrolls a device: what to trust, how to get an identity, where to be managed. Payload
 * identifiers stay the same for an installation, so that a newer profile replaces an older one; UUIDs are new each time.
 *
 * Source: Apple's schema, com.apple.mdm and com.apple.security.scep; MDM Protocol Reference, "MDM Payload".
 *
 * @throws CartwrightError `bad-request` when a rule of PAY-1 to PAY-5 is broken; the message says which
 */
export function buildEnrollmentProfile(input: EnrollmentProfileInput): EnrollmentProfile {
  const prefix = enrollmentProfileIdentifier(input.installationId);
  const scepUuid = newUuid();
  const payload = (type: string, suffix: string, displayName: string, content: Payload, uuid = newUuid()): Payload => ({
    PayloadType: type,
    PayloadVersion: 1,
    PayloadIdentifier: `${prefix}.${suffix}`,
    PayloadUUID: uuid,
    PayloadDisplayName: displayName,
    PayloadOrganization: input.organization,
    ...content,
  });
  // Certificates stand first: devices install in order, and the payloads after them need the trust (BP-15).
  const trusted = trustPayloads(input, prefix);
  const content = { PayloadContent: scepContent(input, 'Device identity') };
  const scep = payload('com.apple.security.scep', 'identity', 'Device identity', content, scepUuid);
  const mdm = payload('com.apple.mdm', 'mdm', 'Device management', {
    IdentityCertificateUUID: scepUuid,
    Topic: input.topic,
    ServerURL: input.serverUrl,
    CheckInURL: input.checkInUrl,
    SignMessage: input.signMessage,
    CheckOutWhenRemoved: input.checkOutWhenRemoved,
    ...ofPerson(input),
    ServerCapabilities: SERVER_CAPABILITIES,
  });
  const profile: EnrollmentProfile = {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: prefix,
    PayloadUUID: newUuid(),
    PayloadDisplayName: input.name ?? `${input.organization} device management`,
    PayloadDescription:
      input.description ??
      `Lets ${input.organization} manage this device. Removing it removes every profile, account and app that came with it.`,
    PayloadOrganization: input.organization,
    PayloadScope: 'System',
    PayloadContent: [...trusted, scep, mdm],
  };
  checkEnrollmentProfile(profile, input.topic);
  return profile;
}

/** The keys that say for whom it is, and the rights. Under user enrollment Apple has fixed those: to name any is an error. */
function ofPerson({ accessRights, enrollFor }: EnrollmentProfileInput): Payload {
  if (enrollFor === undefined) return { AccessRights: accessRights };
  const { mode, account } = enrollFor;
  if (mode === 'user-profile') return { ManagedAppleID: account };
  const person = { EnrollmentMode: mode, AssignedManagedAppleID: account };
  return mode === 'BYOD' ? person : { ...person, AccessRights: accessRights };
}

/**
 * Builds a profile that makes a device trust this server and does nothing else: for a blueprint of Apple Configurator,
 * or to be installed before the enrollment page is opened.
 */
export function buildTrustProfile(input: TrustProfileInput): Payload {
  const identifier = `org.cartwright.${input.installationId}.trust`;
  return {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: newUuid(),
    PayloadDisplayName: `${input.organization} trust`,
    PayloadDescription: `Makes this device trust the server of ${input.organization}. It manages nothing.`,
    PayloadOrganization: input.organization,
    PayloadScope: 'System',
    PayloadContent: trustPayloads(input, identifier),
  };
}

function trustPayloads({ trusted, organization }: TrustProfileInput, prefix: string): Payload[] {
  return trusted.map(({ name, der }) => ({
    PayloadType: isSelfSigned(der) ? 'com.apple.security.root' : 'com.apple.security.pkcs1',
    PayloadVersion: 1,
    PayloadIdentifier: `${prefix}.trust.${shortHash(der)}`,
    PayloadUUID: newUuid(),
    PayloadDisplayName: name,
    PayloadOrganization: organization,
    PayloadContent: der,
    PayloadCertificateFileName: `${shortHash(der)}.cer`,
  }));
}

/** The identifier of an installation's enrollment profile, as devices list it. */
export function enrollmentProfileIdentifier(installationId: string): string {
  return `org.cartwright.${installationId}.enrollment`;
}

/**
 * Checks an enrollment profile before it leaves the house.
 *
 * @param pushTopic the topic of the loaded push certificate
 * @throws CartwrightError `bad-request` with every broken rule in `data.problems`
 */
export function checkEnrollmentProfile(profile: EnrollmentProfile, pushTopic: string): void {
  const problems: string[] = [];
  const payloads = profile.PayloadContent;
  for (const payload of payloads) {
    if (typeof payload.PayloadType === 'string' && ALLOWED.has(payload.PayloadType)) continue;
    problems.push(
      `An enrollment profile must not hold a ${String(payload.PayloadType)} payload; send it after enrollment.`,
    );
  }
  const ofType = (type: string) => payloads.filter((payload) => payload.PayloadType === type);
  const [mdm, ...others] = ofType('com.apple.mdm');
  if (mdm === undefined || others.length > 0) problems.push('An enrollment profile needs exactly one MDM payload.');
  else problems.push(...checkMdmPayload(mdm, ofType('com.apple.security.scep'), pushTopic));
  if (problems.length > 0) throw new CartwrightError('bad-request', problems.join(' '), { data: { problems } });
}

function checkMdmPayload(mdm: Payload, identities: readonly Payload[], pushTopic: string): string[] {
  const problems: string[] = [];
  const personal = mdm.EnrollmentMode === 'BYOD' || mdm.ManagedAppleID !== undefined;
  if (!personal) {
    problems.push(...checkAccessRights(typeof mdm.AccessRights === 'number' ? mdm.AccessRights : Number.NaN));
  } else if (mdm.AccessRights !== undefined) {
    problems.push('A profile of user enrollment must not name access rights: Apple has fixed them.');
  }
  const account = mdm.EnrollmentMode === undefined ? mdm.ManagedAppleID : mdm.AssignedManagedAppleID;
  if ((personal || mdm.EnrollmentMode !== undefined) && (typeof account !== 'string' || !account.includes('@'))) {
    problems.push('An enrollment for a person needs the Managed Apple Account of that person.');
  }
  for (const key of ['ServerURL', 'CheckInURL'] as const) {
    const url = mdm[key];
    if (key === 'CheckInURL' && url === undefined) continue;
    if (typeof url !== 'string' || !url.startsWith('https://') || !URL.canParse(url)) {
      problems.push(`${key} must be an address that begins with https://.`);
    }
  }
  if (typeof mdm.Topic !== 'string' || !mdm.Topic.startsWith(TOPIC_PREFIX)) {
    problems.push(`The push topic must begin with ${TOPIC_PREFIX}: load a push certificate for device management.`);
  } else if (mdm.Topic !== pushTopic) {
    problems.push('The topic differs from the one of the loaded push certificate.');
  }
  if (mdm.UseDevelopmentAPNS === true) {
    problems.push('UseDevelopmentAPNS must not be true: push certificates of identity.apple.com are for production.');
  }
  if (!identities.some((payload) => payload.PayloadUUID === mdm.IdentityCertificateUUID)) {
    problems.push('IdentityCertificateUUID names no identity in this profile.');
  }
  if (identities.length !== 1) problems.push('An enrollment profile needs exactly one identity.');
  return problems;
}

/** How a device gets a certificate: the content of a SCEP payload. */
export function scepContent(
  input: Pick<EnrollmentProfileInput, 'scepUrl' | 'scepAuthority' | 'scepName' | 'challenge' | 'organization'>,
  commonName: string,
): Payload {
  return {
    URL: input.scepUrl,
    Name: input.scepName,
    Subject: [[['O', input.organization]], [['CN', commonName]]],
    Challenge: input.challenge,
    Keysize: 2048,
    'Key Type': 'RSA',
    'Key Usage': SIGNING_AND_ENCRYPTION,
    // SHA-1 because that is what devices compare with; it guards a public certificate that travels over TLS anyway.
    CAFingerprint: createHash('sha1').update(input.scepAuthority).digest(),
    KeyIsExtractable: false,
    Retries: 3,
    RetryDelay: 10,
  };
}

export function newUuid(): string {
  return randomUUID().toUpperCase();
}

function shortHash(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

function isSelfSigned(der: Uint8Array): boolean {
  const certificate = new X509Certificate(der);
  return certificate.subject === certificate.issuer;
}
