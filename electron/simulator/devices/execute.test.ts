import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { envelope } from '../wire/cms-envelope.ts';
import { type Identity, signCms } from '../wire/cms-sign.ts';
import { encodePlistBytes, type PlistDict, type PlistInput } from '../wire/plist.ts';
import { buildCertificate } from '../wire/x509.ts';
import { advance, finishDue } from './advance.ts';
import { QUERY_NAMES } from './commands/information.ts';
import { type Execution, execute } from './execute.ts';
import { makeDevice } from './make-device.ts';
import type { Family } from './models.ts';
import type { DeviceState } from './state.ts';

const NOW = Date.UTC(2026, 2, 1, 8);
const context = { now: NOW, duration: (ms: number) => ms };

function device(family: Family = 'iPad', facts: Partial<DeviceState> = {}, rights = 8191): DeviceState {
  const made = makeDevice({ seed: 7, index: 3, family, now: NOW, apps: 12, supervised: true });
  const management = {
    accessRights: rights,
    profileIdentifier: 'org.example.mdm',
    topic: 'com.apple.mgmt.External.x',
    serverUrl: 'https://mdm.example.org/connect',
    checkInUrl: 'https://mdm.example.org/check-in',
    checkOutWhenRemoved: true,
  };
  return { ...made, management, passcode: { present: true, compliant: true }, ...facts };
}

const send = (state: DeviceState, type: string, keys: Record<string, unknown> = {}): Execution =>
  execute(state, { CommandUUID: 'c1', Command: { RequestType: type, ...keys } as PlistDict }, context);

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely here
const answer = (execution: Execution): any => execution.message;
const code = (execution: Execution): unknown => answer(execution).ErrorChain?.[0]?.ErrorCode;

const profile = (identifier: string, payloads: readonly Record<string, PlistInput | undefined>[] = []): Buffer =>
  encodePlistBytes({
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: `${identifier}-uuid`,
    PayloadDisplayName: identifier,
    PayloadContent: payloads.map((payload, at) => ({
      PayloadVersion: 1,
      PayloadIdentifier: `${identifier}.${at}`,
      PayloadUUID: `${identifier}-${at}`,
      ...payload,
    })),
  });

describe('any command', () => {
  it('never changes the state it was given', () => {
    const before = device();
    const frozen = JSON.stringify(before);
    send(before, 'Settings', { Settings: [{ Item: 'DeviceName', DeviceName: 'New' }] });
    send(before, 'InstallProfile', { Payload: profile('org.example.a') });
    send(before, 'InstallApplication', { Identifier: 'com.apple.Keynote' });
    expect(JSON.stringify(before)).toBe(frozen);
  });

  it('is refused when unknown (12021), malformed, without the right (12007) or without supervision', () => {
    expect(code(send(device(), 'MakeCoffee'))).toBe(12021);
    expect(code(send(device('Mac'), 'EnableLostMode', { Message: 'x' }))).toBe(12021);
    expect(send(device(), 'DeviceInformation').status).toBe('CommandFormatError');
    expect(send(device(), 'DeviceInformation', { Queries: 'UDID' }).status).toBe('CommandFormatError');
    expect(execute(device(), { CommandUUID: 'c1' }, context).status).toBe('CommandFormatError');
    expect(code(send(device('iPad', {}, 1), 'SecurityInfo'))).toBe(12007);
    expect(code(send(device('iPad', { supervised: false }), 'RestartDevice'))).toBe(29000);
    expect(code(send(device(), 'toString'))).toBe(12021);
  });
});

describe('NotNow', () => {
  const guaranteed = {
    DeviceInformation: { Queries: ['UDID'] },
    ProfileList: {},
    DeviceLock: {},
    EraseDevice: {},
    ClearPasscode: { UnlockToken: Buffer.from('x') },
    CertificateList: {},
    ProvisioningProfileList: {},
    InstalledApplicationList: {},
    Restrictions: {},
  };

  it('comes from a locked iPad, but never for what Apple guarantees', () => {
    const locked = device('iPad', { locked: true });
    for (const [type, keys] of Object.entries(guaranteed)) expect(send(locked, type, keys).status).not.toBe('NotNow');
    for (const [type, keys] of Object.entries({
      InstallProfile: { Payload: profile('org.example.a') },
      SecurityInfo: {},
      Settings: { Settings: [] },
      InstallApplication: { Identifier: 'com.apple.Keynote' },
    })) {
      const ran = send(locked, type, keys);
      expect(ran.message).toEqual({ CommandUUID: 'c1', UDID: locked.udid, Status: 'NotNow' });
      expect(ran.state).toBe(locked);
    }
  });

  it('does not come from a locked iPad without a passcode', () => {
    const open = device('iPad', { locked: true, passcode: { present: false, compliant: true } });
    expect(send(open, 'SecurityInfo').status).toBe('Acknowledged');
  });

  it('comes from a Mac in Power Nap for everything but locking and erasing', () => {
    const napping = device('Mac', { darkWake: true });
    expect(send(napping, 'DeviceInformation', { Queries: ['UDID'] }).status).toBe('NotNow');
    expect(send(napping, 'DeviceLock', { PIN: '123456' }).status).toBe('Acknowledged');
    expect(send(napping, 'EraseDevice', { PIN: '123456' }).status).toBe('Acknowledged');
  });
});

