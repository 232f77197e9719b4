import { createHttpClient, type HttpClient } from '../wire/http.ts';
import { chainsTo, dersOf, pemOf } from '../wire/trust.ts';
import { type Channel, type ChannelOptions, openChannel } from './channel.ts';
import { authenticateMessage, type PushAddress, tokenUpdateMessage } from './check-in.ts';
import { removeProfile } from './commands/profiles.ts';
import { type EnrollmentTerms, readEnrollment, SCEP } from './enrollment-profile.ts';
import { type DeviceIdentity, obtainIdentity } from './identity-request.ts';
import { describeCertificate, type ProfileFile, ProfileRefused, readProfile } from './profile-file.ts';
import type { DeviceState } from './state.ts';
import type { DeviceWiring } from './wiring.ts';

/** How a person brings a device in. */
export interface Invitation {
  /** `https://host:port/enroll/<token>`; the profile is at `<url>/profile`. */
  url: string;
  /** The certificate (PEM) the person chose to trust before the profile brings its own. */
  trustPem: string;
  pin?: string;
  /** Accept a profile that is not signed, or not by someone trusted. Default false. */
  acceptUnsigned?: boolean;
}

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
  return url.href;
}

/** Fetches and reads the enrollment profile. Rejects with EnrollmentError('profile'). */
export async function fetchProfile(
  invitation: Invitation,
  wiring: DeviceWiring,
): Promise<{ file: ProfileFile; bytes: Buffer }> {
  const http = clientFor(invitation.trustPem, wiring);
  try {
    const answer = await http.send({ method: 'GET', url: profileUrl(invitation) });
    if (answer.status !== 200) {
      throw new EnrollmentError('profile', `The server answered ${answer.status} to the request for the profile.`, {
        status: answer.status,
      });
    }
    const file = readProfile(answer.body);
    checkSigner(file, invitation);
    return { file, bytes: answer.body };
  } catch (error) {
    throw asEnrollmentError('profile', error);
  } finally {
    http.close();
  }
}

function checkSigner(file: ProfileFile, invitation: Invitation): void {
  if (invitation.acceptUnsigned) return;
  if (!file.signer) throw new EnrollmentError('profile', 'The enrollment profile is not signed.');
  const own = file.payloads
    .filter((payload) => payload.PayloadType === 'com.apple.security.root')
    .flatMap((payload) => (payload.PayloadContent instanceof Uint8Array ? [Buffer.from(payload.PayloadContent)] : []));
  if (!chainsTo(file.signer, file.chain, [...dersOf(invitation.trustPem), ...own])) {
    throw new EnrollmentError('profile', 'The enrollment profile is signed by someone this device does not trust.');
  }
}

export const clientFor = (trustPem: string, wiring: DeviceWiring): HttpClient =>
  createHttpClient({ trustPem, signal: wiring.signal, timeoutMs: wiring.timeoutMs });

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
    presentCertificate: !terms.signMessage || wiring.alwaysPresentCertificate,
    signal: wiring.signal,
    timeoutMs: wiring.timeoutMs,
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
  wiring: DeviceWiring;
  address: PushAddress;
  onAuthenticated: (terms: EnrollmentTerms) => void;
}): Promise<Enrolled> {
  const { state, file, wiring } = request;
  let terms: EnrollmentTerms;
  try {
    terms = readEnrollment(file, state);
  } catch (error) {
    throw asEnrollmentError('profile', error);
  }
  const trustPem = terms.roots.length > 0 ? pemOf(terms.roots) : request.trustPem;
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
