import { expect, it } from 'vitest';
import { validateProfile } from '../../../shared/payloads/index.ts';
import type { Profile } from './draft.ts';
import { contentOf, moved, payloadAt, withCopyOfPayload, withoutPayload, withPayload } from './edits.ts';

let last = 0;
const uuid = (): string => `00000000-0000-4000-8000-${String(++last).padStart(12, '0')}`;
const EMPTY: Profile = {
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: 'org.school.p',
  PayloadUUID: uuid(),
  PayloadContent: [],
};

it('adds payloads that are well made, each with an identifier of its own', () => {
  const first = withPayload(EMPTY, 'com.apple.mobiledevice.passwordpolicy', 'Passcode', uuid);
  const second = withPayload(first.profile, 'com.apple.wifi.managed', 'Wi-Fi', uuid, { SSID_STR: 'School' });
  const third = withPayload(second.profile, 'com.apple.wifi.managed', 'Wi-Fi', uuid, { SSID_STR: 'Guests' });
  expect([first.index, second.index, third.index]).toEqual([0, 1, 2]);
  expect(contentOf(third.profile).map((_, at) => payloadAt(third.profile, at)?.PayloadIdentifier)).toEqual([
    'org.school.p.mobiledevice.passwordpolicy',
    'org.school.p.wifi.managed',
    'org.school.p.wifi.managed.2',
  ]);
  expect(validateProfile(third.profile).filter(({ severity }) => severity === 'refuse')).toEqual([]);
  const custom = withPayload(EMPTY, 'com.example.agent', 'Agent', uuid);
  expect(payloadAt(custom.profile, 0)).toMatchObject({ PayloadType: 'com.example.agent', PayloadVersion: 1 });
});

it('copies, moves and removes payloads', () => {
  const { profile } = withPayload(EMPTY, 'com.apple.wifi.managed', 'Wi-Fi', uuid, { SSID_STR: 'School' });
  const copy = withCopyOfPayload(profile, 0, uuid);
  expect(payloadAt(copy.profile, copy.index)).toMatchObject({ SSID_STR: 'School' });
  expect(payloadAt(copy.profile, 1)?.PayloadUUID).not.toBe(payloadAt(profile, 0)?.PayloadUUID);
  expect(contentOf(withoutPayload(copy.profile, 0))).toEqual([payloadAt(copy.profile, 1)]);
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  const list = ['a', 'b'];
  for (const [from, to] of [
    [0, -1],
    [1, 2],
    [5, 0],
  ] as const)
    expect(moved(list, from, to)).toBe(list);
});
