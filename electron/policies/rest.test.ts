import { expect, it } from 'vitest';
import { commandIn, connectMessage, idle } from '../commands/testing/room.ts';
import { decodePlistDict, type PlistDict } from '../protocol/index.ts';
import { openPolicyRoom, type PlayedDevice, type PolicyRoom } from './testing/policy-room.ts';

const HOUR = 3_600_000;
const ERROR = {
  Status: 'Error',
  ErrorChain: [{ ErrorDomain: 'MCMDMErrorDomain', ErrorCode: 12_003, LocalizedDescription: 'no' }],
};

/** Lets a device answer its commands in its own way, and fails when it never comes to rest. */
async function exchange(
  room: PolicyRoom,
  pad: PlayedDevice,
  answer: (command: PlistDict) => PlistDict,
  most = 20,
): Promise<string[]> {
  const got: string[] = [];
  const me = { id: pad.id, deviceId: pad.deviceId };
  const next = async (message: Parameters<PolicyRoom['commands']['exchange']>[1]) => {
    const command = commandIn(await room.commands.exchange(me, message));
    await room.settled();
    return command ?? commandIn(await room.commands.exchange(me, idle()));
  };
  await room.settled();
  let given = await next(idle());
  while (given !== null && got.length < most) {
    got.push(String(given.command.RequestType));
    if (got.length === 20) throw new Error(`does not come to rest: ${got.join(' ')}`);
    room.clock.time++;
    given = await next(connectMessage({ CommandUUID: given.id, ...answer(given.command) } as never));
  }
  return got;
}

async function withProfile(options: object = {}) {
  const room = await openPolicyRoom();
  const pad = await room.device();
  const { id } = await room.policy({ name: 'Library', options });
  await room.assign(id, pad.deviceId);
  return { room, pad, id };
}

it('asks a device that cannot tell its profiles once, and again after an hour', async () => {
  const { room, pad, id } = await withProfile();
  const refuse = ({ RequestType }: PlistDict) => (RequestType === 'ProfileList' ? ERROR : { Status: 'Acknowledged' });
  const first = await exchange(room, pad, refuse);
  expect(first.filter((word) => word === 'ProfileList')).toHaveLength(1);
  expect(room.states(id)).toEqual({ [pad.deviceId]: 'verifying' });
  await room.pass(HOUR);
  expect(await exchange(room, pad, refuse)).toEqual(['ProfileList']);
  await room.pass(HOUR);
  await room.converge([pad]);
  expect(pad.changes()).toContain('ProfileList');
});

it.each([
  ['says nothing of how its passcode complies', { Status: 'Acknowledged', SecurityInfo: { PasscodePresent: true } }],
  ['answers with an error', ERROR],
])('asks a device that %s once an hour', async (_, answer) => {
  const { room, pad, id } = await withProfile({ needs: { policyIds: [], passcode: true } });
  expect(await exchange(room, pad, () => answer)).toEqual(['SecurityInfo']);
  expect(room.states(id)).toEqual({ [pad.deviceId]: 'held' });
  await room.pass(HOUR);
  expect(await exchange(room, pad, () => answer)).toEqual(['SecurityInfo']);
});

it('comes to rest, and to what is so, after the clock was set back', async () => {
  const { room, pad, id } = await withProfile();
  room.clock.time += 365 * 24 * HOUR;
  const install = ({ Payload }: PlistDict) => {
    const { PayloadIdentifier, PayloadUUID } = decodePlistDict(Payload as Uint8Array);
    pad.profiles.set(String(PayloadIdentifier), String(PayloadUUID));
    return { Status: 'Acknowledged' };
  };
  expect(await exchange(room, pad, install, 1)).toEqual(['InstallProfile']);
  room.clock.time -= 365 * 24 * HOUR;
  await room.converge([pad]);
  expect(pad.changes().filter((word) => word === 'ProfileList').length).toBeLessThan(3);
  await room.pass(HOUR);
  await room.converge([pad]);
  expect(pad.changes()).not.toContain('install org.brook.library');
  expect(room.states(id)).toEqual({ [pad.deviceId]: 'installed' });
});
