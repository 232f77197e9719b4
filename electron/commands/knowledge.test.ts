import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { openDeviceQueries, openKnowledge } from '../inventory/index.ts';
import { type PlistDict, PlistReal } from '../protocol/index.ts';
import type { ConnectedEnrollment } from './ports.ts';
import { addDevice, commandIn, connectMessage, idle, openRoom, type TestRoom } from './testing/room.ts';

const MAC = { device: { platform: 'macOS', family: 'Mac', osVersion: '14.4', supervised: 1 as const } };

let room: TestRoom;
let knowledge: ReturnType<typeof openKnowledge>;
beforeEach(() => {
  room = openRoom();
  knowledge = openKnowledge({ store: room.store, secrets: room.inventory.secrets, places: room.inventory.places });
});

/** Queues a command, delivers it, answers it; what the device was sent. */
async function carryOut(
  device: ConnectedEnrollment,
  command: { RequestType: string; [key: string]: unknown },
  answer: PlistDict = {},
  actor = 'ada',
): Promise<PlistDict> {
  const { queued, refused } = await room.commands.queueCommands({ deviceIds: [device.deviceId], command, actor });
  expect(refused).toEqual([]);
  const wanted = queued[0]?.commandId;
  let sent = commandIn(await room.commands.exchange(device, idle()));
  // What an earlier answer made worth asking again goes first, and is put aside.
  for (let guard = 0; sent !== null && sent.id !== wanted && guard < 10; guard++)
    sent = commandIn(await room.commands.exchange(device, connectMessage({ Status: 'NotNow', CommandUUID: sent.id })));
  if (sent === null || sent.id !== wanted) throw new Error(`${command.RequestType} was not delivered.`);
  room.clock.time += 1000;
  await room.commands.exchange(device, connectMessage({ Status: 'Acknowledged', CommandUUID: sent.id, ...answer }));
  return sent.command;
}

const told = (type: string) => room.events.filter((event) => event.type === type);
const reveal = async (device: ConnectedEnrollment, kind: string, current = true): Promise<string[]> => {
  const found = knowledge(device.deviceId).secrets.filter((one) => one.kind === kind && one.current === current);
  const values = found.map(({ id }) => room.inventory.secrets.reveal(device.deviceId, id, 'grace'));
  return (await Promise.all(values)).map(({ value }) => value);
};

