import { expect, it } from 'vitest';
import type { Event } from '../../shared/contract/index.ts';
import { progressOf, stepsOf, turnedAwayOf } from './enrollment-progress.ts';

const row = { state: 'pending', endReason: null, authenticatedAt: 1_000, enrolledAt: null, endedAt: null } as const;

it('says of a device that does not confirm first that it is under way, then that somebody should look', () => {
  expect(progressOf(row, 60_000)).toBe('under-way');
  expect(progressOf(row, 1_000 + 11 * 60_000)).toBe('stuck');
  expect(progressOf({ ...row, state: 'enrolled', enrolledAt: 2_000 }, 9e9)).toBe('enrolled');
  expect(progressOf({ ...row, state: 'ended', endReason: 'checked-out', endedAt: 3_000 }, 9e9)).toBe('checked-out');
  expect(progressOf({ ...row, state: 'ended', endedAt: 3_000 }, 9e9)).toBe('ended');
});

it('shows the end as a step only once it came', () => {
  expect(stepsOf(row)).toEqual([
    { name: 'asked', at: 1_000 },
    { name: 'confirmed', at: null },
  ]);
  expect(stepsOf({ ...row, endedAt: 3_000 }).at(-1)).toEqual({ name: 'ended', at: 3_000 });
});

it('picks the devices that were turned away at the door from all refusals', () => {
  const event = (seq: number, data: Event['data']): Event => ({
    seq,
    at: seq,
    type: 'enrollment.refused',
    deviceId: null,
    enrollmentId: null,
    commandId: null,
    actor: 'device',
    data,
  });
  const known = {
    message: 'Authenticate',
    reason: 'not-expected',
    serialNumber: 'DMPX1',
    modelName: 'iPad',
    status: 401,
  };
  expect(
    turnedAwayOf([
      event(3, { message: 'connect', reason: 'removed' }),
      event(2, known),
      event(1, { message: 'Authenticate' }),
    ]),
  ).toEqual([
    { key: 2, at: 2, reason: 'not-expected', serialNumber: 'DMPX1', name: 'iPad', invitationId: null, profile: null },
    { key: 1, at: 1, reason: 'other', serialNumber: null, name: null, invitationId: null, profile: null },
  ]);
});
