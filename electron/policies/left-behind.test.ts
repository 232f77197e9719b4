import { describe, expect, it } from 'vitest';
import { commandIn, connectMessage, idle } from '../commands/testing/room.ts';
import { openPolicyRoom, type PlayedDevice, type PolicyRoom } from './testing/policy-room.ts';

const HOUR = 3_600_000;

/** The device shows its enrollment profile again, over what it has. */
async function enrollsAgain(room: PolicyRoom, pad: PlayedDevice): Promise<void> {
  room.clock.time += HOUR;
  await room.store.write((work) =>
    room.store.run((db) => db.updateTable('enrollment').set({ enrolledAt: work.now }).where('id', '=', pad.id)),
  );
  await room.settled();
}

async function withLibrary() {
  const room = await openPolicyRoom();
  const pad = await room.device();
  const { id } = await room.policy({ name: 'Library' });
  await room.assign(id, pad.deviceId);
  await room.converge([pad]);
  pad.changes();
  return { room, pad, id };
}

const left = (room: PolicyRoom) => room.store.all((db) => db.selectFrom('policyLeft').selectAll());

describe('profiles of an enrollment before this one', () => {
  it('go when they are still there and nobody wants them any more, by the name they had', async () => {
    const { room, pad, id } = await withLibrary();
    await enrollsAgain(room, pad);
    await room.assign(id);
    expect(left(room)).toMatchObject([{ identifier: 'org.brook.library', name: 'Library', user: '' }]);
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['ProfileList', 'remove org.brook.library', 'ProfileList']);
    expect([...pad.profiles]).toEqual([]);
    expect(left(room)).toEqual([]);
    expect(room.events.filter(({ type }) => type === 'policy.removed').at(-1)?.data).toMatchObject({ name: 'Library' });
    await room.policies.lookAgain([pad.deviceId]);
    await room.converge([pad]);
    expect(pad.got).toEqual([]);
  });

  it('go although their policy was deleted meanwhile, and stay when it was to leave them', async () => {
    for (const devices of ['remove', 'leave'] as const) {
      const { room, pad, id } = await withLibrary();
      await enrollsAgain(room, pad);
      await room.policies.remove({ policyId: id, devices, mayStrand: false }, 'ada');
      await room.converge([pad]);
      expect([...pad.profiles.keys()]).toEqual(devices === 'remove' ? [] : ['org.brook.library']);
      expect(left(room)).toEqual([]);
    }
  });

  it('are ours to take away when they are wanted again first, and not any more later', async () => {
    const { room, pad, id } = await withLibrary();
    await enrollsAgain(room, pad);
    await room.converge([pad]);
    await room.assign(id);
    await room.converge([pad]);
    expect([...pad.profiles]).toEqual([]);
  });

  it('go too when the answer to the command that brought them was lost', async () => {
    const room = await openPolicyRoom();
    const pad = await room.device();
    const { id } = await room.policy({ name: 'Library' });
    await room.assign(id, pad.deviceId);
    await room.settled();
    const me = { id: pad.id, deviceId: pad.deviceId };
    const given = commandIn(await room.commands.exchange(me, idle()));
    expect(given?.command.RequestType).toBe('InstallProfile');
    expect(left(room)).toEqual([]);
    await enrollsAgain(room, pad);
    const [{ uuid } = { uuid: '' }] = left(room);
    pad.profiles.set('org.brook.library', uuid);
    await room.assign(id);
    await room.converge([pad]);
    expect([...pad.profiles]).toEqual([]);
  });

  it('are asked about once, whatever the device answers', async () => {
    const { room, pad, id } = await withLibrary();
    await enrollsAgain(room, pad);
    await room.assign(id);
    await room.settled();
    const me = { id: pad.id, deviceId: pad.deviceId };
    const asked = commandIn(await room.commands.exchange(me, idle()));
    expect(asked?.command.RequestType).toBe('ProfileList');
    room.clock.time++;
    const ErrorChain = [{ ErrorDomain: 'MCMDMErrorDomain', ErrorCode: 12_003, LocalizedDescription: 'no' }];
    const refused = { CommandUUID: asked?.id, Status: 'Error', ErrorChain };
    expect(commandIn(await room.commands.exchange(me, connectMessage(refused as never)))).toBeNull();
    await room.settled();
    expect(commandIn(await room.commands.exchange(me, idle()))).toBeNull();
    expect(left(room)).toHaveLength(1);
  });

  it('are forgotten when the list is without them, and what others installed is not touched', async () => {
    const { room, pad, id } = await withLibrary();
    await enrollsAgain(room, pad);
    await room.assign(id);
    pad.profiles.clear();
    pad.profiles.set('org.brook.library', 'F0F0F0F0-0000-4000-8000-000000000000');
    await room.converge([pad]);
    expect(pad.changes()).toEqual(['ProfileList']);
    expect(left(room)).toEqual([]);
  });
});
