import type { Logger } from '../../shared/logger.ts';
import type { Caller } from '../identity/index.ts';
import {
  type AuthenticateMessage,
  type CheckInMessage,
  type CheckOutMessage,
  type EnrollmentIdentity,
  encodePlistBytes,
  enrollmentIdentity,
  type TokenUpdateMessage,
} from '../protocol/index.ts';
import type { InvitationTable, Store, UnitOfWork } from '../store/index.ts';
import type { ExpectedDevices } from './expected.ts';
import type { Invitations } from './invitations.ts';
import { type ConnectRow, type EnrollmentRecords, type EnrollmentRow, standingOf } from './records.ts';
import type { RefusalLog } from './refusal-log.ts';
import type { Requests } from './requests.ts';
import { decideAuthenticate, decideCheckOut, decideOther, decideTokenUpdate, type Refusal } from './state.ts';
import type { EnrollmentHooks, Transitions } from './transitions.ts';

/** What a check-in is answered with. `body` is a property list, or null for none. */
export interface CheckInAnswer {
  status: 200 | 400 | 401 | 403 | 410 | 501 | 503;
  body: Buffer | null;
}

const OK: CheckInAnswer = { status: 200, body: null };

/** Answers the messages of the check-in protocol; each is one unit of work, answered once it is durable. */
export class CheckIns {
  readonly #store: Store;
  readonly #records: EnrollmentRecords;
  readonly #invitations: Invitations;
  readonly #requests: Requests;
  readonly #expected: ExpectedDevices;
  readonly #transitions: Transitions;
  readonly #hooks: EnrollmentHooks;
  readonly #refusals: RefusalLog;
  readonly #logger: Logger;

  constructor(parts: {
    store: Store;
    records: EnrollmentRecords;
    invitations: Invitations;
    requests: Requests;
    expected: ExpectedDevices;
    transitions: Transitions;
    hooks: EnrollmentHooks;
    refusals: RefusalLog;
    logger: Logger;
  }) {
    this.#store = parts.store;
    this.#records = parts.records;
    this.#invitations = parts.invitations;
    this.#requests = parts.requests;
    this.#expected = parts.expected;
    this.#transitions = parts.transitions;
    this.#hooks = parts.hooks;
    this.#refusals = parts.refusals;
    this.#logger = parts.logger;
  }

  /**
   * Answers one message. Refusals are answers; a rejection of the promise is a failure of ours, to be answered with 5xx.
   *
   * @throws CartwrightError `bad-plist` when the message names no enrollment
   */
  async handle(caller: Caller, message: CheckInMessage): Promise<CheckInAnswer> {
    const identity = enrollmentIdentity(message);
    const answer = await this.#store.write((work) => this.#answer(work, caller, message, identity));
    if (answer.refusal === undefined) return answer;
    await this.#refusals.note(answer.refusal, message.MessageType, answer.row, caller, whoAsks(message, answer.row));
    // A device ignores the answer to its CheckOut, and there is nothing it could do about a refusal (CHK-11).
    return message.MessageType === 'CheckOut' ? OK : answer;
  }

