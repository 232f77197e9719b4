import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Authority, Challenges, DeviceProof } from '../identity/index.ts';
import { enrollmentIdentity } from '../protocol/index.ts';
import type { OverTheAirTable, Store, UnitOfWork } from '../store/index.ts';
import type { ExpectedDevices } from './expected.ts';
import type { InvitationRow } from './invitations.ts';
import { type DeviceRefusal, isProven, readMachineInfo, type ToldInfo, unfit } from './machine-info.ts';
import type { OverTheAirUpdates } from './over-the-air-update.ts';
import type { IssuedProfile, Profiles } from './profiles.ts';
import type { Requests } from './requests.ts';
import type { WaysOfEntry } from './ways-settings.ts';

type Attempt = Selectable<OverTheAirTable>;

/** From the first download to the last answer; a person stands in front of the device meanwhile. */
const LIFE = 30 * 60_000;
const KEPT = 7 * 86_400_000;
const MOST_NOTED = 1_000;

type Reason =
  | 'unknown-signer'
  | 'challenge-unknown'
  | 'challenge-used'
  | 'challenge-expired'
  | 'other-device'
  | 'not-expected'
  | 'no-identifier'
  | 'not-approved';

/** What a device that told of itself hears: a profile, or why not. */
export type OverTheAirAnswer = IssuedProfile | { status: 400 | 403 } | DeviceRefusal;

/**
 * Enrollment over the air: a profile asks the device what it is; it tells, signed by the certificate Apple built into it;
 * it gets an identity by SCEP and tells again, signed by that; only then the enrollment profile leaves, good for this very
 * device. Each step counts once, and all together half an hour.
 *
 * Source: Apple, “Over-the-Air Profile Delivery and Configuration”; spec OTA-1 to OTA-4.
 */
export class OverTheAir {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #authority: Authority;
  readonly #challenges: Challenges;
  readonly #profiles: Profiles;
  readonly #requests: Requests;
  readonly #expected: ExpectedDevices;
  readonly #ways: WaysOfEntry;
  readonly #openProof: (signed: Buffer) => DeviceProof;
  readonly #updates: OverTheAirUpdates;
  readonly #noted = new Set<string>();

  constructor(parts: {
    store: Store;
    logger: Logger;
    authority: Authority;
    challenges: Challenges;
    profiles: Profiles;
    requests: Requests;
    expected: ExpectedDevices;
    ways: WaysOfEntry;
    openProof: (signed: Buffer) => DeviceProof;
    updates: OverTheAirUpdates;
  }) {
    this.#store = parts.store;
    this.#logger = parts.logger;
    this.#authority = parts.authority;
    this.#challenges = parts.challenges;
    this.#profiles = parts.profiles;
    this.#requests = parts.requests;
    this.#expected = parts.expected;
    this.#ways = parts.ways;
    this.#openProof = parts.openProof;
    this.#updates = parts.updates;
  }

