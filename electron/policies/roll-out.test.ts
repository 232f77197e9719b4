import { expect, it } from 'vitest';
import { openPolicyRoom, type PlayedDevice, profile } from './testing/policy-room.ts';

const MINUTE = 60_000;
const plan = { stages: [10, 50, 100], waitMinutes: 30, stopAtPercent: 20 };

async function fleet(count: number) {
  const room = await openPolicyRoom();
  const devices: PlayedDevice[] = [];
  for (let index = 0; index < count; index++) devices.push(await room.device());
  const { id } = await room.policy({ name: 'Library' });
  await room.assign(id, ...devices.map(({ deviceId }) => deviceId));
  await room.converge(devices);
  for (const device of devices) device.changes();
  const content = profile('Library', {}, { PayloadDescription: 'New' });
  await room.policies.save({ policyId: id, content, note: '', basedOn: 1, publish: { how: 'roll-out', plan } }, 'ada');
  const reached = () => devices.filter(({ got }) => got.some((word) => word.startsWith('install'))).length;
  return { ...room, id, devices, reached };
}

it('reaches a tenth, then half, then all, and everybody once', async () => {
  const { policies, converge, devices, reached, pass, id } = await fleet(20);
  await converge(devices);
  expect(reached()).toBe(2);
  expect(policies.rollOut(id)).toMatchObject({
    state: 'running',
    version: 2,
    before: 1,
    stage: 0,
    numbers: { devices: 20, reached: 2, installed: 2, failed: 0, underWay: 0 },
  });
  await pass(30 * MINUTE);
  await converge(devices);
  expect(reached()).toBe(10);
  expect(policies.get(id).counts).toEqual({ installed: 20 });
  await policies.steerRollOut(id, 'pause', 'ada');
  await pass(60 * MINUTE);
  await converge(devices);
  expect(reached()).toBe(10);
  await policies.steerRollOut(id, 'resume', 'ada');
  await policies.steerRollOut(id, 'next', 'ada');
  await converge(devices);
  expect(reached()).toBe(20);
  for (const { got } of devices) expect(got.filter((word) => word.startsWith('install'))).toHaveLength(1);
  await pass(31 * MINUTE);
  expect(policies.rollOut(id)).toMatchObject({ state: 'done', nextAt: null });
});

it('stops by itself where too many fail, and goes back when it is aborted', async () => {
  const { policies, converge, devices, reached, pass, events, id } = await fleet(20);
  for (const device of devices) device.refuses = true;
  await converge(devices);
  expect(policies.rollOut(id)).toMatchObject({ state: 'stopped', numbers: { reached: 2, failed: 2 } });
  expect(events.filter(({ type }) => type === 'policy.roll-out-stopped')).toMatchObject([
    { data: { name: 'Library', version: 2, percent: 10, failed: 1 } },
  ]);
  await pass(24 * 60 * MINUTE);
  expect(reached()).toBe(2);
  for (const device of devices) {
    device.refuses = false;
    device.changes();
  }
  await policies.steerRollOut(id, 'abort', 'ada');
  await converge(devices);
  expect(policies.get(id)).toMatchObject({ version: 1, counts: { installed: 20 } });
  // Those that failed may have been left with anything: they are given what they had. The others have it.
  expect(reached()).toBe(2);
  await expect(policies.steerRollOut(id, 'resume', 'ada')).rejects.toMatchObject({ code: 'conflict' });
});

it('that takes the place of another leaves those who were not drawn at what they had before both', async () => {
  const { policies, converge, devices, reached, pass, id } = await fleet(20);
  for (const device of devices) device.refuses = true;
  await converge(devices);
  expect(policies.rollOut(id)).toMatchObject({ state: 'stopped' });
  for (const device of devices) {
    device.refuses = false;
    device.changes();
  }
  const content = profile('Library', {}, { PayloadDescription: 'Mended' });
  await policies.save({ policyId: id, content, note: '', basedOn: 2, publish: { how: 'roll-out', plan } }, 'ada');
  await converge(devices);
  expect(policies.rollOut(id)).toMatchObject({ state: 'running', version: 3, before: 1 });
  // Two that are drawn now, and two that go back to what they had.
  expect(reached()).toBeLessThanOrEqual(4);
  const has = (description: string | undefined) =>
    devices.filter(({ contents }) => contents.get('org.brook.library')?.PayloadDescription === description).length;
  expect([has('New'), has('Mended'), has(undefined)]).toEqual([0, 2, 18]);
  await pass(30 * MINUTE);
  await converge(devices);
  expect(has('Mended')).toBe(10);
  await policies.steerRollOut(id, 'abort', 'ada');
  await converge(devices);
  expect(has(undefined)).toBe(20);
});
