import { expect, test } from 'vitest';
import { changedValues } from './facts.ts';

test('facts of one value are told with what they were and are; what came or went with null', () => {
  const before = { OSVersion: '17.3', BatteryLevel: 0.5, IsSupervised: false, Gone: 'x' };
  const after = { OSVersion: '17.4', BatteryLevel: 0.25, IsSupervised: true, Came: 3 };
  expect(changedValues(before, after, ['OSVersion', 'BatteryLevel', 'IsSupervised', 'Gone', 'Came'])).toEqual({
    OSVersion: ['17.3', '17.4'],
    BatteryLevel: [0.5, 0.25],
    IsSupervised: [false, true],
    Gone: ['x', null],
    Came: [null, 3],
  });
});

test('lists, dictionaries and what may be a secret are left out; long text is cut', () => {
  const before = { Languages: ['en'], PersonalRecoveryKey: 'AAAA', PasscodePresent: false, Text: 'a' };
  const after = { Languages: ['de'], PersonalRecoveryKey: 'BBBB', PasscodePresent: true, Text: 'b'.repeat(500) };
  expect(changedValues(before, after, Object.keys(after))).toEqual({
    PasscodePresent: [false, true],
    Text: ['a', 'b'.repeat(200)],
  });
});
