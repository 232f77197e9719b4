import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { FailureFacts } from './index.ts';
import { addDevice, DAY, NOW, openTestActivity, type TestActivity, TOPIC } from './testing.ts';

let room: TestActivity;
beforeEach(() => {
  room = openTestActivity();
});

const codes = () => room.activity.alerts.list().alerts.map((alert) => alert.code);
const failure = (count: number): FailureFacts => ({
  requestType: 'InstallProfile',
  state: 'error',
  errorDomain: 'MCMDMErrorDomain',
  errorCode: 12007,
  errorSummary: 'No right',
  count,
  lastAt: NOW,
});

describe('alerts', () => {
  test('there are none where all is well', async () => {
    await addDevice(room.store);
    expect(room.activity.alerts.list()).toEqual({ at: NOW, alerts: [], hidden: [] });
  });

  test('silent devices, dead tokens and ending identities are counted and named', async () => {
    const silent = await addDevice(room.store, { lastSeenAt: NOW - 8 * DAY });
    const longer = await addDevice(room.store, { lastSeenAt: NOW - 20 * DAY });
    const dead = await addDevice(room.store, { pushState: 'unregistered' });
    const ending = await addDevice(room.store, { identityNotAfter: NOW + 5 * DAY });
    const ended = await addDevice(room.store, { identityNotAfter: NOW - DAY });
    const { alerts } = room.activity;
    expect(alerts.list().alerts.map((one) => [one.code, one.severity, one.count])).toEqual([
      ['identities-expired', 'critical', 1],
      ['identities-expiring', 'warning', 1],
      ['push-tokens-dead', 'warning', 1],
      ['devices-silent', 'warning', 2],
    ]);
    expect(alerts.devices('devices-silent', 1)).toEqual({ total: 2, deviceIds: [longer.deviceId] });
    expect(alerts.devices('devices-silent', 10).deviceIds).toContain(silent.deviceId);
    expect(alerts.devices('push-tokens-dead', 10).deviceIds).toEqual([dead.deviceId]);
    expect(alerts.devices('identities-expiring', 10).deviceIds).toEqual([ending.deviceId]);
    expect(alerts.devices('identities-expired', 10).deviceIds).toEqual([ended.deviceId]);
  });

  test('BP-10 provisioning profiles are to be renewed before they expire: devices where one ends are counted and named', async () => {
    const fine = await addDevice(room.store);
    const soon = await addDevice(room.store);
    const past = await addDevice(room.store);
    await room.store.write(() => {
      const put = (deviceId: string, uuid: string, expiresAt: number) =>
        room.store.run((db) => db.insertInto('provisioningProfile').values({ deviceId, uuid, name: uuid, expiresAt }));
      put(fine.deviceId, 'a', NOW + 300 * DAY);
      put(soon.deviceId, 'a', NOW + 300 * DAY);
      put(soon.deviceId, 'b', NOW + 10 * DAY);
      put(past.deviceId, 'a', NOW - DAY);
    });
    const { alerts } = room.activity;
    expect(alerts.list().alerts).toMatchObject([
      { code: 'provisioning-expired', severity: 'warning', count: 1, data: { firstAt: NOW - DAY } },
      { code: 'provisioning-expiring', severity: 'warning', count: 1, data: { nextAt: NOW + 10 * DAY, days: 30 } },
    ]);
    expect(alerts.devices('provisioning-expiring', 10).deviceIds).toEqual([soon.deviceId]);
    expect(alerts.devices('provisioning-expired', 10).deviceIds).toEqual([past.deviceId]);
  });

  test('policies that fail or drift on devices, and roll-outs that stopped, are told with the policy', async () => {
    const device = await addDevice(room.store);
    await room.store.write((work) => {
      const byWhom = { createdAt: work.now, createdBy: 'Ada', changedAt: work.now, changedBy: 'Ada' };
      const policy = (id: string, name: string, rank: number) =>
        room.store.run((db) =>
          db.insertInto('policy').values({
            ...{ id, name, nameKey: name.toLowerCase(), description: '', type: 'profile', identifier: id, active: 1 },
            ...{ newestVersion: 1, version: 1, onDrift: 'report', accepted: '[]', window: null, slot: null, rank },
            ...{ encrypted: 0, needs: '{}', fallback: 0, overApps: 0, ...byWhom },
          }),
        );
      const stands = (policyId: string, state: string) =>
        room.store.run((db) =>
          db.insertInto('policyState').values({
            ...{ ...device, key: policyId, policyId, name: policyId, state, because: null, since: work.now },
            ...{ wantedVersion: 1, thereVersion: null, byKind: null, byId: null, variables: null, uuid: null },
            ...{ known: null, lastCommandId: null, verifiedAt: null },
          }),
        );
      policy('a', 'Exam', 1);
      policy('b', 'Wi-Fi', 2);
      policy('c', 'Fonts', 3);
      stands('a', 'failed');
      stands('b', 'drifted');
      stands('c', 'installed');
      room.store.run((db) =>
        db.insertInto('policyRollOut').values({
          ...{ policyId: 'c', version: 1, before: null, plan: '{}', state: 'stopped', stage: 0, threshold: 0 },
          ...{ stageAt: work.now, startedAt: work.now, startedBy: 'Ada', changedAt: work.now },
        }),
      );
    });
    expect(room.activity.alerts.list().alerts).toMatchObject([
      { code: 'roll-out-stopped', severity: 'warning', count: 1, data: { name: 'Fonts' } },
      { code: 'policy-failed', count: 1, data: { name: 'Exam' }, link: { filter: { policyId: 'a', state: 'failed' } } },
      { code: 'policy-drifted', severity: 'info', count: 1, data: { name: 'Wi-Fi' } },
    ]);
  });

  test('prepare runs are told whose devices failed or do not fetch what waits for them, with the devices', async () => {
    const [failed, stuck, fine] = [
      await addDevice(room.store),
      await addDevice(room.store),
      await addDevice(room.store),
    ];
    await room.store.write((work) => {
      const run = (id: string, state: 'running' | 'cancelled') =>
        room.store.run((db) =>
          db.insertInto('prepareRun').values({
            ...{ id, blueprintId: null, blueprintName: 'Classroom', version: 1, content: '{}', arrivals: 0, state },
            ...{ startedAt: work.now, startedBy: 'Ada', endedAt: null },
          }),
        );
      const enter = (runId: string, deviceId: string, state: 'running' | 'failed') =>
        room.store.run((db) =>
          db.insertInto('prepareDevice').values({
            ...{ runId, deviceId, place: 1, state, steps: '{}', dueAt: null, startedAt: work.now },
            endedAt: state === 'failed' ? work.now : null,
          }),
        );
      run('one', 'running');
      run('gone', 'cancelled');
      enter('one', failed.deviceId, 'failed');
      enter('one', stuck.deviceId, 'running');
      enter('one', fine.deviceId, 'running');
      enter('gone', failed.deviceId, 'failed');
    });
    const commandId = newId();
    await room.store.write((work) => {
      room.store.run((db) =>
        db.insertInto('command').values({
          ...{ ...stuck, id: commandId, requestType: 'DeviceInformation', request: '{}', state: 'queued', open: 1 },
          ...{ turn: 1, priority: 5, queuedAt: work.now, queuedBy: 'system', stateAt: work.now },
          ...{ sendCount: 0, notNowCount: 0 },
        }),
      );
      room.store.run((db) =>
        db.insertInto('prepareCommand').values({ commandId, runId: 'one', deviceId: stuck.deviceId }),
      );
    });
    const { alerts } = room.activity;
    const link = { screen: 'blueprints', filter: { runId: 'one' } };
    expect(alerts.list().alerts).toMatchObject([
      { key: 'prepare-failed:one', severity: 'warning', count: 1, data: { name: 'Classroom' }, link },
    ]);
    room.clock.time += 2 * 3_600_000;
    expect(alerts.list().alerts.map(({ key }) => key)).toEqual(['prepare-failed:one', 'prepare-stuck:one']);
    expect(alerts.devices('prepare-failed:one', 10).deviceIds).toEqual([failed.deviceId]);
    expect(alerts.devices('prepare-stuck:one', 10).deviceIds).toEqual([stuck.deviceId]);
  });

  test('devices under another push topic are counted and named, with the topic that would be right', async () => {
    await addDevice(room.store);
    const foreign = await addDevice(room.store, { topic: 'com.apple.mgmt.External.former' });
    const { alerts } = room.activity;
    expect(alerts.list().alerts).toMatchObject([
      {
        code: 'push-other-topic',
        count: 1,
        data: { topic: TOPIC },
        link: { screen: 'devices' },
      },
    ]);
    expect(alerts.devices('push-other-topic', 10)).toEqual({ total: 1, deviceIds: [foreign.deviceId] });
  });

  test('the settings say from when on something counts', async () => {
    await addDevice(room.store, { lastSeenAt: NOW - 8 * DAY });
    const { alerts } = room.activity;
    await alerts.setSettings({ ...alerts.settings(), silentDays: 10 }, 'Ada');
    expect(codes()).toEqual([]);
    expect(alerts.settings().silentDays).toBe(10);
  });

  test.each([
    ['push-certificate-missing', 'none', null],
    ['push-certificate-expired', 'expired', NOW - 1],
    ['push-certificate-expiring', 'expiring', NOW + 20 * DAY],
    ['push-certificate-refused', 'refused', NOW + 200 * DAY],
  ] as const)('%s follows the push certificate', (code, state, notAfter) => {
    const before = room.ports.push();
    room.ports.push = () => ({ ...before, certificate: { state, topic: TOPIC, notAfter } });
    expect(codes()).toEqual([code]);
  });

  test('certificates of the server, the disk, the clock and backups are watched', async () => {
    await addDevice(room.store);
    room.clock.time = NOW + 30 * DAY;
    await room.store.write((work) => work.event({ type: 'device.added' }));
    room.clock.time = NOW + 29 * DAY;
    room.ports.tls = () => ({ notAfterAt: NOW + 40 * DAY, source: 'imported' });
    room.ports.rootNotAfterAt = () => NOW;
    room.ports.disk = () => ({ freeBytes: 1024 ** 3, totalBytes: 1024 ** 4 });
    room.ports.lastBackupAt = () => null;
    expect(codes()).toEqual(
      expect.arrayContaining(['root-expired', 'clock-wrong', 'disk-low', 'tls-expiring', 'backup-missing']),
    );
    room.ports.lastBackupAt = () => NOW;
    expect(codes()).toContain('backup-old');
  });

  test('what ends in the certificate library is told with its name, and gravely where profiles or signatures need it', () => {
    const item = { uses: 0, signs: false };
    room.ports.libraryEnding = (before) =>
      [
        { ...item, id: 'old', name: 'RADIUS', notAfterAt: NOW - DAY, uses: 2 },
        { ...item, id: 'idle', name: 'Nobody’s', notAfterAt: NOW - DAY },
        { ...item, id: 'sign', name: 'Signature', notAfterAt: NOW + 20 * DAY, signs: true },
        { ...item, id: 'far', name: 'Far', notAfterAt: NOW + 31 * DAY },
      ].filter(({ notAfterAt }) => notAfterAt <= before);
    const found = room.activity.alerts.list().alerts;
    expect(found.map(({ key, severity }) => [key, severity])).toEqual([
      ['library-expired:old', 'critical'],
      ['library-expiring:sign', 'warning'],
      ['library-expired:idle', 'info'],
    ]);
    expect(found[1]).toMatchObject({
      data: { name: 'Signature', days: 20, notAfterAt: NOW + 20 * DAY },
      link: { screen: 'certificates', filter: { view: 'library' } },
    });
  });

  test('failed commands come in groups, each with its own key', () => {
    room.ports.failures = () => [failure(3), { ...failure(1), errorCode: 12008 }];
    const found = room.activity.alerts.list().alerts;
    expect(found.map((one) => [one.code, one.count])).toEqual([
      ['commands-failed', 3],
      ['commands-failed', 1],
    ]);
    expect(new Set(found.map((one) => one.key)).size).toBe(2);
    expect(found[0]?.link).toEqual({
      screen: 'commands',
      filter: { states: 'error', requestTypes: 'InstallProfile', errorDomain: 'MCMDMErrorDomain', errorCode: 12007 },
    });
  });

  test('an acknowledged alert stays away until it grows, and is news again after it was gone', async () => {
    const { alerts } = room.activity;
    room.ports.failures = () => [failure(3)];
    const key = alerts.list().alerts[0]?.key ?? '';
    expect(await alerts.acknowledge(key, 'Ada')).toMatchObject({
      alerts: [],
      hidden: [{ key, acknowledged: { at: NOW, by: 'Ada' } }],
    });
    room.ports.failures = () => [failure(2)];
    expect(codes()).toEqual([]);
    room.ports.failures = () => [failure(4)];
    expect(codes()).toEqual(['commands-failed']);
    await alerts.acknowledge(key, 'Ada');
    expect(codes()).toEqual([]);
    await alerts.restore(key, 'Ada');
    expect(codes()).toEqual(['commands-failed']);
  });

  test('a snoozed alert comes back at its time', async () => {
    const { alerts } = room.activity;
    room.ports.failures = () => [failure(1)];
    const key = alerts.list().alerts[0]?.key ?? '';
    await alerts.snooze(key, NOW + 1000, 'Ada');
    room.ports.failures = () => [failure(9)];
    expect(codes()).toEqual([]);
    room.clock.time += 1001;
    expect(codes()).toEqual(['commands-failed']);
    await expect(alerts.snooze(key, NOW, 'Ada')).rejects.toMatchObject({ code: 'bad-request' });
    await expect(alerts.acknowledge('nothing', 'Ada')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('listeners hear of changes, once, and forgotten marks let the same trouble be news', async () => {
    const heard: object[] = [];
    const stop = room.activity.alerts.subscribe((counts) => heard.push(counts));
    room.pass();
    expect(heard).toEqual([{ critical: 0, warning: 0, info: 0 }]);
    room.ports.failures = () => [failure(1)];
    await room.store.write((work) => work.event({ type: 'command.error' }));
    room.pass();
    room.pass();
    expect(heard).toEqual([
      { critical: 0, warning: 0, info: 0 },
      { critical: 0, warning: 1, info: 0 },
    ]);
    await room.activity.alerts.acknowledge(room.activity.alerts.list().alerts[0]?.key ?? '', 'Ada');
    room.ports.failures = () => [];
    room.pass();
    await room.store.write(() => {});
    room.ports.failures = () => [failure(1)];
    expect(codes()).toEqual(['commands-failed']);
    stop();
    room.activity.stop();
  });
});

describe('a device', () => {
  test('is diagnosed from the store: a dead token, and the command that waits for it', async () => {
    const { deviceId, enrollmentId } = await addDevice(room.store, { pushState: 'unregistered' });
    await room.store.write(() =>
      room.store.run((db) =>
        db.insertInto('command').values({
          id: '0190a000-0000-7000-8000-000000000001',
          enrollmentId,
          deviceId,
          requestType: 'ProfileList',
          request: '{"RequestType":"ProfileList"}',
          state: 'queued',
          open: 1,
          turn: 1,
          priority: 5,
          queuedAt: NOW,
          queuedBy: 'Ada',
          stateAt: NOW,
          sendCount: 0,
          notNowCount: 0,
        }),
      ),
    );
    expect(room.activity.diagnosis(deviceId)).toMatchObject({
      outcome: 'blocked',
      enrollmentId,
      waiting: { queued: 1, sent: 0, notNow: 0 },
      findings: [{ code: 'push-token-dead' }],
      checks: { pushState: 'unregistered', identityNotAfter: NOW + 300 * DAY },
    });
    await room.store.write((work) => {
      for (let i = 0; i < 3; i++) {
        work.event({
          type: 'command.not-now',
          deviceId,
          enrollmentId,
          commandId: '0190a000-0000-7000-8000-000000000001',
        });
        room.store.run((db) =>
          db.insertInto('wakeUp').values({ enrollmentId, sentAt: NOW + i, attempt: i + 1, status: 200, reason: null }),
        );
      }
      room.store.run((db) => db.updateTable('command').set({ notNowCount: 3, state: 'not-now' }));
      room.store.run((db) =>
        db.insertInto('command').values({
          id: newId(NOW),
          enrollmentId,
          deviceId,
          requestType: 'RestartDevice',
          request: '{"RequestType":"RestartDevice"}',
          state: 'unanswered',
          open: 0,
          turn: 0,
          priority: 5,
          queuedAt: NOW,
          queuedBy: 'Ada',
          stateAt: NOW,
          sendCount: 10,
          notNowCount: 0,
          errorSummary: 'never answered',
        }),
      );
    });
    // All that is known of a stuck device, in one answer.
    expect(room.activity.diagnosis(deviceId).queue).toMatchObject({
      commands: [{ requestType: 'ProfileList', state: 'not-now', notNowAt: [NOW, NOW, NOW] }],
      wakeUps: [{ attempt: 3 }, { attempt: 2 }, { attempt: 1, at: NOW, status: 200 }],
      failures: [{ requestType: 'RestartDevice', state: 'unanswered', errorSummary: 'never answered' }],
    });
    expect(() => room.activity.diagnosis('0190a000-0000-7000-8000-000000000009')).toThrow('no such device');
  });

  test('BP-47 tells what changed when, page by page and by category', async () => {
    const { deviceId } = await addDevice(room.store);
    const tell = (type: string, data: Record<string, unknown>) =>
      room.store.write((work) => work.event({ type, deviceId, actor: 'device', data }));
    await tell('inventory.changed', {
      kind: 'device-information',
      changed: ['OSVersion'],
      added: [],
      removed: [],
      values: { OSVersion: ['17.3', '17.4'] },
    });
    await tell('command.sent', { requestType: 'ProfileList' });
    await tell('inventory.changed', { kind: 'apps', added: ['com.example.a'], removed: [], changed: [] });
    await tell('command.acknowledged', { requestType: 'ProfileList' });
    const { history } = room.activity;
    const first = history({ deviceId, limit: 2 });
    expect(first.rows.map((row) => [row.category, row.requestType])).toEqual([
      ['commands', 'ProfileList'],
      ['apps', null],
    ]);
    const rest = history({ deviceId, limit: 2, before: first.next ?? 0 });
    expect(rest).toMatchObject({
      rows: [
        { category: 'facts', changes: [{ name: 'OSVersion', before: '17.3', after: '17.4' }], updated: ['OSVersion'] },
      ],
      next: null,
    });
    expect(history({ deviceId, category: 'apps', limit: 10 }).rows).toMatchObject([{ added: ['com.example.a'] }]);
    expect(history({ deviceId, category: 'commands', limit: 10 }).rows).toHaveLength(1);
    expect(history({ deviceId, category: 'push', limit: 10 }).rows).toEqual([]);
  });
});

describe('the event log', () => {
  const record = async (
    type: string,
    more: { actor?: string; deviceId?: string; data?: Record<string, unknown> } = {},
  ) => {
    room.clock.time += 1000;
    await room.store.write((work) => work.event({ type, ...more }));
  };
  const types = (filter: object) =>
    room.activity.eventLog.search({ limit: 100, ...filter }).rows.map((row) => row.type);

  test('is filtered by category, meaning, type, device, actor, words and time', async () => {
    const { deviceId } = await addDevice(room.store, { name: 'Library 50%', serialNumber: 'C02XYZ' });
    await record('command.queued', { actor: 'Ada', deviceId, data: { requestType: 'ProfileList' } });
    await record('command.error', { actor: 'device', deviceId, data: { reason: 'No right' } });
    const between = room.clock.time + 1;
    await record('invitation.created', { actor: 'Bob', data: { name: 'Class 3b' } });
    expect(types({})).toEqual(['invitation.created', 'command.error', 'command.queued']);
    expect(types({ categories: ['commands'] })).toEqual(['command.error', 'command.queued']);
    expect(types({ categories: ['push'] })).toEqual([]);
    expect(types({ tones: ['needs'] })).toEqual(['command.error']);
    expect(types({ tones: ['waits', 'needs'], actor: 'Ada' })).toEqual(['command.queued']);
    expect(types({ typePrefix: 'command.e' })).toEqual(['command.error']);
    expect(types({ deviceId })).toEqual(['command.error', 'command.queued']);
    expect(types({ actor: 'Bob' })).toEqual(['invitation.created']);
    expect(types({ text: 'no RIGHT' })).toEqual(['command.error']);
    expect(types({ text: '50%' })).toEqual(['command.error', 'command.queued']);
    expect(types({ text: '5_%' })).toEqual([]);
    expect(types({ since: between })).toEqual(['invitation.created']);
    expect(types({ until: between })).toEqual(['command.error', 'command.queued']);
    expect(room.activity.eventLog.search({ limit: 1, deviceId }).rows).toMatchObject([
      { deviceName: 'Library 50%', serialNumber: 'C02XYZ', category: 'commands' },
    ]);
  });

  test('comes page by page to its end', async () => {
    for (let index = 0; index < 25; index++) await record(index % 2 === 0 ? 'command.queued' : 'push.asked-for');
    const seen: number[] = [];
    let before: number | undefined;
    do {
      const page = room.activity.eventLog.search({ limit: 4, categories: ['commands', 'push'], before });
      seen.push(...page.rows.map((row) => row.seq));
      before = page.next ?? undefined;
    } while (before !== undefined);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index));
  });

  test('is written out oldest first, as CSV that no table program takes for formulas, or as JSON lines', async () => {
    const { deviceId } = await addDevice(room.store, { name: '=HYPERLINK("x")' });
    await record('command.queued', { actor: 'Ada', deviceId, data: { requestType: 'ProfileList' } });
    await record('invitation.created', { actor: 'Bob' });
    const text = async (filter: { format: 'csv' | 'jsonl'; categories?: ['commands'] }) => {
      const pieces: string[] = [];
      for await (const piece of room.activity.eventLog.export(filter)) pieces.push(piece);
      return pieces.join('');
    };
    const lines = (await text({ format: 'csv' })).split('\r\n');
    expect(lines[0]).toBe(
      'seq,time,type,category,actor,reason,device,serial number,device id,enrollment id,command id,data',
    );
    expect(lines[1]).toContain(',command.queued,commands,Ada,,"\'=HYPERLINK(""x"")",');
    expect(lines).toHaveLength(4);
    const json = (await text({ format: 'jsonl', categories: ['commands'] })).trim().split('\n');
    expect(json.map((line) => JSON.parse(line).type)).toEqual(['command.queued']);
  });
});
