import type { FieldValue } from '../../shared/contract/devices.ts';
import { type InactivityPolicy, inactivityPolicy } from '../../shared/contract/relationship.ts';
import type { Logger } from '../../shared/logger.ts';
import { readSetting, type Store, type UnitOfWork, writeSetting } from '../store/index.ts';

/** What becoming inactive does to other rooms. */
export interface InactivityPorts {
  /** Days without contact after which a device is inactive. */
  silentDays(): number;
  /** Plans a wake-up; it is repeated in growing gaps, daily in the end, until the device comes. */
  wake(work: UnitOfWork, enrollmentId: string): void;
  /** Sets an attribute and gives back what it was; undefined when there is no such attribute or the value is no good. */
  setAttribute(
    work: UnitOfWork,
    deviceId: string,
    attributeId: string,
    value: FieldValue,
    actor: string,
  ): FieldValue | undefined;
  /** The present value of an attribute. */
  attribute(deviceId: string, attributeId: string): FieldValue;
  /** Hears of devices that were just seen. Returns how to stop listening. */
  subscribeSeen(listener: (seen: readonly { deviceId: string }[]) => void): () => void;
}

/** Finds devices that were silent for too long, and takes them back when they answer (BP-21 to BP-23). */
export interface Inactivity {
  /** One look at everybody; safe to repeat and to interrupt. */
  run(): Promise<{ inactive: number; back: number; woken: number }>;
  policy(): InactivityPolicy;
  setPolicy(policy: InactivityPolicy, actor: string): Promise<void>;
  /** How many are inactive now. */
  count(): number;
  /** Whether an identity may be renewed by itself: one that is silent is not, if the policy says so. */
  mayRenew(deviceId: string): boolean;
  stop(): void;
}

interface Mark {
  readonly attributeId: string;
  readonly value: FieldValue;
  readonly former: FieldValue;
}

const SETTING = 'activity.inactivity';
const DAY = 86_400_000;
/** Devices woken in one look, so that a school that comes back from a long holiday is not woken at one stroke. */
const MOST_WAKES = 500;