describe('DeviceInformation', () => {
  it('leaves out what the rights do not cover and what the device does not have', () => {
    const all = {
      Queries: ['UDID', 'SerialNumber', 'WiFiMAC', 'iTunesStoreAccountIsActive', 'PhoneNumber', 'Nonsense'],
    };
    expect(Object.keys(answer(send(device('iPad', {}, 1), 'DeviceInformation', all)).QueryResponses)).toEqual(['UDID']);
    const some = answer(
      send(device('iPad', { cellular: undefined }, 16 + 32), 'DeviceInformation', all),
    ).QueryResponses;
    expect(Object.keys(some)).toEqual(['UDID', 'SerialNumber', 'WiFiMAC']);
  });

  it('describes an iPad as an iPad would', () => {
    const state = device();
    const got = answer(send(state, 'DeviceInformation', { Queries: QUERY_NAMES })).QueryResponses;
    expect(got).toMatchObject({
      UDID: state.udid,
      SerialNumber: state.serialNumber,
      ProductName: expect.stringMatching(/^iPad\d+,\d+$/),
      ModelName: 'iPad',
      OSVersion: state.os.version,
      BuildVersion: state.os.build,
      IsSupervised: true,
    });
    expect(got.DeviceCapacity.value).toBeGreaterThan(got.AvailableDeviceCapacity.value);
    expect(got.BatteryLevel.value).toBeGreaterThan(0);
    expect(got.IsAppleSilicon).toBeUndefined();
  });

  it('says −1 for the battery of a device without one', () => {
    const got = answer(
      send(device('Mac', { battery: undefined }), 'DeviceInformation', { Queries: ['BatteryLevel'] }),
    ).QueryResponses;
    expect(got.BatteryLevel.value).toBe(-1);
  });
});

