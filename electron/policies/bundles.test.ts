import { expect, it } from 'vitest';
import { openPolicyRoom, profile } from './testing/policy-room.ts';

const wifi = profile('Wi-Fi', {
  PayloadType: 'com.apple.wifi.managed',
  SSID_STR: 'Brook',
  EncryptionType: 'WPA2',
  Password: 'hidden-word',
});

async function exported(password: string | null) {
  const room = await openPolicyRoom();
  const group = await room.groups.create(
    { kind: 'static', name: 'Library', description: '', colour: 'gray', icon: 'tag' },
    'ada',
  );
  const first = await room.policy({ name: 'Wi-Fi', content: wifi });
  await room.policies.save(
    {
      policyId: first.id,
      content: { ...first.head.content, PayloadDescription: 'For all' },
      note: 'Told',
      basedOn: 1,
      publish: { how: 'at-once' },
    },
    'ada',
  );
  const second = await room.policy({
    name: 'Clip',
    options: { needs: { policyIds: [first.id], passcode: false }, onDrift: 'report' },
  });
  await room.assign(first.id, group.id);
  await room.assign(second.id, group.id);
  return (await room.policies.exportBundle(password, 'ada')).base64;
}

it('carries policies, versions, groups and assignments elsewhere, with secrets behind a password (POL-08, CONF-05)', async () => {
  const file = await exported('a long password');
  expect(Buffer.from(file, 'base64').toString()).not.toContain('hidden-word');
  const room = await openPolicyRoom();
  const how = { file, replace: false, dryRun: false };
  await expect(room.policies.importBundle({ ...how, password: 'another password' }, 'bob')).rejects.toMatchObject({
    code: 'forbidden',
  });
  const tried = await room.policies.importBundle({ ...how, password: 'a long password', dryRun: true }, 'bob');
  expect(tried.rows.map(({ outcome, reasons }) => [outcome, reasons])).toEqual(Array(3).fill(['created', []]));
  expect(room.policies.list({ sort: 'name', direction: 'asc', offset: 0, limit: 10 }).total).toBe(0);

  const { rows } = await room.policies.importBundle({ ...how, password: 'a long password' }, 'bob');
  expect(rows).toEqual([
    { kind: 'group', name: 'Library', outcome: 'created', reasons: [] },
    { kind: 'policy', name: 'Wi-Fi', outcome: 'created', reasons: [] },
    { kind: 'policy', name: 'Clip', outcome: 'created', reasons: [] },
  ]);
  const [clip, network] = room.policies.list({ sort: 'name', direction: 'asc', offset: 0, limit: 10 }).rows;
  expect(network).toMatchObject({ name: 'Wi-Fi', newestVersion: 2, version: 2, groups: [{ name: 'Library' }] });
  expect(room.policies.get(clip?.id ?? '').options).toMatchObject({
    onDrift: 'report',
    needs: { policyIds: [network?.id] },
  });
  const { base64 } = await room.policies.export({ policyId: network?.id ?? '', version: 2, signed: false }, 'bob');
  expect(Buffer.from(base64, 'base64').toString()).toContain('hidden-word');
  const again = await room.policies.importBundle({ ...how, password: null }, 'bob');
  expect(again.rows.map(({ outcome }) => outcome)).toEqual(['kept', 'kept', 'kept']);
});

it('leaves secrets out without a password, and what lacks them is not given to devices', async () => {
  const file = await exported(null);
  const room = await openPolicyRoom();
  const { rows } = await room.policies.importBundle({ file, password: null, replace: false, dryRun: false }, 'bob');
  expect(rows.find(({ name }) => name === 'Wi-Fi')).toMatchObject({
    outcome: 'created',
    reasons: [expect.stringContaining('lacks 1 secret'), expect.any(String)],
  });
  expect(
    room.policies.list({ search: 'wi-fi', sort: 'name', direction: 'asc', offset: 0, limit: 10 }).rows,
  ).toMatchObject([{ version: null }]);
});

it('brings what a policy needs along with it, whichever goes first, and keeps which goes first', async () => {
  const there = await openPolicyRoom();
  const clip = await there.policy({ name: 'Clip' });
  const network = await there.policy({ name: 'Wi-Fi', content: wifi });
  const needs = { policyIds: [network.id], passcode: false };
  await there.policies.update(clip.id, { needs }, 'ada');
  const { base64: file } = await there.policies.exportBundle('a long password', 'ada');
  const room = await openPolicyRoom();
  const how = { file, password: 'a long password', replace: false, dryRun: false };
  const { rows } = await room.policies.importBundle(how, 'bob');
  expect(rows.map(({ outcome, reasons }) => [outcome, reasons])).toEqual(Array(2).fill(['created', []]));
  const [first, second] = room.policies.list({ sort: 'rank', direction: 'asc', offset: 0, limit: 10 }).rows;
  expect([first?.name, second?.name]).toEqual(['Clip', 'Wi-Fi']);
  expect(room.policies.get(first?.id ?? '').options.needs.policyIds).toEqual([second?.id]);
});

it('finds the profile devices know by its identifier, whatever others are called', async () => {
  const file = await exported('a long password');
  const room = await openPolicyRoom();
  const other = await room.policy({ name: 'Wi-Fi', content: profile('Something else') });
  const same = await room.policy({ name: 'Network', content: wifi });
  const how = { file, password: 'a long password', replace: true, dryRun: false };
  const { rows } = await room.policies.importBundle(how, 'bob');
  // Its name is taken: that is said, and nothing is written over.
  expect(rows[1]).toMatchObject({ name: 'Wi-Fi', outcome: 'refused', reasons: [expect.stringContaining('“Wi-Fi”')] });
  await room.policies.update(other.id, { name: 'Something else' }, 'ada');
  expect((await room.policies.importBundle(how, 'bob')).rows[1]).toMatchObject({ outcome: 'replaced' });
  expect(room.policies.get(same.id)).toMatchObject({ name: 'Wi-Fi', newestVersion: 2 });
  expect(room.policies.get(other.id)).toMatchObject({ newestVersion: 1 });
});

it('publishes what lacks no secret, whatever is missing otherwise', async () => {
  const there = await openPolicyRoom();
  const { id } = await there.policy({ name: 'Clip' });
  const pad = await there.device({ device: { serialNumber: 'secrets' } });
  await there.assign(id, pad.deviceId);
  const { base64: file } = await there.policies.exportBundle(null, 'ada');
  const room = await openPolicyRoom();
  const { rows } = await room.policies.importBundle({ file, password: null, replace: false, dryRun: false }, 'bob');
  expect(rows).toMatchObject([{ outcome: 'created', reasons: ['The device “secrets” is not here.'] }]);
  expect(room.policies.list({ sort: 'name', direction: 'asc', offset: 0, limit: 10 }).rows).toMatchObject([
    { version: 1 },
  ]);
});
