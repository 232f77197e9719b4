import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { addDevice, openRoom, type TestRoom } from '../commands/testing/room.ts';
import {
  decodeAvailableOSUpdates,
  decodeCertificateList,
  decodeDeviceInformation,
  decodeInstalledApplicationList,
  decodeProfileList,
  decodeRestrictions,
  decodeSecurityInfo,
  type PlistDict,
} from '../protocol/index.ts';
import { openDeviceQueries } from './index.ts';

const whole = { partial: false };

async function roomWithPad() {
  const room = openRoom();
  const pad = await addDevice(room.store);
  const target = { deviceId: pad.deviceId, commandId: 'c' };
  const queries = openDeviceQueries({ store: room.store });
  const tell = (QueryResponses: PlistDict, asked: string[] = Object.keys(QueryResponses)) =>
    room.store.write((work) => {
      const facts = decodeDeviceInformation({ QueryResponses });
      room.inventory.applyDeviceInformation(work, target, facts, QueryResponses, asked);
    });
  const apps = (list: PlistDict[], scope = whole) =>
    room.store.write((work) =>
      room.inventory.applyApps(work, target, decodeInstalledApplicationList({ InstalledApplicationList: list }), scope),
    );
  return { room, pad, target, queries, tell, apps };
}

const changes = (room: TestRoom) => room.events.filter((event) => event.type === 'inventory.changed');

describe('device information', () => {
  it('fills the columns of the list and keeps every fact by Apple’s key', async () => {
    const { room, pad, queries, tell } = await roomWithPad();
    await tell({
      DeviceName: 'Cart 3',
      OSVersion: '18.1',
      BatteryLevel: 0.5,
      DeviceCapacity: 64,
      AvailableDeviceCapacity: 12.5,
      IsSupervised: false,
      LastCloudBackupDate: new Date('2026-01-31T09:00:00Z'),
      SomethingNew: Buffer.from('x'),
    });
    expect(queries.getDevice(pad.deviceId)).toMatchObject({
      name: 'Cart 3',
      osVersion: '18.1',
      batteryLevel: 0.5,
      capacityGb: 64,
      availableGb: 12.5,
      supervised: false,
      information: { LastCloudBackupDate: '2026-01-31T09:00:00.000Z', SomethingNew: 'eA==' },
      reports: { deviceInformation: room.clock.time, apps: null },
    });
  });

  it('writes no event when nothing changed, only the time of the report', async () => {
    const { room, pad, queries, tell } = await roomWithPad();
    await tell({ DeviceName: 'Cart 3', Languages: ['de', 'en'] });
    room.clock.time += 60_000;
    await tell({ DeviceName: 'Cart 3', Languages: ['de', 'en'] });
    expect(changes(room)).toHaveLength(1);
    expect(queries.getDevice(pad.deviceId).reports.deviceInformation).toBe(room.clock.time);
    await tell({ DeviceName: 'Cart 4' });
    expect(changes(room).at(-1)?.data).toEqual({
      kind: 'device-information',
      added: [],
      removed: [],
      changed: ['DeviceName'],
      counts: { added: 0, removed: 0, changed: 1 },
      values: { DeviceName: ['Cart 3', 'Cart 4'] },
    });
  });

  it('keeps what was not asked, and forgets what was asked and not answered', async () => {
    const { pad, queries, tell } = await roomWithPad();
    await tell({ DeviceName: 'Cart 3', PhoneNumber: '123', BatteryLevel: 1 });
    await tell({ BatteryLevel: 0.9 }, ['BatteryLevel', 'PhoneNumber']);
    expect(queries.getDevice(pad.deviceId).information).toEqual({ DeviceName: 'Cart 3', BatteryLevel: 0.9 });
  });

  it('does not take “cannot tell” for an empty battery', async () => {
    const { pad, queries, tell } = await roomWithPad();
    await tell({ BatteryLevel: -1 });
    expect(queries.getDevice(pad.deviceId)).toMatchObject({ batteryLevel: null, information: {} });
  });
});

