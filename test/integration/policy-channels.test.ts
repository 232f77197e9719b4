import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DevicePolicy, PolicyDetail } from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { StepDevice } from '../support/step-device.ts';
import { StepUser } from '../support/step-user.ts';

/* Policies on the real wire: settings that somebody changes back, and profiles that belong to a user. */

let running: RunningEngine;
let way: Awaited<ReturnType<RunningEngine['admin']['invite']>>;
const devices: StepDevice[] = [];

beforeAll(async () => {
  running = await runEngine();
  way = await running.admin.invite();
});
afterAll(async () => {
  for (const device of devices) device.close();
  await running.stop();
});

async function enrolled(device: StepDevice): Promise<{ device: StepDevice; id: string }> {
  devices.push(device);
  await device.enroll(way, running.apple);
  await device.session();
  return { device, id: (await running.admin.find(device.serialNumber)).id };
}

async function given(deviceId: string, type: 'profile' | 'setting', name: string, content: object, options = {}) {
  const { id } = await running.admin.call<PolicyDetail>('POST', '/policies', {
    type,
    options: { name, ...options },
    content,
  });
  const assignments = [{ target: { kind: 'device', id: deviceId }, mode: 'include' }];
  await running.admin.call('PUT', `/policies/${id}/assignments`, { assignments });
  return id;
}

const standing = (deviceId: string): Promise<DevicePolicy[]> =>
  running.admin.call('GET', `/devices/${deviceId}/policies`);

/** It says everything about itself, and does what follows. */
async function reports({ device, id }: { device: StepDevice; id: string }): Promise<string[]> {
  await running.admin.call('POST', '/devices/refresh', { deviceIds: [id] });
  const done = await device.session();
  return done.filter((type) => type === 'Settings');
}

