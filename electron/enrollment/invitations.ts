import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { Selectable } from 'kysely';
import QRCode from 'qrcode';
import type { z } from 'zod';
import { checkAccessRights } from '../../shared/catalogue/access-rights.ts';
import {
  type Invitation,
  type InvitationChange,
  type InvitationLink,
  newInvitation,
} from '../../shared/contract/enrollment.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { InvitationTable, Statement, Store, UnitOfWork } from '../store/index.ts';
import { type InvitationUse, invitationStatus, mayDownload } from './state.ts';

/** An invitation as the store holds it. */
export type InvitationRow = Selectable<InvitationTable>;

const DAY = 86_400_000;
/** Wrong PINs in a row after which an invitation stays shut. */
const PIN_ATTEMPTS = 10;
const ALL_RIGHTS = 8191;
/** 160 bits, as base64url. */
const TOKEN = /^[A-Za-z0-9_-]{27}$/;

/** `locked`: too many wrong PINs in a row; a new invitation is needed. */
export type PinCheck = 'right' | 'wrong' | 'locked';

/** The links that let devices in. */
export class Invitations {
  readonly #store: Store;
  readonly #baseUrl: () => string;
  readonly #byHash: Statement<{ hash: string }, InvitationRow>;
  readonly #unfinished: Statement<{ id: string }, { id: string }>;
  readonly #countUse: Statement<{ id: string; uses: number }, unknown>;
  readonly #setFailedPins: Statement<{ id: string; failedPins: number }, unknown>;

