import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import { accountDigest } from '../protocol/index.ts';
import type { InvitationRow, Invitations } from './invitations.ts';
import { REALM, type UserPolicies } from './user-policy.ts';
import type { WaysOfEntry } from './ways-settings.ts';

/** What a person typed. `code` is the link of an invitation or the last part of it. */
export interface Credentials {
  account: string;
  password: string;
  code: string;
  pin: string;
}

/** By whose terms a person comes in, and as which account; or why not. */
export type SignInOutcome =
  | { invitation: InvitationRow; account: string }
  | { problem: 'account' | 'wrong' | 'paused' | 'invitation' | 'approval' };

const MOST_FAILURES = 10;
/** Of one address; a whole school may be behind it. */
const MOST_FAILURES_OF_ADDRESS = 100;
const PAUSE_MS = 15 * 60_000;
const MOST_REMEMBERED = 5_000;
const LONGEST_ACCOUNT = 320;
/** Compared with where there is no such account, so that both take as long. */
const NOBODY = accountDigest('nobody', REALM, '');

/**
 * Who may enroll a device by signing in on it: a network account with its password, or the holder of an invitation. After
 * ten wrong tries in a row an account, after a hundred an address is not listened to for a quarter of an hour.
 */
export class AccountSignIn {
  readonly #clock: Clock;
  readonly #ways: WaysOfEntry;
  readonly #policies: UserPolicies;
  readonly #invitations: Invitations;
  readonly #failures = new Map<string, { count: number; at: number }>();

  constructor(parts: { clock: Clock; ways: WaysOfEntry; policies: UserPolicies; invitations: Invitations }) {
    this.#clock = parts.clock;
    this.#ways = parts.ways;
    this.#policies = parts.policies;
    this.#invitations = parts.invitations;
  }

  /**
   * @param from the address the request came from
   * @param personal whether the device will be under user enrollment, which tells no serial number
   */
  async check(given: Credentials, from: string, personal: boolean): Promise<SignInOutcome> {
    const account = given.account.trim().toLowerCase();
    const asked = `account ${account}`;
    const address = `address ${from}`;
    if (this.#count(asked) >= MOST_FAILURES || this.#count(address) >= MOST_FAILURES_OF_ADDRESS) {
      return { problem: 'paused' };
    }
    if (account.length > LONGEST_ACCOUNT || !this.#ways.isOfDomain(account)) return { problem: 'account' };
    const outcome = await this.#prove(account, given);
    if ('problem' in outcome) {
      this.#failed(asked);
      this.#failed(address);
      return outcome;
    }
    this.#failures.delete(asked);
    const { invitation } = outcome;
    if (invitation.requiresApproval === 1) return { problem: 'approval' };
    const shut = this.#invitations.obstacle(invitation) !== undefined;
    if (shut || (personal && invitation.onlyExpected === 1)) return { problem: 'invitation' };
    return outcome;
  }

  /** Who a network account is, by its password alone; the same patience with wrong tries. */
  person(typed: string, password: string, from: string): { account: string } | { problem: 'wrong' | 'paused' } {
    const account = typed.trim().toLowerCase();
    const asked = `account ${account}`;
    const address = `address ${from}`;
    if (this.#count(asked) >= MOST_FAILURES || this.#count(address) >= MOST_FAILURES_OF_ADDRESS)
      return { problem: 'paused' };
    const at = account.lastIndexOf('@');
    const known =
      account.length > LONGEST_ACCOUNT ? undefined : this.#policies.find(at < 0 ? account : account.slice(0, at));
    const digest = accountDigest(known?.shortName ?? 'nobody', REALM, password);
    if (!sameText(digest, known?.digest ?? NOBODY) || known === undefined) {
      this.#failed(asked);
      this.#failed(address);
      return { problem: 'wrong' };
    }
    this.#failures.delete(asked);
    return { account };
  }

  async #prove(account: string, given: Credentials): Promise<SignInOutcome> {
    const { who, invitationId } = this.#ways.get().accountDriven;
    const known = who === 'invitations' ? undefined : this.#policies.find(account.slice(0, account.lastIndexOf('@')));
    if (given.code.trim() !== '' && who !== 'accounts') {
      // Whoever has a password signs in with it: a link must not let its holder in under another person's name.
      const invitation = known === undefined ? this.#invitations.findByToken(tokenOf(given.code)) : undefined;
      if (invitation === undefined || this.#invitations.isLocked(invitation)) return { problem: 'wrong' };
      if ((await this.#invitations.checkPin(invitation.id, given.pin)) !== 'right') return { problem: 'wrong' };
      return { invitation, account };
    }
    if (who === 'invitations') return { problem: 'wrong' };
    const typed = accountDigest(known?.shortName ?? 'nobody', REALM, given.password);
    const right = sameText(typed, known?.digest ?? NOBODY) && known !== undefined;
    const invitation = invitationId === null ? undefined : this.#invitations.find(invitationId);
    if (!right) return { problem: 'wrong' };
    return invitation === undefined ? { problem: 'invitation' } : { invitation, account };
  }

  #count(key: string): number {
    const failed = this.#failures.get(key);
    return failed === undefined || this.#clock.now() - failed.at >= PAUSE_MS ? 0 : failed.count;
  }

  #failed(key: string): void {
    const count = this.#count(key) + 1;
    if (this.#failures.size >= MOST_REMEMBERED) {
      const oldest = this.#failures.keys().next().value;
      if (oldest !== undefined) this.#failures.delete(oldest);
    }
    // Last in the order of the map: those that tried longest ago are forgotten first.
    this.#failures.delete(key);
    this.#failures.set(key, { count, at: this.#clock.now() });
  }
}

/** The token in a link, or the text itself. */
function tokenOf(code: string): string {
  return /([A-Za-z0-9_-]{27})\/?$/.exec(code.trim())?.[1] ?? '';
}

function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
