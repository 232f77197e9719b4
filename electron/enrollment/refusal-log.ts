import type { Logger } from '../../shared/logger.ts';
import type { Caller } from '../identity/index.ts';
import type { Store } from '../store/index.ts';
import type { ConnectRow } from './records.ts';
import { type RestoredDevices, restoredFrom } from './restored.ts';
import type { Refusal, RefusalReason } from './state.ts';

const OF_USERS: ReadonlySet<RefusalReason> = new Set([
  'user-channel',
  'user-unknown',
  'not-authenticated',
  'device-pending',
]);
const ONCE_PER = 60_000;
const MOST_REMEMBERED = 1_000;

/**
 * Tells of refusals: in the log, and as an event when the certificate is ours, with a note at the device when only a
 * backup explains it. The same one once a minute at most, so that a device that keeps trying (or someone who wants to
 * fill the disk) adds no more than that.
 */
export class RefusalLog {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #restored: RestoredDevices;
  readonly #told = new Map<string, number>();

  constructor(store: Store, logger: Logger, restored: RestoredDevices) {
    this.#restored = restored;
    this.#store = store;
    this.#logger = logger;
  }

  /**
   * @param what the message type, or `connect`
   * @param who what the device told of itself, kept with the event
   */
  async note(
    { reason, status }: Refusal,
    what: string,
    row: ConnectRow | undefined,
    caller: Caller,
    who: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const cause = caller.known ? undefined : { caller: caller.reason, detail: caller.detail };
    const now = this.#store.clock.now();
    const key = `${row?.fingerprint ?? 'unknown'} ${reason} ${what} ${cause?.caller ?? ''}`;
    const last = this.#told.get(key);
    if (last !== undefined && now - last < ONCE_PER && now >= last) return;
    if (this.#told.size >= MOST_REMEMBERED) this.#told.clear();
    this.#told.set(key, now);
    this.#logger.warn({ reason, status, what, ...cause, enrollmentId: row?.id ?? null }, 'a device was refused');
    if (row === undefined) return;
    await this.#store.write((work) => {
      const from = restoredFrom({ reason, what }, row, work.now);
      if (from !== undefined && row.deviceId !== null) this.#restored.note(work, row.deviceId, from);
      work.event({
        // Told apart: that a user is refused says nothing against the device.
        type: OF_USERS.has(reason) ? 'enrollment.user-refused' : 'enrollment.refused',
        deviceId: row.deviceId,
        enrollmentId: row.id,
        actor: 'device',
        data: { ...who, reason, status, message: what },
      });
    });
  }
}
