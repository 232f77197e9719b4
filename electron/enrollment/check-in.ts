import type { Caller, Challenges } from '../identity/index.ts';
import {
  type AuthenticateMessage,
  type CheckInMessage,
  type EnrollmentIdentity,
  enrollmentIdentity,
  type TokenUpdateMessage,
} from '../protocol/index.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import type { AutomatedProfiles } from './automated.ts';
import { DeviceMessages } from './device-messages.ts';
import type { ExpectedDevices } from './expected.ts';
import type { InvitationRow, Invitations } from './invitations.ts';
import { type ConnectRow, type EnrollmentRecords, type EnrollmentRow, standingOf } from './records.ts';
import { answerRefusal } from './refusal-answer.ts';
import type { RefusalLog } from './refusal-log.ts';
import type { Requests } from './requests.ts';
import type { ReturnToService } from './return-to-service.ts';
import {
  decideAuthenticate,
  decideCheckOut,
  decideOther,
  decideTokenUpdate,
  type Refusal,
  type Standing,
} from './state.ts';
import type { EnrollmentHooks, Transitions } from './transitions.ts';
import type { UserAuthentication } from './user-authenticate.ts';
import type { UserChannels } from './user-channels.ts';
import { decideUserAuthenticate, decideUserConnect, decideUserTokenUpdate } from './user-state.ts';

/** What a check-in is answered with. `body` is null for none; it is a property list unless `contentType` says JSON. */
export interface CheckInAnswer {
  status: 200 | 400 | 401 | 403 | 404 | 410 | 503;
  body: Buffer | null;
  contentType?: 'application/json';
}

const OK: CheckInAnswer = { status: 200, body: null };

/** What became of a message: an answer (200 without a body when there is nothing to say) or a refusal. */
type Outcome = Refusal | CheckInAnswer | undefined;

/** Answers the messages of the check-in protocol; each is one unit of work, answered once it is durable. */
export class CheckIns {
  readonly #store: Store;
  readonly #records: EnrollmentRecords;
  readonly #invitations: Invitations;
  readonly #challenges: Challenges;
  readonly #requests: Requests;
  readonly #expected: ExpectedDevices;
  readonly #automated: Pick<AutomatedProfiles, 'takes'>;
  readonly #transitions: Transitions;
  readonly #hooks: EnrollmentHooks;
  readonly #refusals: RefusalLog;
  readonly #channels: UserChannels;
  readonly #users: UserAuthentication;
  readonly #messages: DeviceMessages;
  readonly #returnToService: ReturnToService;

  constructor(parts: {
    store: Store;
    records: EnrollmentRecords;
    invitations: Invitations;
    challenges: Challenges;
    requests: Requests;
    expected: ExpectedDevices;
    automated: Pick<AutomatedProfiles, 'takes'>;
    transitions: Transitions;
    hooks: EnrollmentHooks;
    refusals: RefusalLog;
    channels: UserChannels;
    users: UserAuthentication;
    returnToService: ReturnToService;
  }) {
    this.#store = parts.store;
    this.#records = parts.records;
    this.#invitations = parts.invitations;
    this.#challenges = parts.challenges;
    this.#requests = parts.requests;
    this.#expected = parts.expected;
    this.#automated = parts.automated;
    this.#transitions = parts.transitions;
    this.#hooks = parts.hooks;
    this.#refusals = parts.refusals;
    this.#channels = parts.channels;
    this.#users = parts.users;
    this.#returnToService = parts.returnToService;
    this.#messages = new DeviceMessages(parts.store);
  }

  /**
   * Answers one message. Refusals are answers; a rejection of the promise is a failure of ours, to be answered with 5xx.
   *
   * @throws CartwrightError `bad-plist` when the message names no enrollment
   */
  async handle(caller: Caller, message: CheckInMessage): Promise<CheckInAnswer> {
    const identity = enrollmentIdentity(message);
    const answer = await this.#store.write((work) => this.#answer(work, caller, message, identity));
    if (answer.refusal !== undefined) {
      await this.#refusals.note(answer.refusal, message.MessageType, answer.row, caller, whoAsks(message, answer.row));
      // A device ignores the answer to its CheckOut, and there is nothing it could do about a refusal (CHK-11).
      return message.MessageType === 'CheckOut' ? OK : answer;
    }
    if (message.MessageType !== 'ReturnToService') return answer;
    // Making a profile is a unit of work of its own, so this one answers after the caller was found good.
    return this.#returnToService.answer(this.#enrollmentOf(answer.row));
  }

