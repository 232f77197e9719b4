import { describe, expect, it } from 'vitest';
import type { DeviceContext, Finding } from './types.ts';
import { checkAvailability, isAcceptable, validateCommand } from './validate.ts';

const ipad: DeviceContext = {
  platform: 'iOS',
  osVersion: '18.1',
  supervised: true,
  accessRights: 8191,
  channel: 'device',
  userEnrollment: false,
  sharedIPad: false,
  dep: true,
  hasUnlockToken: true,
};
const mac: DeviceContext = { ...ipad, platform: 'macOS', osVersion: '15.1' };
const appleTv: DeviceContext = { ...ipad, platform: 'tvOS' };

const brief = (findings: readonly Finding[]) => findings.map((f) => `${f.severity} ${f.code} ${f.path}`.trim());
const check = (command: Record<string, unknown>, device?: DeviceContext) => brief(validateCommand(command, device));

describe('a command by itself', () => {
  it('is refused when Apple documents none of that name', () => {
    expect(check({ RequestType: 'MakeCoffee' })).toEqual(['refuse unknown-command RequestType']);
    expect(check({ RequestType: 'constructor' })).toEqual(['refuse unknown-command RequestType']);
    expect(check({})).toEqual(['refuse unknown-command RequestType']);
    expect(check({ RequestType: 7 })).toEqual(['refuse unknown-command RequestType']);
  });

  it('is refused with a key nobody documents, and told the right spelling (CMD-1)', () => {
    const findings = validateCommand({ RequestType: 'RemoveProfile', Identifier: 'a', identifier: 'a' });
    expect(brief(findings)).toEqual(['refuse unknown-key identifier']);
    expect(findings[0]?.message).toContain('“Identifier”');
    expect(check({ RequestType: 'ProfileList', toString: 'x' })).toEqual(['refuse unknown-key toString']);
  });

  it('is refused without a required key, and an undefined one counts as absent', () => {
    expect(check({ RequestType: 'RemoveProfile' })).toEqual(['refuse missing-key Identifier']);
    expect(check({ RequestType: 'RemoveProfile', Identifier: undefined })).toEqual(['refuse missing-key Identifier']);
  });

  it.each([
    [{ RequestType: 'RemoveProfile', Identifier: 7 }, 'Identifier'],
    [{ RequestType: 'InstallProfile', Payload: 'base64 text' }, 'Payload'],
    [{ RequestType: 'ProfileList', ManagedOnly: 'yes' }, 'ManagedOnly'],
    [{ RequestType: 'DeviceInformation', Queries: 'UDID' }, 'Queries'],
    [{ RequestType: 'DeviceInformation', Queries: ['UDID', 3] }, 'Queries[1]'],
    [{ RequestType: 'InstallApplication', iTunesStoreID: 1.5 }, 'iTunesStoreID'],
    [{ RequestType: 'InstallApplication', iTunesStoreID: 2 ** 60 }, 'iTunesStoreID'],
    [{ RequestType: 'InstallApplication', iTunesStoreID: 1, Options: [] }, 'Options'],
    [{ RequestType: 'InstallApplication', iTunesStoreID: 1, Configuration: { a: { b: null } } }, 'Configuration.a'],
    [{ RequestType: 'Settings', Settings: ['Bluetooth'] }, 'Settings[0]'],
  ])('is refused when a value has the wrong type: %j', (command, path) => {
    expect(check(command)).toEqual([`refuse wrong-type ${path}`]);
  });

  it('is refused when a value is not among the allowed ones', () => {
    expect(check({ RequestType: 'EraseDevice', ObliterationBehavior: 'Maybe' })).toEqual([
      'refuse not-in-list ObliterationBehavior',
    ]);
    const install = { RequestType: 'InstallApplication', iTunesStoreID: 1 };
    expect(check({ ...install, ManagementFlags: 2 })).toEqual(['refuse not-in-list ManagementFlags']);
    expect(check({ ...install, ManagementFlags: 5n })).toEqual([]);
  });

  it('is checked as deep as its dictionaries go', () => {
    const RequestType = 'EraseDevice';
    expect(check({ RequestType, ReturnToService: {} })).toEqual(['refuse missing-key ReturnToService.Enabled']);
    expect(check({ RequestType, ReturnToService: { Enabled: true, WiFiProfileData: 'x', Extra: 1 } })).toEqual([
      'refuse wrong-type ReturnToService.WiFiProfileData',
      'refuse unknown-key ReturnToService.Extra',
    ]);
  });

  it('tells an unknown query as a warning only, since the device leaves it out (PAY-8)', () => {
    expect(check({ RequestType: 'DeviceInformation', Queries: ['UDID', 'ShoeSize'] })).toEqual([
      'warn not-in-list Queries[1]',
    ]);
  });

  it('never repeats a value that could be secret', () => {
    const findings = validateCommand({ RequestType: 'DeviceLock', PIN: 'hunter2' }, mac);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });
});