describe('answers become knowledge', () => {
  it('keeps the accounts of a Mac, tells who came and went, and not that somebody stored a file', async () => {
    const mac = await addDevice(room.store, MAC);
    const user = (UserName: string, more: PlistDict = {}): PlistDict => ({
      UserName,
      FullName: `${UserName} B.`,
      UID: 501,
      UserGUID: `GUID-${UserName}`,
      IsLoggedIn: false,
      HasSecureToken: true,
      ...more,
    });
    await carryOut(mac, { RequestType: 'UserList' }, { Users: [user('anna'), user('ben')] });
    expect(knowledge(mac.deviceId)).toMatchObject({
      accounts: [
        { name: 'anna', fullName: 'anna B.', guid: 'GUID-anna', uid: 501, signedIn: false, secureToken: true },
        { name: 'ben' },
      ],
      reports: { accounts: room.clock.time },
    });
    const before = room.events.length;
    await carryOut(
      mac,
      { RequestType: 'UserList' },
      { Users: [user('anna', { IsLoggedIn: true, DataUsed: 5 }), user('ben')] },
    );
    expect(room.events.slice(before).map(({ type }) => type)).not.toContain('inventory.changed');
    expect(knowledge(mac.deviceId).accounts[0]).toMatchObject({ signedIn: true, dataUsed: 5 });
    await carryOut(mac, { RequestType: 'UserList' }, { Users: [user('anna'), user('cleo')] });
    expect(told('inventory.changed').at(-1)?.data).toMatchObject({
      kind: 'accounts',
      added: ['cleo'],
      removed: ['ben'],
    });
    await carryOut(mac, { RequestType: 'DeleteUser', UserName: 'cleo' });
    expect(knowledge(mac.deviceId).accounts.map(({ name }) => name)).toEqual(['anna']);
  });

  it('keeps content caching and lights-out management of a Mac', async () => {
    const mac = await addDevice(room.store, MAC);
    const caching = (CacheUsed: number) => ({ StatusResponse: { Activated: true, CacheStatus: 'OK', CacheUsed } });
    await carryOut(mac, { RequestType: 'ContentCachingInformation' }, caching(1));
    await carryOut(mac, { RequestType: 'ContentCachingInformation' }, caching(2));
    expect(told('inventory.changed')).toHaveLength(1);
    await carryOut(
      mac,
      { RequestType: 'LOMSetupRequest' },
      { PrimaryIPv6AddressList: ['fe80::1'], LOMProtocolVersion: 1 },
    );
    expect(knowledge(mac.deviceId)).toMatchObject({
      contentCaching: { Activated: true, CacheUsed: 2 },
      lightsOut: { PrimaryIPv6AddressList: ['fe80::1'], LOMProtocolVersion: 1 },
    });
  });

  it('keeps the app extensions of each user of a Mac as that user’s', async () => {
    const mac = await addDevice(room.store, MAC);
    const user = await addDevice(room.store, MAC);
    const channel = { channel: 'user', deviceId: mac.deviceId, deviceEnrollmentId: mac.id } as const;
    await room.store.write(() =>
      room.store.run((db) => db.updateTable('enrollment').set(channel).where('id', '=', user.id)),
    );
    const anna = { id: user.id, deviceId: mac.deviceId };
    const answer = async (command: { RequestType: string }, Extensions: PlistDict[]) => {
      await room.commands.queueCommands({ enrollmentIds: [anna.id], command, actor: 'ada' });
      const sent = commandIn(await room.commands.exchange(anna, idle()));
      const status = { Status: 'Acknowledged' as const, CommandUUID: sent?.id ?? '' };
      await room.commands.exchange(anna, connectMessage({ ...status, Extensions }));
    };
    const share = { Identifier: 'com.example.share', ExtensionPoint: 'com.apple.share-services', DisplayName: 'Share' };
    await answer({ RequestType: 'NSExtensionMappings' }, [share]);
    const filter = { RequestType: 'ActiveNSExtensions', FilterExtensionPoints: ['com.apple.share-services'] };
    await answer(filter, [{ ...share, Identifier: 'com.example.other' }]);
    expect(openDeviceQueries({ store: room.store }).userInventory(anna.id).extensions).toEqual({
      'com.example.share': share,
      'com.example.other': { ...share, Identifier: 'com.example.other' },
    });
  });

  it('knows that a device is lost, what its screen says, where it was, who asked and who looked', async () => {
    const pad = await addDevice(room.store);
    await carryOut(pad, { RequestType: 'EnableLostMode', Message: 'Call the office', PhoneNumber: '030 1' });
    expect(knowledge(pad.deviceId).lostMode).toMatchObject({ Enabled: true, Message: 'Call the office' });
    const at = (latitude: number, Timestamp: string) => ({
      Latitude: new PlistReal(latitude),
      Longitude: new PlistReal(13.4),
      HorizontalAccuracy: new PlistReal(65),
      Speed: new PlistReal(-1),
      Timestamp,
    });
    await carryOut(pad, { RequestType: 'DeviceLocation' }, at(52.5, '2026-03-01T10:00:00Z'), 'ada');
    await carryOut(pad, { RequestType: 'DeviceLocation' }, at(52.5, '2026-03-01T10:00:00Z'), 'ada');
    await carryOut(pad, { RequestType: 'DeviceLocation' }, at(52.6, '2026-03-01T11:00:00Z'), 'ben');
    const newestAt = Date.UTC(2026, 2, 1, 11);
    expect(knowledge(pad.deviceId).places).toEqual({ count: 2, newestAt, askedBy: 'ben' });
    expect(await room.inventory.places.show(pad.deviceId, 'grace')).toMatchObject([
      { at: newestAt, latitude: 52.6, longitude: 13.4, horizontalAccuracy: 65, speed: null, askedBy: 'ben' },
      { latitude: 52.5, askedBy: 'ada' },
    ]);
    expect(told('device.located').map(({ data }) => data)).toEqual([
      { askedBy: 'ada' },
      { askedBy: 'ada' },
      { askedBy: 'ben' },
    ]);
    expect(told('device.places-shown')).toMatchObject([{ actor: 'grace', data: { count: 2 } }]);
    expect(JSON.stringify(room.events)).not.toMatch(/52\.[56]|13\.4/);
    expect(await room.inventory.places.forget(pad.deviceId, 'grace')).toBe(2);
    expect(knowledge(pad.deviceId).places.count).toBe(0);
    await carryOut(pad, { RequestType: 'DisableLostMode' });
    expect(knowledge(pad.deviceId).lostMode).toMatchObject({ Enabled: false });
  });

  it('keeps restrictions of each profile beside those in force, and does not lose them to a shorter answer', async () => {
    const pad = await addDevice(room.store);
    const GlobalRestrictions = { restrictedBool: { allowCamera: { value: false } } };
    const ProfileRestrictions = { 'org.example.exam': GlobalRestrictions };
    const full = { RequestType: 'Restrictions', ProfileRestrictions: true };
    await carryOut(pad, full, { GlobalRestrictions, ProfileRestrictions });
    await carryOut(pad, { RequestType: 'Restrictions' }, { GlobalRestrictions });
    const stored = () =>
      JSON.parse(
        room.store.get((db) => db.selectFrom('deviceReport').select('body').where('kind', '=', 'restrictions'))?.body ??
          '',
      );
    expect(stored()).toEqual({
      allowCamera: false,
      ProfileRestrictions: { 'org.example.exam': { allowCamera: false } },
    });
    await carryOut(pad, full, { GlobalRestrictions });
    expect(stored()).toEqual({ allowCamera: false });
  });

  it('notes what commands said that report nothing else, and takes in what they changed', async () => {
    const pad = await addDevice(room.store, { enrollment: { awaitingConfiguration: 1 } });
    await carryOut(
      pad,
      { RequestType: 'RequestMirroring', DestinationName: 'Hall', Password: 'hush' },
      { MirroringResult: 'Prompting' },
    );
    await carryOut(pad, { RequestType: 'DeviceConfigured' });
    expect(knowledge(pad.deviceId).outcomes).toEqual({
      RequestMirroring: { at: expect.any(String), DestinationName: 'Hall', MirroringResult: 'Prompting' },
    });
    const waits = room.store.get((db) =>
      db.selectFrom('enrollment').select('awaitingConfiguration').where('id', '=', pad.id),
    );
    expect(waits?.awaitingConfiguration).toBe(0);
    const mac = await addDevice(room.store, MAC);
    await carryOut(mac, { RequestType: 'SecurityInfo' }, { SecurityInfo: { RemoteDesktopEnabled: false } });
    await carryOut(mac, { RequestType: 'EnableRemoteDesktop' });
    expect(told('inventory.changed').at(-1)?.data).toMatchObject({ values: { RemoteDesktopEnabled: [false, true] } });
  });
});

