import { expect, it } from 'vitest';
import type { CommandDetail, Refusal } from '../../shared/contract/index.ts';
import { byReason } from './reasons.ts';
import { timelineOf } from './timeline.ts';

const command: CommandDetail = {
  id: '0',
  deviceId: '0',
  deviceName: null,
  enrollmentId: '0',
  requestType: 'DeviceLock',
  state: 'queued',
  queuedAt: 100,
  queuedBy: 'administrator',
  stateAt: 100,
  firstSentAt: null,
  lastSentAt: null,
  sendCount: 0,
  notNowCount: 0,
  lastNotNowAt: null,
  answeredAt: null,
  expiresAt: null,
  errorSummary: null,
  request: { RequestType: 'DeviceLock' },
  hasSecrets: false,
  result: null,
};

it('tells a command that was put aside, sent again and done, in order', () => {
  const steps = timelineOf({
    ...command,
    state: 'acknowledged',
    firstSentAt: 200,
    lastSentAt: 400,
    sendCount: 2,
    notNowCount: 1,
    lastNotNowAt: 300,
    answeredAt: 500,
  });
  expect(steps.map(({ kind, at }) => [kind, at])).toEqual([
    ['queued', 100],
    ['sent', 200],
    ['not-now', 300],
    ['sent-again', 400],
    ['ended', 500],
  ]);
  expect(steps.at(-1)?.tone).toBe('done');
});

it('says when a waiting command gives up, and when a cancelled one ended', () => {
  expect(timelineOf({ ...command, expiresAt: 900 }).at(-1)).toMatchObject({ kind: 'expires', at: 900 });
  expect(timelineOf({ ...command, state: 'cancelled', stateAt: 150 }).at(-1)).toMatchObject({ kind: 'ended', at: 150 });
});

it('says the same reason once, with everybody it holds for, the commonest first', () => {
  const reason = (message: string): Refusal['reasons'][number] => ({
    code: 'x',
    severity: 'refuse',
    path: [],
    message,
  });
  const refused: Refusal[] = [
    { deviceId: 'a', reasons: [reason('rare')] },
    { deviceId: 'b', reasons: [reason('common')] },
    { deviceId: 'c', reasons: [reason('common')] },
  ];
  expect(byReason(refused)).toEqual([
    ['common', ['b', 'c']],
    ['rare', ['a']],
  ]);
});
