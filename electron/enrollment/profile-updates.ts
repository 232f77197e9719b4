import type { Finding } from '../../shared/contract/common.ts';
import {
  type ProfileChange,
  type ProfileUpdatePreview,
  type RenewalOverview,
  type RenewalSettings,
  renewalSettings,
} from '../../shared/contract/relationship.ts';
import { newId } from '../../shared/ids.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Authority, Challenges } from '../identity/index.ts';
import { describeError, type ErrorChain } from '../protocol/index.ts';
import {
  type CommandState,
  type ProfileUpdateCause,
  readSetting,
  type Store,
  type UnitOfWork,
  writeSetting,
} from '../store/index.ts';
import {
  type ListedUpdates,
  listUpdates,
  openUpdates,
  renewalCounts,
  type UpdateQuery,
} from './profile-update-list.ts';
import type { ProfileUpdateRecords, ProfileUpdateRow } from './profile-update-records.ts';
import { judgeUpdate, termsAfter } from './profile-update-rules.ts';
import type { Profiles } from './profiles.ts';
import type { EnrollmentRecords, EnrollmentRow } from './records.ts';
import { leadTimeOf, renewalDueAt, tryAgainAt, waitsUntil } from './renewal-plan.ts';
import type { EnrollmentHooks } from './transitions.ts';

const SETTING = 'enrollment.renewals';
const DAY = 86_400_000;

/** Command states that end a replacement, and what is said of those that give no reason. */
const ENDINGS: Readonly<Partial<Record<CommandState, string>>> = {
  error: 'The device could not install the profile.',
  'format-error': 'The device could not make sense of the profile.',
  expired: 'The device did not come for its profile in time.',
  unanswered: 'The device was given its profile and never answered.',
  cancelled: 'Its command was taken back.',
  superseded: 'Another enrollment profile was queued in its place.',
};

/** Puts a profile into the queue of an enrollment, within a unit of work. */
export type SendProfile = (
  work: UnitOfWork,
  enrollmentId: string,
  payload: Buffer,
  wish: { actor: string; reason: string | undefined; expiresAt: number },
) => { commandId: string } | { refused: string };

/** Replaces enrollment profiles over the channel: identities near their end by itself, others when asked. */
export class ProfileUpdates {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #authority: Authority;
  readonly #challenges: Challenges;
  readonly #profiles: Profiles;
  readonly #records: EnrollmentRecords;
  readonly #updates: ProfileUpdateRecords;
  readonly #hooks: EnrollmentHooks;
  readonly #mayRenew: (deviceId: string) => boolean;

  constructor(parts: {
    store: Store;
    logger: Logger;
    authority: Authority;
    challenges: Challenges;
    profiles: Profiles;
    records: EnrollmentRecords;
    hooks: EnrollmentHooks;
    updates: ProfileUpdateRecords;
    /** False for a device whose identity is not to be renewed by itself now. */
    mayRenew: (deviceId: string) => boolean;
  }) {
    this.#store = parts.store;
    this.#logger = parts.logger;
    this.#authority = parts.authority;
    this.#challenges = parts.challenges;
    this.#profiles = parts.profiles;
    this.#records = parts.records;
    this.#hooks = parts.hooks;
    this.#updates = parts.updates;
    this.#mayRenew = parts.mayRenew;
  }

  settings(): RenewalSettings {
    return readSetting(this.#store, SETTING, renewalSettings) ?? renewalSettings.parse({});
  }

  async setSettings(settings: RenewalSettings, actor: string): Promise<RenewalOverview> {
    await this.#store.write((work) => {
      writeSetting(this.#store, SETTING, settings);
      work.event({ type: 'setting.renewals-changed', actor, data: { ...settings } });
    });
    await this.run();
    return this.overview();
  }

  overview(): RenewalOverview {
    const settings = this.settings();
    const now = this.#store.clock.now();
    const due = this.#candidates(now, settings).filter(
      (row) => row.authority !== this.#authority.issuerText || row.notAfter - leadTimeOf(row, settings.leadDays) <= now,
    );
    return { settings, ...renewalCounts(this.#store, now), due: due.length };
  }

  list(query: UpdateQuery): ListedUpdates {
    return listUpdates(this.#store, query);
  }

  /** Who could have their profile replaced, and who not and why. */
  preview(deviceIds: readonly string[], change: ProfileChange): ProfileUpdatePreview {
    const outcome: ProfileUpdatePreview = { fits: [], refused: [], warnings: [] };
    for (const deviceId of new Set(deviceIds)) this.#sort(outcome, deviceId, this.#judge(deviceId, change).findings);
    return outcome;
  }

  /** Replaces the profiles of those that can have it; the others are refused with the reasons. */
  async request(
    deviceIds: readonly string[],
    change: ProfileChange,
    actor: string,
    reason?: string,
  ): Promise<ProfileUpdatePreview> {
    const outcome: ProfileUpdatePreview = { fits: [], refused: [], warnings: [] };
    await this.#store.writeEach([...new Set(deviceIds)], (work, deviceId) => {
      const { row, findings } = this.#judge(deviceId, change);
      const refused =
        row === undefined || findings.some(({ severity }) => severity === 'refuse')
          ? undefined
          : this.#begin(work, row, change, { cause: 'request', actor, reason });
      this.#sort(outcome, deviceId, refused === undefined ? findings : [...findings, refused]);
    });
    return outcome;
  }