describe('codes and passwords of a device', () => {
  it('are in the vault only, shown one at a time, and every time it is told who looked (POL-25, POL-31, POL-32)', async () => {
    const pad = await addDevice(room.store);
    const code = 'ABCDE-FGHJK-1234-5678-9ABC-DEFG';
    const ask = () => carryOut(pad, { RequestType: 'ActivationLockBypassCode' }, { ActivationLockBypassCode: code });
    await ask();
    await ask();
    expect(knowledge(pad.deviceId).secrets).toMatchObject([
      { kind: 'activation-lock-bypass', current: true, keptBy: 'ada' },
    ]);
    expect(await reveal(pad, 'activation-lock-bypass')).toEqual([code]);
    expect(told('device.secret-kept')).toHaveLength(1);
    expect(told('device.secret-revealed')).toMatchObject([
      { actor: 'grace', data: { secret: 'activation-lock-bypass' } },
    ]);
    await carryOut(pad, { RequestType: 'ClearActivationLockBypassCode' });
    expect(await reveal(pad, 'activation-lock-bypass')).toEqual([]);
    expect(await reveal(pad, 'activation-lock-bypass', false)).toEqual([code]);
    expect(JSON.stringify(room.events)).not.toContain(code);
    const stored = ['command', 'deviceReport', 'deviceSecret', 'event'] as const;
    for (const table of stored)
      expect(JSON.stringify(room.store.all((db) => db.selectFrom(table).selectAll())), table).not.toContain(code);
  });

  it('that a Mac took are known, sent along when they are changed, and checked by the Mac', async () => {
    const mac = await addDevice(room.store, MAC);
    await carryOut(mac, { RequestType: 'SetRecoveryLock', NewPassword: 'first one' });
    const sent = await carryOut(mac, { RequestType: 'SetRecoveryLock', NewPassword: 'second one' });
    expect(sent).toMatchObject({ CurrentPassword: 'first one', NewPassword: 'second one' });
    expect(await reveal(mac, 'recovery-lock')).toEqual(['second one']);
    expect(await reveal(mac, 'recovery-lock', false)).toEqual(['first one']);
    await carryOut(mac, { RequestType: 'VerifyRecoveryLock', Password: 'second one' }, { PasswordVerified: false });
    expect(knowledge(mac.deviceId).secrets[0]).toMatchObject({ current: true, verified: false });
    await carryOut(mac, { RequestType: 'VerifyRecoveryLock', Password: 'a guess' }, { PasswordVerified: false });
    await carryOut(mac, { RequestType: 'VerifyRecoveryLock', Password: 'the truth' }, { PasswordVerified: true });
    expect(knowledge(mac.deviceId).secrets[0]).toMatchObject({ current: true, verified: true });
    expect(await reveal(mac, 'recovery-lock')).toEqual(['the truth']);
    await carryOut(mac, { RequestType: 'SetRecoveryLock', NewPassword: '' });
    expect(await reveal(mac, 'recovery-lock')).toEqual([]);
  });

  it('that a Mac did not take are not believed', async () => {
    const mac = await addDevice(room.store, MAC);
    const set = (PasswordChanged: boolean) =>
      carryOut(
        mac,
        { RequestType: 'SetFirmwarePassword', NewPassword: 'firm' },
        { SetFirmwarePassword: { PasswordChanged } },
      );
    await set(false);
    expect(await reveal(mac, 'firmware-password')).toEqual([]);
    await set(true);
    expect(await reveal(mac, 'firmware-password')).toEqual(['firm']);
    await carryOut(
      mac,
      { RequestType: 'VerifyFirmwarePassword', Password: 'firm' },
      { VerifyFirmwarePassword: { PasswordVerified: true } },
    );
    expect(knowledge(mac.deviceId).secrets[0]).toMatchObject({ kind: 'firmware-password', verified: true });
  });

  it('are nowhere to be read though the device says them in its error', async () => {
    const mac = await addDevice(room.store, MAC);
    await carryOut(mac, { RequestType: 'SetRecoveryLock', NewPassword: 'first one' });
    const { queued } = await room.commands.queueCommands({
      deviceIds: [mac.deviceId],
      command: { RequestType: 'SetRecoveryLock', NewPassword: 'second one' },
      actor: 'ada',
    });
    const id = queued[0]?.commandId ?? '';
    await room.commands.exchange(mac, idle());
    const text = 'Neither “first one” nor “second one” is right.';
    const ErrorChain = [{ ErrorDomain: 'MDMClientError', ErrorCode: 70, LocalizedDescription: text }];
    await room.commands.exchange(mac, connectMessage({ Status: 'Error', CommandUUID: id, ErrorChain }));
    const command = room.commands.getCommand(id);
    expect(command).toMatchObject({ state: 'error', errorSummary: 'Neither “•••” nor “•••” is right.' });
    expect(command.result?.errorChain[0]).toMatchObject({ code: 70, description: command.errorSummary });
    expect(command.result?.raw).toContain('Neither “•••” nor “•••” is right.');
    const stored = ['command', 'commandResult', 'event', 'deviceReport'] as const;
    const rows = stored.map((table) => room.store.all((db) => db.selectFrom(table).selectAll()));
    for (const secret of ['first one', 'second one'])
      expect(JSON.stringify([command, rows, room.events])).not.toContain(secret);
    expect(await reveal(mac, 'recovery-lock')).toEqual(['first one']);
  });

  it('of FileVault open it for a new one when nobody types a password, each Mac with its own', async () => {
    const rotate = { RequestType: 'RotateFileVaultKey', KeyType: 'personal' };
    const macs = [await addDevice(room.store, MAC), await addDevice(room.store, MAC)];
    const deviceIds = macs.map(({ deviceId }) => deviceId);
    const unknown = await room.commands.queueCommands({ deviceIds, command: rotate, actor: 'ada' });
    expect(unknown.queued).toEqual([]);
    expect(unknown.refused.map(({ reasons }) => reasons[0]?.path)).toEqual(
      Array.from({ length: 2 }, () => ['FileVaultUnlock', 'Password']),
    );
    const keys = ['ABCD-EFGH-JKLM-NPQR-STUV-WXYZ', '2345-6789-ABCD-EFGH-JKLM-NPQR'];
    await room.store.write((work) => {
      for (const [at, key] of keys.entries())
        room.inventory.secrets.keep(work, { deviceId: deviceIds[at] ?? '', commandId: newId() }, 'filevault-key', key);
    });
    for (const [at, mac] of macs.entries()) {
      expect((await carryOut(mac, rotate)).FileVaultUnlock).toEqual({ Password: keys[at] });
      const typed = { ...rotate, FileVaultUnlock: { Password: 'typed' } };
      expect((await carryOut(mac, typed)).FileVaultUnlock).toEqual({ Password: 'typed' });
    }
    for (const key of keys)
      expect(JSON.stringify([room.events, room.commands.listCommands({ limit: 50 })])).not.toContain(key);
  });

  it('that somebody else’s key opens are kept as they came', async () => {
    const mac = await addDevice(room.store, MAC);
    const message = new Uint8Array([0x30, 0x03, 0x02, 0x01, 0x00]);
    await carryOut(
      mac,
      { RequestType: 'SecurityInfo' },
      { SecurityInfo: { FDE_Enabled: true, FDE_PersonalRecoveryKeyCMS: message } },
    );
    expect(await reveal(mac, 'filevault-key-sealed')).toEqual([Buffer.from(message).toString('base64')]);
  });

  it('are forgotten but for the newest few', async () => {
    const mac = await addDevice(room.store, MAC);
    for (let count = 1; count <= 9; count++)
      await carryOut(mac, { RequestType: 'SetRecoveryLock', NewPassword: `password ${count}` });
    expect(await reveal(mac, 'recovery-lock', false)).toEqual(['password 8', 'password 7', 'password 6', 'password 5']);
    const sealed = room.store.all((db) => db.selectFrom('secret').select('id').where('kind', '=', 'passcode'));
    expect(sealed).toHaveLength(5);
  });
});

