import { describe, expect, it } from 'vitest';
import { addDevice, commandIn, connectMessage, idle, openRoom } from './testing/room.ts';

const row = (room: ReturnType<typeof openRoom>, id: string) =>
  room.store.get((db) => db.selectFrom('command').selectAll().where('id', '=', id));

describe('queueing commands', () => {
  it('queues for devices that can take the command and refuses the others with reasons', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const personal = await addDevice(room.store, { device: { supervised: 0 } });
    const mac = await addDevice(room.store, { device: { platform: 'macOS', family: 'Mac', osVersion: '14.4' } });
    const gone = await addDevice(room.store, { enrollment: { state: 'ended' } });
    const command = { RequestType: 'EnableLostMode', Message: 'Please return' };
    const deviceIds = [pad, personal, mac, gone].map((device) => device.deviceId);

    const check = room.commands.checkCommands({ deviceIds, command });
    const outcome = await room.commands.queueCommands({ deviceIds, command, actor: 'ada' });

    const asked = { deviceId: pad.deviceId, enrollmentId: pad.id, alreadyQueued: false };
    expect(outcome.queued).toEqual([{ commandId: expect.any(String), ...asked }]);
    expect(outcome.refused.map(({ deviceId, reasons }) => [deviceId, reasons[0]?.code])).toEqual([
      [personal.deviceId, 'needs-supervision'],
      [mac.deviceId, 'not-on-platform'],
      [gone.deviceId, 'not-enrolled'],
    ]);
    expect(check.fits).toEqual([pad.deviceId]);
    expect(check.refused).toEqual(outcome.refused);
    expect(room.wakes).toEqual([{ enrollmentId: pad.id, urgent: true }]);
    expect(room.events).toMatchObject([
      { type: 'command.queued', deviceId: pad.deviceId, actor: 'ada', data: { Message: 'Please return' } },
    ]);
  });

  it('wakes at once when that is asked for', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const request = { deviceIds: [pad.deviceId], command: { RequestType: 'ProfileList' }, actor: 'ada' };
    await room.commands.queueCommands(request);
    await room.commands.queueCommands({ ...request, wakeNow: true });
    expect(room.wakes.map((wake) => wake.urgent)).toEqual([false, true]);
  });

  it('refuses what Apple does not document, naming the key', async () => {
    const room = openRoom();
    const { deviceId } = await addDevice(room.store);
    const settings = { RequestType: 'Settings', Settings: [{ Item: 'DeviceName', DeviceNam: 'x', DeviceName: 'x' }] };
    const { queued, refused } = await room.commands.queueCommands({
      deviceIds: [deviceId],
      command: settings,
      actor: 'a',
    });
    expect(queued).toEqual([]);
    expect(refused[0]?.reasons[0]).toMatchObject({ code: 'unknown-key', path: ['Settings', 0, 'DeviceNam'] });
    const unknown = await room.commands.queueCommands({
      deviceIds: [deviceId],
      command: { RequestType: 'MakeCoffee' },
      actor: 'a',
    });
    expect(unknown.refused[0]?.reasons[0]?.code).toBe('unknown-command');
  });

  it('keeps a profile out of the command row and the events, and delivers it whole', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const profile = Buffer.from('<plist><dict><key>Password</key><string>wifi-pass</string></dict></plist>');
    const { queued } = await room.commands.queueCommands({
      deviceIds: [pad.deviceId],
      command: { RequestType: 'InstallProfile', Payload: profile.toString('base64') },
      actor: 'ada',
    });
    const id = queued[0]?.commandId ?? '';
    expect(row(room, id)?.request).toBe('{"RequestType":"InstallProfile"}');
    expect(JSON.stringify(room.events)).not.toContain(profile.toString('base64'));
    const delivered = commandIn(await room.commands.exchange(pad, idle()));
    expect(delivered?.id).toBe(id);
    expect(Buffer.from(delivered?.command.Payload as Uint8Array)).toEqual(profile);
  });

  it('shares one sealed copy between devices and removes it with the last command that needs it', async () => {
    const room = openRoom();
    const pads = [await addDevice(room.store), await addDevice(room.store)];
    await room.commands.queueCommands({
      deviceIds: pads.map((pad) => pad.deviceId),
      command: { RequestType: 'InstallProfile', Payload: 'AAAA' },
      actor: 'ada',
    });
    const secrets = () => room.store.all((db) => db.selectFrom('secret').select('id')).length;
    expect(secrets()).toBe(1);
    for (const [index, pad] of pads.entries()) {
      const id = commandIn(await room.commands.exchange(pad, idle()))?.id ?? '';
      await room.commands.exchange(pad, connectMessage({ Status: 'Acknowledged', CommandUUID: id }));
      expect(secrets()).toBe(1 - index);
    }
  });

  it('makes up a PIN for a Mac, keeps it in the vault after the lock, and tells it to whoever is recorded asking', async () => {
    const room = openRoom();
    const mac = await addDevice(room.store, { device: { platform: 'macOS', osVersion: '14.4' } });
    const { queued } = await room.commands.queueCommands({
      deviceIds: [mac.deviceId],
      command: { RequestType: 'DeviceLock' },
      actor: 'ada',
    });
    const id = queued[0]?.commandId ?? '';
    expect(row(room, id)?.request).toBe('{"RequestType":"DeviceLock"}');
    const delivered = commandIn(await room.commands.exchange(mac, idle()));
    expect(delivered?.command.PIN).toMatch(/^\d{6}$/);
    await room.commands.exchange(mac, connectMessage({ Status: 'Acknowledged', CommandUUID: id }));
    expect(await room.commands.revealPin(id, { name: 'grace', role: 'administrator' })).toBe(delivered?.command.PIN);
    expect(room.events.at(-1)).toMatchObject({ type: 'device.secret-revealed', actor: 'grace', commandId: id });
    expect(JSON.stringify(room.events)).not.toContain(delivered?.command.PIN as string);
  });

  it('takes the unlock token from the vault only when the command leaves', async () => {
    const room = openRoom();
    const token = Buffer.from('unlock me');
    const unlockTokenSecretId = await room.store.write(() => room.store.vault.put('unlock-token', token));
    const pad = await addDevice(room.store, { enrollment: { unlockTokenSecretId } });
    const without = await addDevice(room.store);
    const { queued, refused } = await room.commands.queueCommands({
      deviceIds: [pad.deviceId, without.deviceId],
      command: { RequestType: 'ClearPasscode' },
      actor: 'ada',
    });
    expect(refused).toMatchObject([{ deviceId: without.deviceId, reasons: [{ code: 'needs-unlock-token' }] }]);
    expect(row(room, queued[0]?.commandId ?? '')).toMatchObject({ secretId: null });
    const delivered = commandIn(await room.commands.exchange(pad, idle()));
    expect(Buffer.from(delivered?.command.UnlockToken as Uint8Array)).toEqual(token);
  });

  it('BP-6 keeps no password of an account once its profile is on the device, nor to build the profile again', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const profile = (Password: string) =>
      Buffer.from(
        `<plist><dict><key>PayloadType</key><string>Configuration</string><key>PayloadVersion</key><integer>1</integer><key>PayloadIdentifier</key><string>org.example.mail</string><key>PayloadUUID</key><string>1</string><key>PayloadContent</key><array><dict><key>IncomingPassword</key><string>${Password}</string></dict></array></dict></plist>`,
      ).toString('base64');
    const install = (Payload: string) =>
      room.commands.queueCommands({
        deviceIds: [pad.deviceId],
        command: { RequestType: 'InstallProfile', Payload },
        actor: 'ada',
      });
    const kept = () =>
      room.store.all((db) => db.selectFrom('secret').select('id').where('kind', '=', 'command-secret'));
    await install(profile('hunter2'));
    expect(kept()).toHaveLength(1);
    const sent = commandIn(await room.commands.exchange(pad, idle()));
    const done = { Status: 'Acknowledged' as const, CommandUUID: sent?.id ?? '' };
    await room.commands.exchange(pad, connectMessage(done));
    expect(kept()).toEqual([]);
    await install(profile('hunter2'));
    await install(profile('hunter3'));
    expect(kept()).toHaveLength(1);
    expect(JSON.stringify(room.store.all((db) => db.selectFrom('command').select('request')))).not.toContain(
      'Payload"',
    );
  });

  it('gives locks and erasure to the device before what was queued earlier', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const queue = (RequestType: string) =>
      room.commands.queueCommands({ deviceIds: [pad.deviceId], command: { RequestType }, actor: 'ada' });
    await queue('ProfileList');
    await queue('DeviceLock');
    expect(commandIn(await room.commands.exchange(pad, idle()))?.command.RequestType).toBe('DeviceLock');
  });
});