  /**
   * One look: what became of replacements that are open, and which identities are due. Everything it rests on is in the
   * store, so it may be stopped at any point and goes on from there.
   */
  async run(): Promise<{ begun: number; ended: number }> {
    const ended = await this.settle();
    const settings = this.settings();
    const topic = this.#hooks.pushTopic();
    if (topic === undefined) return { begun: 0, ended };
    const now = this.#store.clock.now();
    const { waiting, underWay } = openUpdates(this.#store);
    const due = this.#candidates(now, settings)
      .filter((row) => this.#isDue(row, settings, now) && this.#mayRenew(row.deviceId))
      .slice(0, Math.max(0, settings.atOnce - waiting - underWay));
    const begun = await this.#store.writeEach(due, (work, { enrollmentId, authority }): boolean => {
      const row = this.#records.enrollment(enrollmentId);
      if (row === undefined || !this.#fits(row, {})) return false;
      const cause: ProfileUpdateCause = authority === this.#authority.issuerText ? 'expiring' : 'authority';
      const refused = this.#begin(work, row, {}, { cause, actor: 'system', reason: undefined });
      if (refused !== undefined)
        this.#logger.warn({ enrollmentId, reason: refused.message }, 'an identity could not be renewed');
      return refused === undefined;
    });
    return { begun: begun.filter(Boolean).length, ended };
  }

  /** Ends replacements whose command has ended without success, or that nobody can finish any more. */
  async settle(): Promise<number> {
    const open = this.#store.all((db) =>
      db
        .selectFrom('profileUpdate as u')
        .innerJoin('command as c', 'c.id', 'u.commandId')
        .innerJoin('scepChallenge as s', 's.hash', 'u.challengeHash')
        .leftJoin('commandResult as r', 'r.commandId', 'c.id')
        .selectAll('u')
        .select(['c.state as commandState', 'c.errorSummary', 'r.errorChain', 's.expiresAt'])
        .where('u.state', 'in', ['waiting', 'under-way'])
        .where('c.open', '=', 0),
    );
    const now = this.#store.clock.now();
    let ended = 0;
    for (const { commandState, errorSummary, errorChain, expiresAt, ...row } of open) {
      const without = ENDINGS[commandState];
      // Some devices acknowledge first and check in with the new identity afterwards.
      if (without === undefined && expiresAt > now) continue;
      const problem = without === undefined ? NEVER_SEEN : (whole(errorChain) ?? errorSummary ?? without);
      await this.#store.write((work) => this.#giveUp(work, row, commandState, problem));
      ended++;
    }
    return ended;
  }

