import type { IncomingMessage, ServerResponse } from 'node:http';
import { CartwrightError } from '../../shared/errors.ts';
import type { ConnectAdmission, ConnectIdentity, EnrollmentService, ServedEnrollment } from '../enrollment/index.ts';
import type { Caller, CallerFacts } from '../identity/index.ts';
import {
  type CheckInMessage,
  type Connect,
  checkInFromDict,
  connectFromDict,
  decodePlistDict,
  type EnrollmentIdentity,
  enrollmentIdentity,
  isCheckIn,
  type PlistDict,
  type SalvagedConnect,
  salvageConnect,
  salvageIdentity,
} from '../protocol/index.ts';
import { sendDocument, sendPlist, sendStatus } from './answers.ts';
import type { ListenerLimits } from './limits.ts';
import { peerFingerprint } from './peer.ts';

/** One connect as the queue takes it. */
export type ConnectMessage =
  | { connect: Connect; raw: Uint8Array }
  | { undecodable: true; raw: Uint8Array; salvage: SalvagedConnect };

/** What serves devices, injected by the engine. */
export interface DeviceServices {
  identify(facts: CallerFacts): Caller;
  /** Whether a request shows an identity of ours, which its body has yet to prove. */
  recognises(facts: Omit<CallerFacts, 'body'>): boolean;
  enrollment: Pick<EnrollmentService, 'checkIn' | 'authorizeConnect'>;
  /** Takes a connect and gives the body of the next command, or null; durable when it resolves. */
  exchange(enrollment: ServedEnrollment, message: ConnectMessage): Promise<Buffer | null>;
}

export const CHECK_IN_TYPE = 'application/x-apple-aspen-mdm-checkin';
const CONNECT_TYPE = 'application/x-apple-aspen-mdm';

type Kind = 'check-in' | 'connect';

/** What a message says it is: by Content-Type, and when that is neither, unknown until it is decoded (CHK-9). */
export function announcedKind(request: IncomingMessage): Kind | undefined {
  const type = request.headers['content-type'];
  if (type === undefined) return undefined;
  if (type.startsWith(CHECK_IN_TYPE)) return 'check-in';
  return type.startsWith(CONNECT_TYPE) ? 'connect' : undefined;
}

/** How large a message may be. What does not say its kind may be the larger of the two. */
export function messageLimit(kind: Kind | undefined, limits: ListenerLimits): number {
  return kind === 'check-in' ? limits.checkInBodyBytes : limits.connectBodyBytes;
}

/** What a request shows of who sends it. */
export function callerFacts(request: IncomingMessage): Omit<CallerFacts, 'body'> {
  return {
    remoteAddress: request.socket.remoteAddress,
    peerFingerprint: peerFingerprint(request.socket),
    mdmSignature: headerOf(request, 'mdm-signature'),
    header: (name) => headerOf(request, name),
  };
}

/** Serves a message of a device: decode, ask who it is, hand it on, answer. Rejects for failures of ours only. */
export function serveMessage(
  services: DeviceServices,
  request: IncomingMessage,
  response: ServerResponse,
  raw: Buffer,
  limits: ListenerLimits,
): Promise<void> | undefined {
  const kind = announcedKind(request);
  const decoded = decode(raw, kind, messageLimit(kind, limits));
  if (decoded === 'malformed') {
    sendStatus(response, 400);
    return undefined;
  }
  const caller = services.identify({ ...callerFacts(request), body: raw });
  if ('checkIn' in decoded) return serveCheckIn(services, response, caller, decoded.checkIn);
  const identity = whose(decoded, raw);
  const admission = services.enrollment.authorizeConnect(caller, identity);
  return admission instanceof Promise
    ? admission.then((admitted) => serveConnect(services, response, admitted, decoded, raw))
    : serveConnect(services, response, admission, decoded, raw);
}

async function serveCheckIn(
  services: DeviceServices,
  response: ServerResponse,
  caller: Caller,
  message: CheckInMessage,
): Promise<void> {
  const { status, body, contentType } = await services.enrollment.checkIn(caller, message);
  sendDocument(response, status, body, contentType);
}

function serveConnect(
  services: DeviceServices,
  response: ServerResponse,
  admission: ConnectAdmission,
  decoded: DecodedConnect,
  raw: Buffer,
): Promise<void> | undefined {
  if (admission.admit === 'refuse') {
    sendDocument(response, admission.status, admission.body ?? null);
    return undefined;
  }
  if (admission.admit === 'nothing') {
    sendPlist(response, null);
    return undefined;
  }
  const { enrollment } = admission;
  if ('connect' in decoded) {
    const answer = services.exchange(enrollment, { connect: decoded.connect, raw });
    return answer.then((body) => sendPlist(response, body));
  }
  // A device we know sent what cannot be read: it answers the command it names, and when it names none because nothing of
  // it is a property list, the one it was given last. Refused, it would get that command again at every wake-up.
  const salvage = salvageConnect(raw);
  if (salvage.CommandUUID === undefined && !decoded.garbage) {
    sendStatus(response, 400);
    return undefined;
  }
  return services.exchange(enrollment, { undecodable: true, raw, salvage }).then((body) => sendPlist(response, body));
}

/** Whom a connect names; for one that cannot be read, what can be saved of it. */
function whose(decoded: DecodedConnect, raw: Buffer): ConnectIdentity | undefined {
  if ('connect' in decoded) {
    const { identity, connect } = decoded;
    return identity.channel === 'user' ? { ...identity, AuthToken: connect.AuthToken } : identity;
  }
  const ids = salvageIdentity(raw);
  try {
    const identity = enrollmentIdentity(ids);
    return identity.channel === 'user' ? { ...identity, AuthToken: ids.AuthToken } : undefined;
  } catch (error) {
    if (error instanceof CartwrightError) return undefined;
    throw error;
  }
}

/** `garbage`: announced as a connect, and not even a property list. */
type DecodedConnect = { connect: Connect; identity: EnrollmentIdentity } | { undecodable: true; garbage: boolean };

function decode(
  raw: Buffer,
  kind: Kind | undefined,
  maxBytes: number,
): { checkIn: CheckInMessage } | DecodedConnect | 'malformed' {
  let dict: PlistDict | undefined;
  try {
    dict = decodePlistDict(raw, { maxBytes });
    if (kind === 'check-in' || (kind === undefined && isCheckIn(dict))) {
      const checkIn = checkInFromDict(dict);
      // Named here so that a message that names nobody is malformed, not a failure of ours further on.
      enrollmentIdentity(checkIn);
      return { checkIn };
    }
    const connect = connectFromDict(dict);
    return { connect, identity: enrollmentIdentity(connect) };
  } catch (error) {
    if (!(error instanceof CartwrightError)) throw error;
    const couldBeConnect = kind === 'connect' || (kind === undefined && (dict === undefined || !isCheckIn(dict)));
    if (!couldBeConnect) return 'malformed';
    return { undecodable: true, garbage: kind === 'connect' && dict === undefined && raw.length > 0 };
  }
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