describe('inventory questions', () => {
  const typesOf = (room: ReturnType<typeof openRoom>, enrollmentId: string) =>
    room.store
      .all((db) => db.selectFrom('command').selectAll().where('enrollmentId', '=', enrollmentId).orderBy('id'))
      .map((command) => ({ type: command.requestType, state: command.state, request: command.request }));

  it('asks a new iPad and a new Mac what each can answer', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const mac = await addDevice(room.store, { device: { platform: 'macOS', osVersion: '14.4', supervised: null } });
    await room.store.write((work) => room.commands.queueInitialInventory(work, pad.id));
    await room.store.write((work) => room.commands.queueInitialInventory(work, mac.id));
    const common = [
      'DeviceInformation',
      'SecurityInfo',
      'ProfileList',
      'InstalledApplicationList',
      'ManagedApplicationList',
      'CertificateList',
    ];
    expect(typesOf(room, pad.id).map(({ type }) => type)).toEqual([...common, 'AvailableOSUpdates', 'Restrictions']);
    expect(typesOf(room, mac.id).map(({ type }) => type)).toEqual([...common, 'AvailableOSUpdates']);
    const queries = (id: string) => JSON.parse(typesOf(room, id)[0]?.request ?? '{}').Queries as string[];
    expect(queries(pad.id)).toEqual(expect.arrayContaining(['OSVersion', 'BatteryLevel', 'IsSupervised', 'IMEI']));
    expect(queries(mac.id)).toContain('HostName');
    expect(queries(mac.id)).not.toContain('IMEI');
    expect(queries(pad.id)).not.toContain('HostName');
  });

  it('asks only what the granted rights allow', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store, { enrollment: { accessRights: 1 | 16 } });
    await room.store.write((work) => room.commands.queueInitialInventory(work, pad.id));
    expect(typesOf(room, pad.id).map(({ type }) => type)).toEqual([
      'DeviceInformation',
      'ProfileList',
      'CertificateList',
    ]);
  });

  it('does not ask again what still waits, and replaces a question that has changed', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    expect(await room.commands.refreshInventory([pad.deviceId], 'ada')).toEqual({ queued: 8 });
    expect(await room.commands.refreshInventory([pad.deviceId], 'ada')).toEqual({ queued: 0 });
    await room.store.write(() =>
      room.store.run((db) => db.updateTable('device').set({ osVersion: '12.0' }).where('id', '=', pad.deviceId)),
    );
    expect(await room.commands.refreshInventory([pad.deviceId], 'ada')).toEqual({ queued: 1 });
    expect(typesOf(room, pad.id).filter(({ type }) => type === 'DeviceInformation')).toMatchObject([
      { state: 'superseded' },
      { state: 'queued' },
    ]);
  });

  it('leaves a question alone that somebody asked of their own, whatever is asked beside it', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    await room.commands.queueCommands({
      deviceIds: [pad.deviceId],
      command: { RequestType: 'DeviceInformation', Queries: ['UDID'] },
      actor: 'ada',
    });
    expect(await room.commands.refreshInventory([pad.deviceId], 'ada')).toEqual({ queued: 8 });
    expect(typesOf(room, pad.id).filter(({ type }) => type === 'DeviceInformation')).toMatchObject([
      { state: 'queued' },
      { state: 'queued' },
    ]);
  });
});

