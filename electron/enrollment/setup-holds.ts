import { sql } from 'kysely';
import { type HeldDevice, USUAL_HOLD_MINUTES } from '../../shared/contract/automated.ts';
import type { SetupHoldTable, Store, UnitOfWork } from '../store/index.ts';
import type { AutomatedProfiles } from './automated.ts';

/** Between two tries to tell a device to go on. */
const AGAIN_MS = 60_000;

/** What this room needs of the others to know when a device has its first things, and to let it go on. */
export interface SetupPorts {
  /** When what devices get as they come has been given to all that came so far. */
  settled(): Promise<void>;
  /** What a device was given and does not have yet. */
  missing(enrollment: { id: string; deviceId: string }): HeldDevice['missing'];
  /** Queues DeviceConfigured; what speaks against it otherwise. */
  configure(work: UnitOfWork, enrollmentId: string, actor: string): { commandId: string } | { refused: string };
}

/** A hold as it is decided about. */
export interface Hold {
  readonly now: number;
  readonly releaseBy: number;
  readonly why: SetupHoldTable['why'];
  /** DeviceConfigured is on its way. */
  readonly open: boolean;
  readonly triedAt: number | null;
  /** Something it was given is not there yet. */
  readonly missing: boolean;
}

/**
 * Whether a device that waits in Setup Assistant is told to go on now, and why. One that was told and did not take it is told
 * again, whatever came to be missing meanwhile. Pure.
 */
export function releaseOf({ now, releaseBy, why, open, triedAt, missing }: Hold): SetupHoldTable['why'] {
  if (open || (triedAt !== null && now - triedAt < AGAIN_MS && now >= triedAt)) return null;
  if (why !== null) return why;
  if (!missing) return 'ready';
  return now >= releaseBy ? 'limit' : null;
}

/**
 * Devices that wait in Setup Assistant until they are configured: each is noted as it comes, told to go on once it has what
 * it was given, after the time its profile allows, or when somebody says so, and noted again when it went on. All of it rests
 * on the store.
 */
export class SetupHolds {
  readonly #store: Store;
  readonly #profiles: Pick<AutomatedProfiles, 'find'>;
  #ports: SetupPorts | undefined;

  constructor(store: Store, profiles: Pick<AutomatedProfiles, 'find'>) {
    this.#store = store;
    this.#profiles = profiles;
  }

  /** The rooms that know what a device is given are built after this one. */
  use(ports: SetupPorts): void {
    this.#ports = ports;
  }