describe('profiles', () => {
  it('appear in ProfileList when installed and leave with RemoveProfile', () => {
    const installed = send(device(), 'InstallProfile', {
      Payload: profile('org.example.a', [{ PayloadType: 'com.apple.wifi.managed' }]),
    });
    expect(installed.status).toBe('Acknowledged');
    const listed = answer(send(installed.state, 'ProfileList')).ProfileList;
    expect(listed.at(-1)).toMatchObject({
      PayloadIdentifier: 'org.example.a',
      IsManaged: true,
      PayloadContent: [{ PayloadType: 'com.apple.wifi.managed' }],
    });
    const removed = send(installed.state, 'RemoveProfile', { Identifier: 'org.example.a' });
    expect(removed.state.profiles).toHaveLength(device().profiles.length);
  });

  it('are replaced by one of the same identifier', () => {
    const first = send(device(), 'InstallProfile', { Payload: profile('org.example.a') }).state;
    const second = send(first, 'InstallProfile', { Payload: profile('org.example.a') }).state;
    expect(second.profiles).toHaveLength(first.profiles.length);
  });

  it('are refused when malformed, and when the signature is not good', () => {
    const bad = send(device(), 'InstallProfile', { Payload: Buffer.from('not a profile') });
    expect(answer(bad).ErrorChain).toMatchObject([
      { ErrorDomain: 'MCInstallationErrorDomain', ErrorCode: 4001 },
      { ErrorDomain: 'MCProfileErrorDomain', ErrorCode: 1000 },
    ]);
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const signer: Identity = {
      key: pair.privateKey,
      certificate: buildCertificate({
        subject: [['CN', 'Signer']],
        issuer: [['CN', 'Signer']],
        publicKey: pair.publicKey,
        signingKey: pair.privateKey,
        serial: Buffer.from([1]),
        notBefore: NOW - 1000,
        notAfter: NOW + 1_000_000,
      }),
    };
    const signed = signCms(profile('org.example.signed'), { signer });
    const good = send(device(), 'InstallProfile', { Payload: signed });
    expect(good.state.profiles.at(-1)?.signers).toHaveLength(1);
    const tampered = Buffer.from(
      signed.toString('latin1').replace('org.example.signed', 'org.example.Signed'),
      'latin1',
    );
    expect(answer(send(device(), 'InstallProfile', { Payload: tampered })).ErrorChain[1]).toMatchObject({
      ErrorCode: 1009,
    });
  });

  it('are opened with the key of the device when they are encrypted to it, and with no other', () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const certificate = buildCertificate({
      subject: [['CN', 'Device']],
      issuer: [['CN', 'Device']],
      publicKey: pair.publicKey,
      signingKey: pair.privateKey,
      serial: Buffer.from([1]),
      notBefore: NOW - 1000,
      notAfter: NOW + 1_000_000,
    });
    const inside = encodePlistBytes([
      { PayloadType: 'com.apple.wifi.managed', PayloadIdentifier: 'a.0', PayloadUUID: 'a-0', SSID_STR: 'School' },
    ]);
    const Payload = encodePlistBytes({
      ...{ PayloadType: 'Configuration', PayloadVersion: 1, PayloadIdentifier: 'a', PayloadUUID: 'a-uuid' },
      EncryptedPayloadContent: envelope(inside, certificate, 'aes-256-cbc'),
    });
    const install = (identityKey?: KeyObject) =>
      execute(
        device(),
        { CommandUUID: 'c1', Command: { RequestType: 'InstallProfile', Payload } as PlistDict },
        { ...context, identityKey },
      );
    expect(install(pair.privateKey).state.profiles.at(-1)).toMatchObject({
      encrypted: true,
      payloads: [{ SSID_STR: 'School' }],
    });
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    for (const key of [undefined, other])
      expect(answer(install(key)).ErrorChain).toMatchObject([{ ErrorCode: 4001 }, { ErrorCode: 1013 }]);
  });

  it('bring certificates, and take them along', () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const root = buildCertificate({
      subject: [['CN', 'School Root']],
      issuer: [['CN', 'School Root']],
      publicKey: pair.publicKey,
      signingKey: pair.privateKey,
      serial: Buffer.from([1]),
      notBefore: NOW,
      notAfter: NOW + 1000,
      ca: true,
    });
    const payload = profile('org.example.root', [{ PayloadType: 'com.apple.security.root', PayloadContent: root }]);
    const installed = send(device(), 'InstallProfile', { Payload: payload }).state;
    const listed = answer(send(installed, 'CertificateList')).CertificateList;
    expect(listed).toEqual([{ CommonName: 'School Root', Data: root, IsIdentity: false }]);
    expect(send(installed, 'RemoveProfile', { Identifier: 'org.example.root' }).state.certificates).toEqual([]);
  });

  it('put restrictions into force, the strictest of each', () => {
    const restrictions = (allowCamera: boolean, minLength: number) => [
      { PayloadType: 'com.apple.applicationaccess', allowCamera, blockedAppBundleIDs: [`app${minLength}`] },
      { PayloadType: 'com.apple.mobiledevice.passwordpolicy', minLength, maxFailedAttempts: minLength, forcePIN: true },
    ];
    const one = send(device('iPad', { profiles: [] }), 'InstallProfile', {
      Payload: profile('a', restrictions(true, 4)),
    }).state;
    const two = send(one, 'InstallProfile', { Payload: profile('b', restrictions(false, 6)) }).state;
    const got = answer(send(two, 'Restrictions', { ProfileRestrictions: true }));
    expect(got.GlobalRestrictions).toEqual({
      restrictedBool: { allowCamera: { value: false }, forcePIN: { value: true } },
      restrictedValue: { minLength: { value: 6 }, maxFailedAttempts: { value: 4 } },
      intersection: {},
      union: { blockedAppBundleIDs: { values: ['app4', 'app6'] } },
    });
    expect(Object.keys(got.ProfileRestrictions)).toEqual(['a', 'b']);
  });

  it('of another owner are not removed, and the MDM profile ends management', () => {
    const own = { ...device().profiles[0], identifier: 'user.own', managed: false } as DeviceState['profiles'][number];
    expect(code(send(device('iPad', { profiles: [own] }), 'RemoveProfile', { Identifier: 'user.own' }))).toBe(12013);
    const managed = send(device(), 'InstallProfile', { Payload: profile('org.example.a') }).state;
    const ended = send(managed, 'RemoveProfile', { Identifier: 'org.example.mdm' });
    expect(ended.effects).toMatchObject([{ kind: 'unenroll', management: { checkOutWhenRemoved: true } }]);
    expect(ended.state.management).toBeUndefined();
    expect(ended.state.profiles.some((item) => item.managed)).toBe(false);
  });

  it('a passcode policy makes a device without passcode not compliant', () => {
    const open = device('iPad', { passcode: { present: false, compliant: true } });
    const policy = profile('p', [{ PayloadType: 'com.apple.mobiledevice.passwordpolicy', forcePIN: true }]);
    expect(answer(send(open, 'SecurityInfo')).SecurityInfo.PasscodeCompliantWithProfiles).toBe(true);
    const after = send(open, 'InstallProfile', { Payload: policy }).state;
    expect(answer(send(after, 'SecurityInfo')).SecurityInfo.PasscodeCompliantWithProfiles).toBe(false);
  });
});

