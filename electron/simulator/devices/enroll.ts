import type { KeyObject } from 'node:crypto';
import { createHttpClient, type HttpClient } from '../wire/http.ts';
import { chainsTo, dersOf, pemOf } from '../wire/trust.ts';
import { type AccountWay, fetchAccountProfile } from './account-sign-in.ts';
import { type Channel, type ChannelOptions, openChannel } from './channel.ts';
import { authenticateMessage, type PushAddress, tokenUpdateMessage } from './check-in.ts';
import { removeProfile } from './commands/profiles.ts';
import { type EnrollmentTerms, readEnrollment, SCEP } from './enrollment-profile.ts';
import { type DeviceIdentity, obtainIdentity } from './identity-request.ts';
import { profileServiceIn, proveOverTheAir } from './over-the-air.ts';
import { describeCertificate, type ProfileFile, ProfileRefused, readProfile } from './profile-file.ts';
import { askInSetupAssistant } from './setup-assistant.ts';
import type { DeviceState } from './state.ts';
import type { DeviceWiring } from './wiring.ts';

/** How a person brings a device in. */
export interface Invitation {
  /** `https://host:port/enroll/<token>`; the profile is at `<url>/profile`. */
  url: string;
  /** The certificate (PEM) the person chose to trust before the profile brings its own. */
  trustPem: string;
  pin?: string;
  /** The Managed Apple Account a page for user enrollment asks for. */
  account?: string;
  /** Accept a profile that is not signed, or not by someone trusted. Default false. */
  acceptUnsigned?: boolean;
  /** The profile itself, when it was handed over as a file: nothing is fetched. */
  profile?: Buffer;
}

/** The device was told where to ask by whoever assigned it an automated enrollment profile. */
export interface AutomatedWay {
  /** `https://host:port/enroll/auto/<token>`. */
  automatedUrl: string;
  /** The anchors (PEM) the assigned profile brings. */
  trustPem: string;
  /** The page on which the person signs in first, with a name and a password; opened instead of asking at the address. */
  webUrl?: string;
  account?: string;
  password?: string;
  /** The assigned profile has it wait in Setup Assistant until it is configured. */
  awaits?: boolean;
}

/** The device was left a profile by the command that erased it, or by the answer to the question how to come back. */
export interface LeftProfile {
  profile: Buffer;
  trustPem: string;
}

/** A person opens the link of an invitation, or signs in with an account; or the device has its profile already. */
export type WayIn = Invitation | AccountWay | AutomatedWay | LeftProfile;

/** With the profile it was left, else the way it came before. */
export const wayAfterErase = (former: WayIn | undefined, profile: Buffer | undefined): WayIn | undefined =>
  former && profile !== undefined ? { profile, trustPem: former.trustPem } : former;

const isAutomatedWay = (way: WayIn): way is AutomatedWay => 'automatedUrl' in way;

/** What an assigned profile makes of a device before it enrolls: supervised, and waiting in Setup Assistant if it says so. */
export const assignedBy = (way: WayIn, state: DeviceState): DeviceState =>
  isAutomatedWay(way)
    ? { ...state, supervised: true, enrolledByDep: true, awaitingConfiguration: way.awaits === true }
    : state;

const isAccountWay = (way: WayIn): way is AccountWay => 'domainUrl' in way;

/** Why a device could not be enrolled, and how far it came. */
export class EnrollmentError extends Error {
  readonly stage: 'profile' | 'identity' | 'authenticate' | 'token-update';
  /** The server's answer, where it was one. */
  readonly status: number | undefined;