describe('the settings command', () => {
  const settings = (...items: unknown[]) => ({ RequestType: 'Settings', Settings: items });

  it('checks each item by its name', () => {
    expect(
      check(settings({ Item: 'Bluetooth', Enabled: true }, { Item: 'DeviceName', DeviceName: 'A' }), ipad),
    ).toEqual([]);
    expect(check(settings({ Item: 'Bluetooth', Enabled: true }, { Item: 'Bluetooth', Level: 3 }), ipad)).toEqual([
      'refuse missing-key Settings[1].Enabled',
      'refuse unknown-key Settings[1].Level',
    ]);
  });

  it('refuses items without a name, with an unknown one, and an empty list', () => {
    expect(check(settings({ Enabled: true }))).toEqual(['refuse missing-key Settings[0].Item']);
    expect(check(settings({ Item: 'Volume' }))).toEqual(['refuse not-in-list Settings[0].Item']);
    expect(check(settings())).toEqual(['refuse rule Settings']);
  });

  it('knows the name of the one item the schema leaves nameless', () => {
    const item = { Item: 'DefaultApplications', WebBrowser: 'com.example.browser' };
    expect(check(settings(item), { ...ipad, osVersion: '18.2', sharedIPad: true, channel: 'user' })).toEqual([]);
  });

  it('refuses an item the platform, version or supervision does not allow', () => {
    const hostName = settings({ Item: 'HostName', HostName: 'a' });
    expect(check(hostName, mac)).toEqual([]);
    expect(check(hostName, ipad)).toEqual(['refuse not-on-platform Settings[0]']);
    const timeZone = settings({ Item: 'TimeZone', TimeZone: 'Europe/Paris' });
    expect(check(timeZone, { ...ipad, osVersion: '13.0' })).toEqual(['refuse os-too-old Settings[0]']);
    expect(check(timeZone, { ...ipad, supervised: false })).toEqual(['refuse needs-supervision Settings[0]']);
    expect(check(settings({ Item: 'Language', Language: 'fr' }), appleTv)).toEqual([]);
  });

  it('asks an item for its own access right besides the command’s', () => {
    const hotspot = settings({ Item: 'PersonalHotspot', Enabled: true });
    expect(check(hotspot, { ...ipad, accessRights: 2048 })).toEqual(['refuse needs-right Settings[0]']);
    expect(check(hotspot, { ...ipad, accessRights: 2048 + 32 })).toEqual([]);
    expect(check(hotspot, { ...ipad, accessRights: 32 })).toEqual(['refuse needs-right']);
  });
});