describe('security and restrictions', () => {
  it('shows security facts and leaves recovery keys out (POL-26)', async () => {
    const { room, pad, target, queries } = await roomWithPad();
    const SecurityInfo = { PasscodePresent: true, FDE_PersonalRecoveryKeyCMS: Buffer.from('key'), FDE_Enabled: true };
    await room.store.write((work) =>
      room.inventory.applySecurity(work, target, decodeSecurityInfo({ SecurityInfo }), SecurityInfo),
    );
    expect(queries.getDevice(pad.deviceId)).toMatchObject({
      passcodePresent: true,
      security: { PasscodePresent: true, FDE_Enabled: true },
    });
    expect(JSON.stringify(queries.getDevice(pad.deviceId))).not.toContain('FDE_PersonalRecoveryKeyCMS');
  });

  it('shows restrictions by name (I-08)', async () => {
    const { room, pad, target, queries } = await roomWithPad();
    const report = decodeRestrictions({
      GlobalRestrictions: {
        restrictedBool: { allowCamera: { value: false } },
        restrictedValue: { minLength: { value: 6 } },
        union: { blockedAppBundleIDs: { values: ['a'] } },
      },
    });
    await room.store.write((work) => room.inventory.applyRestrictions(work, target, report, { withProfiles: false }));
    expect(queries.getDevice(pad.deviceId).restrictions).toEqual({
      allowCamera: false,
      minLength: 6,
      blockedAppBundleIDs: ['a'],
    });
  });
});

