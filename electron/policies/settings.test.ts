import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openPolicyRoom } from './testing/policy-room.ts';

const HOUR = 3_600_000;

it('gives a setting once where the device does not report it', async () => {
  const room = await openPolicyRoom();
  const pad = await room.device();
  const content = { Settings: [{ Item: 'Bluetooth', Enabled: false }] };
  const { id } = await room.policy({ name: 'Bluetooth off', type: 'setting', content });
  await room.assign(id, pad.deviceId);
  await room.converge([pad]);
  expect(pad.changes()).toEqual(['set Bluetooth']);
  expect(room.policies.forDevice(pad.deviceId)).toMatchObject([{ type: 'setting', state: 'installed' }]);
  await room.commands.refreshInventory([pad.deviceId], 'ada');
  await room.converge([pad]);
  expect(pad.got.filter((word) => word.startsWith('set'))).toEqual([]);
});

it('gives nothing where the device has it, and gives it again when a user changed it (POL-46, POL-47)', async () => {
  const room = await openPolicyRoom();
  const pad = await room.device({ device: { serialNumber: 'F9K2' } });
  pad.facts.DeviceName = 'Pad F9K2';
  await room.commands.refreshInventory([pad.deviceId], 'ada');
  await room.converge([pad]);
  pad.got.splice(0);
  const content = { Settings: [{ Item: 'DeviceName', DeviceName: 'Pad $DEVICE_SN$' }] };
  const { id } = await room.policy({ name: 'Names', type: 'setting', content });
  await room.assign(id, pad.deviceId);
  await room.converge([pad]);
  expect(pad.got).toEqual([]);
  expect(room.policies.forDevice(pad.deviceId)).toMatchObject([{ state: 'installed', variables: ['DEVICE_SN'] }]);

  pad.facts.DeviceName = 'My own';
  room.clock.time += HOUR;
  await room.commands.refreshInventory([pad.deviceId], 'ada');
  await room.converge([pad]);
  expect(pad.got.filter((word) => word.startsWith('set'))).toEqual(['set DeviceName']);
  expect(pad.facts.DeviceName).toBe('Pad F9K2');
  expect(room.policies.forDevice(pad.deviceId)).toMatchObject([{ state: 'installed' }]);

  await room.policies.update(id, { onDrift: 'report' }, 'ada');
  pad.facts.DeviceName = 'My own';
  room.clock.time += HOUR;
  pad.got.splice(0);
  await room.commands.refreshInventory([pad.deviceId], 'ada');
  await room.converge([pad]);
  expect(pad.got.filter((word) => word.startsWith('set'))).toEqual([]);
  expect(room.policies.forDevice(pad.deviceId)).toMatchObject([{ state: 'drifted' }]);
});

it('is not for devices that do not take it, with the reason', async () => {
  const room = await openPolicyRoom();
  const free = await room.device({ device: { supervised: 0 } });
  const content = { Settings: [{ Item: 'DeviceName', DeviceName: 'Pad' }] };
  const { id } = await room.policy({ name: 'Names', type: 'setting', content });
  await room.assign(id, free.deviceId);
  await room.converge([free]);
  expect(free.got).toEqual([]);
  expect(room.policies.forDevice(free.deviceId)).toMatchObject([
    { state: 'not-applicable', because: { code: 'unfit', findings: ['needs-supervision'] } },
  ]);
});

const PICTURE = readFileSync(new URL('../../resources/icon.png', import.meta.url)).toString('base64');
const wallpaper = (overlay: unknown) => ({
  Settings: [{ Item: 'Wallpaper', Where: 1, Image: { $data: PICTURE }, cartwright: { overlay } }],
});

it('draws what a wallpaper says of a device for that device, and again when it says something else', async () => {
  const drawn: unknown[] = [];
  const room = await openPolicyRoom({
    delivery: {
      drawnItem(item) {
        const { cartwright, ...bare } = item as { cartwright: { overlay: { text: string } } };
        drawn.push(cartwright.overlay.text);
        return Promise.resolve({ ...bare, Image: PICTURE });
      },
    },
  });
  const [one, two] = [
    await room.device({ device: { serialNumber: 'F9K2' } }),
    await room.device({ device: { serialNumber: 'F9K3' } }),
  ];
  const content = wallpaper({ text: 'Property of the school\n$DEVICE_SN$' });
  const { id } = await room.policy({ name: 'Wallpaper', type: 'setting', content });
  await room.assign(id, one.deviceId, two.deviceId);
  await room.converge([one, two]);
  expect([...drawn].sort()).toEqual(['F9K2', 'F9K3'].map((serial) => `Property of the school\n${serial}`));
  expect([one.changes(), two.changes()]).toEqual([['set Wallpaper'], ['set Wallpaper']]);
  for (const { deviceId } of [one, two])
    expect(room.policies.forDevice(deviceId)).toMatchObject([{ state: 'installed', variables: ['DEVICE_SN'] }]);
  await room.converge([one, two]);
  expect([one.changes(), two.changes(), drawn.length]).toEqual([[], [], 2]);
});

it('takes no wallpaper with a text nobody can read', async () => {
  const room = await openPolicyRoom();
  await expect(
    room.policy({ name: 'Wallpaper', type: 'setting', content: wallpaper({ words: 'x' }) }),
  ).rejects.toMatchObject({ code: 'bad-request', message: expect.stringContaining('text on the wallpaper') });
});
