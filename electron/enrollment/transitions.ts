import type { Insertable, Updateable } from 'kysely';
import { newId } from '../../shared/ids.ts';
import type { Authority, ChallengeTerms, RevocationReason } from '../identity/index.ts';
import type { AuthenticateMessage, EnrollmentIdentity, TokenUpdateMessage } from '../protocol/index.ts';
import type { EndReason, EnrollmentTable, Store, UnitOfWork } from '../store/index.ts';
import { DeviceRecords } from './device-records.ts';
import type { InvitationRow } from './invitations.ts';
import type { ProfileUpdateRecords } from './profile-update-records.ts';
import type { SendProfile } from './profile-updates.ts';
import { keepTokens, tokenFacts } from './push-tokens.ts';
import type { EnrollmentRecords, EnrollmentRow } from './records.ts';
import type { RestoredDevices } from './restored.ts';

/** Why the commands of an enrollment are cancelled: it ended, or its check-in started over. */
export type CancelReason = EndReason | 'restarted';

/** What enrollment tells the rooms above it, always inside the unit of work that makes it true. */
export interface EnrollmentHooks {
  /** The topic of the loaded push certificate; undefined while there is none. */
  pushTopic(): string | undefined;
  /** Nothing queued for this enrollment may reach a device any more. */
  cancelCommands(work: UnitOfWork, enrollmentId: string, reason: CancelReason): void;
  /** It obeys from now on: ask for its inventory and wake it up. */
  onEnrolled(work: UnitOfWork, enrollment: { id: string; deviceId: string }): void;
  /** It can be woken up (again): a new push token or push magic arrived. */
  onReachable(work: UnitOfWork, enrollment: { id: string; deviceId: string }): void;
  /** Queues a profile that takes the place of the one that enrolled the device. */
  sendProfile: SendProfile;
}

/** Where an enrollment keeps its secrets. */
const SECRETS = [
  'pushTokenSecretId',
  'pushMagicSecretId',
  'unlockTokenSecretId',
  'bootstrapTokenSecretId',
  'authTokenSecretId',
  'challengeSecretId',
] as const;
const NO_SECRETS = Object.fromEntries(SECRETS.map((column) => [column, null])) as Record<
  (typeof SECRETS)[number],
  null
>;

/**
 * The changes an enrollment goes through. Each runs inside a unit of work, with its events: what the device is answered
 * is either wholly true or did not happen.
 */
export class Transitions {
  readonly #store: Store;
  readonly #authority: Authority;
  readonly #records: EnrollmentRecords;
  readonly #devices: DeviceRecords;
  readonly #hooks: EnrollmentHooks;
  readonly #restored: RestoredDevices;
  readonly #updates: ProfileUpdateRecords;
  readonly #serverUrl: () => string;

  constructor(
    store: Store,
    authority: Authority,
    records: EnrollmentRecords,
    hooks: EnrollmentHooks,
    {
      updates,
      restored,
      serverUrl,
    }: { updates: ProfileUpdateRecords; restored: RestoredDevices; serverUrl: () => string },
  ) {
    this.#updates = updates;
    this.#restored = restored;
    this.#serverUrl = serverUrl;
    this.#store = store;
    this.#authority = authority;
    this.#records = records;
    this.#devices = new DeviceRecords(store, records);
    this.#hooks = hooks;
  }

  /** Authenticate with a new certificate: a pending enrollment that the certificate is bound to from now on. */
  begin(
    work: UnitOfWork,
    message: AuthenticateMessage,
    identity: EnrollmentIdentity,
    invitation: InvitationRow,
    fingerprint: string,
    terms: Omit<ChallengeTerms, 'deviceKey'>,
  ): void {
    const deviceId = this.#devices.record(work, message, identity);
    const open = this.#records.openByKey(identity.key);
    // Attempts that never finished give way at once; an enrollment that did stays valid until the new one is confirmed.
    for (const attempt of open.filter((row) => row.enrolledAt === null)) this.end(work, attempt, 'replaced', 'device');
    const replaces = open.find((row) => row.enrolledAt !== null);
    const row: Insertable<EnrollmentTable> = {
      id: newId(work.now),
      deviceId,
      key: identity.key,
      channel: 'device',
      userEnrollment: identity.kind === 'user-enrollment' ? 1 : 0,
      state: 'pending',
      topic: message.Topic,
      accessRights: invitation.accessRights,
      signMessage: invitation.signMessage,
      checkOutWhenRemoved: invitation.checkOutWhenRemoved,
      serverUrl: this.#serverUrl(),
      invitationId: invitation.id,
      certificateFingerprint: fingerprint,
      replacesEnrollmentId: replaces?.id ?? null,
      pushState: 'none',
      awaitingConfiguration: 0,
      authenticatedAt: work.now,
      wakeAttempts: 0,
      way: terms.way,
      account: terms.account,
    };
    this.#store.run((db) => db.insertInto('enrollment').values(row));
    this.#bindCertificate(fingerprint, row.id);
    work.event({
      type: 'enrollment.authenticated',
      deviceId,
      enrollmentId: row.id,
      actor: 'device',
      data: {
        ...cameBy({ way: terms.way, invitationId: invitation.id }),
        replaces: replaces?.id ?? null,
        way: terms.way,
      },
    });
  }

