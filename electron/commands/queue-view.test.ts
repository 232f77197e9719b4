import { CompiledQuery } from 'kysely';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { addDevice, commandIn, connectMessage, idle, openRoom, type TestRoom } from './testing/room.ts';

const LIMIT = { limit: 100 };
let room: TestRoom;

beforeEach(() => {
  room = openRoom();
});

async function queue(deviceId: string, command: { RequestType: string; [key: string]: unknown }): Promise<string> {
  room.clock.time += 1000;
  const outcome = await room.commands.queueCommands({ deviceIds: [deviceId], command, actor: 'Ada' });
  const id = outcome.queued[0]?.commandId;
  if (id === undefined) throw new Error(JSON.stringify(outcome.refused));
  return id;
}

/** The device comes, takes the next command and answers it. */
async function answer(enrollment: { id: string; deviceId: string }, body: Parameters<typeof connectMessage>[0]) {
  room.clock.time += 1000;
  const given = commandIn(await room.commands.exchange(enrollment, idle()));
  if (given === null) throw new Error('nothing was delivered');
  room.clock.time += 1000;
  await room.commands.exchange(enrollment, connectMessage({ ...body, CommandUUID: given.id }));
  return given.id;
}

const ERROR = {
  Status: 'Error' as const,
  ErrorChain: [{ ErrorDomain: 'MCMDMErrorDomain', ErrorCode: 12007, USEnglishDescription: 'No right' }],
};

