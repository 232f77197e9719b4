import { describe, expect, it } from 'vitest';
import { openPolicyRoom, type PolicyRoom, profile } from './testing/policy-room.ts';

const HOUR = 3_600_000;

async function groupOf(room: PolicyRoom, ...deviceIds: string[]): Promise<string> {
  const group = await room.groups.create(
    { kind: 'static', name: `Group ${room.groups.list().length}`, description: '', colour: 'gray', icon: 'tag' },
    'ada',
  );
  await room.groups.addMembers(group.id, { deviceIds }, 'ada');
  return group.id;
}

describe('a policy', () => {
  it('reaches the devices of its groups, is seen on them, and is told', async () => {
    const room = await openPolicyRoom();
    const [pad, phone] = [await room.device(), await room.device()];
    const { id } = await room.policy({ name: 'Library' });
    await room.assign(id, await groupOf(room, pad.deviceId));
    await room.settled();
    expect(room.states(id)).toEqual({ [pad.deviceId]: 'pending' });
    await room.converge([pad, phone]);
    expect(pad.changes()).toEqual(['install org.brook.library', 'ProfileList']);
    expect(phone.got).toEqual([]);
    expect(room.states(id)).toEqual({ [pad.deviceId]: 'installed' });
    expect(room.policies.get(id).counts).toEqual({ installed: 1 });
    expect(room.policies.forDevice(pad.deviceId)).toMatchObject([
      { policyId: id, state: 'installed', wantedVersion: 1, thereVersion: 1, by: { kind: 'group' }, user: null },
    ]);
    expect(room.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['policy.created', 'policy.published', 'policy.assigned', 'policy.installed']),
    );
    // Nothing more, however often everything is looked at again.
    await room.policies.lookAgain([pad.deviceId, phone.deviceId]);
    await room.converge([pad, phone]);
    expect(pad.got).toEqual([]);
  });

  it('is there for devices that join a group, and goes from those that leave it', async () => {
    const room = await openPolicyRoom();
    const pad = await room.device();
    const groupId = await groupOf(room);
    const { id } = await room.policy({ name: 'Library' });
    await room.assign(id, groupId);
    await room.groups.addMembers(groupId, { deviceIds: [pad.deviceId] }, 'ada');
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['install org.brook.library', 'ProfileList']);
    await room.groups.removeMembers(groupId, { deviceIds: [pad.deviceId] }, 'ada');
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['remove org.brook.library', 'ProfileList']);
    expect(room.states(id)).toEqual({ [pad.deviceId]: 'removed' });
  });

  it('CMP-16 is kept away from a device that violates a rule for so long, Wi-Fi where it is needed left there', async () => {
    const room = await openPolicyRoom();
    const pad = await room.device();
    const wifi = profile('Wireless', { PayloadType: 'com.apple.wifi.managed', SSID_STR: 'Brook' });
    const plain = await room.policy({ name: 'Library' });
    const wireless = await room.policy({ name: 'Wireless', content: wifi });
    await room.assign(plain.id, pad.deviceId);
    await room.assign(wireless.id, pad.deviceId);
    await room.converge([pad]);
    const withhold = (withheld: 'wifiWhereNeeded' | null) => {
      const row = {
        state: 'violating' as const,
        sinceAt: 0,
        blocked: 0 as const,
        quarantined: 0 as const,
        message: null,
      };
      return room.store.write(() =>
        room.store.run((db) =>
          db
            .insertInto('complianceDevice')
            .values({ deviceId: pad.deviceId, ...row, withheld })
            .onConflict((c) => c.column('deviceId').doUpdateSet({ withheld })),
        ),
      );
    };
    pad.changes();
    await withhold('wifiWhereNeeded');
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['remove org.brook.library', 'ProfileList']);
    await withhold(null);
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['install org.brook.library', 'ProfileList']);
  });

  it('leaves out the device that is excluded, and says why', async () => {
    const room = await openPolicyRoom();
    const [pad, phone] = [await room.device(), await room.device()];
    const groupId = await groupOf(room, pad.deviceId, phone.deviceId);
    const { id } = await room.policy({ name: 'Library' });
    await room.assign(id, groupId, { not: phone.deviceId });
    await room.converge([pad, phone]);
    expect(phone.got).toEqual([]);
    expect(room.policies.whyNot(id, phone.deviceId)).toMatchObject({
      lands: false,
      because: { code: 'excluded', by: { kind: 'device', id: phone.deviceId } },
    });
    expect(room.policies.whyNot(id, pad.deviceId)).toMatchObject({
      lands: true,
      because: { code: 'assigned', by: { kind: 'group', id: groupId } },
      status: { state: 'installed' },
    });
  });

  it('goes behind another one of the same slot that goes first, until that goes', async () => {
    const room = await openPolicyRoom();
    const pad = await room.device();
    const home = (name: string) => profile(name, { PayloadType: 'com.apple.homescreenlayout', Dock: [], Pages: [] });
    const first = await room.policy({ name: 'Exam', content: home('Exam') });
    const second = await room.policy({ name: 'Usual', content: home('Usual') });
    await room.assign(first.id, pad.deviceId);
    await room.assign(second.id, pad.deviceId);
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['install org.brook.exam', 'ProfileList']);
    expect(room.policies.whyNot(second.id, pad.deviceId)).toMatchObject({
      because: { code: 'goes-behind', policyId: first.id, slot: 'com.apple.homescreenlayout' },
    });
    expect(await room.policies.conflicts({ deviceId: pad.deviceId })).toMatchObject([
      {
        kind: 'only-once',
        policies: [
          { id: first.id, wins: true },
          { id: second.id, wins: false },
        ],
        devices: 1,
      },
    ]);
    await room.policies.setRanks([second.id, first.id], 'ada');
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['install org.brook.usual', 'ProfileList', 'remove org.brook.exam', 'ProfileList']);
  });

  it('is repaired when somebody removes its profile, or only told', async () => {
    const room = await openPolicyRoom();
    const pad = await room.device();
    const { id } = await room.policy({ name: 'Library' });
    await room.assign(id, pad.deviceId);
    await room.converge([pad]);
    pad.changes();
    pad.profiles.clear();
    room.clock.time += HOUR;
    await room.commands.refreshInventory([pad.deviceId], 'ada');
    await room.converge([pad]);
    expect(pad.changes().filter((word) => word.startsWith('install'))).toEqual(['install org.brook.library']);
    expect(room.events.filter(({ type }) => type === 'policy.drifted')).toMatchObject([{ data: { repaired: true } }]);
    await room.policies.update(id, { onDrift: 'report' }, 'ada');
    pad.profiles.clear();
    room.clock.time += HOUR;
    await room.commands.refreshInventory([pad.deviceId], 'ada');
    await room.converge([pad]);
    expect(pad.changes().filter((word) => word.startsWith('install'))).toEqual([]);
    expect(room.states(id)).toEqual({ [pad.deviceId]: 'drifted' });
  });

  it('fails with what the device said, is tried again later, and at once when somebody asks (CONF-04)', async () => {
    const room = await openPolicyRoom();
    const pad = await room.device();
    pad.refuses = true;
    const { id } = await room.policy({ name: 'Library' });
    await room.assign(id, pad.deviceId);
    await room.converge([pad]);
    expect(room.policies.forDevice(pad.deviceId)).toMatchObject([
      { state: 'failed', because: { code: 'try-again', at: room.clock.time + HOUR } },
    ]);
    expect(pad.changes()).toEqual(['install org.brook.library']);
    await room.pass(HOUR);
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['install org.brook.library']);
    pad.refuses = false;
    expect(await room.policies.again(id, undefined, 'ada')).toEqual({ devices: 1 });
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['install org.brook.library', 'ProfileList']);
    expect(room.states(id)).toEqual({ [pad.deviceId]: 'installed' });
  });

  it('waits for a value, goes when it is there, and is sent again when it changes', async () => {
    const room = await openPolicyRoom();
    const pad = await room.device({ device: { name: null } });
    const content = profile('Named', {
      Label: '$DEVICE_NAME$',
      PayloadType: 'com.apple.webClip.managed',
      URL: 'https://brook.example',
      IsRemovable: true,
    });
    const { id } = await room.policy({ name: 'Named', content });
    const plain = await room.policy({ name: 'Plain' });
    await room.assign(id, pad.deviceId);
    await room.assign(plain.id, pad.deviceId);
    await room.converge([pad]);
    expect(room.policies.forDevice(pad.deviceId)).toMatchObject([
      { state: 'waiting', because: { code: 'missing-values', names: ['DEVICE_NAME'] } },
      { state: 'installed' },
    ]);
    expect(room.policies.variables()).toMatchObject([{ name: 'DEVICE_NAME', waiting: 1, policies: [{ id }] }]);
    pad.changes();
    const rename = (name: string) =>
      room.store.write(() =>
        room.store.run((db) => db.updateTable('device').set({ name }).where('id', '=', pad.deviceId)),
      );
    await rename('Pad 7');
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['install org.brook.named', 'ProfileList']);
    const before = pad.profiles.get('org.brook.named');
    await rename('Pad 8');
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['install org.brook.named', 'ProfileList']);
    expect(pad.profiles.get('org.brook.named')).not.toBe(before);
  });

  it('goes out in its hours only', async () => {
    const room = await openPolicyRoom();
    const pad = await room.device();
    const minutes = (at: number) => new Date(at).toISOString().slice(11, 16);
    const window = {
      days: [1, 2, 3, 4, 5, 6, 7],
      from: minutes(room.clock.time + 2 * HOUR),
      to: minutes(room.clock.time + 3 * HOUR),
      timeZone: 'UTC',
    };
    const { id } = await room.policy({ name: 'Library', options: { window } });
    await room.assign(id, pad.deviceId);
    await room.converge([pad]);
    expect(pad.got).toEqual([]);
    expect(room.policies.forDevice(pad.deviceId)).toMatchObject([
      { state: 'held', because: { code: 'outside-window' } },
    ]);
    await room.pass(2 * HOUR);
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['install org.brook.library', 'ProfileList']);
  });

  it('begins anew on a device that enrolled anew', async () => {
    const room = await openPolicyRoom();
    const pad = await room.device();
    const { id } = await room.policy({ name: 'Library' });
    await room.assign(id, pad.deviceId);
    await room.converge([pad]);
    pad.changes();
    pad.profiles.clear();
    room.clock.time += HOUR;
    await room.store.write(() =>
      room.store.run((db) => db.updateTable('enrollment').set({ state: 'pending' }).where('id', '=', pad.id)),
    );
    await room.settled();
    room.clock.time += HOUR;
    await room.store.write((work) =>
      room.store.run((db) =>
        db.updateTable('enrollment').set({ state: 'enrolled', enrolledAt: work.now }).where('id', '=', pad.id),
      ),
    );
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['install org.brook.library', 'ProfileList']);
    await room.store.write((work) =>
      room.store.run((db) =>
        db.updateTable('enrollment').set({ state: 'ended', endedAt: work.now }).where('id', '=', pad.id),
      ),
    );
    await room.settled();
    expect(room.states(id)).toEqual({});
    expect(room.policies.whyNot(id, pad.deviceId).because).toEqual({ code: 'not-managed' });
  });

  it('is not for devices that cannot take it, and tells what is in the way', async () => {
    const room = await openPolicyRoom();
    const [pad, free] = [await room.device(), await room.device({ device: { supervised: 0 } })];
    const content = profile('Kiosk', {
      PayloadType: 'com.apple.app.lock',
      App: { Identifier: 'com.apple.mobilesafari' },
    });
    const { id } = await room.policy({ name: 'Kiosk', content });
    await room.assign(id, pad.deviceId, free.deviceId);
    await room.converge([pad, free]);
    expect(room.states(id)).toEqual({ [pad.deviceId]: 'installed', [free.deviceId]: 'not-applicable' });
    expect(
      await room.policies.fits({
        type: 'profile',
        content,
        devices: { deviceIds: [pad.deviceId, free.deviceId] },
        groupIds: [],
      }),
    ).toMatchObject({ devices: 2, refused: 1, reasons: [{ code: 'needs-supervision' }] });
  });

  it('that is deleted takes its profile away, or leaves it (POL-11)', async () => {
    const room = await openPolicyRoom();
    const pad = await room.device();
    const gone = await room.policy({ name: 'Gone' });
    const stays = await room.policy({ name: 'Stays' });
    for (const { id } of [gone, stays]) await room.assign(id, pad.deviceId);
    await room.converge([pad]);
    pad.changes();
    expect(await room.policies.remove({ policyId: gone.id, devices: 'remove', mayStrand: false }, 'ada')).toEqual({
      devices: 1,
    });
    await room.policies.remove({ policyId: stays.id, devices: 'leave', mayStrand: false }, 'ada');
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['remove org.brook.gone', 'ProfileList']);
    expect([...pad.profiles.keys()]).toEqual(['org.brook.stays']);
    expect(room.policies.forDevice(pad.deviceId)).toEqual([]);
  });
});