  /** Authenticate with a certificate that is bound already: the check-in starts over, and nothing old is delivered. */
  restart(work: UnitOfWork, row: EnrollmentRow, message: AuthenticateMessage, identity: EnrollmentIdentity): void {
    this.#devices.record(work, message, identity);
    for (const { id } of [row, ...this.#records.usersOf(row.id)]) this.#hooks.cancelCommands(work, id, 'restarted');
    this.#update(row.id, { state: 'pending', topic: message.Topic, authenticatedAt: work.now });
    work.event({ type: 'enrollment.restarted', deviceId: row.deviceId, enrollmentId: row.id, actor: 'device' });
  }

  /**
   * Authenticate with a renewed identity while the device obeys: its profile is being replaced in place (BP-31). Nothing
   * else changes until the TokenUpdate, since what is managed stays, and the former profile comes back if this one fails.
   */
  replace(
    work: UnitOfWork,
    row: EnrollmentRow,
    message: AuthenticateMessage,
    identity: EnrollmentIdentity,
    fingerprint: string,
  ): void {
    this.#devices.record(work, message, identity);
    this.#updates.began(work, fingerprint);
    work.event({
      type: 'enrollment.replacing',
      deviceId: row.deviceId,
      enrollmentId: row.id,
      actor: 'device',
      data: { fingerprint },
    });
  }

  /** The same Authenticate once more: only what the device says of itself may have changed. */
  repeat(work: UnitOfWork, message: AuthenticateMessage, identity: EnrollmentIdentity): void {
    this.#devices.record(work, message, identity);
  }

  /** TokenUpdate of a pending enrollment: it is enrolled now, and the one it replaces has ended. */
  confirm(work: UnitOfWork, row: EnrollmentRow, message: TokenUpdateMessage, again: boolean): void {
    for (const other of this.#records.openByKey(row.key)) {
      if (other.id !== row.id) this.end(work, other, 'replaced', 'device');
    }
    // Users tell of themselves anew: the profile that had made their channels is gone, and so is what it had escrowed.
    if (again) this.#dropFormer(work, row);
    this.#keepTokens(work, row, message);
    this.#update(row.id, { state: 'enrolled', enrolledAt: work.now });
    this.#store.run((db) => db.updateTable('device').set({ tidiedTo: 0 }).where('id', '=', row.deviceId));
    this.#devices.checkedIn(work, row.deviceId, message);
    this.#restored.clear(work, row.deviceId);
    const data = { again, replaces: row.replacesEnrollmentId, ...cameBy(row) };
    work.event({ type: 'enrollment.enrolled', deviceId: row.deviceId, enrollmentId: row.id, actor: 'device', data });
    this.#hooks.onEnrolled(work, row);
  }

  /** TokenUpdate of an enrolled enrollment: only the newest token and push magic count (CHK-5). */
  updateTokens(work: UnitOfWork, row: EnrollmentRow, message: TokenUpdateMessage): void {
    const changed = this.#keepTokens(work, row, message) || row.pushState !== 'ready';
    this.#devices.checkedIn(work, row.deviceId, message);
    if (!changed) return;
    work.event({ type: 'enrollment.token-updated', deviceId: row.deviceId, enrollmentId: row.id, actor: 'device' });
    this.#hooks.onReachable(work, row);
  }

  /** A connect from an enrollment whose check-in had started over: the old profile is back, so the enrollment is too. */
  resume(work: UnitOfWork, row: EnrollmentRow): void {
    this.#update(row.id, { state: 'enrolled' });
    work.event({ type: 'enrollment.resumed', deviceId: row.deviceId, enrollmentId: row.id, actor: 'device' });
  }

  /** A renewed certificate's first use: it is the enrollment's certificate now, and the former one counts no more. */
  adoptRenewal(work: UnitOfWork, row: EnrollmentRow, fingerprint: string): void {
    this.#revokeCertificates(work, row.id, 'superseded', fingerprint);
    this.#bindCertificate(fingerprint, row.id);
    const update = this.#updates.finished(work, fingerprint);
    this.#update(row.id, {
      certificateFingerprint: fingerprint,
      ...(update && {
        accessRights: update.accessRights,
        checkOutWhenRemoved: update.checkOutWhenRemoved,
        profileName: update.profileName,
        profileDescription: update.profileDescription,
      }),
    });
    work.event({
      type: 'enrollment.certificate-renewed',
      deviceId: row.deviceId,
      enrollmentId: row.id,
      actor: 'device',
      data: { former: row.certificateFingerprint, fingerprint },
    });
  }

