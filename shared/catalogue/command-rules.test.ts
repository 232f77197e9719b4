import { describe, expect, it } from 'vitest';
import { SERVER_FILLED_KEYS, serverFilledKeys } from './server-filled.ts';
import type { DeviceContext } from './types.ts';
import { type ValidateOptions, validateCommand } from './validate.ts';

const ipad: DeviceContext = {
  platform: 'iOS',
  osVersion: '18.1',
  supervised: true,
  channel: 'device',
  hasUnlockToken: true,
};
const mac: DeviceContext = { platform: 'macOS', osVersion: '15.1', supervised: true, dep: true, channel: 'device' };

const check = (command: Record<string, unknown>, device?: DeviceContext, options?: ValidateOptions) =>
  validateCommand(command, device, options).map((f) => `${f.severity} ${f.code} ${f.path}`);

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);

describe('the PIN of a Mac (CMD-2)', () => {
  it.each(['DeviceLock', 'EraseDevice'])(
    'of %s has four or six characters, and six digits to be sure',
    (RequestType) => {
      expect(check({ RequestType, PIN: '123456' }, mac)).toEqual([]);
      expect(check({ RequestType, PIN: '1234' }, mac)).toEqual(['warn rule PIN']);
      expect(check({ RequestType, PIN: 'abcdef' }, mac)).toEqual(['warn rule PIN']);
      for (const PIN of ['', '123', '12345', '1234567'])
        expect(check({ RequestType, PIN }, mac)).toEqual(['refuse rule PIN']);
    },
  );

  it('need not be given by an administrator but must be there when the command leaves', () => {
    expect(check({ RequestType: 'DeviceLock' }, mac)).toEqual([]);
    expect(check({ RequestType: 'DeviceLock' }, mac, { phase: 'send' })).toEqual(['refuse missing-key PIN']);
    expect(check({ RequestType: 'DeviceLock' }, ipad, { phase: 'send' })).toEqual([]);
  });
});

describe('clearing a passcode (CMD-4)', () => {
  const RequestType = 'ClearPasscode';

  it('takes its token from the vault', () => {
    expect(check({ RequestType }, ipad)).toEqual([]);
    expect(check({ RequestType })).toEqual([]);
    expect(check({ RequestType }, ipad, { phase: 'send' })).toEqual(['refuse needs-unlock-token UnlockToken']);
    expect(check({ RequestType, UnlockToken: new Uint8Array(4) }, ipad, { phase: 'send' })).toEqual([]);
  });

  it('is refused without a token, and told of when nobody knows', () => {
    expect(check({ RequestType }, { ...ipad, hasUnlockToken: false })).toEqual([
      'refuse needs-unlock-token UnlockToken',
    ]);
    expect(check({ RequestType }, { ...ipad, hasUnlockToken: undefined })).toEqual(['warn fact-unknown UnlockToken']);
    expect(check({ RequestType, UnlockToken: new Uint8Array(4) }, { ...ipad, hasUnlockToken: false })).toEqual([]);
  });
});

it('lists what the engine fills by platform', () => {
  expect(Object.keys(SERVER_FILLED_KEYS)).toEqual(['ClearPasscode', 'DeviceLock', 'EraseDevice', 'RotateFileVaultKey']);
  expect(serverFilledKeys('DeviceLock', 'iOS')).toEqual([]);
  expect(serverFilledKeys('DeviceLock', 'macOS').map((entry) => entry.key)).toEqual(['PIN']);
  expect(serverFilledKeys('toString')).toEqual([]);
});

describe('mirroring (CMD-3)', () => {
  const RequestType = 'RequestMirroring';

  it('needs a destination', () => {
    expect(check({ RequestType })).toEqual(['refuse rule DestinationName']);
    expect(check({ RequestType, DestinationName: 'Room 4' })).toEqual([]);
    expect(check({ RequestType, DestinationDeviceID: '12:34:56:78:9A:bc' })).toEqual([]);
    expect(check({ RequestType, DestinationDeviceID: '12:34:56:78:9A:bc:' })).toEqual([
      'refuse rule DestinationDeviceID',
    ]);
  });

  it('searches from 10 to 300 seconds', () => {
    const scan = (ScanTime: number) => check({ RequestType, DestinationName: 'a', ScanTime });
    expect([10, 30, 300].flatMap(scan)).toEqual([]);
    expect([9, 301].flatMap(scan)).toEqual(['refuse out-of-range ScanTime', 'refuse out-of-range ScanTime']);
  });
});