describe('a command for a device', () => {
  it('names the access right that is missing (PAY-6)', () => {
    const [finding] = validateCommand({ RequestType: 'EraseDevice' }, { ...ipad, accessRights: 1 });
    expect(finding).toMatchObject({ code: 'needs-right', severity: 'refuse', path: '' });
    expect(finding?.message).toContain('Erase the device');
    expect(finding?.message).toContain('AllowDeviceErase');
  });

  it('needs the rights the protocol reference lists', () => {
    const needs = (RequestType: string, keys: object = {}) =>
      [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096].filter(
        (bit) => !isAcceptable(validateCommand({ RequestType, ...keys }, { ...ipad, accessRights: 8191 - bit })),
      );
    expect(needs('ProfileList')).toEqual([1]);
    expect(needs('CertificateList')).toEqual([1]);
    expect(needs('InstallProfile', { Payload: new Uint8Array() })).toEqual([2]);
    expect(needs('RemoveProfile', { Identifier: 'a' })).toEqual([2]);
    expect(needs('DeviceLock')).toEqual([4]);
    expect(needs('ClearPasscode')).toEqual([4]);
    expect(needs('EraseDevice')).toEqual([8]);
    expect(needs('ProvisioningProfileList')).toEqual([64]);
    expect(needs('RemoveProvisioningProfile', { UUID: 'a' })).toEqual([128]);
    expect(needs('InstalledApplicationList')).toEqual([256]);
    expect(needs('Restrictions')).toEqual([512]);
    expect(needs('Restrictions', { ProfileRestrictions: true })).toEqual([1, 512]);
    expect(needs('SecurityInfo')).toEqual([1024]);
    expect(needs('InstallApplication', { iTunesStoreID: 1 })).toEqual([4096]);
    expect(needs('DeviceInformation', { Queries: ['UDID', 'SerialNumber', 'WiFiMAC'] })).toEqual([]);
    expect(needs('StopMirroring')).toEqual([]);
  });

  it('warns of queries the granted rights do not cover', () => {
    const command = { RequestType: 'DeviceInformation', Queries: ['UDID', 'SerialNumber', 'WiFiMAC', 'Languages'] };
    expect(check(command, { ...ipad, accessRights: 32 })).toEqual(['warn needs-right Queries[1]']);
  });

  it('may always remove the profile that enrolled it', () => {
    const device = { ...ipad, accessRights: 1, mdmProfileIdentifier: 'com.example.mdm' };
    expect(check({ RequestType: 'RemoveProfile', Identifier: 'com.example.mdm' }, device)).toEqual([]);
    expect(check({ RequestType: 'RemoveProfile', Identifier: 'com.example.wifi' }, device)).toEqual([
      'refuse needs-right',
    ]);
  });

  it('disregards access rights under user enrollment, as devices do', () => {
    const device = { ...ipad, accessRights: 0, userEnrollment: true };
    expect(check({ RequestType: 'ProfileList' }, device)).toEqual([]);
    expect(check({ RequestType: 'EraseDevice' }, device)).toEqual(['refuse not-in-user-enrollment']);
  });

  it('keeps Mac keys from iPads and the reverse (CMD-1)', () => {
    expect(check({ RequestType: 'DeviceLock', PIN: '123456' }, ipad)).toEqual(['refuse not-on-platform PIN']);
    expect(check({ RequestType: 'DeviceLock', PIN: '123456' }, mac)).toEqual([]);
    expect(check({ RequestType: 'EraseDevice', PreserveDataPlan: true }, mac)).toEqual([
      'refuse not-on-platform PreserveDataPlan',
    ]);
  });

  it('is refused where the platform or its version has no such command (CMD-6)', () => {
    const [finding] = validateCommand({ RequestType: 'SetRecoveryLock', NewPassword: 'a' }, ipad);
    expect(finding).toMatchObject({ code: 'not-on-platform' });
    expect(finding?.message).toContain('It is for macOS.');
    expect(check({ RequestType: 'RestartDevice' }, { ...ipad, osVersion: '10.2.1' })).toEqual(['refuse os-too-old']);
    expect(check({ RequestType: 'RestartDevice' }, { ...ipad, osVersion: '10.3' })).toEqual([]);
    expect(check({ RequestType: 'AvailableOSUpdates' }, { ...ipad, osVersion: '27.0' })).toEqual(['refuse os-removed']);
    expect(check({ RequestType: 'AvailableOSUpdates' }, { ...ipad, osVersion: '26.1' })).toEqual([
      'warn os-deprecated',
    ]);
    expect(check({ RequestType: 'DeviceLock', Message: 'a' }, { ...mac, osVersion: '10.13' })).toEqual([
      'refuse os-too-old Message',
    ]);
  });

  it('is refused when supervision is known to be missing, and only told of when it is not known (CMD-5)', () => {
    const command = { RequestType: 'StopMirroring' };
    expect(check(command, { ...ipad, supervised: false })).toEqual(['refuse needs-supervision']);
    expect(check(command, { ...ipad, supervised: null })).toEqual(['warn fact-unknown']);
  });

  it('goes to the channel it belongs to', () => {
    expect(check({ RequestType: 'DeviceLock' }, { ...mac, channel: 'user' })).toEqual(['refuse wrong-channel']);
    expect(check({ RequestType: 'ActiveNSExtensions' }, mac)).toEqual(['refuse wrong-channel']);
    expect(check({ RequestType: 'ProfileList' }, { ...mac, channel: 'user' })).toEqual([]);
    const shared: DeviceContext = { ...ipad, sharedIPad: true };
    expect(check({ RequestType: 'UserConfigured' }, { ...shared, channel: 'user' })).toEqual([]);
    expect(check({ RequestType: 'UserConfigured' }, shared)).toEqual(['refuse wrong-channel']);
    expect(check({ RequestType: 'EraseDevice' }, { ...shared, channel: 'user' })).toEqual(['refuse wrong-channel']);
  });

  it('respects what Shared iPad needs, forbids and ignores', () => {
    expect(check({ RequestType: 'UserList' }, ipad)).toEqual(['refuse needs-shared-ipad']);
    const shared: DeviceContext = { ...ipad, sharedIPad: true };
    expect(check({ RequestType: 'UserList' }, shared)).toEqual([]);
    expect(check({ RequestType: 'ClearPasscode' }, shared)).toEqual(['refuse not-on-shared-ipad']);
    expect(check({ RequestType: 'DeviceLock', Message: 'Hello' }, shared)).toEqual(['warn ignored Message']);
  });

  it('asks for Automated Device Enrollment where Apple does', () => {
    expect(check({ RequestType: 'DeviceConfigured' }, { ...ipad, dep: false })).toEqual([
      'refuse needs-automated-enrollment',
    ]);
  });

  it('is never refused for a fact that is not known', () => {
    const nothing: DeviceContext = { channel: 'device' };
    for (const RequestType of ['StopMirroring', 'UserList', 'DeviceConfigured', 'ClearPasscode', 'SecurityInfo']) {
      expect(isAcceptable(validateCommand({ RequestType }, nothing)), RequestType).toBe(true);
      expect(isAcceptable(validateCommand({ RequestType }, { ...nothing, platform: 'iOS' })), RequestType).toBe(true);
    }
    expect(check({ RequestType: 'SecurityInfo' }, { ...nothing, platform: 'iOS', osVersion: 'unknown' })).toEqual([]);
  });
});

describe('availability in menus', () => {
  it('says why a button is grey before any key is filled in', () => {
    expect(brief(checkAvailability('RemoveProfile', ipad))).toEqual([]);
    expect(brief(checkAvailability('RemoveProfile', { ...ipad, accessRights: 1 }))).toEqual(['refuse needs-right']);
    expect(brief(checkAvailability('ClearPasscode', { ...ipad, hasUnlockToken: false }))).toEqual([
      'refuse needs-unlock-token UnlockToken',
    ]);
    expect(brief(checkAvailability('ClearPasscode', { ...mac, hasUnlockToken: true }))).toEqual([
      'refuse not-on-platform',
    ]);
    expect(brief(checkAvailability('MakeCoffee', ipad))).toEqual(['refuse unknown-command RequestType']);
  });
});