  /**
   * The first answer: where to tell, and the challenge to bring along.
   *
   * @param url takes what the device tells
   * @param requestId the request that was approved, where the invitation asks for approval
   * @throws CartwrightError `not-configured` while there is no push certificate
   */
  async begin(invitation: InvitationRow, url: string, requestId: string | null): Promise<IssuedProfile> {
    const challenge = randomBytes(20).toString('hex');
    const profile = this.#profiles.service(url, challenge);
    await this.#store.write((work) => {
      this.#store.run((db) => db.deleteFrom('overTheAir').where('expiresAt', '<', work.now - KEPT));
      const row: OverTheAirTable = {
        id: newId(work.now),
        invitationId: invitation.id,
        requestId,
        challengeHash: this.#challenges.hashOf(challenge),
        state: 'offered',
        udid: null,
        serialNumber: null,
        identityChallengeHash: null,
        offeredAt: work.now,
        expiresAt: work.now + LIFE,
      };
      this.#store.run((db) => db.insertInto('overTheAir').values(row));
    });
    return profile;
  }

  /**
   * What a device tells of itself; who signed it says whether for the first time, for the second, or to have its profile
   * anew.
   *
   * @param open whether the invitation lets devices in; one that is in already gets its profile anew regardless
   */
  async told(invitation: InvitationRow, body: Buffer, open: boolean): Promise<OverTheAirAnswer> {
    let told: ToldInfo;
    try {
      told = readMachineInfo(body, this.#openProof);
    } catch (error) {
      if (!(error instanceof CartwrightError)) throw error;
      this.#logger.warn({ err: error, bytes: body.length }, 'what a device told of itself could not be read');
      return { status: error.code === 'bad-plist' ? 400 : 403 };
    }
    if (told.signer === 'other') {
      const again = await this.#updates.answer(invitation, told, this.#ways.get().encryptProfiles);
      if (again !== undefined) return again;
    }
    if (!open) return { status: 403 };
    return told.signer === 'over-the-air' ? this.#again(invitation, told) : this.#first(invitation, told);
  }

  /** The device shows what it is: it gets the way to an identity, once for each challenge. */
  async #first(invitation: InvitationRow, told: ToldInfo): Promise<OverTheAirAnswer> {
    const { info, signer } = told;
    const settings = this.#ways.get();
    const tooOld = unfit(info, settings.minimumOs);
    const outcome = await this.#store.write((work): { challenge: string } | Reason | 'unfit' => {
      const attempt = this.#byChallenge(invitation, info.challenge);
      const reason = this.#speaksAgainst(attempt, 'offered', work.now);
      if (attempt === undefined || reason !== undefined)
        return this.#refuse(work, attempt, reason ?? 'challenge-unknown');
      // Without Apple's signature the challenge stays: whoever cannot sign must not use it up for who can.
      if (signer === 'nobody' || !isProven(signer, settings.deviceProof))
        return this.#refuse(work, attempt, 'unknown-signer');
      if (info.udid === undefined) return this.#refuse(work, attempt, 'no-identifier');
      if (invitation.onlyExpected === 1 && !this.#expected.isExpected(info.serialNumber, invitation.id)) {
        return this.#refuse(work, attempt, 'not-expected', info.serialNumber);
      }
      if (tooOld !== undefined) return 'unfit';
      const given = { purpose: 'over-the-air', way: 'over-the-air' } as const;
      const challenge = this.#challenges.create(work, invitation.id, given);
      this.#update(attempt.id, {
        state: 'identified',
        udid: info.udid,
        serialNumber: info.serialNumber ?? null,
        identityChallengeHash: this.#challenges.hashOf(challenge),
      });
      return { challenge };
    });
    if (typeof outcome === 'object') return this.#profiles.identity(outcome.challenge);
    return outcome === 'unfit' && tooOld !== undefined ? tooOld : { status: 403 };
  }

  /** The same device again, signed by the identity it was given: it gets the enrollment profile, once. */
  async #again(invitation: InvitationRow, told: ToldInfo): Promise<OverTheAirAnswer> {
    const { info, fingerprint = '', certificateDer } = told;
    const refused = await this.#store.write((work) => {
      const attempt = this.#byIdentity(fingerprint, invitation);
      const reason = this.#speaksAgainst(attempt, 'identified', work.now) ?? differs(attempt, info, this.#challenges);
      if (attempt === undefined || reason !== undefined)
        return this.#refuse(work, attempt, reason ?? 'challenge-unknown');
      return undefined;
    });
    const attempt = this.#byIdentity(fingerprint, invitation);
    if (refused !== undefined || attempt === undefined || attempt.udid === null) return { status: 403 };
    const { key: deviceKey } = enrollmentIdentity({ UDID: attempt.udid });
    const encryptFor = this.#ways.get().encryptProfiles ? certificateDer : undefined;
    try {
      return await this.#profiles.issue(
        invitation,
        (work, challenge) => this.#finish(work, attempt, fingerprint, challenge),
        {
          way: 'over-the-air',
          deviceKey,
          encryptFor,
        },
      );
    } catch (error) {
      if (!(error instanceof CartwrightError) || (error.code !== 'gone' && error.code !== 'bad-certificate'))
        throw error;
      const reason = error.code === 'gone' ? 'not-approved' : 'unknown-signer';
      await this.#store.write((work) => this.#refuse(work, attempt, reason));
      return { status: 403 };
    }
  }

  /** The last step has its effect once, however often it is asked for at the same time. */
  #finish(work: UnitOfWork, attempt: Attempt, fingerprint: string, challenge: string): void {
    const now = this.#store.get((db) => db.selectFrom('overTheAir').select('state').where('id', '=', attempt.id));
    if (now?.state !== 'identified') throw new CartwrightError('gone', 'This enrollment was finished meanwhile.');
    if (attempt.requestId !== null) this.#requests.bind(work, attempt.requestId, challenge);
    this.#update(attempt.id, { state: 'finished' });
    this.#authority.revokeWithin(work, fingerprint, 'cessationOfOperation');
    const data = { invitationId: attempt.invitationId, serialNumber: attempt.serialNumber };
    work.event({ type: 'enrollment.proven-over-the-air', actor: 'device', data });
  }

  #byChallenge(invitation: InvitationRow, challenge: string | undefined): Attempt | undefined {
    if (challenge === undefined) return undefined;
    const challengeHash = this.#challenges.hashOf(challenge);
    return this.#store.get((db) =>
      db
        .selectFrom('overTheAir')
        .selectAll()
        .where('challengeHash', '=', challengeHash)
        .where('invitationId', '=', invitation.id),
    );
  }

  #byIdentity(fingerprint: string, invitation: InvitationRow): Attempt | undefined {
    const hash = this.#challenges.termsOf(fingerprint)?.hash;
    if (hash === undefined) return undefined;
    return this.#store.get((db) =>
      db
        .selectFrom('overTheAir')
        .selectAll()
        .where('identityChallengeHash', '=', hash)
        .where('invitationId', '=', invitation.id),
    );
  }

  #speaksAgainst(attempt: Attempt | undefined, state: Attempt['state'], now: number): Reason | undefined {
    if (attempt === undefined) return 'challenge-unknown';
    if (attempt.state !== state) return 'challenge-used';
    return attempt.expiresAt <= now ? 'challenge-expired' : undefined;
  }

  /** Strangers are for the log only: nobody without a challenge of ours writes events. */
  #refuse(work: UnitOfWork, attempt: Attempt | undefined, reason: Reason, serial?: string): Reason {
    this.#logger.warn({ reason, attempt: attempt?.id }, 'an enrollment over the air was refused');
    const note = `${attempt?.id} ${reason}`;
    // Once for each way it failed, so that nobody fills the disk by trying again.
    if (attempt === undefined || this.#noted.has(note)) return reason;
    if (this.#noted.size >= MOST_NOTED) this.#noted.clear();
    this.#noted.add(note);
    const serialNumber = serial ?? attempt.serialNumber;
    const data = { reason, message: 'over-the-air', invitationId: attempt.invitationId, serialNumber };
    work.event({ type: 'enrollment.refused', actor: 'device', data });
    return reason;
  }

  #update(id: string, change: Partial<Attempt>): void {
    this.#store.run((db) => db.updateTable('overTheAir').set(change).where('id', '=', id));
  }
}

/** How what is told the second time differs from the first. */
function differs(
  attempt: Attempt | undefined,
  info: ToldInfo['info'],
  { hashOf }: Pick<Challenges, 'hashOf'>,
): Reason | undefined {
  if (attempt === undefined || info.udid === undefined) return 'other-device';
  if (info.udid.toUpperCase() !== attempt.udid?.toUpperCase()) return 'other-device';
  // Devices bring the first challenge along; one that brings another is not in this enrollment.
  if (info.challenge !== undefined && hashOf(info.challenge) !== attempt.challengeHash) return 'challenge-unknown';
  return undefined;
}
