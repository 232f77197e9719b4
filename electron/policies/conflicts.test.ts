import { expect, it } from 'vitest';
import { strictest } from './conflicts.ts';
import { openPolicyRoom, profile } from './testing/policy-room.ts';

it('lets the strictest restriction win, as devices do (I-09)', () => {
  expect(strictest('allowCamera', [true, false])).toBe(1);
  expect(strictest('forceEncryptedBackup', [false, true])).toBe(1);
  expect(strictest('minLength', [4, 8, 6])).toBe(1);
  expect(strictest('maxFailedAttempts', [10, 4])).toBe(1);
  expect(strictest('maxInactivity', [0, 5])).toBe(1);
  expect(strictest('requireAlphanumeric', [true, false])).toBe(0);
  expect(strictest('blockedAppBundleIDs', [['a'], ['b']])).toBeUndefined();
});

it('tells what policies of one device say differently, and nothing of what goes side by side', async () => {
  const room = await openPolicyRoom();
  const pad = await room.device();
  const rules = (name: string, allowCamera: boolean) =>
    profile(name, { PayloadType: 'com.apple.applicationaccess', allowCamera });
  const network = (name: string) =>
    profile(name, { PayloadType: 'com.apple.wifi.managed', SSID_STR: name, EncryptionType: 'None' });
  const ids: string[] = [];
  for (const [name, content] of [
    ['Open', rules('Open', true)],
    ['Strict', rules('Strict', false)],
    ['One', network('One')],
    ['Two', network('Two')],
  ] as const) {
    const { id } = await room.policy({ name, content });
    await room.assign(id, pad.deviceId);
    ids.push(id);
  }
  expect(await room.policies.conflicts({})).toEqual([
    {
      kind: 'strictest',
      payloadType: 'com.apple.applicationaccess',
      key: 'allowCamera',
      policies: [
        { id: ids[0], name: 'Open', value: true, wins: false },
        { id: ids[1], name: 'Strict', value: false, wins: true },
      ],
      devices: 1,
      deviceIds: [pad.deviceId],
    },
  ]);
  expect(await room.policies.conflicts({ policyId: ids[2] })).toEqual([]);
});