describe('versions', () => {
  it('are saved one after the other, and somebody else’s is not overwritten', async () => {
    const room = await openPolicyRoom();
    const pad = await room.device();
    const { id } = await room.policy({ name: 'Library' });
    await room.assign(id, pad.deviceId);
    await room.converge([pad]);
    pad.changes();
    const content = profile('Library', {
      PayloadType: 'com.apple.webClip.managed',
      Label: 'New',
      URL: 'https://brook.example',
      IsRemovable: true,
    });
    const save = { policyId: id, content, note: 'Renamed', basedOn: 1, publish: { how: 'not-yet' } as const };
    const saved = await room.policies.save(save, 'bob');
    expect(saved).toMatchObject({ newestVersion: 2, version: 1, head: { by: 'bob', note: 'Renamed' } });
    await expect(room.policies.save(save, 'ada')).rejects.toMatchObject({ code: 'conflict' });
    await room.converge([pad]);
    expect(pad.got).toEqual([]);
    expect(room.policies.compare(id, 1, 2)).toEqual([
      {
        path: 'PayloadContent[0].Label',
        at: { payload: 'com.apple.webClip.managed', key: 'Label' },
        ...{ kind: 'changed', secret: false, before: 'Library', after: 'New' },
      },
    ]);
    const dry = await room.policies.dryRun({ kind: 'version', policyId: id, version: 2 });
    expect(dry).toMatchObject({
      devices: 1,
      totals: [{ requestType: 'InstallProfile', count: 1 }],
      commands: [{ deviceId: pad.deviceId, requestType: 'InstallProfile', identifier: 'org.brook.library' }],
      before: { installed: 1 },
      after: { pending: 1 },
    });
    await room.converge([pad]);
    expect(pad.got).toEqual([]);
    await room.policies.publish({ policyId: id, version: 2, publish: { how: 'at-once' } }, 'ada');
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['install org.brook.library', 'ProfileList']);
    await room.policies.publish({ policyId: id, version: 1, publish: { how: 'at-once' } }, 'ada');
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['install org.brook.library', 'ProfileList']);
  });

  it('keep their secrets in the vault: they are marks in what is read, and stay when the marks are saved', async () => {
    const room = await openPolicyRoom();
    const wifi = (password: unknown) =>
      profile('Wi-Fi', {
        PayloadType: 'com.apple.wifi.managed',
        SSID_STR: 'Brook',
        EncryptionType: 'WPA2',
        Password: password,
      });
    const { id, head } = await room.policy({ name: 'Wi-Fi', content: wifi('hidden-word') });
    const everything = () =>
      JSON.stringify([room.store.all((db) => db.selectFrom('policyVersion').selectAll()), room.events]);
    expect(everything()).not.toContain('hidden-word');
    const saved = await room.policies.save(
      {
        policyId: id,
        content: { ...head.content, PayloadDescription: 'For all' },
        note: '',
        basedOn: 1,
        publish: { how: 'not-yet' },
      },
      'ada',
    );
    expect(room.policies.compare(id, 1, 2)).toMatchObject([{ path: 'PayloadDescription', at: null, kind: 'added' }]);
    const file = await room.policies.export({ policyId: id, version: 2, signed: false }, 'ada');
    expect(Buffer.from(file.base64, 'base64').toString()).toContain('hidden-word');
    await room.policies.save(
      { policyId: id, content: wifi('another-word'), note: '', basedOn: 2, publish: { how: 'not-yet' } },
      'ada',
    );
    expect(room.policies.compare(id, 2, 3)).toContainEqual({
      path: 'PayloadContent[0].Password',
      at: { payload: 'com.apple.wifi.managed', key: 'Password' },
      kind: 'changed',
      secret: true,
    });
    expect(saved.head.content).not.toEqual(wifi('hidden-word'));
    await expect(
      room.policies.save(
        { policyId: id, content: wifi({ $kept: 'made-up' }), note: '', basedOn: 3, publish: { how: 'not-yet' } },
        'ada',
      ),
    ).rejects.toMatchObject({ code: 'bad-request' });
  });
});

it('never need each other in a circle', async () => {
  const room = await openPolicyRoom();
  const [first, second] = [await room.policy({ name: 'First' }), await room.policy({ name: 'Second' })];
  const needing = (id: string) => ({ needs: { policyIds: [id], passcode: false } });
  await room.policies.update(first.id, needing(second.id), 'ada');
  await expect(room.policies.update(second.id, needing(first.id), 'ada')).rejects.toMatchObject({
    code: 'conflict',
    message: 'Policies cannot need each other in a circle: Second → First → Second.',
  });
});