describe('lists', () => {
  const app = (Identifier: string, Version = '1', more: PlistDict = {}): PlistDict => ({
    Identifier,
    Version,
    ...more,
  });

  it('replaces the apps by their difference and tells what changed', async () => {
    const { room, pad, queries, apps } = await roomWithPad();
    await apps([app('a'), app('b'), app('c', '1', { Name: 'Sea' })]);
    await apps([app('a'), app('b', '2'), app('c', '1', { Name: 'C' })]);
    expect(queries.listApps(pad.deviceId).map(({ identifier, version, name }) => [identifier, version, name])).toEqual([
      ['a', '1', null],
      ['b', '2', null],
      ['c', '1', 'C'],
    ]);
    expect(changes(room).map((event) => event.data)).toEqual([
      { kind: 'apps', added: ['a', 'b', 'c'], removed: [], changed: [], counts: { added: 3, removed: 0, changed: 0 } },
      { kind: 'apps', added: ['b'], removed: ['b'], changed: ['c'], counts: { added: 1, removed: 1, changed: 1 } },
    ]);
  });

  it('writes nothing but the time for a list that is the same', async () => {
    const { room, pad, queries, apps } = await roomWithPad();
    const list = Array.from({ length: 400 }, (_, i) => app(`app${i}`, '1', { BundleSize: i }));
    await apps(list);
    room.clock.time += 1000;
    await apps(list);
    expect(changes(room)).toHaveLength(1);
    expect(changes(room)[0]?.data).toMatchObject({
      counts: { added: 400 },
      added: expect.objectContaining({ length: 20 }),
    });
    expect(queries.getDevice(pad.deviceId).reports.apps).toBe(room.clock.time);
  });

  it('takes nothing as gone when only some apps were asked for', async () => {
    const { pad, queries, apps } = await roomWithPad();
    await apps([app('a'), app('b')]);
    await apps([app('b', '1', { Name: 'Bee' }), app('z')], { partial: true });
    expect(queries.listApps(pad.deviceId).map(({ identifier, name }) => name ?? identifier)).toEqual(['a', 'Bee', 'z']);
  });

  it('survives apps without identifier, without version, and listed twice', async () => {
    const { pad, queries, apps } = await roomWithPad();
    await apps([{ Name: 'Old', Path: '/Applications/Old.app' }, {}, app('a'), app('a')]);
    expect(queries.listApps(pad.deviceId)).toMatchObject([
      { identifier: 'a', version: '1' },
      { identifier: '/Applications/Old.app', version: '' },
    ]);
  });

  it('lists profiles with their payloads', async () => {
    const { room, pad, target, queries } = await roomWithPad();
    const list = (uuid: string) =>
      decodeProfileList({
        ProfileList: [
          {
            PayloadIdentifier: 'org.example.wifi',
            PayloadUUID: uuid,
            PayloadDisplayName: 'Wi-Fi',
            IsManaged: true,
            PayloadContent: [{ PayloadType: 'com.apple.wifi.managed', PayloadIdentifier: 'w' }],
          },
        ],
      });
    for (const uuid of ['1', '2']) {
      await room.store.write((work) => room.inventory.applyProfiles(work, target, list(uuid), whole));
    }
    expect(queries.listProfiles(pad.deviceId)).toEqual([
      {
        identifier: 'org.example.wifi',
        uuid: '2',
        displayName: 'Wi-Fi',
        organization: null,
        description: null,
        version: null,
        managed: true,
        encrypted: null,
        removalDisallowed: null,
        signedUntil: null,
        payloads: [{ type: 'com.apple.wifi.managed', identifier: 'w', displayName: null }],
      },
    ]);
    expect(changes(room).at(-1)?.data).toMatchObject({ changed: ['org.example.wifi'] });
  });

  it('reads certificates, and lists those it cannot read by fingerprint', async () => {
    const { room, pad, target, queries } = await roomWithPad();
    const pem = rootCertificates[0] ?? '';
    const der = Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
    const list = decodeCertificateList({
      CertificateList: [
        { CommonName: 'Root', IsIdentity: false, Data: der },
        { CommonName: 'Strange', IsIdentity: true, Data: Buffer.from('not a certificate') },
      ],
    });
    for (let i = 0; i < 2; i++) {
      await room.store.write((work) => room.inventory.applyCertificates(work, target, list, whole));
    }
    const [root, strange] = queries.listCertificates(pad.deviceId);
    expect(root).toMatchObject({ commonName: 'Root', isIdentity: false, issuer: expect.any(String) });
    expect(root?.notAfter).toBeGreaterThan(0);
    expect(strange).toMatchObject({ commonName: 'Strange', isIdentity: true, subject: null, notAfter: null });
    expect(changes(room)).toHaveLength(1);
  });

  it('lists system updates, newest first, and forgets those that are gone', async () => {
    const { room, pad, target, queries } = await roomWithPad();
    const apply = (versions: string[]) =>
      room.store.write((work) =>
        room.inventory.applyOsUpdates(
          work,
          target,
          decodeAvailableOSUpdates({
            AvailableOSUpdates: versions.map((Version) => ({ ProductKey: `iOS${Version}`, Version, IsCritical: true })),
          }),
        ),
      );
    await apply(['17.9', '17.10']);
    expect(queries.listOsUpdates(pad.deviceId).map((update) => update.version)).toEqual(['17.10', '17.9']);
    await apply([]);
    expect(queries.listOsUpdates(pad.deviceId)).toEqual([]);
  });
});

describe('who was seen', () => {
  it('is written together after a second, and told to live screens', async () => {
    const { room, pad, queries } = await roomWithPad();
    const heard: unknown[] = [];
    const stop = room.inventory.presence.subscribe((seen) => heard.push(seen));
    for (let i = 0; i < 3; i++) room.inventory.seen(pad.deviceId, pad.id);
    expect(room.timers.waiting.size).toBe(1);
    expect(queries.getDevice(pad.deviceId).lastSeenAt).toBeNull();
    room.timers.runAll();
    await room.inventory.presence.flush();
    await room.store.write(() => null);
    expect(queries.getDevice(pad.deviceId)).toMatchObject({
      lastSeenAt: room.clock.time,
      enrollments: [{ lastConnectAt: room.clock.time }],
    });
    expect(heard).toEqual([[{ deviceId: pad.deviceId, at: room.clock.time }]]);
    stop();
  });

  it('is written at the latest when inventory stops', async () => {
    const { room, pad, queries } = await roomWithPad();
    room.inventory.seen(pad.deviceId, pad.id);
    await room.inventory.stop();
    expect(room.timers.waiting.size).toBe(0);
    expect(queries.getDevice(pad.deviceId).lastSeenAt).toBe(room.clock.time);
  });
});