  /**
   * Ends an enrollment: no commands, no push, no secrets; its certificates are revoked. That of a device ends those of its
   * users with it.
   */
  end(work: UnitOfWork, row: EnrollmentRow, reason: EndReason, actor: string): void {
    for (const user of this.#records.usersOf(row.id)) this.end(work, user, reason, actor);
    this.#updates.ended(work, row.id);
    this.#hooks.cancelCommands(work, row.id, reason);
    for (const column of SECRETS) this.#store.vault.remove(row[column]);
    this.#update(row.id, {
      ...NO_SECRETS,
      state: 'ended',
      endReason: reason,
      endedAt: work.now,
      pushState: 'none',
      nextWakeAt: null,
      challengedAt: null,
      bootstrapTokenAt: null,
    });
    this.#revokeCertificates(work, row.id, reason === 'replaced' ? 'superseded' : 'cessationOfOperation');
    const wasEnrolled = row.enrolledAt !== null;
    work.event({
      type: row.channel === 'user' ? 'enrollment.user-ended' : 'enrollment.ended',
      deviceId: row.deviceId,
      enrollmentId: row.id,
      actor,
      data: row.channel === 'user' ? { reason, wasEnrolled, user: row.userShortName } : { reason, wasEnrolled },
    });
  }

  /** What a check-in that started over and finished leaves behind: the users' channels and the bootstrap token. */
  #dropFormer(work: UnitOfWork, row: EnrollmentRow): void {
    for (const user of this.#records.usersOf(row.id)) this.end(work, user, 'replaced', 'device');
    this.#store.vault.remove(row.bootstrapTokenSecretId);
    this.#update(row.id, { bootstrapTokenSecretId: null, bootstrapTokenAt: null });
  }

  /** The tokens of a message and the columns that go with them; true when pushes go elsewhere now. */
  #keepTokens(work: UnitOfWork, row: EnrollmentRow, message: TokenUpdateMessage): boolean {
    const { columns, pushChanged } = keepTokens(this.#store.vault, row, message);
    this.#update(row.id, { ...columns, ...tokenFacts(work, message) });
    return pushChanged;
  }

  #update(id: string, change: Updateable<EnrollmentTable>): void {
    this.#store.run((db) => db.updateTable('enrollment').set(change).where('id', '=', id));
  }

  #bindCertificate(fingerprint: string, enrollmentId: string): void {
    this.#store.run((db) => db.updateTable('certificate').set({ enrollmentId }).where('fingerprint', '=', fingerprint));
  }

  /** Those bound to the enrollment, and renewals of it that were never used: whoever holds one could still take over. */
  #revokeCertificates(work: UnitOfWork, enrollmentId: string, reason: RevocationReason, except?: string): void {
    const current = this.#store.all((db) =>
      db
        .selectFrom('certificate')
        .select('fingerprint')
        .where((on) => on.or([on('enrollmentId', '=', enrollmentId), on('renewalOfEnrollmentId', '=', enrollmentId)]))
        .where('revokedAt', 'is', null),
    );
    for (const { fingerprint } of current) {
      if (fingerprint !== except) this.#authority.revokeWithin(work, fingerprint, reason);
    }
  }
}

/** By what a device came in: an invitation, or an automated enrollment profile. */
function cameBy({ way, invitationId }: Pick<EnrollmentRow, 'way' | 'invitationId'>): Record<string, string | null> {
  return way === 'automated' ? { invitationId: null, enrollmentProfileId: invitationId } : { invitationId };
}
