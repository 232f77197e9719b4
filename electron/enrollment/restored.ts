import type { RestoredFrom, Statement, Store, UnitOfWork } from '../store/index.ts';
import type { ConnectRow } from './records.ts';
import type { RefusalReason } from './state.ts';

/*
 * Devices that came back with an identity that no longer counts (E-46). A backup holds the identity of its time: whoever
 * is restored from one older than a wipe, a CheckOut, a new enrollment or a renewal shows what had been put out of use.
 */

/** What a device may still have on its way when its identity ends, and a Mac that is about to be erased. */
const ON_ITS_WAY_MS = 5 * 60_000;

const ENDED_BY: ReadonlyMap<RefusalReason, RestoredFrom> = new Map([
  ['erased', 'erased'],
  ['checked-out', 'checked-out'],
  ['replaced', 'replaced'],
] as const);

type Certificate = Pick<ConnectRow, 'id' | 'revokedAt' | 'fingerprint' | 'enrollmentId' | 'certificateFingerprint'>;

/** One that a renewal had replaced, and that was taken back by that. */
const isFormer = ({ id, fingerprint, enrollmentId, certificateFingerprint }: Certificate): boolean =>
  id !== null && enrollmentId === id && certificateFingerprint !== fingerprint;

/**
 * What had ended the identity that was refused, where only a backup (or an erasure that never happened) explains that it
 * is shown again; undefined for every other refusal. Pure.
 *
 * @param refusal `what` is the type of the message, or `connect`
 */
export function restoredFrom(
  refusal: { readonly reason: RefusalReason; readonly what: string },
  certificate: Certificate,
  now: number,
): RestoredFrom | undefined {
  const { reason, what } = refusal;
  // Whoever asks to enroll comes by a profile, and whoever leaves is leaving.
  if (what === 'Authenticate' || what === 'CheckOut') return undefined;
  const { revokedAt } = certificate;
  if (revokedAt === null || now - revokedAt < ON_ITS_WAY_MS) return undefined;
  return reason === 'certificate-revoked' && isFormer(certificate) ? 'renewed' : ENDED_BY.get(reason);
}

/** Keeps note of them, until they enroll again or show the identity that counts. */
export class RestoredDevices {
  readonly #store: Store;
  readonly #one: Statement<{ id: string }, { restoredAt: number | null }>;
  /** Who is noted, to know at no cost that somebody is not. */
  readonly #noted: Set<string>;

  constructor(store: Store) {
    this.#store = store;
    this.#one = store.statement((db, p) => db.selectFrom('device').select('restoredAt').where('id', '=', p.id));
    this.#noted = new Set(
      store.all((db) => db.selectFrom('device').select('id').where('restoredAt', 'is not', null)).map(({ id }) => id),
    );
  }

  /** Notes it, in the caller's unit of work; the first time counts. */
  note(work: UnitOfWork, deviceId: string, from: RestoredFrom): void {
    const row = this.#one.get({ id: deviceId });
    if (row === undefined || row.restoredAt !== null) return;
    this.#set(deviceId, { restoredAt: work.now, restoredFrom: from });
    work.event({ type: 'device.restored', deviceId, actor: 'device', data: { from } });
    work.afterCommit(() => this.#noted.add(deviceId));
  }

  /** Nothing is to be said against it any more, in the caller's unit of work. */
  clear(work: UnitOfWork, deviceId: string): void {
    const restoredAt = this.#one.get({ id: deviceId })?.restoredAt ?? null;
    if (restoredAt === null) return;
    this.#set(deviceId, { restoredAt: null, restoredFrom: null });
    work.event({ type: 'device.restored-over', deviceId, actor: 'device', data: { restoredAt } });
    work.afterCommit(() => this.#noted.delete(deviceId));
  }

  /** These were served just now, so they showed the identity that counts. Others are passed over without a look. */
  async seen(deviceIds: readonly string[]): Promise<void> {
    if (this.#noted.size === 0) return;
    const back = deviceIds.filter((id) => this.#noted.has(id));
    if (back.length > 0) await this.#store.writeEach(back, (work, id) => this.clear(work, id));
  }

  #set(id: string, values: { restoredAt: number | null; restoredFrom: RestoredFrom | null }): void {
    this.#store.run((db) => db.updateTable('device').set(values).where('id', '=', id));
    // Groups and rules that ask for it are worked out again: no trigger looks at what so few devices ever have.
    this.#store.run((db) =>
      db
        .insertInto('groupDue')
        .values({ deviceId: id, dueAt: 0 })
        .onConflict((c) => c.column('deviceId').doUpdateSet({ dueAt: 0 })),
    );
  }
}
