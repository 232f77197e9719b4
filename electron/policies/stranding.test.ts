import { expect, it } from 'vitest';
import { openPolicyRoom, profile } from './testing/policy-room.ts';

const wifi = (name: string) =>
  profile(name, {
    PayloadType: 'com.apple.wifi.managed',
    SSID_STR: name,
    EncryptionType: 'None',
    HIDDEN_NETWORK: false,
  });

it('tells before how many devices may be connected by a profile, and removes it where somebody says yes', async () => {
  const room = await openPolicyRoom();
  const [first, second, third] = [await room.device(), await room.device(), await room.device()];
  const install = async (name: string, pad: typeof first) => {
    const { id } = await room.policy({ name, content: wifi(name) });
    await room.assign(id, pad.deviceId);
    await room.converge([pad]);
    expect(pad.profiles.size).toBe(1);
    return id;
  };

  const asked = await install('Library', first);
  expect(await room.policies.dryRun({ kind: 'active', policyId: asked, active: false })).toMatchObject({ stranded: 1 });
  await room.policies.update(asked, { active: false }, 'ada', true);
  await room.converge([first]);
  expect(first.profiles.size).toBe(0);

  // Without it the profile stays, until it is allowed under the options of the policy.
  const kept = await install('Canteen', second);
  await room.policies.update(kept, { active: false }, 'ada');
  await room.converge([second]);
  expect(second.profiles.size).toBe(1);
  expect(room.policies.forDevice(second.deviceId)).toMatchObject([
    { state: 'held', because: { code: 'carries-the-connection' } },
  ]);
  await room.policies.update(kept, { accepted: ['losing-connection'] }, 'ada');
  await room.converge([second]);
  expect(second.profiles.size).toBe(0);

  const gone = await install('Gym', third);
  expect(await room.policies.dryRun({ kind: 'remove', policyId: gone })).toMatchObject({ stranded: 1 });
  await room.policies.remove({ policyId: gone, devices: 'remove', mayStrand: true }, 'ada');
  await room.converge([third]);
  expect(third.profiles.size).toBe(0);
});
