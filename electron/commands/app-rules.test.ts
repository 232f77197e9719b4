import { beforeEach, describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../shared/catalogue/index.ts';
import type { PlistDict } from '../protocol/index.ts';
import type { ConnectedEnrollment } from './ports.ts';
import { addDevice, commandIn, connectMessage, idle, openRoom, type TestRoom } from './testing/room.ts';

const MAC = { device: { platform: 'macOS', family: 'Mac', osVersion: '15.1' } };

let room: TestRoom;
let pad: ConnectedEnrollment;
beforeEach(async () => {
  room = openRoom();
  pad = await addDevice(room.store);
});

type Command = { RequestType: string; [key: string]: unknown };

/** Queues it; refusals and warnings as `severity code path`. */
async function ask(device: ConnectedEnrollment, command: Command): Promise<string[]> {
  const { warnings } = room.commands.checkCommands({ deviceIds: [device.deviceId], command });
  const { refused } = await room.commands.queueCommands({ deviceIds: [device.deviceId], command, actor: 'ada' });
  return [...refused, ...warnings].flatMap(({ reasons }) =>
    reasons.map(({ severity, code, path }) => `${severity} ${code} ${path.join('.')}`),
  );
}

const deliver = async (device: ConnectedEnrollment) => commandIn(await room.commands.exchange(device, idle()))?.command;
const install = (more: object): Command => ({ RequestType: 'InstallApplication', ...more });
const setting = (item: object): Command => ({ RequestType: 'Settings', Settings: [item] });

describe('installing an app', () => {
  const WAYS = {
    iTunesStoreID: 361285480,
    Identifier: 'com.example.app',
    ManifestURL: 'https://example.com/app.plist',
  };

  it('APP-1 names it in exactly one way', async () => {
    const names = Object.keys(WAYS) as (keyof typeof WAYS)[];
    for (let chosen = 0; chosen < 8; chosen++) {
      const given = names.filter((_, index) => (chosen & (1 << index)) !== 0);
      const found = await ask(pad, install(Object.fromEntries(given.map((name) => [name, WAYS[name]]))));
      if (given.length === 1) expect(found, given.join()).toEqual([]);
      else expect(found, given.join()).toEqual([expect.stringMatching(/^refuse rule /)]);
    }
  });

  it('APP-2 takes a manifest over https only', async () => {
    for (const ManifestURL of ['http://example.com/app.plist', 'ftp://example.com/a', 'example.com/app.plist'])
      expect(await ask(pad, install({ ManifestURL })), ManifestURL).toEqual(['refuse bad-format ManifestURL']);
    expect(await ask(pad, install({ ManifestURL: 'HTTPS://example.com/app.plist' }))).toEqual([]);
    const mac = await addDevice(room.store, MAC);
    const packaged = { RequestType: 'InstallEnterpriseApplication', ManifestURL: 'http://example.com/a.plist' };
    expect(await ask(mac, packaged)).toEqual(['refuse bad-format ManifestURL']);
  });

  it('APP-3 says NotManaged to every Mac, unless the Mac is to manage the app, and to no other device', async () => {
    const delivered = async (device: ConnectedEnrollment, more: object) => {
      expect(await ask(device, install({ Identifier: 'com.example.app', ...more }))).toEqual([]);
      return (await deliver(device))?.Options;
    };
    const mac = () => addDevice(room.store, MAC);
    expect(await delivered(await mac(), {})).toEqual({ NotManaged: true });
    expect(await delivered(await mac(), { Options: { PurchaseMethod: 1 } })).toEqual({
      PurchaseMethod: 1,
      NotManaged: true,
    });
    expect(await delivered(await mac(), { Options: { NotManaged: false } })).toEqual({ NotManaged: true });
    expect(await delivered(await mac(), { InstallAsManaged: true })).toBeUndefined();
    for (const platform of PLATFORMS.filter((each) => each !== 'macOS')) {
      const device = await addDevice(room.store, { device: { platform, osVersion: '26.0' } });
      expect(await delivered(device, {}), platform).toBeUndefined();
    }
  });
});

describe('settings and configuration', () => {
  const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0];
  const wallpaper = (bytes: number[], Where = 1) =>
    ask(pad, setting({ Item: 'Wallpaper', Image: Buffer.from(bytes).toString('base64'), Where }));

  it('APP-7 both roaming values that are stored follow when one of them is set, for the device is asked for both', async () => {
    const stored = () => {
      const row = room.store.get((db) =>
        db
          .selectFrom('deviceReport')
          .select('body')
          .where('deviceId', '=', pad.deviceId)
          .where('kind', '=', 'device-information'),
      );
      const { DataRoamingEnabled, VoiceRoamingEnabled } = JSON.parse(row?.body ?? '{}');
      return [DataRoamingEnabled, VoiceRoamingEnabled];
    };
    /** The device obeys, and tells of itself when it is asked: one of the two takes the other with it. */
    const set = async (Item: string, Enabled: boolean, findings: string[] = []) => {
      expect(await ask(pad, setting({ Item, Enabled }))).toEqual(findings);
      let given = commandIn(await room.commands.exchange(pad, idle()));
      const asked: string[] = [];
      while (given !== null) {
        const { RequestType, Queries } = given.command;
        if (RequestType === 'DeviceInformation') asked.push(...(Queries as string[]));
        const facts = { DataRoamingEnabled: Enabled, VoiceRoamingEnabled: Enabled };
        const answer: PlistDict = RequestType === 'DeviceInformation' ? { QueryResponses: facts } : { Settings: [] };
        const message = connectMessage({ Status: 'Acknowledged', CommandUUID: given.id, ...answer });
        given = commandIn(await room.commands.exchange(pad, message));
      }
      expect(asked).toEqual(expect.arrayContaining(['DataRoamingEnabled', 'VoiceRoamingEnabled']));
    };
    await set('DataRoaming', true);
    expect(stored()).toEqual([true, true]);
    // Apple deprecated this item with iOS 16: it is still taken, and that is said.
    await set('VoiceRoaming', false, ['warn os-deprecated Settings.0']);
    expect(stored()).toEqual([false, false]);
  });

  it('APP-8 takes a PNG or JPEG as wallpaper, by what the file begins with, for one of three places', async () => {
    for (const Where of [1, 2, 3]) expect(await wallpaper(PNG, Where)).toEqual([]);
    expect(await wallpaper([0xff, 0xd8, 0xff, 0xe0])).toEqual([]);
    const others = [[...Buffer.from('GIF89a')], [...Buffer.from('RIFF....WEBP')], PNG.slice(1), []];
    for (const bytes of others) expect(await wallpaper(bytes)).toEqual(['refuse bad-format Settings.0.Image']);
    for (const Where of [0, 4, -1])
      expect(await wallpaper(PNG, Where)).toEqual(['refuse not-in-list Settings.0.Where']);
  });

  it('APP-9 warns of names in an app’s configuration that look like passwords, tokens or keys', async () => {
    const configure = (Configuration: object) =>
      ask(pad, setting({ Item: 'ApplicationConfiguration', Identifier: 'a.b', Configuration }));
    const warning = ['warn rule Settings.0.Configuration'];
    for (const name of ['Password', 'wifi_passwd', 'authToken', 'clientSecret', 'API-Key', 'privateKey', 'pwd'])
      expect(await configure({ [name]: 'x' }), name).toEqual(warning);
    expect(await configure({ servers: [{ login: { password: 'x' } }] })).toEqual(warning);
    for (const harmless of [{ server: 'a', keyboard: 'de', monkey: 'x' }, { passwordRequired: true }, { token: '' }])
      expect(await configure(harmless), JSON.stringify(harmless)).toEqual([]);
    expect(await ask(pad, install({ Identifier: 'a.b', Configuration: { token: 'x' } }))).toEqual([
      'warn rule Configuration',
    ]);
  });

  it('APP-11 removes a configuration or attributes by leaving the dictionary out, never with an empty one (I-24)', async () => {
    for (const [Item, key] of [
      ['ApplicationConfiguration', 'Configuration'],
      ['ApplicationAttributes', 'Attributes'],
    ] as const) {
      const device = await addDevice(room.store);
      const item = { Item, Identifier: 'a.b' };
      expect(await ask(device, setting({ ...item, [key]: {} }))).toEqual([`refuse rule Settings.0.${key}`]);
      expect(await deliver(device)).toBeUndefined();
      expect(await ask(device, setting(item))).toEqual([]);
      expect((await deliver(device))?.Settings).toEqual([item]);
    }
  });
});
