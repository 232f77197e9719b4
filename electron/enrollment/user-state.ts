import type { EnrollmentState } from '../store/index.ts';
import { decideConnect, type Refusal, type RefusalReason, type Standing } from './state.ts';

/*
 * What a message of a user channel means, decided from plain data. The certificate in it is the device's, so the device
 * is judged first, and by the same rules; what is said here of a user never ends the management of the device (no 401).
 * Source: MDM Protocol Reference, “User Extensions for OS X”; USR-1 to USR-4; Apple's schema, mdm/checkin.
 */

/** What decides over a user's messages, beside the standing of the device. */
export interface UserStanding {
  state: EnrollmentState;
  /** Whether this user was asked to sign in. */
  authRequired: boolean;
  /** Whether the message brings the AuthToken that was issued. */
  authorised: boolean;
}

export type UserVerdict =
  | Refusal
  /** `resume` and `renewed` are about the device's enrollment, as in `decideConnect`. */
  | { verdict: 'serve'; resume: boolean; renewed: boolean }
  /** No TokenUpdate of this user yet: answer with nothing. */
  | { verdict: 'wait' };

type UserTokenVerdict = Refusal | { verdict: 'enroll' | 'update'; resume: boolean; renewed: boolean };

/** A connect of a user's channel. `device` is the standing of the device whose certificate it came with. */
export function decideUserConnect(device: Standing, user: UserStanding | undefined): UserVerdict {
  const verdict = ofDevice(device);
  if (verdict.verdict === 'refuse') return verdict;
  if (user === undefined) return refuse(403, 'user-unknown');
  if (user.authRequired && !user.authorised) return refuse(403, 'not-authenticated');
  return user.state === 'enrolled' ? verdict : { verdict: 'wait' };
}

/** A user's TokenUpdate: the first one makes the channel. */
export function decideUserTokenUpdate(
  device: Standing,
  message: { topic: string },
  user: UserStanding | undefined,
): UserTokenVerdict {
  const verdict = ofDevice(device);
  if (verdict.verdict === 'refuse') return verdict;
  if (message.topic !== device.enrollment?.topic) return refuse(400, 'wrong-topic');
  if (user?.authRequired === true && !user.authorised) return refuse(403, 'not-authenticated');
  return { ...verdict, verdict: user?.state === 'enrolled' ? 'update' : 'enroll' };
}

/** A network user logs in on this device. */
export function decideUserAuthenticate(device: Standing): Exclude<UserVerdict, { verdict: 'wait' }> {
  return ofDevice(device);
}

function ofDevice(device: Standing): Exclude<UserVerdict, { verdict: 'wait' }> {
  const verdict = decideConnect({ ...device, channel: 'device' });
  // The device itself comes first (order of check-ins): it will have said so by the time the user's message comes again.
  return verdict.verdict === 'wait' ? refuse(503, 'device-pending') : verdict;
}

function refuse(status: Refusal['status'], reason: RefusalReason): Refusal {
  return { verdict: 'refuse', status, reason };
}