  constructor(stage: EnrollmentError['stage'], message: string, options: { status?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'EnrollmentError';
    this.stage = stage;
    this.status = options.status;
  }
}

/** A finished enrollment: what the device is from now on, and its line to the server. */
export interface Enrolled {
  state: DeviceState;
  terms: EnrollmentTerms;
  channel: Channel;
  trustPem: string;
  identity: DeviceIdentity;
}

/** Where the profile of an invitation is. */
export function profileUrl(invitation: Invitation): string {
  const url = new URL(invitation.url);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/profile`;
  if (invitation.pin !== undefined) url.searchParams.set('pin', invitation.pin);
  if (invitation.account !== undefined) url.searchParams.set('account', invitation.account);
  return url.href;
}

/**
 * Fetches and reads the enrollment profile, whichever way leads to it: a download, the steps of an enrollment over the air,
 * or a sign-in. Rejects with EnrollmentError('profile').
 */
export async function fetchProfile(
  way: WayIn,
  state: DeviceState,
  wiring: DeviceWiring,
): Promise<{ file: ProfileFile; accessToken?: string }> {
  const http = clientFor(way.trustPem, wiring);
  try {
    if (isAccountWay(way)) {
      const { body, token } = await fetchAccountProfile(way, state, http, wiring);
      return { file: trusted(body, way), accessToken: token };
    }
    if (isAutomatedWay(way)) {
      const answer = await askInSetupAssistant(way, state, http, wiring);
      if (answer.status !== 200) {
        throw new EnrollmentError(
          'profile',
          `The server answered ${answer.status} to what the device told of itself.`,
          {
            status: answer.status,
          },
        );
      }
      return { file: trusted(answer.body, way) };
    }
    const { profile } = way;
    if (profile !== undefined || !('url' in way)) return { file: trusted(profile ?? Buffer.of(), way) };
    const answer = await http.send({ method: 'GET', url: profileUrl(way) });
    if (answer.status !== 200) {
      throw new EnrollmentError('profile', `The server answered ${answer.status} to the request for the profile.`, {
        status: answer.status,
      });
    }
    const service = profileServiceIn(answer.body);
    if (service === undefined) return { file: trusted(answer.body, way) };
    const { body, identity } = await proveOverTheAir(service, state, http, wiring);
    return { file: trusted(body, way, identity.key) };
  } catch (error) {
    throw asEnrollmentError('profile', error);
  } finally {
    http.close();
  }
}

/** A profile from its bytes, signed by someone this device trusts. */
function trusted(bytes: Buffer, way: WayIn, key?: KeyObject): ProfileFile {
  const file = readProfile(bytes, key);
  checkSigner(file, way);
  return file;
}

function checkSigner(file: ProfileFile, invitation: WayIn): void {
  if ('acceptUnsigned' in invitation && invitation.acceptUnsigned) return;
  if (!file.signer) throw new EnrollmentError('profile', 'The enrollment profile is not signed.');
  const own = file.payloads
    .filter((payload) => payload.PayloadType === 'com.apple.security.root')
    .flatMap((payload) => (payload.PayloadContent instanceof Uint8Array ? [Buffer.from(payload.PayloadContent)] : []));
  if (!chainsTo(file.signer, file.chain, [...dersOf(invitation.trustPem), ...own])) {
    throw new EnrollmentError('profile', 'The enrollment profile is signed by someone this device does not trust.');
  }
}

export const clientFor = (trustPem: string, wiring: DeviceWiring): HttpClient =>
  createHttpClient({
    trustPem,
    signal: wiring.signal,
    timeoutMs: wiring.timeoutMs,
    now: () => Date.now() + wiring.skew.ms,
  });

/** The channel of these terms. */
export function channelFor(
  terms: EnrollmentTerms,
  identity: DeviceIdentity,
  trustPem: string,
  wiring: DeviceWiring,
): Channel {
  const options: ChannelOptions = {
    serverUrl: terms.management.serverUrl,
    checkInUrl: terms.management.checkInUrl,
    identity,
    trustPem,
    signMessage: terms.signMessage,
    accessToken: terms.accessToken,
    presentCertificate: !terms.signMessage || wiring.alwaysPresentCertificate,
    signal: wiring.signal,
    timeoutMs: wiring.timeoutMs,
    now: () => Date.now() + wiring.skew.ms,
    ...(wiring.onExchange ? { onExchange: wiring.onExchange } : {}),
  };
  return openChannel(options);
}

/** Asks for the identity of these terms over the trust they bring. */
export async function identityFor(
  terms: EnrollmentTerms,
  trustPem: string,
  wiring: DeviceWiring,
): Promise<DeviceIdentity> {
  const http = clientFor(trustPem, wiring);
  try {
    return await obtainIdentity({
      payload: terms.identity,
      keys: wiring.keys,
      http,
      now: wiring.clock.now(),
      wait: (ms) => wiring.sleep(ms * wiring.pace),
      preferGet: wiring.scepByGet,
    });
  } finally {
    http.close();
  }
}

/**
 * Installs an enrollment profile: identity by SCEP, Authenticate, then TokenUpdate. The device is unchanged when any
 * of it fails. `onAuthenticated` runs between the two check-ins, when a device starts to listen for pushes.
 */
export async function installEnrollment(request: {
  state: DeviceState;
  file: ProfileFile;
  trustPem: string;
  accessToken?: string | undefined;
  wiring: DeviceWiring;
  address: PushAddress;
  onAuthenticated: (terms: EnrollmentTerms) => void;
}): Promise<Enrolled> {
  const { state, file, wiring } = request;
  let terms: EnrollmentTerms;
  try {
    terms = { ...readEnrollment(file, state), accessToken: request.accessToken };
  } catch (error) {
    throw asEnrollmentError('profile', error);
  }
  // What the person trusted before stays trusted beside what the profile brings.
  const trustPem = pemOf([
    ...terms.roots,
    ...dersOf(request.trustPem).filter((der) => !terms.roots.some((root) => root.equals(der))),
  ]);
  const identity = await identityFor(terms, trustPem, wiring).catch((error: unknown) => {
    throw asEnrollmentError('identity', error);
  });
  const channel = channelFor(terms, identity, trustPem, wiring);
  const say = async (
    stage: 'authenticate' | 'token-update',
    message: Parameters<Channel['checkIn']>[0],
  ): Promise<void> => {
    const answer = await channel.checkIn(message).catch((error: unknown) => {
      throw asEnrollmentError(stage, error);
    });
    if (answer.status !== 200) {
      throw new EnrollmentError(stage, `The server answered ${answer.status}.`, { status: answer.status });
    }
  };
  try {
    await say('authenticate', authenticateMessage(state, terms.management));
    request.onAuthenticated(terms);
    await say('token-update', tokenUpdateMessage(state, terms.management, request.address));
  } catch (error) {
    channel.close();
    throw error;
  }
  const without = removeProfile(state, file.identifier);
  const enrolled: DeviceState = {
    ...without,
    management: terms.management,
    profiles: [...without.profiles, file.profile],
    certificates: [
      ...without.certificates,
      ...terms.roots.map((der) => describeCertificate(der, false, file.identifier)),
      describeCertificate(identity.certificate, true, file.identifier),
    ],
  };
  return { state: enrolled, terms, channel, trustPem, identity };
}

/** The payloads of a profile that need an identity of their own. */
export const scepPayloads = (file: ProfileFile): ProfileFile['payloads'] =>
  file.payloads.filter((payload) => payload.PayloadType === SCEP);

function asEnrollmentError(stage: EnrollmentError['stage'], error: unknown): EnrollmentError {
  if (error instanceof EnrollmentError) return error;
  const text =
    error instanceof ProfileRefused ? `${error.message} (${error.reason.domain} ${error.reason.code})` : String(error);
  return new EnrollmentError(stage, text, { cause: error });
}