describe('apps', () => {
  it('are queued, install a little later, and can then be listed and removed', () => {
    const queued = send(device(), 'InstallApplication', {
      ManifestURL: 'https://x.example/quiz.plist',
      ManagementFlags: 1,
    });
    const { Identifier: id, State: first } = answer(queued);
    expect(first).toBe('Queued');
    const status = (state: DeviceState, now: number): string => {
      const request = { CommandUUID: 'c', Command: { RequestType: 'ManagedApplicationList' } };
      return answer(execute(state, request, { ...context, now })).ManagedApplicationList[id].Status;
    };
    expect(status(queued.state, NOW + 1000)).toBe('Installing');
    const later = finishDue(queued.state, NOW + 60_000);
    expect(later.changes).toEqual(['app-installed']);
    expect(status(later.state, NOW + 60_000)).toBe('Managed');
    const listed = answer(
      send(later.state, 'InstalledApplicationList', { ManagedAppsOnly: true }),
    ).InstalledApplicationList;
    expect(listed).toMatchObject([
      { Identifier: id, BundleSize: expect.any(Number), ShortVersion: expect.any(String) },
    ]);
    const removed = send(later.state, 'RemoveApplication', { Identifier: id });
    expect(removed.state.apps).toHaveLength(12);
    expect(code(send(removed.state, 'RemoveApplication', { Identifier: id }))).toBe(12029);
  });

  it('are rejected with Apple’s reasons', () => {
    const twice = send(device(), 'InstallApplication', { Identifier: 'com.example.new' }).state;
    expect(answer(send(twice, 'InstallApplication', { Identifier: 'com.example.new' })).RejectionReason).toBe(
      'AppAlreadyQueued',
    );
    expect(answer(send(device(), 'InstallApplication', {})).RejectionReason).toBe('CouldNotVerifyAppID');
    const denied = profile('r', [{ PayloadType: 'com.apple.applicationaccess', allowAppInstallation: false }]);
    const restricted = send(device(), 'InstallProfile', { Payload: denied }).state;
    expect(answer(send(restricted, 'InstallApplication', { iTunesStoreID: 1 })).RejectionReason).toBe(
      'AppStoreDisabled',
    );
  });

  it('keep and lose their configuration through Settings', () => {
    const queued = send(device(), 'InstallApplication', { Identifier: 'com.example.new' }).state;
    const item = { Item: 'ApplicationConfiguration', Identifier: 'com.example.new' };
    const set = send(queued, 'Settings', { Settings: [{ ...item, Configuration: { server: 'x' } }] }).state;
    const ask = { Identifiers: ['com.example.new', 'com.example.other'] };
    expect(answer(send(set, 'ManagedApplicationConfiguration', ask)).ApplicationConfigurations).toEqual([
      { Identifier: 'com.example.new', Configuration: { server: 'x' } },
    ]);
    const cleared = send(set, 'Settings', { Settings: [item] }).state;
    expect(cleared.managedApps['com.example.new']?.configuration).toBeUndefined();
  });
});

describe('a user’s channel', () => {
  const ask = (state: DeviceState, type: string, keys: PlistDict = {}) =>
    execute(state, { CommandUUID: 'c1', Command: { RequestType: type, ...keys } }, { ...context, channel: 'user' });

  it('NN-7 puts off what needs the keychain while it is locked, and nothing else', () => {
    const locked = device('Mac', { keychainLocked: true });
    const install = { Payload: profile('org.example.a') };
    expect(ask(locked, 'InstallProfile', install).status).toBe('NotNow');
    expect(ask(locked, 'RemoveProfile', { Identifier: 'x' }).status).toBe('NotNow');
    expect(ask(locked, 'ProfileList').status).toBe('Acknowledged');
    expect(send(locked, 'InstallProfile', install).status).toBe('Acknowledged');
    expect(ask(device('Mac'), 'InstallProfile', install).status).toBe('Acknowledged');
  });

  it('takes only what the schema has for it', () => {
    expect(code(ask(device('Mac'), 'DeviceLock', { PIN: '123456' }))).toBe(12021);
    expect(code(ask(device('iPad', { sharedIpad: true }), 'InstalledApplicationList'))).toBe(12021);
  });
});