describe('the queue over all devices', () => {
  test('lists commands newest first, page by page, with the device they are for', async () => {
    const [one, two] = [await addDevice(room.store, { device: { name: 'One' } }), await addDevice(room.store)];
    const ids = [
      await queue(one.deviceId, { RequestType: 'ProfileList' }),
      await queue(two.deviceId, { RequestType: 'ProfileList' }),
      await queue(one.deviceId, { RequestType: 'SecurityInfo' }),
    ];
    const first = room.commands.listAll({ limit: 2 });
    expect(first.rows.map((row) => row.id)).toEqual([ids[2], ids[1]]);
    const rest = room.commands.listAll({ limit: 2, after: first.next ?? '' });
    expect(rest.rows).toMatchObject([{ id: ids[0], deviceName: 'One', canCancel: true, canRetry: false }]);
    expect(rest.next).toBeNull();
    const oldest = room.commands.listAll({ direction: 'asc', limit: 2 });
    expect(oldest.rows.map((row) => row.id)).toEqual([ids[0], ids[1]]);
    expect(room.commands.listAll({ direction: 'asc', limit: 2, after: oldest.next ?? '' }).rows).toMatchObject([
      { id: ids[2] },
    ]);
  });

  test('orders by command, device, state or last change, and pages meet whatever changes in between', async () => {
    const device = async (name: string | null) => addDevice(room.store, { device: { name } });
    const [ten, two, nameless] = [await device('iPad 10'), await device('iPad 2'), await device(null)];
    const profiles = await queue(ten.deviceId, { RequestType: 'ProfileList' });
    const security = await queue(two.deviceId, { RequestType: 'SecurityInfo' });
    const apps = await queue(nameless.deviceId, { RequestType: 'InstalledApplicationList' });
    const more = await queue(ten.deviceId, { RequestType: 'SecurityInfo' });
    await answer(two, ERROR);
    room.clock.time += 1000;
    await room.commands.cancel(profiles, 'Ada');
    const pages = (query: object): string[] => {
      const ids: string[] = [];
      for (let after: string | undefined, going = true; going; ) {
        const page = room.commands.listAll({ ...query, limit: 1, ...(after === undefined ? {} : { after }) });
        ids.push(...page.rows.map(({ id }) => id));
        after = page.next ?? undefined;
        going = after !== undefined;
      }
      return ids;
    };
    expect(pages({ sort: 'device', direction: 'asc' })).toEqual([security, more, profiles, apps]);
    expect(pages({ sort: 'device', direction: 'desc' })).toEqual([apps, more, profiles, security]);
    expect(pages({ sort: 'device', direction: 'asc', failed: true })).toEqual([security]);
    expect(pages({ sort: 'device', direction: 'asc', deviceId: ten.deviceId })).toEqual([more, profiles]);
    expect(pages({ sort: 'state', direction: 'asc' })).toEqual([more, apps, security, profiles]);
    expect(pages({ sort: 'state', direction: 'desc', open: true })).toEqual([more, apps]);
    expect(pages({ sort: 'changed', direction: 'desc' })).toEqual([profiles, security, more, apps]);
    expect(pages({ sort: 'changed', direction: 'asc' })).toEqual([apps, more, security, profiles]);
    // “List apps”, “List profiles”, “Read security status”: by name, or as names go in another language.
    const typeOrder = ['SecurityInfo', 'ProfileList', 'InstalledApplicationList'];
    expect(pages({ sort: 'command', direction: 'asc', typeOrder })).toEqual([more, security, profiles, apps]);
    expect(pages({ sort: 'command', direction: 'desc', typeOrder })).toEqual([apps, profiles, more, security]);
    expect(pages({ sort: 'command', direction: 'asc', requestTypes: ['SecurityInfo'] })).toEqual([more, security]);
    expect(new Set(pages({ sort: 'command' }))).toEqual(new Set([profiles, security, apps, more]));

    const first = room.commands.listAll({ sort: 'state', direction: 'asc', limit: 1 });
    expect(first.rows.map(({ id }) => id)).toEqual([more]);
    await room.commands.cancel(more, 'Ada');
    const rest = room.commands.listAll({ sort: 'state', direction: 'asc', limit: 10, after: first.next ?? '' });
    expect(rest.rows.map(({ id }) => id)).toEqual([apps, security, more, profiles]);
    expect(() => room.commands.listAll({ ...LIMIT, after: 'nonsense' })).toThrow(/no place in the queue/);
  });

  test('is read in order from an index where many commands fit, not sorted as a whole', async () => {
    const asked: CompiledQuery[] = [];
    const all = room.store.all.bind(room.store);
    vi.spyOn(room.store, 'all').mockImplementation((build) =>
      all((db) => {
        const query = build(db);
        asked.push(query.compile());
        return query;
      }),
    );
    const read = (query: object) => room.commands.listAll({ ...query, ...LIMIT });
    const device = await addDevice(room.store, { device: { name: 'One' } });
    await queue(device.deviceId, { RequestType: 'ProfileList' });
    for (const sort of ['command', 'state', 'queued', 'changed'])
      for (const filter of [{}, { open: true }, { requestTypes: ['ProfileList', 'SecurityInfo'] }])
        read({ sort, ...filter });
    const sorted = asked
      .filter(({ sql }) => sql.includes('limit') && sql.includes('"command" as "c"'))
      .filter(({ sql, parameters }) => {
        const explain = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
        const plan = all<{ detail: string }>(() => ({ compile: () => explain }) as never);
        return plan.some(({ detail }) => detail.includes('TEMP B-TREE'));
      });
    expect(asked.length).toBeGreaterThan(12);
    expect(sorted.map(({ sql }) => sql)).toEqual([]);
  });

  test('filters by state, type, device, time, maker and failure', async () => {
    const device = await addDevice(room.store);
    const other = await addDevice(room.store);
    const failed = await queue(device.deviceId, { RequestType: 'ProfileList' });
    await answer(device, ERROR);
    room.clock.time += 60_000;
    const later = room.clock.time;
    const waiting = await queue(device.deviceId, { RequestType: 'SecurityInfo' });
    const elsewhere = await queue(other.deviceId, { RequestType: 'ProfileList' });
    const ids = (filter: object) => room.commands.listAll({ ...filter, ...LIMIT }).rows.map((row) => row.id);
    expect(ids({ failed: true })).toEqual([failed]);
    expect(ids({ states: ['error', 'cancelled'] })).toEqual([failed]);
    expect(ids({ states: ['queued'] })).toEqual([elsewhere, waiting]);
    expect(ids({ failed: true, states: ['queued'] })).toEqual([]);
    expect(ids({ open: true, deviceId: device.deviceId })).toEqual([waiting]);
    expect(ids({ requestTypes: ['ProfileList'], since: later })).toEqual([elsewhere]);
    expect(ids({ until: later })).toEqual([failed]);
    expect(ids({ errorDomain: 'MCMDMErrorDomain', errorCode: 12007 })).toEqual([failed]);
    expect(ids({ queuedBy: 'Bob' })).toEqual([]);
  });

  test('counts what is open and groups failures by type and reason', async () => {
    const devices = [await addDevice(room.store), await addDevice(room.store)];
    for (const device of devices) {
      await queue(device.deviceId, { RequestType: 'ProfileList' });
      await answer(device, ERROR);
      await queue(device.deviceId, { RequestType: 'SecurityInfo' });
    }
    expect(room.commands.summary(room.clock.time - 3_600_000)).toMatchObject({
      open: { queued: 2, sent: 0, notNow: 0 },
      failures: [{ requestType: 'ProfileList', errorDomain: 'MCMDMErrorDomain', errorCode: 12007, count: 2 }],
    });
    expect(room.commands.summary(room.clock.time + 1).failures).toEqual([]);
  });
});