describe('taking commands back', () => {
  it('cancels what waits, not what the device has', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const { queued } = await room.commands.queueCommands({
      deviceIds: [pad.deviceId],
      command: { RequestType: 'ProfileList' },
      actor: 'ada',
    });
    const id = queued[0]?.commandId ?? '';
    await room.commands.exchange(pad, idle());
    await expect(room.commands.cancel(id, 'ada')).rejects.toMatchObject({ code: 'conflict' });
    await room.commands.exchange(pad, connectMessage({ Status: 'NotNow', CommandUUID: id }));
    expect(await room.commands.cancel(id, 'ada')).toMatchObject({ id, state: 'cancelled' });
    expect(room.settled.at(-1)).toEqual({ enrollmentId: pad.id, hasOpenCommands: false });
    expect(room.events.at(-1)).toMatchObject({ type: 'command.cancelled', actor: 'ada' });
    await expect(room.commands.cancel(id, 'ada')).rejects.toMatchObject({ code: 'conflict' });
    await expect(room.commands.cancel(pad.id, 'ada')).rejects.toMatchObject({ code: 'not-found' });
    expect(await room.commands.exchange(pad, idle())).toBeNull();
  });

  it('ends every open command with the enrollment, sent ones too', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    await room.commands.refreshInventory([pad.deviceId], 'ada');
    await room.commands.exchange(pad, idle());
    expect(await room.store.write((work) => room.commands.cancelAll(work, pad.id, 'checked-out'))).toBe(8);
    const states = room.store.all((db) => db.selectFrom('command').select(['state', 'open', 'errorSummary']));
    const [sent, ...waiting] = states.sort((a, b) => b.state.localeCompare(a.state));
    const why = 'The device ended management.';
    expect(sent).toMatchObject({ state: 'unanswered', open: 0, errorSummary: expect.stringContaining('not known') });
    expect(new Set(waiting.map((command) => JSON.stringify(command)))).toEqual(
      new Set([JSON.stringify({ state: 'cancelled', open: 0, errorSummary: why })]),
    );
  });

  it('expires waiting commands when their time is over, and lets a sent one be answered', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const queue = (expiresAt: number, more: object = {}) =>
      room.commands.queueCommands({
        deviceIds: [pad.deviceId],
        command: { RequestType: 'ProfileList', ...more },
        actor: 'ada',
        expiresAt,
      });
    const sent = (await queue(room.clock.time + 1000)).queued[0]?.commandId ?? '';
    await room.commands.exchange(pad, idle());
    await queue(room.clock.time + 1000);
    await queue(room.clock.time + 9000, { ManagedOnly: true });
    room.clock.time += 2000;
    expect(await room.commands.expireDue()).toBe(1);
    await room.commands.exchange(pad, connectMessage({ Status: 'Acknowledged', CommandUUID: sent, ProfileList: [] }));
    const states = room.store.all((db) => db.selectFrom('command').select('state').orderBy('id'));
    expect(states.map(({ state }) => state)).toEqual(['acknowledged', 'expired', 'sent']);
  });
});
