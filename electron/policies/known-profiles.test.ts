import { expect, it } from 'vitest';
import { afterAnswer, afterList } from './known-profiles.ts';

const install = {
  kind: 'install',
  identifier: 'wifi',
  uuid: 'wifi:1',
  payloadTypes: ['com.apple.wifi.managed'],
  limitsWifi: false,
} as const;

it('learns nothing from a list written before the answer', () => {
  const known = afterAnswer(undefined, install, 'acknowledged', 50);
  if (known === undefined) throw new Error('an installation is remembered');
  expect(afterList(known, { at: 49, profiles: [] })).toBe(known);
  expect(afterList(known, { at: 50, profiles: [{ identifier: 'wifi', uuid: 'wifi:1' }] }).verifiedAt).toBe(50);
  expect(afterList(known, { at: 50, profiles: [] })).toMatchObject({ outcome: 'not-there', failures: 1 });
});

it('remembers every content the device took, so that an older one left there is known as ours', () => {
  const first = afterAnswer(undefined, install, 'acknowledged', 1);
  const second = afterAnswer(first, { ...install, uuid: 'wifi:2' }, 'failed', 2);
  expect(second).toMatchObject({ uuid: 'wifi:2', outcome: 'failed', ours: ['wifi:1'], failures: 1 });
});

it('counts what fails again, and begins anew with another content', () => {
  const once = afterAnswer(undefined, install, 'failed', 1);
  const twice = afterAnswer(once, install, 'failed', 2);
  expect(twice?.failures).toBe(2);
  expect(afterAnswer(twice, { ...install, uuid: 'wifi:2' }, 'failed', 3)?.failures).toBe(1);
});

it('takes a removal for failed when the device says so, or its list still shows what was ours', () => {
  const there = afterAnswer(undefined, install, 'acknowledged', 1);
  const gone = afterAnswer(there, { kind: 'remove', identifier: 'wifi' }, 'acknowledged', 2);
  if (gone === undefined) throw new Error('what was ours is remembered');
  expect(afterList(gone, { at: 3, profiles: [] })).toBe(gone);
  expect(afterList(gone, { at: 3, profiles: [{ identifier: 'wifi', uuid: 'wifi:1' }] }).outcome).toBe('removal-failed');
  expect(afterAnswer(there, { kind: 'remove', identifier: 'wifi' }, 'failed', 2)?.outcome).toBe('removal-failed');
  expect(afterAnswer(undefined, { kind: 'remove', identifier: 'wifi' }, 'acknowledged', 2)).toBeUndefined();
});