  #answer(
    work: UnitOfWork,
    caller: Caller,
    message: CheckInMessage,
    identity: EnrollmentIdentity,
  ): CheckInAnswer & { refusal?: Refusal; row?: ConnectRow } {
    const row = this.#records.ofCaller(caller);
    const refused = this.#act(work, row, message, identity);
    if (refused === undefined) return OK;
    if (!('verdict' in refused)) return refused;
    return { status: refused.status, body: null, refusal: refused, row };
  }

  /** Does what the message asks. Undefined means 200 without a body. */
  #act(
    work: UnitOfWork,
    row: ConnectRow | undefined,
    message: CheckInMessage,
    identity: EnrollmentIdentity,
  ): Refusal | CheckInAnswer | undefined {
    switch (message.MessageType) {
      case 'Authenticate':
        return this.#authenticate(work, row, message, identity);
      case 'TokenUpdate':
        return this.#tokenUpdate(work, row, message, identity);
      case 'CheckOut':
        return this.#checkOut(work, row, message, identity);
      default:
        return this.#other(work, row, message, identity);
    }
  }

  #authenticate(
    work: UnitOfWork,
    row: ConnectRow | undefined,
    message: AuthenticateMessage,
    identity: EnrollmentIdentity,
  ): Refusal | undefined {
    const invitation = row?.invitationId ? this.#invitations.find(row.invitationId) : undefined;
    const verdict = decideAuthenticate(
      standingOf(row, identity, work.now),
      { topic: message.Topic },
      {
        serverTopic: this.#hooks.pushTopic(),
        invitation,
        unfinished: this.#hasUnfinished(identity, invitation),
        expected: invitation?.onlyExpected !== 1 || this.#expected.isExpected(message.SerialNumber, invitation.id),
      },
    );
    if (verdict.verdict === 'refuse') return verdict;
    if (verdict.verdict === 'repeat') {
      this.#transitions.repeat(work, message, identity);
    } else if (verdict.verdict === 'restart') {
      this.#transitions.restart(work, this.#enrollmentOf(row), message, identity);
    } else if (invitation !== undefined && row !== undefined) {
      this.#transitions.begin(work, message, identity, invitation, row.fingerprint);
      if (verdict.counts) this.#invitations.countUse(work, invitation);
      if (invitation.requiresApproval === 1) this.#requests.arrived(work, row.fingerprint);
    }
    return undefined;
  }

  #tokenUpdate(
    work: UnitOfWork,
    row: ConnectRow | undefined,
    message: TokenUpdateMessage,
    identity: EnrollmentIdentity,
  ): Refusal | undefined {
    const managed = this.#records.openByKey(identity.key).length > 0;
    const verdict = decideTokenUpdate(standingOf(row, identity, work.now), { topic: message.Topic }, { managed });
    if (verdict.verdict === 'refuse') return verdict;
    const enrollment = this.#enrollmentOf(row);
    if (verdict.renewed) this.#transitions.adoptRenewal(work, enrollment, row?.fingerprint ?? '');
    if (verdict.verdict === 'update') this.#transitions.updateTokens(work, enrollment, message);
    else this.#transitions.confirm(work, enrollment, message, verdict.again);
    return undefined;
  }

  #checkOut(
    work: UnitOfWork,
    row: ConnectRow | undefined,
    _message: CheckOutMessage,
    identity: EnrollmentIdentity,
  ): Refusal | undefined {
    const verdict = decideCheckOut(standingOf(row, identity, work.now));
    if (verdict.verdict === 'refuse') return verdict;
    if (verdict.verdict === 'end') this.#transitions.end(work, this.#enrollmentOf(row), 'checked-out', 'device');
    return undefined;
  }

  /** Messages of services that are not offered: nothing promised them in the profile, so only odd callers send them. */
  #other(
    work: UnitOfWork,
    row: ConnectRow | undefined,
    message: CheckInMessage,
    identity: EnrollmentIdentity,
  ): Refusal | CheckInAnswer {
    const standing = standingOf(row, { key: identity.deviceKey, channel: 'device' }, work.now);
    const verdict = decideOther(standing);
    if (verdict.verdict === 'refuse') return verdict;
    this.#logger.debug({ messageType: message.MessageType }, 'a check-in message of a service that is not offered');
    // 410: this user is not managed; the device asks again at the next login.
    if (message.MessageType === 'UserAuthenticate') return { status: 410, body: null };
    // What Apple defines for "there is none".
    if (message.MessageType === 'GetBootstrapToken') return { status: 200, body: encodePlistBytes({}) };
    // 200 would let the device believe that its token or report is kept.
    return { status: 501, body: null };
  }

  #hasUnfinished(identity: EnrollmentIdentity, invitation: InvitationTable | undefined): boolean {
    if (invitation === undefined) return false;
    return this.#records
      .openByKey(identity.key)
      .some((row) => row.enrolledAt === null && row.invitationId === invitation.id);
  }

  /** The whole row of the enrollment a verdict was about: it was there when the verdict was given, in this same unit. */
  #enrollmentOf(row: ConnectRow | undefined): EnrollmentRow {
    const enrollment = row?.id ? this.#records.enrollment(row.id) : undefined;
    if (enrollment === undefined) throw new TypeError('A verdict about an enrollment without the enrollment.');
    return enrollment;
  }
}

/** What is known of a device that asks to enroll: whoever looks into a refusal wants to know which one it was. */
function whoAsks(message: CheckInMessage, row: ConnectRow | undefined): Record<string, string> {
  if (message.MessageType !== 'Authenticate') return {};
  const { SerialNumber, ModelName, DeviceName } = message;
  const facts = { serialNumber: SerialNumber, modelName: ModelName, deviceName: DeviceName };
  const known = Object.entries({ ...facts, invitationId: row?.invitationId ?? undefined });
  return Object.fromEntries(known.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