  #giveUp(work: UnitOfWork, row: ProfileUpdateRow, commandState: CommandState, problem: string): void {
    if (this.#updates.open(row.enrollmentId)?.id !== row.id) return;
    const takenBack = commandState === 'cancelled' || commandState === 'superseded';
    const byItself = row.cause !== 'request';
    this.#updates.giveUp(work, row, takenBack ? 'cancelled' : 'failed', {
      problem,
      nextTryAt: byItself ? (takenBack ? work.now + DAY : tryAgainAt(row.attempt, work.now)) : null,
    });
  }

  #judge(deviceId: string, change: ProfileChange): { row: EnrollmentRow | undefined; findings: Finding[] } {
    const row = this.#records.enrolledOf(deviceId);
    const findings = judgeUpdate(row, change, {
      serverTopic: this.#hooks.pushTopic(),
      serverUrl: this.#profiles.serverUrl,
      underWay: row !== undefined && this.#updates.open(row.id) !== undefined,
    });
    return { row, findings };
  }

  #fits(row: EnrollmentRow, change: ProfileChange): boolean {
    const context = { serverTopic: this.#hooks.pushTopic(), serverUrl: this.#profiles.serverUrl, underWay: false };
    if (this.#updates.open(row.id) !== undefined) return false;
    return judgeUpdate(row, change, context).every(({ severity }) => severity !== 'refuse');
  }

  #sort(outcome: ProfileUpdatePreview, deviceId: string, findings: readonly Finding[]): void {
    const reasons = findings.filter(({ severity }) => severity === 'refuse');
    if (reasons.length > 0) outcome.refused.push({ deviceId, reasons });
    else {
      outcome.fits.push(deviceId);
      if (findings.length > 0) outcome.warnings.push({ deviceId, reasons: [...findings] });
    }
  }

  /** Queues the profile with a challenge of its own. Returns why the queue would not have it. */
  #begin(
    work: UnitOfWork,
    row: EnrollmentRow,
    change: ProfileChange,
    { cause, actor, reason }: { cause: ProfileUpdateCause; actor: string; reason: string | undefined },
  ): Finding | undefined {
    const former = this.#store.get((db) =>
      db
        .selectFrom('certificate')
        .select('notAfter')
        .where('fingerprint', '=', row.certificateFingerprint ?? ''),
    );
    const expiresAt = waitsUntil(work.now, former?.notAfter ?? work.now);
    const challenge = this.#challenges.create(work, row.invitationId ?? '', {
      renewal: { enrollmentId: row.id, expiresAt },
    });
    const terms = termsAfter(row, change);
    const payload = this.#profiles.replacement(row, terms, challenge);
    const sent = this.#send(work, row.id, payload, { actor, reason, expiresAt });
    const challengeHash = this.#challenges.hashOf(challenge);
    if ('refused' in sent) {
      this.#challenges.withdraw(work, challengeHash);
      return { code: 'refused', severity: 'refuse', path: [], message: sent.refused };
    }
    const id = newId(work.now);
    const attempt = this.#attemptsSinceSuccess(row.id) + 1;
    const { id: enrollmentId, deviceId, certificateFingerprint } = row;
    this.#updates.insert({
      ...terms,
      id,
      deviceId,
      enrollmentId,
      cause,
      state: 'waiting',
      attempt,
      actor,
      commandId: sent.commandId,
      challengeHash,
      formerFingerprint: certificateFingerprint,
      fingerprint: null,
      createdAt: work.now,
      stateAt: work.now,
      nextTryAt: null,
      problem: null,
    });
    work.event({
      type: 'enrollment-profile.queued',
      deviceId,
      enrollmentId,
      commandId: sent.commandId,
      actor,
      data: { updateId: id, cause, attempt, accessRights: terms.accessRights, reason },
    });
    return undefined;
  }

  #send: SendProfile = (...given) => this.#hooks.sendProfile(...given);

  #attemptsSinceSuccess(enrollmentId: string): number {
    const rows = this.#store.all((db) =>
      db
        .selectFrom('profileUpdate')
        .select('state')
        .where('enrollmentId', '=', enrollmentId)
        .orderBy('id', 'desc')
        .limit(100),
    );
    const success = rows.findIndex(({ state }) => state === 'done');
    return rows.slice(0, success < 0 ? undefined : success).filter(({ state }) => state === 'failed').length;
  }

  /** Identities that may be due: near their end, or of a former authority; nothing is open for them. */
  #candidates(now: number, { leadDays }: RenewalSettings) {
    return this.#store
      .all((db) =>
        db
          .selectFrom('certificate as c')
          .innerJoin('enrollment as e', 'e.certificateFingerprint', 'c.fingerprint')
          .where('c.purpose', '=', 'device-identity')
          .where('c.notAfter', '>', now)
          .where((on) =>
            on.or([on('c.notAfter', '<=', now + leadDays * DAY), on('c.issuer', '<>', this.#authority.issuerText)]),
          )
          .where('e.state', '=', 'enrolled')
          .where('e.channel', '=', 'device')
          .where((on) =>
            on.not(
              on.exists(
                on
                  .selectFrom('profileUpdate as u')
                  .select('u.id')
                  .whereRef('u.enrollmentId', '=', 'e.id')
                  .where('u.state', 'in', ['waiting', 'under-way']),
              ),
            ),
          )
          .select(['e.id as enrollmentId', 'e.deviceId', 'c.notBefore', 'c.notAfter', 'c.issuer as authority'])
          .select((on) =>
            on
              .selectFrom('profileUpdate as u')
              .select('u.nextTryAt')
              .whereRef('u.enrollmentId', '=', 'e.id')
              .orderBy('u.id', 'desc')
              .limit(1)
              .as('nextTryAt'),
          )
          .orderBy('c.notAfter')
          .orderBy('e.id'),
      )
      .filter((row) => row.notAfter > now);
  }

  #isDue(
    row: { enrollmentId: string; notBefore: number; notAfter: number; authority: string; nextTryAt: number | null },
    { automatic, leadDays }: RenewalSettings,
    now: number,
  ): boolean {
    if (row.nextTryAt !== null && row.nextTryAt > now) return false;
    // Who starts a roll-over wants it done; renewals are for those who leave them to us.
    if (row.authority !== this.#authority.issuerText) return true;
    return automatic && renewalDueAt(row, leadDays) <= now;
  }
}

/** What the device said, from the outside in: the reason is often in the last sentence. */
function whole(errorChain: string | null): string | undefined {
  if (errorChain === null) return undefined;
  const said = (JSON.parse(errorChain) as ErrorChain).map((item) => describeError(item));
  return said.length === 0 ? undefined : [...new Set(said)].join(' ');
}

const NEVER_SEEN = 'The device acknowledged its profile but never called with the new identity.';