  /** Who waits, longest first. */
  list(): HeldDevice[] {
    return this.#waiting().map(({ id, deviceId, hold, enrolledAt, ...shown }): HeldDevice => {
      const { commandId = null } = hold ?? {};
      const open = commandId !== null && this.#isOpen(commandId);
      return {
        enrollmentId: id,
        deviceId,
        deviceName: shown.deviceName,
        serialNumber: shown.serialNumber,
        modelName: shown.modelName,
        profileId: shown.profileId,
        profileName: shown.profileName,
        heldAt: hold?.heldAt ?? enrolledAt,
        releaseBy: hold?.releaseBy ?? enrolledAt + this.#allowed(shown.profileId),
        missing: open ? [] : (this.#ports?.missing({ id, deviceId }) ?? []),
        releasing: open,
      };
    });
  }

  /** Notes who came, tells to go on who may, and notes who went on. Resolves with whether anybody still waits. */
  async run(): Promise<boolean> {
    const ports = this.#ports;
    if (ports === undefined) return false;
    await this.#store.write((work) => this.#finish(work));
    if (this.#waiting().length === 0) return false;
    await ports.settled();
    for (const { id, deviceId } of this.#waiting())
      await this.#store.write((work) => this.#look(work, id, deviceId, ports));
    return this.#waiting().length > 0;
  }

  /** Lets these devices go on, whatever is missing. */
  async release(deviceIds: readonly string[], actor: string): Promise<{ released: number }> {
    const ports = this.#ports;
    const wanted = new Set(deviceIds);
    const chosen = this.#waiting().filter(({ deviceId }) => wanted.has(deviceId));
    if (ports === undefined) return { released: 0 };
    const told = await this.#store.writeEach(chosen, (work, { id, deviceId }) => {
      const hold = this.#holdOf(work, id, deviceId);
      if (hold.commandId !== null && this.#isOpen(hold.commandId)) return true;
      return this.#tell(work, hold, 'hand', ports, actor);
    });
    return { released: told.filter(Boolean).length };
  }

  #look(work: UnitOfWork, id: string, deviceId: string, ports: SetupPorts): void {
    const hold = this.#holdOf(work, id, deviceId);
    const { releaseBy, why, commandId, triedAt } = hold;
    const open = commandId !== null && this.#isOpen(commandId);
    const missing = ports.missing({ id, deviceId }).length > 0;
    const reason = releaseOf({ now: work.now, releaseBy, why, open, triedAt, missing });
    if (reason !== null) this.#tell(work, hold, reason, ports, 'Cartwright');
  }

  /** True when it was told. What speaks against it is told once for each time it could be. */
  #tell(
    work: UnitOfWork,
    hold: SetupHoldTable,
    why: 'ready' | 'limit' | 'hand',
    ports: SetupPorts,
    actor: string,
  ): boolean {
    const { enrollmentId, deviceId } = hold;
    const answer = ports.configure(work, enrollmentId, actor);
    const told = 'commandId' in answer;
    const change = { why, triedAt: work.now, ...(told ? { commandId: answer.commandId } : {}) };
    this.#store.run((db) => db.updateTable('setupHold').set(change).where('enrollmentId', '=', enrollmentId));
    if (told) {
      const data = { why };
      if (hold.why === null || why === 'hand')
        work.event({ type: 'automated-enrollment.let-go', deviceId, enrollmentId, actor, data });
    } else if (hold.triedAt === null || why === 'hand') {
      const data = { why, because: answer.refused };
      work.event({ type: 'automated-enrollment.cannot-let-go', deviceId, enrollmentId, actor, data });
    }
    return told;
  }

  #holdOf(work: UnitOfWork, enrollmentId: string, deviceId: string): SetupHoldTable {
    const known = this.#store.get((db) =>
      db.selectFrom('setupHold').selectAll().where('enrollmentId', '=', enrollmentId),
    );
    if (known !== undefined && known.releasedAt === null) return known;
    const enrollment = this.#store.get((db) =>
      db.selectFrom('enrollment').select(['invitationId', 'way', 'enrolledAt']).where('id', '=', enrollmentId),
    );
    const profileId = enrollment?.way === 'automated' ? enrollment.invitationId : null;
    const heldAt = enrollment?.enrolledAt ?? work.now;
    const hold: SetupHoldTable = {
      enrollmentId,
      deviceId,
      heldAt,
      releaseBy: heldAt + this.#allowed(profileId),
      why: null,
      commandId: null,
      triedAt: null,
      releasedAt: null,
    };
    this.#store.run((db) =>
      db
        .insertInto('setupHold')
        .values(hold)
        .onConflict((c) => c.column('enrollmentId').doUpdateSet(hold)),
    );
    const data = { releaseBy: hold.releaseBy, enrollmentProfileId: profileId };
    work.event({ type: 'automated-enrollment.held', deviceId, enrollmentId, actor: 'device', data });
    return hold;
  }

  /** Those that were noted and wait no more: they went on, or their enrollment ended. */
  #finish(work: UnitOfWork): void {
    const gone = this.#store.all((db) =>
      db
        .selectFrom('setupHold as h')
        .innerJoin('enrollment as e', 'e.id', 'h.enrollmentId')
        .select(['h.enrollmentId', 'h.deviceId', 'h.why', 'e.state'])
        .where('h.releasedAt', 'is', null)
        .where((on) => on.or([on('e.awaitingConfiguration', '=', 0), on('e.state', '=', 'ended')])),
    );
    for (const { enrollmentId, deviceId, why, state } of gone) {
      this.#store.run((db) =>
        db.updateTable('setupHold').set({ releasedAt: work.now }).where('enrollmentId', '=', enrollmentId),
      );
      if (state === 'enrolled')
        work.event({ type: 'automated-enrollment.went-on', deviceId, enrollmentId, actor: 'device', data: { why } });
    }
  }

  #waiting() {
    return this.#store
      .all((db) =>
        db
          .selectFrom('enrollment as e')
          .innerJoin('device as d', 'd.id', 'e.deviceId')
          .leftJoin('invitation as i', (j) => j.onRef('i.id', '=', 'e.invitationId').on('i.way', '=', 'automated'))
          .leftJoin('setupHold as h', (j) => j.onRef('h.enrollmentId', '=', 'e.id').on('h.releasedAt', 'is', null))
          .select(['e.id', 'e.deviceId', 'e.enrolledAt', 'd.name as deviceName', 'd.serialNumber', 'd.modelName'])
          .select(['i.id as profileId', 'i.name as profileName', 'h.heldAt', 'h.releaseBy', 'h.commandId'])
          // In these words the index of those that wait fits.
          .where(sql.ref('e.awaitingConfiguration'), '=', sql.lit(1))
          .where('e.channel', '=', 'device')
          .where('e.state', '=', 'enrolled')
          .orderBy('e.enrolledAt'),
      )
      .map(({ heldAt, releaseBy, commandId, enrolledAt, ...row }) => ({
        ...row,
        enrolledAt: enrolledAt ?? this.#store.clock.now(),
        hold: heldAt === null || releaseBy === null ? undefined : { heldAt, releaseBy, commandId },
      }));
  }

  #allowed(profileId: string | null): number {
    const profile = profileId === null ? undefined : this.#profiles.find(profileId);
    return (profile?.settings.holdMinutes ?? USUAL_HOLD_MINUTES) * 60_000;
  }

  #isOpen(commandId: string): boolean {
    return (
      this.#store.get((db) =>
        db.selectFrom('command').select('id').where('id', '=', commandId).where('open', '=', 1),
      ) !== undefined
    );
  }
}
