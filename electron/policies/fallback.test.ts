import { describe, expect, it } from 'vitest';
import { openPolicyRoom, type PolicyRoom, profile } from './testing/policy-room.ts';

const rules = (name: string, more: object) => profile(name, { PayloadType: 'com.apple.applicationaccess', ...more });
const landing = (room: PolicyRoom, policyId: string, deviceId: string) => room.policies.whyNot(policyId, deviceId);

describe('a policy that holds where no other says otherwise', () => {
  it('is on every device without another of its kind, and gives way when there is one (POL-04)', async () => {
    const room = await openPolicyRoom();
    const [pad, other] = [await room.device(), await room.device()];
    const base = await room.policy({
      name: 'Base',
      content: rules('Base', { allowCamera: false }),
      options: { fallback: true },
    });
    const all = room.groups.list().find(({ builtIn }) => builtIn === 'all');
    await room.assign(base.id, all?.id ?? '');
    await room.converge([pad, other]);
    expect([pad.profiles.size, other.profiles.size]).toEqual([1, 1]);

    // Another kind of payload leaves it where it is, and so does one that comes later in the order.
    const clip = await room.policy({ name: 'Clip' });
    await room.assign(clip.id, pad.deviceId);
    await room.converge([pad]);
    expect([...pad.profiles.keys()].sort()).toEqual(['org.brook.base', 'org.brook.clip']);
    const own = await room.policy({ name: 'Own', content: rules('Own', { allowCamera: true }) });
    await room.assign(own.id, pad.deviceId);
    await room.converge([pad, other]);
    expect([...pad.profiles.keys()].sort()).toEqual(['org.brook.clip', 'org.brook.own']);
    expect([...other.profiles.keys()]).toEqual(['org.brook.base']);
    expect(landing(room, base.id, pad.deviceId)).toMatchObject({
      lands: false,
      because: { code: 'goes-behind', policyId: own.id },
    });

    // It comes back as soon as nothing else speaks of it.
    await room.policies.update(own.id, { active: false }, 'ada');
    await room.converge([pad]);
    expect([...pad.profiles.keys()].sort()).toEqual(['org.brook.base', 'org.brook.clip']);
  });

  it('cannot be deleted while it does (POL-04)', async () => {
    const room = await openPolicyRoom();
    const { id } = await room.policy({ name: 'Base', options: { fallback: true } });
    const remove = () => room.policies.remove({ policyId: id, devices: 'remove', mayStrand: false }, 'ada');
    await expect(remove()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Options') });
    await room.policies.update(id, { fallback: false }, 'ada');
    await remove();
    expect(room.policies.list({ sort: 'name', direction: 'asc', offset: 0, limit: 9 }).total).toBe(0);
  });
});

const APP = 'org.brook.browser';
const configured = (Configuration: object, Identifier = APP) => ({
  Settings: [{ Item: 'ApplicationConfiguration', Identifier, Configuration }],
});

describe('the configuration of an app', () => {
  const withApp = async (room: PolicyRoom) => {
    const pad = await room.device();
    pad.apps.set(APP, undefined);
    await room.commands.refreshInventory([pad.deviceId], 'ada');
    await room.converge([pad]);
    pad.got.splice(0);
    return pad;
  };

  it('is what holds for all where no policy speaks of that app, else that of the policy (POL-53)', async () => {
    const room = await openPolicyRoom();
    const [pad, other] = [await withApp(room), await withApp(room)];
    const all = room.groups.list().find(({ builtIn }) => builtIn === 'all');
    const base = await room.policy({
      name: 'Browser for all',
      type: 'setting',
      content: configured({ home: 'https://brook.example' }),
      options: { fallback: true },
    });
    await room.assign(base.id, all?.id ?? '');
    const own = await room.policy({
      name: 'Browser of the library',
      type: 'setting',
      content: configured({ home: 'https://library.example' }),
    });
    await room.assign(own.id, pad.deviceId);
    const another = await room.policy({
      name: 'Another app',
      type: 'setting',
      content: configured({ x: 1 }, 'org.brook.other'),
    });
    await room.assign(another.id, other.deviceId);
    await room.converge([pad, other]);
    expect(pad.apps.get(APP)).toEqual({ home: 'https://library.example' });
    expect(other.apps.get(APP)).toEqual({ home: 'https://brook.example' });
    // An app that is not there yet is waited for.
    expect(room.policies.forDevice(other.deviceId).find(({ policyId }) => policyId === another.id)).toMatchObject({
      state: 'held',
      because: { code: 'app-missing', bundleId: 'org.brook.other' },
    });
    other.apps.set('org.brook.other', undefined);
    await room.commands.refreshInventory([other.deviceId], 'ada');
    await room.converge([other]);
    expect(other.apps.get('org.brook.other')).toEqual({ x: 1 });
    expect(room.policies.forDevice(pad.deviceId)).toMatchObject([{ state: 'installed', because: null }]);
  });

  it('that was given with the app goes before that of a policy, unless the policy says so (I-22)', async () => {
    const room = await openPolicyRoom();
    const pad = await withApp(room);
    await room.commands.queueCommands({
      command: { RequestType: 'InstallApplication', Identifier: APP, Configuration: { home: 'https://own.example' } },
      deviceIds: [pad.deviceId],
      actor: 'ada',
    });
    await room.converge([pad]);
    const { id } = await room.policy({
      name: 'Browser',
      type: 'setting',
      content: configured({ home: 'https://brook.example' }),
    });
    await room.assign(id, pad.deviceId);
    await room.converge([pad]);
    expect(pad.apps.get(APP)).toEqual({ home: 'https://own.example' });
    expect(room.policies.forDevice(pad.deviceId)).toMatchObject([
      { state: 'held', because: { code: 'app-has-own', items: [APP] } },
    ]);

    await room.policies.update(id, { overApps: true }, 'ada');
    await room.converge([pad]);
    expect(pad.apps.get(APP)).toEqual({ home: 'https://brook.example' });
    expect(room.policies.forDevice(pad.deviceId)).toMatchObject([{ state: 'installed' }]);

    // Typed in by hand afterwards: with the policy over it, it is put right; without, it stays.
    const byHand = () =>
      room.commands.queueCommands({
        command: { RequestType: 'Settings', ...configured({ home: 'https://hand.example' }) },
        deviceIds: [pad.deviceId],
        actor: 'ada',
      });
    await byHand();
    await room.converge([pad]);
    expect(pad.apps.get(APP)).toEqual({ home: 'https://brook.example' });
    await room.policies.update(id, { overApps: false }, 'ada');
    await room.converge([pad]);
    expect(room.policies.forDevice(pad.deviceId)).toMatchObject([{ state: 'installed' }]);
    await byHand();
    await room.converge([pad]);
    expect(pad.apps.get(APP)).toEqual({ home: 'https://hand.example' });
    await room.commands.refreshInventory([pad.deviceId], 'ada');
    await room.converge([pad]);
    expect(room.policies.forDevice(pad.deviceId)).toMatchObject([{ state: 'held', because: { code: 'app-has-own' } }]);
  });
});
