import type { Insertable, Updateable } from 'kysely';
import { newId } from '../../shared/ids.ts';
import type { Authority, RevocationReason } from '../identity/index.ts';
import type { AuthenticateMessage, EnrollmentIdentity, TokenUpdateMessage } from '../protocol/index.ts';
import type { EndReason, EnrollmentTable, InvitationTable, Store, UnitOfWork } from '../store/index.ts';
import { DeviceRecords } from './device-records.ts';
import type { EnrollmentRecords, EnrollmentRow } from './records.ts';

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
}

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

  constructor(store: Store, authority: Authority, records: EnrollmentRecords, hooks: EnrollmentHooks) {
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
    invitation: InvitationTable,
    fingerprint: string,
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
      invitationId: invitation.id,
      certificateFingerprint: fingerprint,
      replacesEnrollmentId: replaces?.id ?? null,
      pushState: 'none',
      awaitingConfiguration: 0,
      authenticatedAt: work.now,
      wakeAttempts: 0,
    };
    this.#store.run((db) => db.insertInto('enrollment').values(row));
    this.#bindCertificate(fingerprint, row.id);
    work.event({
      type: 'enrollment.authenticated',
      deviceId,
      enrollmentId: row.id,
      actor: 'device',
      data: { invitationId: invitation.id, replaces: replaces?.id ?? null },
    });
  }

  /** Authenticate with a certificate that is bound already: the check-in starts over, and nothing old is delivered. */
  restart(work: UnitOfWork, row: EnrollmentRow, message: AuthenticateMessage, identity: EnrollmentIdentity): void {
    this.#devices.record(work, message, identity);
    this.#hooks.cancelCommands(work, row.id, 'restarted');
    this.#update(row.id, { state: 'pending', topic: message.Topic, authenticatedAt: work.now });
    work.event({ type: 'enrollment.restarted', deviceId: row.deviceId, enrollmentId: row.id, actor: 'device' });
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
    this.#keepTokens(row, message);
    this.#update(row.id, { ...tokenFacts(work, message), state: 'enrolled', enrolledAt: work.now });
    this.#devices.checkedIn(work, row.deviceId, message);
    const data = { again, replaces: row.replacesEnrollmentId, invitationId: row.invitationId };
    work.event({ type: 'enrollment.enrolled', deviceId: row.deviceId, enrollmentId: row.id, actor: 'device', data });
    this.#hooks.onEnrolled(work, row);
  }

  /** TokenUpdate of an enrolled enrollment: only the newest token and push magic count (CHK-5). */
  updateTokens(work: UnitOfWork, row: EnrollmentRow, message: TokenUpdateMessage): void {
    const changed = this.#keepTokens(row, message) || row.pushState !== 'ready';
    this.#update(row.id, tokenFacts(work, message));
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
    this.#update(row.id, { certificateFingerprint: fingerprint });
    work.event({
      type: 'enrollment.certificate-renewed',
      deviceId: row.deviceId,
      enrollmentId: row.id,
      actor: 'device',
      data: { former: row.certificateFingerprint, fingerprint },
    });
  }

  /** Ends an enrollment: no commands, no push, no secrets; its certificates are revoked. */
  end(work: UnitOfWork, row: EnrollmentRow, reason: EndReason, actor: string): void {
    this.#hooks.cancelCommands(work, row.id, reason);
    for (const id of [row.pushTokenSecretId, row.pushMagicSecretId, row.unlockTokenSecretId]) {
      this.#store.vault.remove(id);
    }
    this.#update(row.id, {
      state: 'ended',
      endReason: reason,
      endedAt: work.now,
      pushState: 'none',
      nextWakeAt: null,
      pushTokenSecretId: null,
      pushMagicSecretId: null,
      unlockTokenSecretId: null,
    });
    this.#revokeCertificates(work, row.id, reason === 'replaced' ? 'superseded' : 'cessationOfOperation');
    work.event({
      type: 'enrollment.ended',
      deviceId: row.deviceId,
      enrollmentId: row.id,
      actor,
      data: { reason, wasEnrolled: row.enrolledAt !== null },
    });
  }

  /** Stores the tokens of a message; an absent UnlockToken leaves the stored one (CHK-6). Returns whether push changed. */
  #keepTokens(row: EnrollmentRow, message: TokenUpdateMessage): boolean {
    const { vault } = this.#store;
    const same =
      row.pushTokenSecretId !== null &&
      row.pushMagicSecretId !== null &&
      vault.get(row.pushTokenSecretId, 'push-token').equals(message.Token) &&
      vault.get(row.pushMagicSecretId, 'push-magic').toString() === message.PushMagic;
    if (!same) {
      this.#update(row.id, {
        pushTokenSecretId: vault.replace(row.pushTokenSecretId, 'push-token', message.Token),
        pushMagicSecretId: vault.replace(row.pushMagicSecretId, 'push-magic', message.PushMagic),
      });
    }
    if (message.UnlockToken !== undefined && message.UnlockToken.length > 0) {
      this.#update(row.id, {
        unlockTokenSecretId: vault.replace(row.unlockTokenSecretId, 'unlock-token', message.UnlockToken),
      });
    }
    return !same;
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

/** The columns every TokenUpdate sets. */
function tokenFacts(work: UnitOfWork, message: TokenUpdateMessage): Updateable<EnrollmentTable> {
  return {
    tokenUpdatedAt: work.now,
    pushState: 'ready',
    awaitingConfiguration: message.AwaitingConfiguration === true ? 1 : 0,
  };
}
