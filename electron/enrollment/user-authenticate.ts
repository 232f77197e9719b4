import { randomBytes } from 'node:crypto';
import type { Logger } from '../../shared/logger.ts';
import {
  answersDigest,
  digestChallenge,
  type EnrollmentIdentity,
  encodePlistBytes,
  readDigestResponse,
  type UserAuthenticateMessage,
} from '../protocol/index.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import type { CheckInAnswer } from './check-in.ts';
import type { EnrollmentRow } from './records.ts';
import type { Transitions } from './transitions.ts';
import type { UserChannels } from './user-channels.ts';
import { REALM, type UserPolicies } from './user-policy.ts';

/** A log-in does not take longer than this from the challenge to its answer. */
const CHALLENGE_MS = 10 * 60_000;
/** So many wrong passwords in a row, and an account waits before it is listened to again. */
const MOST_FAILURES = 10;
const PAUSE_MS = 15 * 60_000;
const MOST_REMEMBERED = 1_000;

/**
 * UserAuthenticate: a network user logs in on a Mac, and the policy says whether it is managed and how it signs in. The
 * answers are: 410 for a user nobody manages; an empty challenge where no password is asked; a challenge and, for the
 * right answer to it, an AuthToken, empty for a wrong one.
 */
export class UserAuthentication {
  readonly #store: Store;
  readonly #policies: UserPolicies;
  readonly #channels: UserChannels;
  readonly #transitions: Transitions;
  readonly #logger: Logger;
  readonly #failures = new Map<string, { count: number; at: number }>();

  constructor(parts: {
    store: Store;
    policies: UserPolicies;
    channels: UserChannels;
    transitions: Transitions;
    logger: Logger;
  }) {
    this.#store = parts.store;
    this.#policies = parts.policies;
    this.#channels = parts.channels;
    this.#transitions = parts.transitions;
    this.#logger = parts.logger;
  }

  /** Answers one of the two requests, for a device that may ask. */
  answer(
    work: UnitOfWork,
    device: EnrollmentRow,
    message: UserAuthenticateMessage,
    identity: EnrollmentIdentity,
  ): CheckInAnswer {
    const { networkUsers } = this.#policies.get();
    // Shared iPads and user enrollment have users as well, but none that signs in here.
    if (networkUsers === 'decline' || identity.kind !== 'user') return this.#decline(work, device, identity);
    const row = this.#channels.ensure(work, device, identity);
    if (networkUsers === 'manage') {
      this.#forget(row);
      this.#channels.update(row.id, { authRequired: 0 });
      return plist({ DigestChallenge: '' });
    }
    if (!message.DigestResponse) return this.#challenge(work, row);
    return plist({ AuthToken: this.#prove(work, row, message.DigestResponse) });
  }

  #decline(work: UnitOfWork, device: EnrollmentRow, identity: EnrollmentIdentity): CheckInAnswer {
    const known = this.#channels.find({ id: device.id }, identity.key);
    if (known !== undefined) this.#transitions.end(work, known, 'removed', 'system');
    this.#logger.debug({ enrollmentId: device.id }, 'a network user was declined');
    return { status: 410, body: null };
  }

  /** An AuthToken counts until the next log-in begins. */
  #challenge(work: UnitOfWork, row: EnrollmentRow): CheckInAnswer {
    this.#forget(row);
    const nonce = randomBytes(16).toString('hex');
    const challengeSecretId = this.#store.vault.put('digest-challenge', nonce);
    this.#channels.update(row.id, { authRequired: 1, challengeSecretId, challengedAt: work.now });
    return plist({ DigestChallenge: digestChallenge(REALM, nonce) });
  }

  /** The AuthToken for the right answer, empty for any other. A challenge is answered once. */
  #prove(work: UnitOfWork, row: EnrollmentRow, text: string): string {
    const { vault } = this.#store;
    if (row.challengeSecretId === null) return '';
    const nonce = vault.get(row.challengeSecretId, 'digest-challenge').toString();
    const inTime = row.challengedAt !== null && work.now - row.challengedAt <= CHALLENGE_MS;
    vault.remove(row.challengeSecretId);
    this.#channels.update(row.id, { challengeSecretId: null, challengedAt: null });
    const response = inTime ? readDigestResponse(text) : undefined;
    const name = response?.username.toLowerCase() ?? '';
    const account = response === undefined || this.#pauses(name, work.now) ? undefined : this.#policies.find(name);
    const right =
      response !== undefined &&
      account !== undefined &&
      answersDigest(response, { digest: account.digest, realm: REALM, nonce });
    const about = { deviceId: row.deviceId, enrollmentId: row.id, actor: 'device' };
    if (!right) {
      if (response !== undefined) this.#failed(name, work.now);
      work.event({ type: 'enrollment.user-sign-in-failed', ...about, data: { user: row.userShortName } });
      return '';
    }
    this.#failures.delete(name);
    const token = randomBytes(32).toString('base64url');
    const authTokenSecretId = vault.replace(row.authTokenSecretId, 'auth-token', token);
    this.#channels.update(row.id, { authTokenSecretId, userShortName: account.shortName });
    work.event({ type: 'enrollment.user-signed-in', ...about, data: { user: account.shortName } });
    return token;
  }

  #forget(row: EnrollmentRow): void {
    this.#store.vault.remove(row.authTokenSecretId);
    this.#store.vault.remove(row.challengeSecretId);
    this.#channels.update(row.id, { authTokenSecretId: null, challengeSecretId: null, challengedAt: null });
  }

  #pauses(name: string, now: number): boolean {
    const failed = this.#failures.get(name);
    return failed !== undefined && failed.count >= MOST_FAILURES && now - failed.at < PAUSE_MS;
  }

  #failed(name: string, now: number): void {
    const before = this.#failures.get(name);
    const count = before === undefined || now - before.at >= PAUSE_MS ? 1 : before.count + 1;
    if (this.#failures.size >= MOST_REMEMBERED) this.#failures.clear();
    this.#failures.set(name, { count, at: now });
  }
}

function plist(body: Parameters<typeof encodePlistBytes>[0]): CheckInAnswer {
  return { status: 200, body: encodePlistBytes(body) };
}