describe('the timeline of a command', () => {
  test('tells of waiting, every delivery, put-asides, the wake-up in between and the answer', async () => {
    const device = await addDevice(room.store);
    const id = await queue(device.deviceId, { RequestType: 'ProfileList' });
    room.clock.time += 500;
    const wokenAt = room.clock.time;
    await room.store.write(() =>
      room.store.run((db) =>
        db.insertInto('wakeUp').values([
          { enrollmentId: device.id, sentAt: wokenAt, attempt: 1, status: 200, reason: null },
          { enrollmentId: device.id, sentAt: wokenAt - 60_000, attempt: 1, status: 200, reason: null },
        ]),
      ),
    );
    await answer(device, { Status: 'NotNow' });
    await answer(device, ERROR);
    const { entries, expected, command } = room.commands.timeline(id);
    expect(entries.map((entry) => entry.kind)).toEqual(['queued', 'woken', 'sent', 'not-now', 'sent', 'error']);
    expect(entries[1]).toMatchObject({ at: wokenAt, status: 200, times: 1 });
    expect(entries.at(-1)).toMatchObject({ actor: 'device', reason: expect.stringContaining('No right') });
    expect(expected).toBeNull();
    expect(command.result?.errorChain).toEqual([{ domain: 'MCMDMErrorDomain', code: 12007, description: 'No right' }]);
  });

  test('counts deliveries that were repeated without an answer, and says what comes next', async () => {
    const device = await addDevice(room.store, { enrollment: { nextWakeAt: 1_900_000_000_000 } });
    const id = await queue(device.deviceId, { RequestType: 'ProfileList' });
    for (let times = 0; times < 3; times++) {
      room.clock.time += 1000;
      await room.commands.exchange(device, idle());
    }
    const { entries, expected } = room.commands.timeline(id);
    expect(entries.map((entry) => [entry.kind, entry.times])).toEqual([
      ['queued', null],
      ['sent', null],
      ['sent', 3],
    ]);
    const expiresAt = room.commands.getCommand(id).queuedAt + 14 * 86_400_000;
    expect(expected).toEqual({ nextWakeAt: 1_900_000_000_000, expiresAt, sentInVain: 3 });
  });

  test('leaves out wake-ups of another time', async () => {
    const device = await addDevice(room.store, {
      enrollment: { lastPushAt: room.clock.time - 1, lastPushStatus: 200 },
    });
    const id = await queue(device.deviceId, { RequestType: 'ProfileList' });
    expect(room.commands.timeline(id).entries.map((entry) => entry.kind)).toEqual(['queued']);
  });
});

describe('repeating and taking back', () => {
  test('a failed command is queued again with the same request, and both know of each other', async () => {
    const device = await addDevice(room.store);
    const id = await queue(device.deviceId, { RequestType: 'InstalledApplicationList', ManagedAppsOnly: true });
    await answer(device, ERROR);
    const { queued, left } = await room.commands.retry({ filter: { failed: true } }, 'Bob');
    expect(left).toEqual([]);
    expect(queued).toMatchObject([{ retryOf: id, deviceId: device.deviceId }]);
    const again = queued[0]?.commandId ?? '';
    expect(room.commands.getCommand(again).request).toEqual({
      RequestType: 'InstalledApplicationList',
      ManagedAppsOnly: true,
    });
    expect(room.commands.timeline(again).retryOf).toBe(id);
    expect(room.commands.timeline(id)).toMatchObject({ retriedBy: again });
    expect(room.commands.timeline(id).entries.at(-1)).toMatchObject({
      kind: 'retried',
      commandId: again,
      actor: 'Bob',
    });
    expect(room.wakes.at(-1)?.enrollmentId).toBe(device.id);
  });

  test('what waits, what lost its secrets and what nobody knows is not repeated, with the reason', async () => {
    const device = await addDevice(room.store);
    const open = await queue(device.deviceId, { RequestType: 'ProfileList' });
    await room.commands.cancel(open, 'Ada');
    const secret = await queue(device.deviceId, {
      RequestType: 'InstallProfile',
      Payload: Buffer.from('<plist version="1.0"><dict/></plist>').toString('base64'),
    });
    await answer(device, ERROR);
    const waiting = await queue(device.deviceId, { RequestType: 'SecurityInfo' });
    const unknown = '0190a000-0000-7000-8000-000000000001';
    const { queued, left } = await room.commands.retry({ commandIds: [secret, waiting, unknown] }, 'Ada');
    expect(queued).toEqual([]);
    expect(left.map(({ commandId, reason }) => [commandId, reason])).toEqual([
      [secret, 'secrets-gone'],
      [waiting, 'still-open'],
      [unknown, 'not-found'],
    ]);
    expect(room.commands.listAll(LIMIT).rows.find((row) => row.id === secret)?.canRetry).toBe(false);
  });

  test('a device that is not managed any more is refused like with any command', async () => {
    const device = await addDevice(room.store);
    const id = await queue(device.deviceId, { RequestType: 'ProfileList' });
    await answer(device, ERROR);
    await room.store.write(() =>
      room.store.run((db) => db.updateTable('enrollment').set({ state: 'ended' }).where('id', '=', device.id)),
    );
    expect((await room.commands.retry({ commandIds: [id] }, 'Ada')).left).toMatchObject([{ reason: 'not-enrolled' }]);
  });

  test('many commands are cancelled at once; what the device has stays', async () => {
    const device = await addDevice(room.store);
    const first = await queue(device.deviceId, { RequestType: 'ProfileList' });
    await room.commands.exchange(device, idle());
    const second = await queue(device.deviceId, { RequestType: 'SecurityInfo' });
    const { cancelled, left } = await room.commands.cancelMany({ filter: { open: true } }, 'Ada');
    expect(cancelled).toEqual([second]);
    expect(left).toMatchObject([{ commandId: first, reason: 'with-device' }]);
    expect(room.commands.getCommand(second).state).toBe('cancelled');
  });
});