export function openInactivity(options: { store: Store; logger: Logger; ports: InactivityPorts }): Inactivity {
  const { store, logger, ports } = options;
  const policy = (): InactivityPolicy => readSetting(store, SETTING, inactivityPolicy) ?? inactivityPolicy.parse({});
  const inactive = store.statement<object, { id: string }>((db) =>
    db.selectFrom('device').select('id').where('inactiveSince', 'is not', null),
  );
  const one = store.statement<
    { id: string },
    { lastSeenAt: number | null; inactiveSince: number | null; inactiveMark: string | null }
  >((db, p) => db.selectFrom('device').select(['lastSeenAt', 'inactiveSince', 'inactiveMark']).where('id', '=', p.id));
  const enrolled = store.statement<{ id: string }, { id: string }>((db, p) =>
    db
      .selectFrom('enrollment')
      .select('id')
      .where('deviceId', '=', p.id)
      .where('channel', '=', 'device')
      .where('state', '=', 'enrolled')
      .limit(1),
  );
  /** Who is inactive, to know at once when one of them is heard of. */
  const asleep = new Set(inactive.all({}).map(({ id }) => id));

  const isSilent = (lastSeenAt: number | null, now: number) =>
    lastSeenAt !== null && lastSeenAt < now - ports.silentDays() * DAY;

  const fallAsleep = (work: UnitOfWork, id: string): boolean => {
    const row = one.get({ id });
    if (row === undefined || row.inactiveSince !== null || !isSilent(row.lastSeenAt, work.now)) return false;
    if (enrolled.get({ id }) === undefined) return false;
    const { mark } = policy();
    const former = mark === null ? undefined : ports.setAttribute(work, id, mark.attributeId, mark.value, 'system');
    const kept: Mark | null =
      mark === null || former === undefined ? null : { attributeId: mark.attributeId, value: mark.value, former };
    store.run((db) =>
      db
        .updateTable('device')
        .set({ inactiveSince: work.now, inactiveMark: kept === null ? null : JSON.stringify(kept) })
        .where('id', '=', id),
    );
    const { lastSeenAt } = row;
    work.event({ type: 'device.inactive', deviceId: id, data: { lastSeenAt, days: ports.silentDays() } });
    work.afterCommit(() => asleep.add(id));
    return true;
  };

  const wakeUp = (work: UnitOfWork, id: string): boolean => {
    const row = one.get({ id });
    if (row === undefined || row.inactiveSince === null) return false;
    const managed = enrolled.get({ id }) !== undefined;
    if (managed && isSilent(row.lastSeenAt, work.now)) return false;
    if (row.inactiveMark !== null) {
      const { attributeId, value, former } = JSON.parse(row.inactiveMark) as Mark;
      // What somebody has set in the meantime is theirs.
      if (ports.attribute(id, attributeId) === value) ports.setAttribute(work, id, attributeId, former, 'system');
    }
    store.run((db) => db.updateTable('device').set({ inactiveSince: null, inactiveMark: null }).where('id', '=', id));
    work.event({
      type: 'device.active-again',
      deviceId: id,
      actor: managed ? 'device' : 'system',
      data: { inactiveSince: row.inactiveSince, managed },
    });
    work.afterCommit(() => asleep.delete(id));
    return true;
  };

  const inUnits = async (ids: readonly string[], each: (work: UnitOfWork, id: string) => boolean): Promise<number> => {
    return (await store.writeEach(ids, each)).filter(Boolean).length;
  };

  const wakeSilent = async (): Promise<number> => {
    if (!policy().wakeDaily) return 0;
    const yesterday = store.clock.now() - DAY;
    const quiet = store.all((db) =>
      db
        .selectFrom('enrollment as e')
        .innerJoin('device as d', 'd.id', 'e.deviceId')
        .select('e.id')
        .where('e.channel', '=', 'device')
        .where('e.state', '=', 'enrolled')
        .where('e.pushState', '=', 'ready')
        .where('e.nextWakeAt', 'is', null)
        .where('d.lastSeenAt', '<', yesterday)
        .where((on) => on.or([on('e.lastPushAt', 'is', null), on('e.lastPushAt', '<', yesterday)]))
        .orderBy('d.lastSeenAt')
        .limit(MOST_WAKES),
    );
    return inUnits(
      quiet.map(({ id }) => id),
      (work, id) => {
        ports.wake(work, id);
        return true;
      },
    );
  };

  const unsubscribe = ports.subscribeSeen((seen) => {
    const back = seen.map(({ deviceId }) => deviceId).filter((id) => asleep.has(id));
    if (back.length === 0) return;
    inUnits(back, wakeUp).catch((error: unknown) =>
      logger.error({ err: error }, 'a device that answers again could not be noted'),
    );
  });

  return {
    policy,
    count: () => inactive.all({}).length,
    mayRenew: (deviceId) => !asleep.has(deviceId) || !policy().holdRenewals,
    async setPolicy(wanted, actor) {
      await store.write((work) => {
        writeSetting(store, SETTING, wanted);
        work.event({ type: 'setting.inactivity-changed', actor, data: { ...wanted } });
      });
    },
    async run() {
      const now = store.clock.now();
      const back = await inUnits(
        inactive.all({}).map(({ id }) => id),
        wakeUp,
      );
      const silent = store.all((db) =>
        db
          .selectFrom('device')
          .select('id')
          .where('lastSeenAt', '<', now - ports.silentDays() * DAY)
          .where('inactiveSince', 'is', null)
          .where('state', '=', 'enrolled'),
      );
      const fallen = await inUnits(
        silent.map(({ id }) => id),
        fallAsleep,
      );
      return { inactive: fallen, back, woken: await wakeSilent() };
    },
    stop: unsubscribe,
  };
}