describe('unlock tokens', () => {
  it('BP-35 that were asked for go to the vault, replace the former one, and are sent with ClearPasscode alone', async () => {
    const pad = await addDevice(room.store);
    const token = Buffer.from('a master passcode');
    await carryOut(pad, { RequestType: 'RequestUnlockToken' }, { UnlockToken: token });
    expect(knowledge(pad.deviceId).unlockToken).toMatchObject({ keptAt: room.clock.time, waitsForNew: false });
    const sent = await carryOut(pad, { RequestType: 'ClearPasscode' });
    expect(Buffer.from(sent.UnlockToken as Uint8Array)).toEqual(token);
    expect(told('enrollment.unlock-token-stored')).toHaveLength(1);
    for (const text of [token.toString('base64'), token.toString()])
      expect(JSON.stringify(room.events)).not.toContain(text);
  });

  it('that were used are waited for anew, until the device leaves another one', async () => {
    const pad = await addDevice(room.store);
    await carryOut(pad, { RequestType: 'RequestUnlockToken' }, { UnlockToken: Buffer.from('one') });
    await carryOut(pad, { RequestType: 'ClearPasscode' });
    expect(knowledge(pad.deviceId).unlockToken).toMatchObject({ usedAt: room.clock.time, waitsForNew: true });
    await carryOut(pad, { RequestType: 'RequestUnlockToken' }, { UnlockToken: Buffer.from('two') });
    expect(knowledge(pad.deviceId).unlockToken.waitsForNew).toBe(false);
  });

  it('BP-12 and a passcode that does not fit is waited for since the device said so', async () => {
    const pad = await addDevice(room.store);
    const say = (PasscodeCompliant: boolean) =>
      carryOut(pad, { RequestType: 'SecurityInfo' }, { SecurityInfo: { PasscodePresent: true, PasscodeCompliant } });
    await say(true);
    expect(knowledge(pad.deviceId).passcodeDueSince).toBeNull();
    await say(false);
    const since = room.clock.time;
    expect(knowledge(pad.deviceId).passcodeDueSince).toBe(since);
    await say(false);
    expect(knowledge(pad.deviceId).passcodeDueSince).toBe(since);
    await say(true);
    expect(knowledge(pad.deviceId).passcodeDueSince).toBeNull();
  });
});