  #answer(
    work: UnitOfWork,
    caller: Caller,
    message: CheckInMessage,
    identity: EnrollmentIdentity,
  ): CheckInAnswer & { refusal?: Refusal; row?: ConnectRow } {
    const row = this.#records.ofCaller(caller);
    const outcome = this.#act(work, row, message, identity) ?? OK;
    if (!('verdict' in outcome)) return { ...outcome, row };
    // Whoever asks to enroll has nothing to drop yet: a 401 ends the installation, and older devices know no other word.
    const told =
      message.MessageType === 'Authenticate' ? { status: outcome.status } : answerRefusal(this.#records, row, outcome);
    return { body: null, ...told, refusal: outcome, row };
  }

  /** Does what the message asks. */
  #act(work: UnitOfWork, row: ConnectRow | undefined, message: CheckInMessage, identity: EnrollmentIdentity): Outcome {
    switch (message.MessageType) {
      case 'Authenticate':
        return this.#authenticate(work, row, message, identity);
      case 'TokenUpdate':
        return identity.channel === 'user'
          ? this.#userTokenUpdate(work, row, message, identity)
          : this.#tokenUpdate(work, row, message, identity);
      case 'CheckOut':
        return this.#checkOut(work, row, identity);
      case 'UserAuthenticate': {
        const verdict = decideUserAuthenticate(this.#deviceStanding(work, row, identity));
        if (verdict.verdict === 'refuse') return verdict;
        return this.#users.answer(work, this.#served(work, row, verdict), message, identity);
      }
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
    const terms = row === undefined ? undefined : this.#challenges.termsOf(row.fingerprint);
    const verdict = decideAuthenticate(
      standingOf(row, identity, work.now),
      { topic: message.Topic },
      {
        serverTopic: this.#hooks.pushTopic(),
        invitation,
        unfinished: this.#hasUnfinished(identity, invitation),
        expected: this.#isExpected(message.SerialNumber, invitation),
        terms,
        personal: identity.kind === 'user-enrollment',
      },
    );
    if (verdict.verdict === 'refuse') return verdict;
    if (verdict.verdict === 'repeat') {
      this.#transitions.repeat(work, message, identity);
    } else if (verdict.verdict === 'restart') {
      this.#transitions.restart(work, this.#enrollmentOf(row), message, identity);
    } else if (verdict.verdict === 'replace') {
      this.#transitions.replace(work, this.#enrollmentOf(row), message, identity, row?.fingerprint ?? '');
    } else if (invitation !== undefined && row !== undefined) {
      const { way = null, account = null } = terms ?? {};
      this.#transitions.begin(work, message, identity, invitation, row.fingerprint, { way, account });
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

  #userTokenUpdate(
    work: UnitOfWork,
    row: ConnectRow | undefined,
    message: TokenUpdateMessage,
    identity: EnrollmentIdentity,
  ): Refusal | undefined {
    const user = this.#channels.standing(this.#channels.find(row, identity.key), message.AuthToken);
    const verdict = decideUserTokenUpdate(this.#deviceStanding(work, row, identity), { topic: message.Topic }, user);
    if (verdict.verdict === 'refuse') return verdict;
    this.#channels.tokenUpdate(work, this.#served(work, row, verdict), message, identity);
    return undefined;
  }

  /** A user's CheckOut ends that user's channel alone. It says nothing against a user we do not know. */
  #checkOut(work: UnitOfWork, row: ConnectRow | undefined, identity: EnrollmentIdentity): Refusal | undefined {
    const verdict = decideCheckOut(this.#deviceStanding(work, row, identity));
    if (verdict.verdict === 'refuse') return verdict;
    if (verdict.verdict === 'repeat') return undefined;
    const ends = identity.channel === 'user' ? this.#channels.find(row, identity.key) : this.#enrollmentOf(row);
    if (ends !== undefined) this.#transitions.end(work, ends, 'checked-out', 'device');
    return undefined;
  }

  /** What only a device, or a user's channel of it, may say once it is enrolled. */
  #other(
    work: UnitOfWork,
    row: ConnectRow | undefined,
    message: Exclude<CheckInMessage, { MessageType: 'Authenticate' | 'TokenUpdate' | 'CheckOut' | 'UserAuthenticate' }>,
    identity: EnrollmentIdentity,
  ): Outcome {
    const device = this.#deviceStanding(work, row, identity);
    const known = identity.channel === 'user' ? this.#channels.find(row, identity.key) : undefined;
    const verdict =
      identity.channel === 'user'
        ? decideUserConnect(device, this.#channels.standing(known, message.AuthToken))
        : decideOther(device);
    if (verdict.verdict === 'refuse') return verdict;
    if (verdict.verdict === 'wait') return { verdict: 'refuse', status: 403, reason: 'user-unknown' };
    const enrollment = this.#served(work, row, verdict);
    const speaker = known ?? enrollment;
    if (message.MessageType === 'DeclarativeManagement') return this.#messages.declarative(work, speaker, message);
    if (message.MessageType === 'GetToken') return this.#messages.getToken(message);
    if (identity.channel === 'user') return { verdict: 'refuse', status: 403, reason: 'user-channel' };
    if (message.MessageType === 'SetBootstrapToken') return this.#messages.setBootstrapToken(work, enrollment, message);
    return message.MessageType === 'GetBootstrapToken' ? this.#messages.getBootstrapToken(work, enrollment) : OK;
  }

  /** The standing of the device a message comes from, whichever channel it is on. */
  #deviceStanding(work: UnitOfWork, row: ConnectRow | undefined, { deviceKey }: EnrollmentIdentity): Standing {
    return standingOf(row, { key: deviceKey, channel: 'device' }, work.now);
  }

  /** The device's enrollment, after what a good message of it makes true: a renewed certificate counts, an old profile is back. */
  #served(
    work: UnitOfWork,
    row: ConnectRow | undefined,
    { renewed = false, resume = false }: { verdict: string; renewed?: boolean; resume?: boolean },
  ): EnrollmentRow {
    const enrollment = this.#enrollmentOf(row);
    if (renewed) this.#transitions.adoptRenewal(work, enrollment, row?.fingerprint ?? '');
    if (resume) this.#transitions.resume(work, enrollment);
    return enrollment;
  }

  #isExpected(serialNumber: string | undefined, invitation: InvitationRow | undefined): boolean {
    if (invitation?.way === 'automated') return this.#automated.takes(invitation.id, serialNumber).verdict === 'yes';
    return invitation?.onlyExpected !== 1 || this.#expected.isExpected(serialNumber, invitation.id);
  }

  #hasUnfinished(identity: EnrollmentIdentity, invitation: InvitationRow | undefined): boolean {
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
