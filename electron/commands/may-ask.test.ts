import { expect, it } from 'vitest';
import { addDevice, openRoom } from './testing/room.ts';

it('does not ask for apps that are nobody’s business, nor where a device is, by whoever it is wanted (POL-22)', async () => {
  const may = { allApps: true, location: true };
  const room = openRoom({ mayAsk: () => may });
  const { deviceId } = await addDevice(room.store);
  const check = (command: { RequestType: string; ManagedAppsOnly?: boolean }) =>
    room.commands
      .checkCommands({ deviceIds: [deviceId], command })
      .refused.flatMap(({ reasons }) => reasons.map(({ code }) => code));
  const queued = () =>
    room.store.all((db) => db.selectFrom('command').select('requestType')).map(({ requestType }) => requestType);
  expect(check({ RequestType: 'InstalledApplicationList' })).toEqual([]);
  may.allApps = false;
  may.location = false;
  expect(check({ RequestType: 'InstalledApplicationList' })).toEqual(['not-asked']);
  expect(check({ RequestType: 'InstalledApplicationList', ManagedAppsOnly: true })).toEqual([]);
  expect(check({ RequestType: 'DeviceLocation' })).toContain('not-asked');
  await room.commands.refreshInventory([deviceId], 'ada');
  expect(queued()).toContain('ManagedApplicationList');
  expect(queued()).not.toContain('InstalledApplicationList');
});
