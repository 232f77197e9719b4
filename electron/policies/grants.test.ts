import { describe, expect, it } from 'vitest';
import { openPolicyRoom, type PolicyRoom, profile } from './testing/policy-room.ts';

const BLUEPRINT = '01990000-0000-7000-8000-00000000000b';

async function roomWithBlueprint() {
  const room = await openPolicyRoom();
  await room.store.write((work) =>
    room.store.run((db) =>
      db.insertInto('blueprint').values({
        ...{ id: BLUEPRINT, name: 'Classroom', nameKey: 'classroom', description: '', colour: 'blue', icon: 'tablet' },
        ...{
          pictureId: null,
          version: 1,
          createdAt: work.now,
          createdBy: 'ada',
          changedAt: work.now,
          changedBy: 'ada',
        },
      }),
    ),
  );
  return room;
}
const put = (room: PolicyRoom, deviceId: string, ...policies: { policyId: string; version: number | null }[]) =>
  room.store.write((work) => room.policies.grants.put(work, deviceId, BLUEPRINT, policies));
const end = (room: PolicyRoom, deviceId: string, how: 'keep' | 'remove') =>
  room.store.write((work) => room.policies.grants.end(work, deviceId, how));
const clip = (name: string, label: string) =>
  profile(name, {
    PayloadType: 'com.apple.webClip.managed',
    Label: label,
    URL: 'https://brook.example',
    IsRemovable: true,
  });

describe('policies that come with a blueprint', () => {
  it('reach the device, say by which blueprint, follow the published version, and go when they are named no more', async () => {
    const room = await roomWithBlueprint();
    const pad = await room.device();
    const { id } = await room.policy({ name: 'Library' });
    await put(room, pad.deviceId, { policyId: id, version: null });
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['install org.brook.library', 'ProfileList']);
    expect(room.policies.forDevice(pad.deviceId)).toMatchObject([
      { state: 'installed', by: { kind: 'blueprint', id: BLUEPRINT, name: 'Classroom' } },
    ]);
    expect(room.policies.grants.standing(pad.deviceId)).toMatchObject([
      { policyId: id, name: 'Library', version: null, state: 'installed', thereVersion: 1 },
    ]);
    expect(room.policies.get(id)).toMatchObject({ blueprints: [{ name: 'Classroom' }], assignments: [] });
    expect(room.policies.whyNot(id, pad.deviceId)).toMatchObject({
      lands: true,
      because: { by: { kind: 'blueprint', name: 'Classroom' } },
    });
    await room.policies.save(
      { policyId: id, content: clip('Library', 'New'), note: '', basedOn: 1, publish: { how: 'at-once' } },
      'ada',
    );
    await room.converge([pad]);
    expect(room.policies.grants.standing(pad.deviceId)).toMatchObject([{ state: 'installed', thereVersion: 2 }]);
    pad.changes();
    await put(room, pad.deviceId);
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['remove org.brook.library', 'ProfileList']);
  });

  it('stay at a pinned version whatever is published, before anything was published, too', async () => {
    const room = await roomWithBlueprint();
    const [pad, phone] = [await room.device(), await room.device()];
    const { id } = await room.policy({ name: 'Library', publish: { how: 'not-yet' } });
    await put(room, phone.deviceId, { policyId: id, version: null });
    await put(room, pad.deviceId, { policyId: id, version: 1 });
    await room.converge([pad, phone]);
    expect(room.states(id)).toEqual({ [pad.deviceId]: 'installed' });
    await room.policies.save(
      { policyId: id, content: clip('Library', 'New'), note: '', basedOn: 1, publish: { how: 'at-once' } },
      'ada',
    );
    await room.converge([pad, phone]);
    expect(room.policies.forDevice(pad.deviceId)).toMatchObject([{ state: 'installed', thereVersion: 1 }]);
    expect(room.policies.forDevice(phone.deviceId)).toMatchObject([{ state: 'installed', thereVersion: 2 }]);
  });

  it('are kept at their version when the blueprint lets the device go, or removed with it', async () => {
    const room = await roomWithBlueprint();
    const [pad, phone] = [await room.device(), await room.device()];
    const { id } = await room.policy({ name: 'Library' });
    for (const { deviceId } of [pad, phone]) await put(room, deviceId, { policyId: id, version: 1 });
    await room.converge([pad, phone]);
    for (const device of [pad, phone]) device.changes();
    await end(room, pad.deviceId, 'keep');
    await end(room, phone.deviceId, 'remove');
    await room.converge([pad, phone]);
    expect(pad.changes()).toEqual([]);
    expect(phone.changes()).toEqual(['remove org.brook.library', 'ProfileList']);
    const kept = [{ target: { kind: 'device' as const, id: pad.deviceId }, mode: 'include' as const }];
    expect(room.policies.get(id).assignments).toMatchObject([{ ...kept[0], version: 1 }]);
    expect(room.policies.get(id).blueprints).toEqual([]);
    // Assigning other devices leaves it at its version.
    await room.policies.setAssignments(
      id,
      [...kept, { target: { kind: 'device', id: phone.deviceId }, mode: 'exclude' }],
      'ada',
    );
    expect(room.policies.get(id).assignments.find(({ mode }) => mode === 'include')?.version).toBe(1);
  });

  it('do not reach a device that is excluded by hand, and tell what a device cannot take', async () => {
    const room = await roomWithBlueprint();
    const pad = await room.device();
    const plain = await room.policy({ name: 'Library' });
    const unpublished = await room.policy({ name: 'Later', publish: { how: 'not-yet' } });
    await room.assign(plain.id, { not: pad.deviceId });
    await put(room, pad.deviceId, { policyId: plain.id, version: null });
    await room.converge([pad]);
    expect(pad.got).toEqual([]);
    const judged = (policyId: string, version: number | null) =>
      room.policies.grants.fit(pad.deviceId, { policyId, version });
    expect(judged(plain.id, null)).toEqual({ name: 'Library', unfit: undefined });
    expect(judged(plain.id, 7)).toBeUndefined();
    expect(judged(unpublished.id, null)?.unfit).toContain('No version');
    expect(judged(unpublished.id, 1)?.unfit).toBeUndefined();
  });

  it('are tried again at once when they failed and are given anew', async () => {
    const room = await roomWithBlueprint();
    const pad = await room.device();
    const { id } = await room.policy({ name: 'Library' });
    pad.refuses = true;
    await put(room, pad.deviceId, { policyId: id, version: null });
    await room.converge([pad]);
    expect(room.states(id)).toEqual({ [pad.deviceId]: 'failed' });
    pad.refuses = false;
    await put(room, pad.deviceId, { policyId: id, version: null });
    await room.converge([pad]);
    expect(room.states(id)).toEqual({ [pad.deviceId]: 'installed' });
  });
});