describe('installing apps', () => {
  const RequestType = 'InstallApplication';

  it('names the app in exactly one way (APP-1)', () => {
    expect(check({ RequestType })).toEqual(['refuse rule iTunesStoreID']);
    expect(check({ RequestType, iTunesStoreID: 1, Identifier: 'a' })).toEqual(['refuse rule Identifier']);
    expect(check({ RequestType, Identifier: 'a' })).toEqual([]);
  });

  it('takes manifests over https only (APP-2)', () => {
    expect(check({ RequestType, ManifestURL: 'http://example.com/a.plist' })).toEqual([
      'refuse bad-format ManifestURL',
    ]);
    expect(check({ RequestType, ManifestURL: 'https://example.com/a.plist' })).toEqual([]);
    const mac = { RequestType: 'InstallEnterpriseApplication' };
    expect(check(mac)).toEqual(['refuse rule ManifestURL']);
    expect(check({ ...mac, ManifestURL: 'http://example.com' })).toEqual(['refuse bad-format ManifestURL']);
  });

  it('refuses an empty configuration, which does not remove one (APP-11)', () => {
    expect(check({ RequestType, Identifier: 'a', Configuration: {} })).toEqual(['refuse rule Configuration']);
    const item = { Item: 'ApplicationConfiguration', Identifier: 'a', Configuration: {} };
    expect(check({ RequestType: 'Settings', Settings: [item] })).toEqual(['refuse rule Settings[0].Configuration']);
  });

  it('still knows the key that keeps an app unmanaged', () => {
    expect(check({ RequestType, Identifier: 'a', Options: { NotManaged: true } }, mac)).toEqual([]);
  });
});

describe('other rules between keys', () => {
  it('want a picture for a wallpaper (APP-8)', () => {
    const wallpaper = (Image: Uint8Array, Where = 1) => ({
      RequestType: 'Settings',
      Settings: [{ Item: 'Wallpaper', Image, Where }],
    });
    expect(check(wallpaper(PNG))).toEqual([]);
    expect(check(wallpaper(JPEG))).toEqual([]);
    expect(check(wallpaper(new TextEncoder().encode('GIF89a')))).toEqual(['refuse bad-format Settings[0].Image']);
    expect(check(wallpaper(PNG, 4))).toEqual(['refuse not-in-list Settings[0].Where']);
  });

  it.each([
    [{ RequestType: 'EnableLostMode' }, 'Message'],
    [{ RequestType: 'InstallMedia', MediaType: 'Book' }, 'iTunesStoreID'],
    [{ RequestType: 'RemoveMedia', MediaType: 'Book' }, 'iTunesStoreID'],
    [{ RequestType: 'DeleteUser' }, 'UserName'],
    [{ RequestType: 'DeviceInformation', Queries: [] }, 'Queries'],
    [{ RequestType: 'ScheduleOSUpdate', Updates: [] }, 'Updates'],
    [{ RequestType: 'ScheduleOSUpdate', Updates: [{ InstallAction: 'Default' }] }, 'Updates[0].ProductVersion'],
    [{ RequestType: 'AccountConfiguration', SkipPrimarySetupAccountCreation: true }, 'AutoSetupAdminAccounts'],
    [
      {
        RequestType: 'RotateFileVaultKey',
        KeyType: 'personal',
        FileVaultUnlock: { PrivateKeyExport: new Uint8Array(1) },
      },
      'FileVaultUnlock.Password',
    ],
    [
      { RequestType: 'RotateFileVaultKey', KeyType: 'institutional', FileVaultUnlock: { Password: 'a' } },
      'NewCertificate',
    ],
  ])('refuse %j', (command, path) => {
    expect(check(command)).toEqual([`refuse rule ${path}`]);
  });

  it.each([
    [{ RequestType: 'EnableLostMode', PhoneNumber: '1' }],
    [{ RequestType: 'DeleteUser', DeleteAllUsers: true }],
    [{ RequestType: 'ScheduleOSUpdate', Updates: [{ InstallAction: 'Default', ProductVersion: '18.2' }] }],
    [
      {
        RequestType: 'AccountConfiguration',
        SkipPrimarySetupAccountCreation: true,
        AutoSetupAdminAccounts: [{ shortName: 'admin' }],
      },
    ],
  ])('allow %j', (command) => {
    expect(check(command)).toEqual([]);
  });

  it('keep characters a Mac cannot type at start-up out of firmware passwords', () => {
    const RequestType = 'SetFirmwarePassword';
    expect(check({ RequestType, NewPassword: 'naïve' })).toEqual(['refuse bad-format NewPassword']);
    expect(check({ RequestType, NewPassword: 'plain 1!' })).toEqual([]);
  });

  it('warn of a return to service without Wi-Fi', () => {
    const command = { RequestType: 'EraseDevice', ReturnToService: { Enabled: true } };
    expect(check(command, ipad)).toEqual(['warn rule ReturnToService.WiFiProfileData']);
  });
});
