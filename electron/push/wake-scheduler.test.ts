import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../shared/logger.ts';
import { openMemoryStore, type Store } from '../store/index.ts';
import type { WakeOutcome } from './apns-answer.ts';
import type { ApnsConnection, ConnectionState } from './apns-connection.ts';
import { enroll, rowOf, TOPIC } from './testing/enroll.ts';
import { ManualTime, turns } from './testing/manual-timers.ts';
import { gapMs } from './wake-plan.ts';
import { openWakeRows } from './wake-rows.ts';
import { WakeScheduler } from './wake-scheduler.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Push {
  magic: string;
  at: number;
}

/** Stands for the connection: notes what is sent, answers with what the test wants. */
class FakeConnection implements ApnsConnection {
  readonly pushes: Push[] = [];
  readonly window = 500;
  state: ConnectionState = 'connected';
  answer: (push: Push) => WakeOutcome | undefined = () => ({ kind: 'delivered', apnsId: 'apns-1' });
  readonly open = () => {};
  readonly hurry = () => {};
  readonly renew = () => {};
  readonly close = () => {};
  readonly #time: ManualTime;

  constructor(time: ManualTime) {
    this.#time = time;
  }

  report = () => ({ state: this.state, lastError: undefined, retryAt: undefined });

  send: ApnsConnection['send'] = (request, done) => {
    const push = { magic: request.magic, at: this.#time.now() };
    this.pushes.push(push);
    setImmediate(() => {
      const outcome = this.answer(push);
      if (outcome !== undefined) done(outcome);
    });
  };
}

async function begin(before: (store: Store) => Promise<void> = async () => {}) {
  const time = new ManualTime();
  const store = openMemoryStore({ clock: time, logger: silentLogger });
  const connection = new FakeConnection(time);
  await before(store);
  const make = () =>
    new WakeScheduler({
      store,
      rows: openWakeRows(store),
      connection,
      topic: () => TOPIC,
      clock: time,
      timers: time,
      random: () => 0.5,
      logger: silentLogger,
      onProgress: () => {},
    });
  const scheduler = make();
  await scheduler.start();
  await turns();
  const queue = (id: string, urgent = false) => store.write((work) => scheduler.schedule(work, id, urgent));
  const settle = (id: string, open: boolean) => store.write((work) => scheduler.settle(work, id, open));
  const row = (id: string) => rowOf(store, id);
  const minutes = (since: number) => connection.pushes.map((push) => Math.round((push.at - since) / MINUTE));
  return { time, store, connection, scheduler, queue, settle, row, minutes, make };
}

const untaken = (status: number, cause: string, afterMs: number): WakeOutcome => ({
  kind: 'retry',
  afterMs,
  cause,
  status,
  accepted: 'no',
  counts: true,
});

describe('waking', () => {
  it('happens at once when something is queued, and is written to the enrollment', async () => {
    const { store, time, connection, queue, row } = await begin();
    const id = await enroll(store, { magic: 'abracadabra' });
    await queue(id);
    await time.pass(100);
    expect(connection.pushes).toEqual([{ magic: 'abracadabra', at: expect.any(Number) }]);
    expect(row(id)).toMatchObject({ lastPushStatus: 200, lastPushReason: null, lastPushApnsId: 'apns-1' });
    expect(row(id)).toMatchObject({ wakeAttempts: 1, lastPushAt: connection.pushes[0]?.at });
  });

  it('is kept in the history each time, with what Apple answered to it and which it was', async () => {
    const { store, time, connection, queue } = await begin();
    const id = await enroll(store);
    const answers: WakeOutcome[] = [
      { kind: 'delivered', apnsId: 'a' },
      untaken(503, 'ServiceUnavailable', 10 * MINUTE),
      { kind: 'retry', afterMs: 1000, cause: 'no connection', status: undefined, accepted: 'no', counts: false },
      { kind: 'delivered', apnsId: 'b' },
    ];
    connection.answer = () => answers.shift() ?? { kind: 'delivered', apnsId: 'c' };
    await queue(id);
    await time.pass(4 * MINUTE);
    const kept = store.all((db) =>
      db
        .selectFrom('wakeUp')
        .select(['sentAt', 'attempt', 'status', 'reason'])
        .where('enrollmentId', '=', id)
        .orderBy('id'),
    );
    // What never left is not in the history.
    expect(kept.map(({ attempt, status, reason }) => [attempt, status, reason])).toEqual([
      [1, 200, null],
      [2, 503, 'ServiceUnavailable'],
      [3, 200, null],
    ]);
    expect(kept[0]?.sentAt).toBe(connection.pushes[0]?.at);
  });

  it('is repeated in growing gaps while the device stays away, up to once a day', async () => {
    const { store, time, connection, queue, minutes } = await begin();
    const id = await enroll(store);
    const start = time.now();
    await queue(id);
    await time.pass(60 * HOUR);
    expect(minutes(start)).toEqual([0, 1, 3, 8, 23, 83, 263, 623, 2063, 3503]);
    expect(connection.pushes).toHaveLength(10);
  });

  it('ends when the device has connected and nothing is left to do', async () => {
    const { store, time, connection, queue, settle, row } = await begin();
    const id = await enroll(store);
    await queue(id);
    await time.pass(1000);
    await settle(id, false);
    await time.pass(48 * HOUR);
    expect(connection.pushes).toHaveLength(1);
    expect(row(id)).toMatchObject({ nextWakeAt: null, wakeAttempts: 0 });
  });

  it('goes on in growing gaps for a device that comes and says NotNow each time', async () => {
    const { store, time, connection, queue, settle, minutes } = await begin();
    const id = await enroll(store);
    const start = time.now();
    connection.answer = () => {
      void settle(id, true);
      return { kind: 'delivered', apnsId: 'a' };
    };
    await queue(id);
    await time.pass(24 * HOUR);
    expect(minutes(start)).toEqual([0, 1, 3, 8, 23, 83, 263, 623]);
  });

  it('is once a minute at most however much is queued, but at once when urgent', async () => {
    const { store, time, connection, queue, settle, minutes } = await begin();
    const id = await enroll(store);
    const start = time.now();
    for (let i = 0; i < 29; i++) {
      await queue(id);
      await time.pass(10_000);
      await settle(id, false);
    }
    expect(minutes(start)).toEqual([0, 1, 2, 3, 4]);
    const before = connection.pushes.length;
    await queue(id, true);
    await time.pass(10);
    await queue(id, true);
    await time.pass(10);
    expect(connection.pushes).toHaveLength(before + 2);
  });

  it('waits for the token of a device that is still enrolling, and needs nobody to remember it', async () => {
    const { store, time, connection, queue } = await begin();
    const id = await enroll(store, { state: 'pending', pushState: 'none', pushTokenSecretId: null });
    await queue(id);
    await time.pass(5 * MINUTE);
    expect(connection.pushes).toHaveLength(0);
    await store.write(() => {
      const token = store.vault.put('push-token', 'token');
      store.run((db) =>
        db.updateTable('enrollment').set({ state: 'enrolled', pushState: 'ready', pushTokenSecretId: token }),
      );
    });
    await time.pass(MINUTE);
    expect(connection.pushes).toHaveLength(1);
  });

  it('leaves ended enrollments and those of another topic alone', async () => {
    const { store, time, connection, queue } = await begin();
    const ended = await enroll(store, { state: 'ended', nextWakeAt: 1 });
    const foreign = await enroll(store, { topic: 'com.apple.mgmt.other' });
    await queue(ended);
    await queue(foreign);
    await time.pass(3 * HOUR);
    expect(connection.pushes).toHaveLength(0);
    expect(openWakeRows(store).waiting()).toBe(1);
  });

  it('costs a device whose token cannot be read only its own wake-up', async () => {
    const { store, time, connection, queue, row } = await begin();
    const broken = await enroll(store, { pushTokenSecretId: 'gone' });
    const sound = await enroll(store);
    await queue(broken);
    await queue(sound);
    await time.pass(100);
    expect(connection.pushes).toHaveLength(1);
    expect(row(broken)).toMatchObject({ lastPushReason: 'TokenUnreadable', pushState: 'ready' });
  });
});

describe('an outage', () => {
  it('sends nothing, forgets nothing, and goes on when the connection is back', async () => {
    const { store, time, connection, queue, scheduler, row } = await begin();
    connection.state = 'backing-off';
    const ids = await Promise.all(Array.from({ length: 20 }, () => enroll(store)));
    for (const id of ids) await queue(id);
    await time.pass(5 * HOUR);
    expect(connection.pushes).toHaveLength(0);
    expect(row(ids[0] as string)).toMatchObject({ lastPushAt: null, wakeAttempts: 0 });
    connection.state = 'connected';
    scheduler.nudge();
    await time.pass(100);
    expect(connection.pushes).toHaveLength(20);
  });

  it('takes a wake-up that never left as not sent, and sends it when it can', async () => {
    const { store, time, connection, queue, row } = await begin();
    const id = await enroll(store);
    connection.answer = () => ({
      kind: 'retry',
      afterMs: 0,
      cause: 'no-connection',
      status: undefined,
      accepted: 'no',
      counts: false,
    });
    await queue(id);
    await turns(12);
    connection.state = 'backing-off';
    await time.pass(100);
    expect(row(id)).toMatchObject({ lastPushAt: null, lastPushStatus: null, wakeAttempts: 0 });
    connection.state = 'connected';
    connection.answer = () => ({ kind: 'delivered', apnsId: 'b' });
    await time.pass(MINUTE);
    expect(connection.pushes).toHaveLength(2);
    expect(row(id)).toMatchObject({ lastPushStatus: 200, wakeAttempts: 1 });
  });

  it('does not repeat within the minute what may have arrived', async () => {
    const { store, time, connection, queue } = await begin();
    const id = await enroll(store);
    connection.answer = () => ({
      kind: 'retry',
      afterMs: 0,
      cause: 'connection-lost',
      status: undefined,
      accepted: 'unknown',
      counts: true,
    });
    await queue(id);
    await time.pass(59_000);
    expect(connection.pushes).toHaveLength(1);
    await time.pass(2000);
    expect(connection.pushes).toHaveLength(2);
  });

  it('of Apple (503) is tried again in the pauses Apple asks for, doubled, and shown on the enrollment', async () => {
    const { store, time, connection, queue, row } = await begin();
    const id = await enroll(store);
    connection.answer = () => untaken(503, 'ServiceUnavailable', 2000);
    const start = time.now();
    await queue(id);
    await time.pass(16_000);
    expect(connection.pushes.map((push) => Math.round((push.at - start) / 1000))).toEqual([0, 2, 6, 14]);
    expect(row(id)).toMatchObject({ lastPushStatus: 503, lastPushReason: 'ServiceUnavailable' });
  });
});

describe('a start', () => {
  it('spreads what is overdue, in order, and mends plans made by a wrong clock', async () => {
    const { connection, time, store } = await begin(async (store) => {
      for (let i = 0; i < 300; i++) await enroll(store, { nextWakeAt: store.clock.now() - 1000 + i });
      await enroll(store, { nextWakeAt: store.clock.now() + 365 * 24 * HOUR });
    });
    await time.pass(200);
    expect(connection.pushes.length).toBeGreaterThan(20);
    expect(connection.pushes.length).toBeLessThan(60);
    await time.pass(2000);
    expect(new Set(connection.pushes.map((push) => push.magic)).size).toBe(301);
    expect(openWakeRows(store).waiting()).toBe(301);
  });

  it('after a crash between marking and sending wakes the device a minute later', async () => {
    const { store, time, connection, queue, scheduler, make } = await begin();
    const id = await enroll(store);
    connection.answer = () => undefined;
    await queue(id);
    await turns();
    await scheduler.halt();
    expect(connection.pushes).toHaveLength(1);
    connection.answer = () => ({ kind: 'delivered', apnsId: 'c' });
    await make().start();
    await time.pass(59_000);
    expect(connection.pushes).toHaveLength(1);
    await time.pass(1500);
    expect(connection.pushes).toHaveLength(2);
  });
});

describe('a token that Apple refuses', () => {
  it.each([
    [410, 'Unregistered', 'unregistered'],
    [400, 'BadDeviceToken', 'refused'],
    [400, 'DeviceTokenNotForTopic', 'refused'],
  ] as const)('%i %s is shown on the enrollment, told once, and not used again', async (status, reason, pushState) => {
    const { store, time, connection, queue, row } = await begin();
    const events: string[] = [];
    store.subscribe((some) => events.push(...some.map((event) => `${event.type} ${event.data.reason}`)));
    const id = await enroll(store, { tokenUpdatedAt: time.now() - HOUR });
    connection.answer = () => ({ kind: 'rejected', status, reason, since: undefined, apnsId: 'x' });
    await queue(id);
    await time.pass(3 * HOUR);
    expect(connection.pushes).toHaveLength(1);
    expect(row(id)).toMatchObject({ pushState, nextWakeAt: null, lastPushStatus: status, lastPushReason: reason });
    expect(events).toEqual([`push.${pushState} ${reason}`]);
    await queue(id);
    await time.pass(HOUR);
    expect(connection.pushes).toHaveLength(1);
    connection.answer = () => ({ kind: 'delivered', apnsId: 'y' });
    await store.write((work) => {
      store.run((db) => db.updateTable('enrollment').set({ pushState: 'ready', tokenUpdatedAt: work.now }));
    });
    await time.pass(MINUTE);
    expect(connection.pushes).toHaveLength(2);
  });

  it('is kept when the device sent it after Apple last saw the old one (410 with an older timestamp)', async () => {
    const { store, time, connection, queue, row } = await begin();
    const tokenUpdatedAt = time.now() - HOUR;
    const id = await enroll(store, { tokenUpdatedAt });
    connection.answer = () => ({
      kind: 'rejected',
      status: 410,
      reason: 'Unregistered',
      since: tokenUpdatedAt - MINUTE,
      apnsId: 'x',
    });
    await queue(id);
    await time.pass(100);
    expect(row(id)).toMatchObject({ pushState: 'ready', lastPushStatus: 410, lastPushReason: 'Unregistered' });
    await time.pass(MINUTE);
    expect(connection.pushes).toHaveLength(2);
  });

  it('is not blamed on a token that came while the answer was under way', async () => {
    const { store, time, connection, queue, row } = await begin();
    const id = await enroll(store, { tokenUpdatedAt: time.now() - HOUR });
    connection.answer = () => ({
      kind: 'rejected',
      status: 400,
      reason: 'BadDeviceToken',
      since: undefined,
      apnsId: '',
    });
    await queue(id);
    await turns(3);
    await time.pass(10);
    await store.write((work) => {
      store.run((db) => db.updateTable('enrollment').set({ tokenUpdatedAt: work.now }));
    });
    await time.pass(100);
    expect(row(id).pushState).toBe('ready');
  });
});

describe('whatever happens', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('queue' as const), who: fc.nat(3), urgent: fc.boolean() }),
    fc.record({ kind: fc.constant('connect' as const), who: fc.nat(3), open: fc.boolean() }),
    fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 20 * MINUTE }) }),
    fc.record({ kind: fc.constant('link' as const), up: fc.boolean() }),
    fc.record({ kind: fc.constant('apple' as const), mood: fc.constantFrom('well', 'lost', '429', 'unsent') }),
  );
  const moods: Record<string, WakeOutcome> = {
    well: { kind: 'delivered', apnsId: 'ok' },
    lost: { kind: 'retry', afterMs: 0, cause: 'lost', status: undefined, accepted: 'unknown', counts: true },
    '429': untaken(429, 'TooManyRequests', MINUTE),
    unsent: { kind: 'retry', afterMs: 500, cause: 'unsent', status: undefined, accepted: 'no', counts: false },
  };

  it('no device is pushed twice within a minute unless urgent, and every waiting one is woken in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        const { store, time, connection, scheduler, queue, settle, row } = await begin();
        const ids: string[] = [];
        for (let i = 0; i < 4; i++) ids.push(await enroll(store, { magic: String(i) }));
        // What was asked for urgently may still be under way for a moment after the device has connected by itself.
        const urgentUntil = new Map<string, number>();
        const taken: Array<Push & { urgent: boolean }> = [];
        let mood = 'well';
        connection.answer = (push) => {
          const outcome = moods[mood] as WakeOutcome;
          if (outcome.kind !== 'retry' || outcome.counts) {
            taken.push({ ...push, urgent: (urgentUntil.get(push.magic) ?? -1) >= time.now() });
            urgentUntil.delete(push.magic);
          }
          return outcome;
        };
        for (const one of steps) {
          await time.pass(1);
          if (one.kind === 'queue') {
            if (one.urgent) urgentUntil.set(String(one.who), Number.POSITIVE_INFINITY);
            await queue(ids[one.who] as string, one.urgent);
          } else if (one.kind === 'connect') {
            if (urgentUntil.has(String(one.who))) urgentUntil.set(String(one.who), time.now() + 1000);
            await settle(ids[one.who] as string, one.open);
          } else if (one.kind === 'pass') await time.pass(one.ms);
          else if (one.kind === 'apple') mood = one.mood;
          else {
            connection.state = one.up ? 'connected' : 'backing-off';
            if (one.up) scheduler.nudge();
          }
          await turns(2);
        }
        mood = 'well';
        connection.state = 'connected';
        scheduler.nudge();
        const settledAt = time.now();
        const waiting = ids.filter((id) => row(id).nextWakeAt !== null);
        await time.pass(27 * HOUR);
        for (const id of waiting) {
          const woken = taken.some((push) => push.magic === String(ids.indexOf(id)) && push.at >= settledAt);
          expect(woken).toBe(true);
        }
        for (let who = 0; who < 4; who++) {
          const own = taken.filter((push) => push.magic === String(who));
          own.forEach((push, index) => {
            const before = own[index - 1];
            if (before === undefined || push.urgent) return;
            expect(push.at - before.at).toBeGreaterThanOrEqual(MINUTE);
          });
          // Left alone, the gaps only grow.
          const calm = own.filter((push) => push.at > settledAt);
          for (let i = 2; i < calm.length; i++) {
            const gap = (calm[i]?.at ?? 0) - (calm[i - 1]?.at ?? 0);
            const former = (calm[i - 1]?.at ?? 0) - (calm[i - 2]?.at ?? 0);
            expect(gap).toBeGreaterThanOrEqual(Math.min(former, gapMs(8, 0)));
          }
        }
        await scheduler.halt();
        store.close();
      }),
      { numRuns: 20 },
    );
  });
});