describe('a setting', () => {
  it('is given again when the device reports that somebody changed it (POL-46, POL-47)', async () => {
    const pad = new StepDevice();
    const cellular = {
      imei: '35 123456 789012 3',
      iccid: '8949 0200 0000 0000 001',
      carrier: 'Brook Mobile',
      phoneNumber: '+49 151 0000001',
      mcc: '262',
      mnc: '01',
      dataRoaming: true,
      voiceRoaming: true,
      hotspot: true,
    };
    pad.state = { ...pad.state, cellular };
    const ipad = await enrolled(pad);
    await given(ipad.id, 'setting', 'As the school has it', {
      Settings: [
        { Item: 'DeviceName', DeviceName: 'Trolley 1' },
        { Item: 'TimeZone', TimeZone: 'Europe/Vienna' },
        { Item: 'DataRoaming', Enabled: false },
        { Item: 'PersonalHotspot', Enabled: false },
        { Item: 'AccessibilitySettings', BoldTextEnabled: true, TextSize: 5 },
        { Item: 'OrganizationInfo', OrganizationInfo: { OrganizationName: 'Maple Street School' } },
      ],
    });
    expect((await pad.session()).filter((type) => type === 'Settings')).toEqual(['Settings']);
    await reports(ipad);
    expect(await standing(ipad.id)).toMatchObject([{ state: 'installed', because: null }]);

    const was = pad.state;
    const changes: Partial<StepDevice['state']>[] = [
      { name: 'My own' },
      { settings: { ...was.settings, TimeZone: 'Asia/Tokyo' } },
      { cellular: { ...cellular, dataRoaming: true, hotspot: false } },
      { cellular: { ...cellular, dataRoaming: false, hotspot: true } },
      { settings: { ...was.settings, AccessibilitySettings: { BoldTextEnabled: false, TextSize: 5 } } },
      { settings: { ...was.settings, OrganizationInfo: { OrganizationName: 'Somebody' } } },
    ];
    for (const change of changes) {
      pad.state = { ...pad.state, ...change };
      expect(await reports(ipad), JSON.stringify(change)).toEqual(['Settings']);
      expect(await reports(ipad)).toEqual([]);
      expect(pad.state).toMatchObject({
        name: 'Trolley 1',
        settings: { ...was.settings },
        cellular: { dataRoaming: false, hotspot: false },
      });
      expect(await standing(ipad.id)).toMatchObject([{ state: 'installed', because: null }]);
    }
  });

  it('of a Shared iPad is given again as well (POL-46)', async () => {
    const pad = new StepDevice();
    pad.state = { ...pad.state, sharedIpad: true };
    const ipad = await enrolled(pad);
    await given(ipad.id, 'setting', 'Shared', {
      Settings: [{ Item: 'SharedDeviceConfiguration', QuotaSize: 4096, UserSessionTimeout: 900 }],
    });
    await pad.session();
    await reports(ipad);
    expect(await standing(ipad.id)).toMatchObject([{ state: 'installed', because: null }]);
    const { settings } = pad.state;
    pad.state = { ...pad.state, settings: { ...settings, SharedDeviceConfiguration: { QuotaSize: 99 } } };
    expect(await reports(ipad)).toEqual(['Settings']);
    expect(pad.state.settings).toEqual(settings);
  });

  it('that only users of a Shared iPad have goes to the channel of each, and again when one changes it (POL-46)', async () => {
    const pad = new StepDevice();
    pad.state = { ...pad.state, sharedIpad: true };
    const { device, id } = await enrolled(pad);
    const user = new StepUser(pad, 'ada@school.example');
    const content = { Settings: [{ Item: 'AccessibilitySettings', BoldTextEnabled: true, TextSize: 5 }] };
    await given(id, 'setting', 'Large text', content);
    expect((await device.session()).filter((type) => type === 'Settings')).toEqual([]);
    user.listen(running.apple);
    expect((await user.tokenUpdate()).status).toBe(200);
    const first = await user.session();
    expect(first.filter((type) => type === 'Settings')).toEqual(['Settings']);
    expect((await device.session()).filter((type) => type === 'Settings')).toEqual([]);
    /** Device and user tell of themselves; which of them was given settings then. */
    const told = async (): Promise<string[]> => {
      await running.admin.call('POST', '/devices/refresh', { deviceIds: [id] });
      const [own, users] = [await device.session(), await user.session()];
      return [
        ...own.filter((type) => type === 'Settings').map(() => 'device'),
        ...users.filter((type) => type === 'Settings').map(() => 'user'),
      ];
    };
    expect(await told()).toEqual([]);
    expect(await standing(id)).toMatchObject([{ user: 'ada@school.example', state: 'installed', because: null }]);
    const { settings } = pad.state;
    pad.state = { ...pad.state, settings: { ...settings, AccessibilitySettings: { BoldTextEnabled: false } } };
    expect(await told()).toEqual(['user']);
    expect(pad.state.settings.AccessibilitySettings).toMatchObject({ BoldTextEnabled: true, TextSize: 5 });
    expect(await told()).toEqual([]);
    expect(await standing(id)).toMatchObject([{ state: 'installed', because: null }]);
  });

  it('for a Shared iPad and its users goes in two, each part to where it belongs, and comes back there (POL-46)', async () => {
    const pad = new StepDevice();
    pad.state = { ...pad.state, sharedIpad: true };
    const { device, id } = await enrolled(pad);
    await given(id, 'setting', 'Trolley with large text', {
      Settings: [
        { Item: 'DeviceName', DeviceName: 'Trolley 4' },
        { Item: 'AccessibilitySettings', BoldTextEnabled: true, TextSize: 5 },
        { Item: 'TimeZone', TimeZone: 'Europe/Vienna' },
      ],
    });
    const settingsIn = (done: readonly string[]): string[] => done.filter((type) => type === 'Settings');
    // The device need not wait for somebody to sign in.
    expect(settingsIn(await device.session())).toEqual(['Settings']);
    expect(pad.state).toMatchObject({ name: 'Trolley 4', settings: { TimeZone: 'Europe/Vienna' } });
    expect(pad.state.settings.AccessibilitySettings).toBeUndefined();
    const user = new StepUser(pad, 'ada@school.example');
    user.listen(running.apple);
    expect((await user.tokenUpdate()).status).toBe(200);
    expect(settingsIn(await user.session())).toEqual(['Settings']);
    expect(settingsIn(await device.session())).toEqual([]);
    expect(pad.state.settings.AccessibilitySettings).toMatchObject({ BoldTextEnabled: true, TextSize: 5 });
    const told = async (): Promise<string[]> => {
      await running.admin.call('POST', '/devices/refresh', { deviceIds: [id] });
      const [own, users] = [await device.session(), await user.session()];
      return [...settingsIn(own).map(() => 'device'), ...settingsIn(users).map(() => 'user')];
    };
    expect(await told()).toEqual([]);
    const states = async () => (await standing(id)).map((row) => [row.user, row.state]).sort();
    const installed = [
      [null, 'installed'],
      ['ada@school.example', 'installed'],
    ];
    expect(await states()).toEqual(installed);
    pad.state = { ...pad.state, name: 'My own' };
    expect(await told()).toEqual(['device']);
    const { settings } = pad.state;
    pad.state = { ...pad.state, settings: { ...settings, AccessibilitySettings: { BoldTextEnabled: false } } };
    expect(await told()).toEqual(['user']);
    expect(await told()).toEqual([]);
    expect(pad.state).toMatchObject({ name: 'Trolley 4', settings: { AccessibilitySettings: { TextSize: 5 } } });
    expect(await states()).toEqual(installed);
  });

  it('that was changed is left and told, with the items, where the policy says so (POL-46)', async () => {
    const pad = new StepDevice();
    const ipad = await enrolled(pad);
    const content = {
      Settings: [
        { Item: 'DeviceName', DeviceName: 'Trolley 2' },
        { Item: 'TimeZone', TimeZone: 'Europe/Vienna' },
      ],
    };
    await given(ipad.id, 'setting', 'Only look', content, { onDrift: 'report' });
    await pad.session();
    await reports(ipad);
    pad.state = { ...pad.state, name: 'My own' };
    expect(await reports(ipad)).toEqual([]);
    expect(await standing(ipad.id)).toMatchObject([
      {
        state: 'drifted',
        because: {
          code: 'differs',
          differences: [{ item: 'DeviceName', key: 'DeviceName', wanted: 'Trolley 2', told: 'My own' }],
        },
      },
    ]);
    expect(pad.state.name).toBe('My own');
  });

  it('of which devices tell nothing is given once, and says that a change cannot be seen (POL-46)', async () => {
    const pad = new StepDevice();
    const ipad = await enrolled(pad);
    const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    await given(ipad.id, 'setting', 'Looks', {
      Settings: [
        { Item: 'Wallpaper', Image: { $data: dot }, Where: 1 },
        { Item: 'Bluetooth', Enabled: false },
      ],
    });
    expect((await pad.session()).filter((type) => type === 'Settings')).toEqual(['Settings']);
    pad.state = { ...pad.state, settings: { ...pad.state.settings, Bluetooth: true } };
    expect(await reports(ipad)).toEqual([]);
    expect(await standing(ipad.id)).toMatchObject([
      { state: 'installed', because: { code: 'not-told', items: ['Wallpaper', 'Bluetooth'] } },
    ]);
  });

  it('has failed when the device refused one of its items, though it acknowledged the command', async () => {
    const pad = new StepDevice();
    pad.state = { ...pad.state, cellular: undefined };
    const ipad = await enrolled(pad);
    await given(ipad.id, 'setting', 'Roaming', {
      Settings: [
        { Item: 'DeviceName', DeviceName: 'Trolley 3' },
        { Item: 'PersonalHotspot', Enabled: false },
      ],
    });
    await pad.session();
    expect(pad.state.name).toBe('Trolley 3');
    expect(await standing(ipad.id)).toMatchObject([{ state: 'failed', because: { code: 'try-again' } }]);
    expect(await pad.session()).toEqual([]);
  });
});