describe('control', () => {
  it('DeviceLock locks, and a Mac wants its PIN', () => {
    expect(send(device(), 'DeviceLock', { Message: 'Bring me back' })).toMatchObject({
      state: { locked: true },
      effects: [{ kind: 'locked' }],
    });
    expect(send(device('Mac'), 'DeviceLock').status).toBe('Error');
  });

  it('ClearPasscode opens only with the device’s own token', () => {
    const locked = device('iPad', { locked: true });
    expect(code(send(locked, 'ClearPasscode', { UnlockToken: Buffer.from('wrong') }))).toBe(12018);
    const cleared = send(locked, 'ClearPasscode', { UnlockToken: locked.unlockToken });
    expect(cleared.state).toMatchObject({ locked: false, passcode: { present: false } });
    expect(cleared.effects).toEqual([{ kind: 'unlocked' }]);
  });

  it('EraseDevice says what follows it', () => {
    expect(send(device(), 'EraseDevice').effects).toEqual([{ kind: 'erase', returnToService: undefined }]);
    const service = send(device(), 'EraseDevice', { ReturnToService: { Enabled: true } });
    expect(service.effects).toEqual([{ kind: 'erase', returnToService: { profile: undefined } }]);
    const profile = Buffer.from('<plist/>');
    const left = send(device(), 'EraseDevice', { ReturnToService: { Enabled: true, MDMProfileData: profile } });
    expect(left.effects).toEqual([{ kind: 'erase', returnToService: { profile } }]);
  });

  it('finds a device only while it is lost', () => {
    expect(code(send(device(), 'DeviceLocation'))).toBe(12067);
    const lost = send(device(), 'EnableLostMode', { Message: 'Lost' }).state;
    expect(answer(send(lost, 'DeviceLocation')).Latitude.value).toBeCloseTo(52.5, 0);
    expect(code(send(lost, 'ClearPasscode', { UnlockToken: lost.unlockToken }))).toBe(12078);
    expect(send(lost, 'DisableLostMode').state.lostMode).toBeUndefined();
  });

  it('Settings answers each item in order and applies the good ones', () => {
    const ran = send(device('iPhone'), 'Settings', {
      Settings: [
        { Item: 'DeviceName', DeviceName: 'Cart 3 – 07' },
        { Item: 'HostName', HostName: 'x' },
        { Item: 'DataRoaming', Enabled: true },
      ],
    });
    expect(answer(ran).Settings.map((item: { Status: string }) => item.Status)).toEqual([
      'Acknowledged',
      'Error',
      'Acknowledged',
    ]);
    expect(ran.state).toMatchObject({ name: 'Cart 3 – 07', cellular: { dataRoaming: true, voiceRoaming: true } });
  });

  it('updates the system over time', () => {
    const old = device('iPad', { os: { version: '17.4.1', build: '21E236' }, battery: { level: 1, charging: true } });
    const offers = answer(send(old, 'AvailableOSUpdates')).AvailableOSUpdates;
    const key = offers[0].ProductKey;
    const planned = send(old, 'ScheduleOSUpdate', { Updates: [{ ProductKey: key, InstallAction: 'InstallASAP' }] });
    expect(answer(planned).UpdateResults).toEqual([
      { InstallAction: 'InstallASAP', ProductKey: key, Status: 'Downloading' },
    ]);
    expect(answer(send(planned.state, 'OSUpdateStatus')).OSUpdateStatus[0]).toMatchObject({
      ProductKey: key,
      IsDownloaded: false,
    });
    const done = finishDue(planned.state, NOW + 3_600_000);
    expect(done.state.os.version).toBe(offers[0].Version);
  });
});

describe('time', () => {
  it('drains and charges the battery and is the same each time it is replayed', () => {
    const start = device('iPad', { battery: { level: 0.8, charging: false } });
    const later = advance(start, NOW + 3_600_000);
    expect(later.state.battery?.level).toBeCloseTo(0.7, 2);
    expect(advance(start, NOW + 3_600_000)).toEqual(later);
    const charging = advance(device('iPad', { battery: { level: 0.1, charging: true } }), NOW + 3_600_000);
    expect(charging.state.battery?.level).toBeGreaterThan(0.4);
  });
});
