import { createHash, timingSafeEqual } from 'node:crypto';
import type { Insertable, Updateable } from 'kysely';
import { plistToJson } from '../../shared/catalogue/index.ts';
import { newId } from '../../shared/ids.ts';
import type { EnrollmentIdentity, TokenUpdateMessage } from '../protocol/index.ts';
import type { EnrollmentTable, Store, UnitOfWork } from '../store/index.ts';
import { keepTokens, tokenFacts } from './push-tokens.ts';
import type { ConnectRow, EnrollmentRecords, EnrollmentRow } from './records.ts';
import type { EnrollmentHooks } from './transitions.ts';
import type { UserStanding } from './user-state.ts';

/** Keys we do not know are kept up to this many characters of JSON; no device sends near as much. */
const MOST_EXTRA = 32_768;

/**
 * The channels of users: an enrollment of its own for each, under that of the device, with its own push token, commands
 * and inventory (USR-1). It ends with the enrollment of the device at the latest.
 */
export class UserChannels {
  readonly #store: Store;
  readonly #records: EnrollmentRecords;
  readonly #hooks: EnrollmentHooks;

  constructor(store: Store, records: EnrollmentRecords, hooks: EnrollmentHooks) {
    this.#store = store;
    this.#records = records;
    this.#hooks = hooks;
  }

  /** A user's channel under the enrollment of the certificate the message came with. */
  find(device: Pick<ConnectRow, 'id'> | undefined, key: string): EnrollmentRow | undefined {
    return device?.id == null ? undefined : this.#records.user(device.id, key);
  }

  /** What the decisions look at. `token` is the AuthToken in the message. */
  standing(row: EnrollmentRow | undefined, token: string | undefined): UserStanding | undefined {
    if (row === undefined) return undefined;
    return { state: row.state, authRequired: row.authRequired === 1, authorised: this.#isToken(row, token) };
  }

  /** The channel of this user; a new one is pending until its TokenUpdate. */
  ensure(work: UnitOfWork, device: EnrollmentRow, identity: EnrollmentIdentity): EnrollmentRow {
    const known = this.#records.user(device.id, identity.key);
    if (known !== undefined) return known;
    const row: Insertable<EnrollmentTable> = {
      id: newId(work.now),
      deviceId: device.deviceId,
      key: identity.key,
      channel: 'user',
      userId: identity.UserID ?? identity.EnrollmentUserID ?? null,
      userShortName: identity.UserShortName ?? null,
      userLongName: identity.UserLongName ?? null,
      userEnrollment: device.userEnrollment,
      state: 'pending',
      topic: device.topic,
      accessRights: device.accessRights,
      signMessage: device.signMessage,
      invitationId: device.invitationId,
      pushState: 'none',
      awaitingConfiguration: 0,
      authenticatedAt: work.now,
      wakeAttempts: 0,
      deviceEnrollmentId: device.id,
    };
    this.#store.run((db) => db.insertInto('enrollment').values(row));
    const made = this.#records.enrollment(row.id);
    if (made === undefined) throw new TypeError('A row that was just written is not there.');
    return made;
  }

  /** A user's TokenUpdate: from the first one on the channel can be woken and served (CHK-4). */
  tokenUpdate(
    work: UnitOfWork,
    device: EnrollmentRow,
    message: TokenUpdateMessage,
    identity: EnrollmentIdentity,
  ): void {
    const row = this.ensure(work, device, identity);
    const first = row.state !== 'enrolled';
    const { columns, pushChanged } = keepTokens(this.#store.vault, row, message);
    this.update(row.id, {
      ...columns,
      ...tokenFacts(work, message),
      ...(first ? { state: 'enrolled', enrolledAt: work.now } : {}),
      userShortName: identity.UserShortName ?? row.userShortName,
      userLongName: identity.UserLongName ?? row.userLongName,
      onConsole: message.NotOnConsole === undefined ? row.onConsole : message.NotOnConsole ? 0 : 1,
    });
    this.#keepExtra(work, row.id, message);
    if (first) {
      const data = { user: identity.UserShortName ?? row.userShortName };
      work.event({
        type: 'enrollment.user-enrolled',
        deviceId: row.deviceId,
        enrollmentId: row.id,
        actor: 'device',
        data,
      });
      this.#hooks.onEnrolled(work, row);
    } else if (pushChanged || row.pushState !== 'ready') this.#hooks.onReachable(work, row);
  }

  update(id: string, change: Updateable<EnrollmentTable>): void {
    this.#store.run((db) => db.updateTable('enrollment').set(change).where('id', '=', id));
  }

  #isToken(row: EnrollmentRow, token: string | undefined): boolean {
    if (row.authTokenSecretId === null || token === undefined) return false;
    const issued = this.#store.vault.get(row.authTokenSecretId, 'auth-token');
    // Hashes are equally long whatever was sent.
    return timingSafeEqual(hash(issued), hash(Buffer.from(token)));
  }

  /** Keys nobody reads yet are kept beside what the user's channel reports (CHK-14). */
  #keepExtra(work: UnitOfWork, enrollmentId: string, message: TokenUpdateMessage): void {
    if (Object.keys(message.extra).length === 0) return;
    const body = JSON.stringify(plistToJson(message.extra));
    if (body.length > MOST_EXTRA) return;
    const row = { enrollmentId, kind: 'token-update' as const, reportedAt: work.now, commandId: null, body };
    this.#store.run((db) =>
      db
        .insertInto('userReport')
        .values(row)
        .onConflict((c) => c.columns(['enrollmentId', 'kind']).doUpdateSet({ reportedAt: work.now, body })),
    );
  }
}

function hash(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