describe('a profile for the user of a Mac', () => {
  it('goes to the channel of each user and not to the device, and away with the policy', async () => {
    const mac = new StepDevice({ family: 'Mac' });
    const { device, id } = await enrolled(mac);
    const users = [new StepUser(mac, 'ada'), new StepUser(mac, 'ben')];
    for (const user of users) {
      user.listen(running.apple);
      expect((await user.tokenUpdate()).status).toBe(200);
      await user.session();
    }
    await device.session();
    const identifier = 'org.brook.dock';
    const content = {
      PayloadType: 'Configuration',
      PayloadVersion: 1,
      PayloadScope: 'User',
      PayloadIdentifier: identifier,
      PayloadUUID: randomUUID().toUpperCase(),
      PayloadDisplayName: 'Dock',
      PayloadContent: [
        {
          PayloadType: 'com.apple.dock',
          PayloadVersion: 1,
          PayloadIdentifier: `${identifier}.dock`,
          PayloadUUID: randomUUID().toUpperCase(),
          autohide: true,
        },
      ],
    };
    const policyId = await given(id, 'profile', 'Dock', content);
    const pushes = mac.pushes;
    expect(await device.session()).toEqual([]);
    for (const user of users) {
      expect(await user.session()).toEqual(expect.arrayContaining(['InstallProfile', 'ProfileList']));
      expect(await user.session()).toEqual([]);
    }
    expect(await device.session()).toEqual([]);
    expect(mac.pushes).toBe(pushes);
    const rows = await standing(id);
    expect(rows.map(({ user, state }) => [user, state]).sort()).toEqual([
      ['ada', 'installed'],
      ['ben', 'installed'],
    ]);

    await running.admin.call('DELETE', `/policies/${policyId}`, { devices: 'remove' });
    // What the device has is what its users have: the second finds nothing left.
    expect(await users[0]?.session()).toEqual(expect.arrayContaining(['RemoveProfile']));
    expect(await users[1]?.session()).toEqual(expect.arrayContaining(['RemoveProfile']));
    expect(await device.session()).toEqual([]);
  });
});
