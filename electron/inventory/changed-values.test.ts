import { expect, test } from 'vitest';
import { changedValues } from './facts.ts';

test('facts of one value are told with what they were and are; what came or went with null', () => {
  const before = { OSVersion: '17.3', BatteryLevel: 0.5, IsSupervised: false, TimeZone: 'x' };
  const after = { OSVersion: '17.4', BatteryLevel: 0.25, IsSupervised: true, Came: 3 };
  expect(changedValues(before, after, ['OSVersion', 'BatteryLevel', 'IsSupervised', 'TimeZone', 'Came'])).toEqual({
    OSVersion: ['17.3', '17.4'],
    BatteryLevel: [0.5, 0.25],
    IsSupervised: [false, true],
    TimeZone: ['x', null],
    Came: [null, 3],
  });
});

test('lists, dictionaries and what is not known to be no secret are left out; long text is cut', () => {
  const before = {
    Languages: ['en'],
    PersonalRecoveryKey: 'AAAA',
    PasscodePresent: false,
    DeviceName: 'a',
    NewKey: 'a',
  };
  const after = {
    Languages: ['de'],
    PersonalRecoveryKey: 'BBBB',
    PasscodePresent: true,
    DeviceName: 'b'.repeat(500),
    NewKey: 'b',
  };
  expect(changedValues(before, after, Object.keys(after))).toEqual({
    PasscodePresent: [false, true],
    DeviceName: ['a', 'b'.repeat(200)],
  });
});
