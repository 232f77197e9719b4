import { expect, it } from 'vitest';
import { type Assignable, type Assignment, decideAssignments, type Target } from './assignment.ts';

const device = { id: 'pad', groupIds: new Set(['ipads', 'room-101']) };
const IPADS: Target = { groupId: 'ipads' };
const ROOM: Target = { groupId: 'room-101' };
const PAD: Target = { deviceId: 'pad' };

const profile = (id: string, more: Partial<Assignable> = {}): Assignable => ({
  id,
  active: true,
  slots: [],
  ...more,
});
const include = (profileId: string, target: Target): Assignment => ({ profileId, target, mode: 'include' });
const exclude = (profileId: string, target: Target): Assignment => ({ profileId, target, mode: 'exclude' });

it('gives a device what is assigned to a group it is in, and nothing else (LBL-01)', () => {
  const landings = decideAssignments(
    device,
    [profile('wifi'), profile('mail'), profile('idle')],
    [include('wifi', IPADS), include('mail', { groupId: 'macs' })],
  );
  expect(landings.get('wifi')).toEqual({ lands: true, by: IPADS });
  expect(landings.get('mail')).toEqual({ lands: false, because: { code: 'not-assigned' } });
  expect(landings.get('idle')).toEqual({ lands: false, because: { code: 'not-assigned' } });
});

it('lets what is said of the device outweigh what is said of its groups, and leaving out outweigh giving', () => {
  const decide = (...assignments: Assignment[]) =>
    decideAssignments(device, [profile('wifi')], assignments).get('wifi');
  expect(decide(include('wifi', IPADS), exclude('wifi', ROOM))).toMatchObject({
    because: { code: 'excluded', by: ROOM },
  });
  expect(decide(include('wifi', PAD), exclude('wifi', ROOM))).toEqual({ lands: true, by: PAD });
  expect(decide(include('wifi', IPADS), exclude('wifi', PAD))).toMatchObject({
    because: { code: 'excluded', by: PAD },
  });
  expect(decide(include('wifi', PAD), exclude('wifi', PAD))).toMatchObject({ lands: false });
});

it('gives of what a device has one of only what goes first (LBL-07, POL-01, POL-03)', () => {
  const policies = [
    profile('off', { slots: ['security'], active: false }),
    profile('elsewhere', { slots: ['security'] }),
    profile('strict', { slots: ['lock', 'security'] }),
    profile('usual', { slots: ['security', 'screen'] }),
    profile('free', { slots: ['screen'] }),
  ];
  const assignments = ['strict', 'usual', 'off', 'free'].map((id) => include(id, id === 'strict' ? ROOM : IPADS));
  const landings = decideAssignments(device, policies, assignments);
  expect(landings.get('strict')).toEqual({ lands: true, by: ROOM });
  expect(landings.get('usual')).toEqual({
    lands: false,
    because: { code: 'goes-behind', profileId: 'strict', slot: 'security' },
  });
  expect(landings.get('free')).toMatchObject({ lands: true });
  expect(landings.get('off')).toMatchObject({ because: { code: 'inactive' } });
  expect(landings.get('elsewhere')).toMatchObject({ because: { code: 'not-assigned' } });
});