  /** @param baseUrl where devices reach the listener, such as `https://mdm.school.example:8443` */
  constructor(store: Store, baseUrl: () => string) {
    this.#store = store;
    this.#baseUrl = baseUrl;
    this.#byHash = store.statement((db, p) => db.selectFrom('invitation').selectAll().where('tokenHash', '=', p.hash));
    this.#unfinished = store.statement((db, p) =>
      db
        .selectFrom('enrollment')
        .select('id')
        .where('invitationId', '=', p.id)
        .where('state', '=', 'pending')
        .where('enrolledAt', 'is', null)
        .limit(1),
    );
    this.#countUse = store.statement((db, p) =>
      db.updateTable('invitation').set({ uses: p.uses }).where('id', '=', p.id),
    );
    this.#setFailedPins = store.statement((db, p) =>
      db.updateTable('invitation').set({ failedPins: p.failedPins }).where('id', '=', p.id),
    );
  }

  /**
   * Makes an invitation. Left out, it serves one device and expires in seven days.
   *
   * @throws CartwrightError `bad-request` when the access rights break rule PAY-1 or the expiry lies in the past
   */
  async create(input: z.input<typeof newInvitation>, actor: string): Promise<Invitation> {
    const [made] = await this.createMany([input], actor);
    if (made === undefined) throw new TypeError('One invitation was asked for and none was made.');
    return made;
  }

  /** Makes several invitations at once: all or, when one of them cannot be, none. See {@link create}. */
  async createMany(inputs: readonly z.input<typeof newInvitation>[], actor: string): Promise<Invitation[]> {
    const wanted = inputs.map((input) => newInvitation.parse(input));
    const problems = [...new Set(wanted.flatMap(({ accessRights }) => checkAccessRights(accessRights)))];
    if (problems.length > 0) throw new CartwrightError('bad-request', problems.join(' '), { data: { problems } });
    return this.#store.write((work) => wanted.map((one) => this.#insert(work, one, actor)));
  }

  #insert(work: UnitOfWork, wanted: z.output<typeof newInvitation>, actor: string): Invitation {
    const expiresAt = wanted.expiresAt === undefined ? work.now + 7 * DAY : wanted.expiresAt;
    if (expiresAt !== null && expiresAt <= work.now) {
      throw new CartwrightError('bad-request', 'The invitation would expire before it starts. Choose a later time.');
    }
    const token = newToken();
    const pin = wanted.pin === 'generate' ? String(randomInt(1_000_000)).padStart(6, '0') : wanted.pin;
    const row: InvitationRow = {
      id: newId(work.now),
      name: wanted.name,
      tokenHash: hashToken(token),
      tokenSecretId: this.#store.vault.put('invitation-token', token),
      pinSecretId: pin === null ? null : this.#store.vault.put('invitation-pin', pin),
      failedPins: 0,
      accessRights: wanted.accessRights,
      signMessage: wanted.signMessage ? 1 : 0,
      checkOutWhenRemoved: wanted.checkOutWhenRemoved ? 1 : 0,
      requiresApproval: wanted.requiresApproval ? 1 : 0,
      onlyExpected: wanted.onlyExpected ? 1 : 0,
      way: wanted.way,
      managedAccount: wanted.way === 'user-profile' ? wanted.managedAccount : null,
      maxUses: wanted.maxUses,
      uses: 0,
      createdAt: work.now,
      createdBy: actor,
      expiresAt,
      revokedAt: null,
    };
    this.#store.run((db) => db.insertInto('invitation').values(row));
    work.event({ type: 'invitation.created', actor, data: { invitationId: row.id, name: row.name } });
    return this.#shown(row);
  }

  /** All invitations, newest first. */
  list(): Invitation[] {
    const rows = this.#store.all((db) =>
      db
        .selectFrom('invitation')
        .selectAll()
        .where('way', '<>', 'automated')
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc'),
    );
    return rows.map((row) => this.#shown(row));
  }

  /** @throws CartwrightError `not-found` */
  get(id: string): Invitation {
    return this.#shown(this.row(id));
  }

  /**
   * Changes an invitation; what is left out stays. One that ran out or was used up opens again when it is given more.
   *
   * @throws CartwrightError `not-found`, `gone` when it was revoked, `bad-request` for an end that lies in the past
   */
  async update(id: string, change: InvitationChange, actor: string): Promise<Invitation> {
    return this.#store.write((work) => {
      const before = this.row(id);
      if (before.revokedAt !== null) {
        throw new CartwrightError('gone', 'This invitation was revoked. Make a new one.');
      }
      const { requiresApproval, onlyExpected, ...plain } = change;
      const { expiresAt } = plain;
      if (expiresAt !== undefined && expiresAt !== null && expiresAt !== before.expiresAt && expiresAt <= work.now) {
        throw new CartwrightError('bad-request', 'That end lies in the past. Choose a later time, or revoke it.');
      }
      const after: InvitationRow = { ...before };
      if (plain.name !== undefined) after.name = plain.name;
      if (plain.maxUses !== undefined) after.maxUses = plain.maxUses;
      if (expiresAt !== undefined) after.expiresAt = expiresAt;
      if (requiresApproval !== undefined) after.requiresApproval = requiresApproval ? 1 : 0;
      if (onlyExpected !== undefined) after.onlyExpected = onlyExpected ? 1 : 0;
      const { name, maxUses } = after;
      const changed = { name, maxUses, expiresAt: after.expiresAt };
      this.#store.run((db) =>
        db
          .updateTable('invitation')
          .set({ ...changed, requiresApproval: after.requiresApproval, onlyExpected: after.onlyExpected })
          .where('id', '=', id),
      );
      work.event({ type: 'invitation.changed', actor, data: { invitationId: id, name } });
      return this.#shown(after);
    });
  }

  /** Shuts an invitation for good; doing it again changes nothing. Devices that are in stay in. */
  async revoke(id: string, actor: string): Promise<Invitation> {
    return this.#store.write((work) => {
      const row = this.row(id);
      if (row.revokedAt !== null) return this.#shown(row);
      this.#store.run((db) => db.updateTable('invitation').set({ revokedAt: work.now }).where('id', '=', id));
      work.event({ type: 'invitation.revoked', actor, data: { invitationId: id, name: row.name } });
      return this.#shown({ ...row, revokedAt: work.now });
    });
  }

  /** Where the invitation is: the page, the plain download, the PIN and the page's address as a QR code. */
  async link(id: string): Promise<InvitationLink> {
    const row = this.row(id);
    const token = this.#store.vault.get(row.tokenSecretId, 'invitation-token').toString();
    const pin = this.#pinOf(row);
    const url = `${this.#baseUrl()}/enroll/${token}`;
    return {
      url,
      profileUrl: `${url}/profile${pin === null ? '' : `?pin=${pin}`}`,
      pin,
      qrSvg: await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }),
    };
  }

  /** The row of an invitation. @throws CartwrightError `not-found` */
  row(id: string): InvitationRow {
    const row = this.find(id);
    if (row === undefined || row.way === 'automated')
      throw new CartwrightError('not-found', 'There is no such invitation. Reload the list.');
    return row;
  }

  /** As {@link row}; the terms of an automated enrollment profile, too. */
  find(id: string): InvitationRow | undefined {
    return this.#store.get((db) => db.selectFrom('invitation').selectAll().where('id', '=', id));
  }

  /** The invitation a link's token belongs to; found by its hash, so that timing tells nothing about other tokens. */
  findByToken(token: string): InvitationRow | undefined {
    const row = this.#of(token);
    return row?.way === 'automated' ? undefined : row;
  }

  /** The terms of the automated enrollment profile an address belongs to. */
  findAutomated(token: string): InvitationRow | undefined {
    const row = this.#of(token);
    return row?.way === 'automated' ? row : undefined;
  }

  /** The terms of an automated enrollment profile: all rights, for as many devices as it takes, without an end. */
  insertAutomated(work: UnitOfWork, name: string, actor: string): string {
    const token = newToken();
    const row: InvitationRow = {
      id: newId(work.now),
      name,
      tokenHash: hashToken(token),
      tokenSecretId: this.#store.vault.put('invitation-token', token),
      pinSecretId: null,
      failedPins: 0,
      accessRights: ALL_RIGHTS,
      signMessage: 0,
      checkOutWhenRemoved: 1,
      requiresApproval: 0,
      onlyExpected: 1,
      way: 'automated',
      managedAccount: null,
      maxUses: null,
      uses: 0,
      createdAt: work.now,
      createdBy: actor,
      expiresAt: null,
      revokedAt: null,
    };
    this.#store.run((db) => db.insertInto('invitation').values(row));
    return row.id;
  }

  /** Another token instead of the one there was, which leads nowhere from now on. */
  renewToken(_work: UnitOfWork, { id, tokenSecretId }: Pick<InvitationRow, 'id' | 'tokenSecretId'>): void {
    const token = newToken();
    const change = {
      tokenHash: hashToken(token),
      tokenSecretId: this.#store.vault.replace(tokenSecretId, 'invitation-token', token),
    };
    this.#store.run((db) => db.updateTable('invitation').set(change).where('id', '=', id));
  }

  /** Where the devices of an automated enrollment profile ask for theirs. */
  automatedUrl({ tokenSecretId }: Pick<InvitationRow, 'tokenSecretId'>): string {
    const token = this.#store.vault.get(tokenSecretId, 'invitation-token').toString();
    return `${this.#baseUrl()}/enroll/auto/${token}`;
  }

  #of(token: string): InvitationRow | undefined {
    return TOKEN.test(token) ? this.#byHash.get({ hash: hashToken(token) }) : undefined;
  }

  /** What keeps a device from downloading the profile now, or undefined. */
  obstacle(row: InvitationRow): Exclude<Invitation['status'], 'open'> | undefined {
    const now = this.#store.clock.now();
    const status = invitationStatus(row, now);
    if (status === 'open' || mayDownload(row, this.#unfinished.get({ id: row.id }) !== undefined, now))
      return undefined;
    return status;
  }

  /** Whether too many wrong PINs have shut an invitation. */
  isLocked({ failedPins }: Pick<InvitationRow, 'failedPins'>): boolean {
    return failedPins >= PIN_ATTEMPTS;
  }

  /**
   * Compares a PIN in constant time and counts wrong ones, durably and one at a time, so that neither a restart nor many
   * tries at once give more than ten in a row.
   */
  async checkPin(id: string, pin: string): Promise<PinCheck> {
    return this.#store.write((work) => {
      const row = this.row(id);
      const expected = this.#pinOf(row);
      if (expected === null) return 'right';
      if (this.isLocked(row)) return 'locked';
      if (sameText(expected, pin.trim())) {
        if (row.failedPins > 0) this.#setFailedPins.run({ id, failedPins: 0 });
        return 'right';
      }
      const failedPins = row.failedPins + 1;
      this.#setFailedPins.run({ id, failedPins });
      if (failedPins < PIN_ATTEMPTS) return 'wrong';
      work.event({ type: 'invitation.locked', actor: 'device', data: { invitationId: id, name: row.name } });
      return 'locked';
    });
  }

  /** Counts one more enrollment, inside the unit that makes it. */
  countUse(_work: UnitOfWork, invitation: InvitationUse & { id: string }): void {
    this.#countUse.run({ id: invitation.id, uses: invitation.uses + 1 });
  }

  #pinOf(row: InvitationRow): string | null {
    return row.pinSecretId === null ? null : this.#store.vault.get(row.pinSecretId, 'invitation-pin').toString();
  }

  #shown(row: InvitationRow): Invitation {
    return {
      id: row.id,
      name: row.name,
      status: invitationStatus(row, this.#store.clock.now()),
      maxUses: row.maxUses,
      uses: row.uses,
      hasPin: row.pinSecretId !== null,
      accessRights: row.accessRights,
      signMessage: row.signMessage === 1,
      checkOutWhenRemoved: row.checkOutWhenRemoved === 1,
      requiresApproval: row.requiresApproval === 1,
      onlyExpected: row.onlyExpected === 1,
      way: row.way === 'automated' ? 'profile' : row.way,
      managedAccount: row.managedAccount,
      createdAt: row.createdAt,
      createdBy: row.createdBy,
      expiresAt: row.expiresAt,
      revokedAt: row.revokedAt,
    };
  }
}

/** 160 random bits. */
function newToken(): string {
  return randomBytes(20).toString('base64url');
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Hashing first makes both sides equally long, which the comparison needs and the length must not betray. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
