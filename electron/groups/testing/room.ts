import { sql } from 'kysely';
import type { DeviceFilter } from '../../../shared/contract/device-filter.ts';
import { type NewGroup, newGroup } from '../../../shared/contract/groups.ts';
import { silentLogger } from '../../../shared/logger.ts';
import type { Timers } from '../../../shared/timers.ts';
import { openRoom, type TestClock } from '../../commands/testing/room.ts';
import { filterSql, openDeviceQueries } from '../../inventory/index.ts';
import type { Store } from '../../store/index.ts';
import { type FurtherWays, type Groups, openGroups } from '../index.ts';
import type { GroupUsage } from '../ports.ts';

/** Timers on the test's clock: what is due runs when the time is moved on. */
class ClockTimers implements Timers {
  readonly #clock: TestClock;
  readonly #waiting = new Map<object, { at: number; action: () => void }>();
  constructor(clock: TestClock) {
    this.#clock = clock;
  }
  after(ms: number, action: () => void): () => void {
    const key = {};
    this.#waiting.set(key, { at: this.#clock.time + ms, action });
    return () => this.#waiting.delete(key);
  }
  /** Moves on to the next timer that is due until then. @returns false when there is none */
  next(until: number): boolean {
    const first = [...this.#waiting].sort(([, a], [, b]) => a.at - b.at)[0];
    if (first === undefined || first[1].at > until) return false;
    this.#waiting.delete(first[0]);
    this.#clock.time = Math.max(this.#clock.time, first[1].at);
    first[1].action();
    return true;
  }
}

/** The room of groups with the real store, and a clock that stands still. */
export async function openGroupRoom(usages: readonly GroupUsage[] = [], more: { ways?: () => FurtherWays } = {}) {
  const room = openRoom();
  const { store, clock } = room;
  const timers = new ClockTimers(clock);
  const queries = openDeviceQueries({ store });
  const groups: Groups = openGroups({
    store,
    logger: silentLogger,
    timers,
    usages,
    ...more,
    devices: {
      selected: (selection) => queries.selected(selection),
      rows: (ids) => queries.list.rows(ids),
      attributes: () => queries.list.attributes(),
    },
  });
  await groups.start();
  const settled = async (): Promise<void> => {
    for (;;) {
      await store.write(() => {});
      const busy = store.get((db) => db.selectFrom('groupSweep').select('groupId').limit(1));
      const due = store.get((db) =>
        db.selectFrom('groupDue').select('deviceId').where('dueAt', '<=', clock.time).limit(1),
      );
      if (busy === undefined && due === undefined) return;
    }
  };
  const pass = async (ms: number): Promise<void> => {
    const until = clock.time + ms;
    while (timers.next(until)) await settled();
    clock.time = until;
    await settled();
  };
  const smart = (name: string, filter: DeviceFilter, more: object = {}): NewGroup =>
    newGroup.parse({ kind: 'smart', name, filter, ...more });
  await settled();
  return {
    ...room,
    pushHeard: room.settled,
    clockTimers: timers,
    groups,
    queries,
    settled,
    pass,
    smart,
    members: (id: string) => membersOf(store, id),
  };
}
export type GroupRoom = Awaited<ReturnType<typeof openGroupRoom>>;

/** Who is in a group by the table. */
export function membersOf(store: Store, groupId: string): string[] {
  return store
    .all((db) => db.selectFrom('groupMember').select('deviceId').where('groupId', '=', groupId).orderBy('deviceId'))
    .map((row) => row.deviceId);
}

/** Who its filter finds now, asked anew; groups in it are what the table says. */
export function foundBy(room: Pick<GroupRoom, 'store' | 'clock' | 'queries'>, filter: DeviceFilter, ended: boolean) {
  const found = filterSql(filter, room.clock.time, room.queries.list.attributes());
  const managed = ended ? sql<boolean>`1` : sql<boolean>`"device"."state" <> 'ended'`;
  return room.store
    .all((db) => db.selectFrom('device').select('id').where(found).where(managed).orderBy('id'))
    .map((row) => row.id);
}
