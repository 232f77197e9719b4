import { expect, it } from 'vitest';
import { reportingSettings } from '../../shared/contract/reporting.ts';
import { addDevice, commandIn, connectMessage, idle, openRoom } from '../commands/testing/room.ts';
import { openReporting } from './index.ts';

const MINUTE = 60_000;
const settings = (given: object = {}) => reportingSettings.parse(given);

async function school() {
  const room = openRoom();
  const { store, commands, clock } = room;
  const reporting = openReporting({
    store,
    ports: { ask: (work, enrollmentId) => commands.queueInitialInventory(work, enrollmentId) },
  });
  /** Answers everything it is asked, and gives back what that was. */
  const answers = async (device: { id: string; deviceId: string }, facts: object = {}) => {
    const asked: string[] = [];
    let next = commandIn(await commands.exchange(device, idle()));
    while (next !== null) {
      const type = String(next.command.RequestType);
      asked.push(type);
      const answer = type === 'DeviceInformation' ? { QueryResponses: facts } : {};
      next = commandIn(
        await commands.exchange(
          device,
          connectMessage({ CommandUUID: next.id, Status: 'Acknowledged', ...answer } as never),
        ),
      );
    }
    return asked;
  };
  return { ...room, store, commands, clock, reporting, answers, device: () => addDevice(store) };
}

it('asks each device about itself every 240 minutes, once, and as often as somebody says (POL-23)', async () => {
  const room = await school();
  const device = await room.device();
  await room.reporting.run();
  await room.answers(device);
  expect(room.reporting.settings().everyMinutes).toBe(240);
  room.clock.time += 239 * MINUTE;
  expect(await room.reporting.run()).toMatchObject({ asked: 0 });
  room.clock.time += 2 * MINUTE;
  expect(room.reporting.overview()).toMatchObject({ devices: 1, due: 1, asked: 0 });
  expect(await room.reporting.run()).toMatchObject({ asked: 1 });
  // It is asleep: what waits for it is not asked a second time.
  room.clock.time += 600 * MINUTE;
  expect(await room.reporting.run()).toMatchObject({ asked: 0 });
  expect(room.reporting.overview()).toMatchObject({ due: 0, asked: 1 });
  const asked = await room.answers(device);
  expect(asked).toEqual(expect.arrayContaining(['DeviceInformation', 'ProfileList', 'InstalledApplicationList']));
  expect(new Set(asked).size).toBe(asked.length);

  await room.reporting.set(settings({ everyMinutes: 15 }), 'ada');
  room.clock.time += 16 * MINUTE;
  expect(await room.reporting.run()).toMatchObject({ asked: 1 });
  await room.answers(device);
  await room.reporting.set(settings({ everyMinutes: null }), 'ada');
  room.clock.time += 99_999 * MINUTE;
  expect(await room.reporting.run()).toMatchObject({ asked: 0 });
});

it('asks 250 devices in a round at most, and goes on after them in the next (POL-23)', async () => {
  const room = await school();
  for (let count = 0; count < 270; count++) await room.device();
  room.clock.time += 241 * MINUTE;
  expect(room.reporting.overview()).toMatchObject({ devices: 270, due: 270, asked: 0 });
  expect(await room.reporting.run()).toMatchObject({ asked: 250 });
  expect(room.reporting.overview()).toMatchObject({ due: 20, asked: 250 });
  expect(await room.reporting.run()).toMatchObject({ asked: 20 });
  // The end was reached: whoever comes is found from the beginning again.
  const another = await room.device();
  room.clock.time += 241 * MINUTE;
  await room.answers(another);
  expect(await room.reporting.run()).toMatchObject({ asked: 1 });
});

it('leaves devices alone that roam, unless somebody says otherwise (POL-23)', async () => {
  const room = await school();
  const device = await room.device();
  await room.commands.refreshInventory([device.deviceId], 'ada');
  await room.answers(device, {
    ServiceSubscriptions: [{ IsRoaming: true, Slot: 'CTSubscriptionSlotOne' }],
    IsRoaming: true,
  });
  room.clock.time += 300 * MINUTE;
  expect(await room.reporting.run()).toMatchObject({ asked: 0 });
  await room.reporting.set(settings({ whileRoaming: true }), 'ada');
  expect(await room.reporting.run()).toMatchObject({ asked: 1 });
});

it('forgets what is not to be known any more, and has people told when more is seen (POL-22)', async () => {
  const room = await school();
  const device = await room.device();
  await room.store.write((work) => {
    room.store.run((db) =>
      db.insertInto('installedApp').values({ deviceId: device.deviceId, identifier: 'org.own', version: '1' } as never),
    );
    room.store.run((db) =>
      db
        .insertInto('deviceReport')
        .values({ deviceId: device.deviceId, kind: 'apps', reportedAt: work.now, commandId: null, body: '[]' }),
    );
  });
  // Seeing less is silent.
  expect((await room.reporting.set(settings({ apps: 'managed', location: false }), 'ada')).notice).toBeNull();
  expect(await room.reporting.run()).toMatchObject({ forgotten: 1 });
  expect(room.store.all((db) => db.selectFrom('installedApp').selectAll())).toEqual([]);
  expect(await room.reporting.run()).toMatchObject({ forgotten: 0 });

  const { notice } = await room.reporting.set(settings({ apps: 'all', location: true }), 'ada');
  expect(notice).toMatchObject({ more: ['apps', 'location'], by: 'ada' });
  // What is taken back before anybody was told need not be told.
  expect((await room.reporting.set(settings({ location: true, apps: 'managed' }), 'ada')).notice).toMatchObject({
    more: ['location'],
  });
  expect((await room.reporting.told('ada')).notice).toBeNull();
  expect(room.store.all((db) => db.selectFrom('event').select('type').where('type', 'like', 'setting.%'))).toEqual([
    ...Array.from({ length: 3 }, () => ({ type: 'setting.reporting-changed' })),
    { type: 'setting.reporting-told' },
  ]);
});
