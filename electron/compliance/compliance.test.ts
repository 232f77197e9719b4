import { describe, expect, it } from 'vitest';
import type { ComplianceTier } from '../../shared/contract/compliance-rule.ts';
import { newGroup } from '../../shared/contract/groups.ts';
import { openComplianceRoom } from './testing/room.ts';
import { exchangeAll } from './testing/session.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const tier = (id: string, afterHours: number, ...actions: ComplianceTier['actions']): ComplianceTier => ({
  id,
  afterHours,
  actions,
});
const ALERT: ComplianceTier['actions'][number] = { kind: 'alert', severity: 'warning', again: null };
const message = (text: string, more: object = {}) => ({
  ...{ kind: 'message' as const, subject: '', text, translations: [], show: true, mail: 'nobody' as const },
  ...more,
});
const LOCK: ComplianceTier['actions'][number] = { kind: 'lock', message: 'Set a passcode', phone: '' };

describe('a violation', () => {
  it('CMP-02 begins in the commit that tells of it, CMP-07 has each tier done once and in time, CMP-16 and is undone when it is mended', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device();
    const other = await room.device();
    const group = await room.fixed('Quarantine');
    const { id } = await room.compliance.rules.create(
      room.rule({
        tiers: [tier('a', 0, ALERT), tier('b', 1, LOCK), tier('c', 24, { kind: 'quarantine', groupId: group.id })],
      }),
      'ada',
    );
    await room.settled();
    expect(room.compliance.overview(7)).toMatchObject({ managed: 2, compliant: 2, violating: 0, activeRules: 1 });

    await room.set(pad.deviceId, { passcodePresent: 0 });
    expect(room.compliance.rules.get(id)).toMatchObject({ violating: 1, grace: 0 });
    const began = room.clock.time;
    expect(room.compliance.ofDevice(pad.deviceId)).toMatchObject({
      state: 'violating',
      violations: [
        {
          rule: 'A passcode',
          steps: [{ tier: 1, kind: 'alert', outcome: 'done' }],
          next: { at: began + HOUR, tier: 2, kinds: ['lock'] },
        },
      ],
    });
    await room.pass(HOUR - 1);
    expect(room.queued(pad.deviceId)).toEqual([]);
    await room.pass(1);
    expect(room.queued(pad.deviceId)).toEqual(['DeviceLock']);
    await room.restart();
    await room.pass(DAY);
    expect(room.queued(pad.deviceId)).toEqual(['DeviceLock']);
    expect(room.members(group.id)).toEqual([pad.deviceId]);
    expect(room.compliance.ofDevice(pad.deviceId).quarantine).toEqual([{ id: group.id, name: 'Quarantine' }]);
    expect(room.compliance.overview(7).quarantined).toBe(1);

    await room.set(pad.deviceId, { passcodePresent: 1 });
    expect(room.members(group.id)).toEqual([]);
    const after = room.compliance.ofDevice(pad.deviceId);
    expect(after).toMatchObject({ state: 'compliant', violations: [], quarantine: [] });
    expect(after.past).toMatchObject([
      { state: 'over', endReason: 'compliant', steps: [{ tier: 1 }, { tier: 2 }, { tier: 3 }] },
    ]);
    expect(after.kept).toEqual([{ id, name: 'A passcode' }]);

    // Again: everything begins anew.
    await room.set(pad.deviceId, { passcodePresent: 0 });
    expect(room.compliance.ofDevice(pad.deviceId).violations[0]?.steps).toHaveLength(1);
    expect(room.compliance.ofDevice(other.deviceId).state).toBe('compliant');
    const types = room.events.filter(({ type }) => type.startsWith('compliance.')).map(({ type }) => type);
    expect(types.filter((type) => type === 'compliance.violated')).toHaveLength(2);
    expect(types.filter((type) => type === 'compliance.complied')).toHaveLength(1);
  });

  it('has grace first: it counts as such, nothing is done, and it may be mended without a trace of action', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device();
    const rule = await room.compliance.rules.create(room.rule({ graceHours: 24, tiers: [tier('a', 2, LOCK)] }), 'ada');
    await room.set(pad.deviceId, { passcodePresent: 0 });
    expect(room.compliance.ofDevice(pad.deviceId)).toMatchObject({ state: 'grace', violations: [{ steps: [] }] });
    await room.pass(DAY - 1);
    expect(room.compliance.rules.get(rule.id)).toMatchObject({ grace: 1, violating: 0 });
    await room.pass(1);
    expect(room.compliance.rules.get(rule.id)).toMatchObject({ grace: 0, violating: 1 });
    await room.pass(2 * HOUR - 1);
    expect(room.queued(pad.deviceId)).toEqual([]);
    await room.pass(1);
    expect(room.queued(pad.deviceId)).toEqual(['DeviceLock']);
  });

  it('ends when the rule is switched off, deleted, or the device leaves', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device({ passcodePresent: 0 });
    const { rules } = room.compliance;
    const one = await rules.create(room.rule({ tiers: [tier('a', 0, { kind: 'block' })] }), 'ada');
    await room.settled();
    expect(room.compliance.ofDevice(pad.deviceId)).toMatchObject({ state: 'violating', blocked: true });
    await rules.setActive(one.id, false, 'ada');
    await room.settled();
    const past = () => room.compliance.ofDevice(pad.deviceId).past.map(({ endReason }) => endReason);
    expect(past()).toEqual(['rule']);
    expect(room.compliance.ofDevice(pad.deviceId)).toMatchObject({ state: 'compliant', blocked: false, kept: [] });
    room.clock.time += 1;
    await rules.setActive(one.id, true, 'ada');
    await room.settled();
    room.clock.time += 1;
    await rules.remove(one.id, 'ada');
    await room.settled();
    expect(past()).toEqual(['rule', 'rule']);
    room.clock.time += 1;
    await rules.create(room.rule({}), 'ada');
    await room.settled();
    room.clock.time += 1;
    await room.store.write(() =>
      room.store.run((db) => db.updateTable('enrollment').set({ state: 'ended' }).where('deviceId', '=', pad.deviceId)),
    );
    await room.settled();
    expect(past()).toEqual(['left', 'rule', 'rule']);
    expect(room.compliance.overview(1).managed).toBe(0);
  });

  it('is told as one event where a crowd begins it, and is judged in slices', async () => {
    const room = await openComplianceRoom();
    for (let index = 0; index < 40; index++) await room.device({ passcodePresent: 0 });
    await room.compliance.rules.create(room.rule({ tiers: [tier('a', 0, ALERT)] }), 'ada');
    await room.settled();
    expect(room.compliance.overview(1).violating).toBe(40);
    const told = room.events.filter(({ type }) => type === 'compliance.devices-changed');
    expect(told.reduce((sum, { data }) => sum + Number(data.violated), 0)).toBe(40);
  });
});

describe('what a rule does to a device', () => {
  it('CMP-04 takes away the profiles that came from us, Wi-Fi left where it is needed, and shows a message where it can', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device({ passcodePresent: 0 });
    const profile = (identifier: string) => ({
      RequestType: 'InstallProfile',
      Payload: Buffer.from(
        `<?xml version="1.0"?><plist version="1.0"><dict><key>PayloadIdentifier</key><string>${identifier}</string></dict></plist>`,
      ).toString('base64'),
    });
    for (const identifier of ['ours.mail', 'ours.wifi'])
      await room.commands.queueCommands({ deviceIds: [pad.deviceId], command: profile(identifier), actor: 'ada' });
    await exchangeAll(room, pad);
    await room.store.write(() => {
      for (const [identifier, type] of [
        ['ours.mail', 'com.apple.mail.managed'],
        ['ours.wifi', 'com.apple.wifi.managed'],
        ['theirs', 'com.apple.mail.managed'],
      ] as const)
        room.store.run((db) =>
          db.insertInto('installedProfile').values({
            deviceId: pad.deviceId,
            identifier,
            uuid: identifier,
            payloads: JSON.stringify([{ type }]),
          } as never),
        );
    });
    await room.compliance.rules.create(
      room.rule({
        tiers: [
          tier('a', 0, message('Set a passcode'), { kind: 'removeProfiles', keep: 'wifiWhereNeeded', apps: false }),
        ],
      }),
      'ada',
    );
    await room.settled();
    const open = () =>
      room.store
        .all((db) => db.selectFrom('command').select(['requestType', 'subject']).where('open', '=', 1).orderBy('id'))
        .filter(({ subject }) => subject?.startsWith('profile:'));
    expect(open()).toEqual([
      { requestType: 'InstallProfile', subject: 'profile:app.cartwright.compliance.message' },
      { requestType: 'RemoveProfile', subject: 'profile:ours.mail' },
    ]);
    const withheld = () => room.store.get((db) => db.selectFrom('complianceDevice').select('withheld'))?.withheld;
    expect(withheld()).toBe('wifiWhereNeeded');
    expect(room.compliance.ofDevice(pad.deviceId).message).toBe('Set a passcode');
    await exchangeAll(room, pad);
    await room.set(pad.deviceId, { passcodePresent: 1 });
    expect(open()).toEqual([{ requestType: 'RemoveProfile', subject: 'profile:app.cartwright.compliance.message' }]);
    expect(withheld()).toBeNull();
  });

  it('blocks: what gives access waits, what takes away and asks goes on, and all goes on afterwards', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device({ passcodePresent: 0 });
    const send = (command: { RequestType: string } & Record<string, unknown>) =>
      room.commands.queueCommands({ deviceIds: [pad.deviceId], command, actor: 'ada' });
    const app = (identifier: string) => send({ RequestType: 'InstallApplication', Identifier: identifier });
    await app('before');
    await room.compliance.rules.create(room.rule({ tiers: [tier('a', 0, { kind: 'block' })] }), 'ada');
    await room.settled();
    await app('meanwhile');
    await send({ RequestType: 'RemoveProfile', Identifier: 'ours.mail' });
    await send({ RequestType: 'DeviceLock' });
    const given = await exchangeAll(room, pad);
    expect(given).toEqual(expect.arrayContaining(['DeviceLock', 'RemoveProfile', 'SecurityInfo']));
    expect(given).not.toContain('InstallApplication');
    // Nothing that waits is worth a push.
    expect(room.pushHeard().at(-1)).toEqual({ enrollmentId: pad.id, hasOpenCommands: false });
    await room.set(pad.deviceId, { passcodePresent: 1 });
    const after = await exchangeAll(room, pad);
    expect(after.filter((type) => type === 'InstallApplication')).toHaveLength(2);
  });

  it('is refused with the reason where it cannot be done, and the other steps go on', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device({ passcodePresent: 0, supervised: 0 });
    await room.compliance.rules.create(room.rule({ tiers: [tier('a', 0, message('Hello'), LOCK)] }), 'ada');
    await room.settled();
    expect(room.compliance.ofDevice(pad.deviceId).violations[0]?.steps).toMatchObject([
      { kind: 'message', outcome: 'refused', detail: expect.stringContaining('supervised') },
      { kind: 'lock', outcome: 'done' },
    ]);
    expect(room.compliance.ofDevice(pad.deviceId).message).toBeNull();
  });

  it('CMP-09 alerts again as often as it says, and what was acknowledged comes back', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device({ passcodePresent: 0 });
    const again = { everyHours: 6, times: 2 };
    const rule = await room.compliance.rules.create(
      room.rule({ tiers: [tier('a', 0, { kind: 'alert', severity: 'critical', again })] }),
      'ada',
    );
    await room.settled();
    const key = `compliance-violated:${rule.id}`;
    await room.store.write((work) =>
      room.store.run((db) =>
        db
          .insertInto('alertMark')
          .values({ key, kind: 'acknowledged', at: work.now, by: 'ada', severity: 'critical', count: 1, until: null }),
      ),
    );
    await room.pass(6 * HOUR);
    expect(room.store.all((db) => db.selectFrom('alertMark').select('key'))).toEqual([]);
    await room.pass(DAY);
    const steps = room.compliance.ofDevice(pad.deviceId).violations[0]?.steps ?? [];
    expect(steps.map(({ at }) => at - (steps[0]?.at ?? 0))).toEqual([0, 6 * HOUR, 12 * HOUR]);
  });
});

describe('an exemption', () => {
  it('keeps a device from a rule until its day, and everything counts anew afterwards', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device({ passcodePresent: 0 });
    const rule = await room.compliance.rules.create(room.rule({ tiers: [tier('a', 1, LOCK)] }), 'ada');
    await room.settled();
    await room.compliance.exemptions.exempt(
      {
        ruleId: rule.id,
        to: { devices: { deviceIds: [pad.deviceId] } },
        untilAt: room.clock.time + DAY,
        reason: 'On loan',
      },
      'ada',
    );
    await room.settled();
    expect(room.compliance.ofDevice(pad.deviceId)).toMatchObject({
      state: 'exempt',
      violations: [{ state: 'exempt', exemption: { reason: 'On loan', createdBy: 'ada' } }],
    });
    await room.pass(DAY - 1);
    expect(room.queued(pad.deviceId)).toEqual([]);
    await room.pass(1);
    expect(room.compliance.ofDevice(pad.deviceId).state).toBe('violating');
    await room.pass(HOUR);
    expect(room.queued(pad.deviceId)).toEqual(['DeviceLock']);
    expect(room.compliance.exemptions.list()).toEqual([]);
  });

  it('of a group holds for whoever is in it (CMP-12)', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device({ passcodePresent: 0 });
    const group = await room.fixed('Loans');
    const rule = await room.compliance.rules.create(room.rule({}), 'ada');
    await room.compliance.exemptions.exempt(
      { ruleId: null, to: { groupId: group.id }, untilAt: null, reason: 'Lent out' },
      'ada',
    );
    await room.settled();
    expect(room.compliance.ofDevice(pad.deviceId).state).toBe('violating');
    await room.groups.addMembers(group.id, { deviceIds: [pad.deviceId] }, 'ada');
    await room.settled();
    expect(room.compliance.rules.get(rule.id)).toMatchObject({ exempt: 1, violating: 0 });
    const [exemption] = room.compliance.exemptions.list();
    await room.compliance.exemptions.remove(exemption?.id ?? '', 'ada');
    await room.settled();
    expect(room.compliance.ofDevice(pad.deviceId).state).toBe('violating');
    await expect(room.groups.remove(group.id, 'ada')).resolves.toBeDefined();
  });
});

describe('rules', () => {
  it('CMP-11 ask for groups, and groups for rules, but nothing decides about itself', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device({ passcodePresent: 0 });
    const { rules } = room.compliance;
    const quarantine = await room.fixed('Quarantine');
    const rule = await rules.create(
      room.rule({ tiers: [tier('a', 0, { kind: 'quarantine', groupId: quarantine.id })] }),
      'ada',
    );
    await room.settled();
    const violators = await room.groups.create(
      room.smart('Violators', { field: 'violates', operator: 'includes', value: rule.id }),
      'ada',
    );
    const bad = await room.groups.create(
      room.smart('Bad', { field: 'compliance', operator: 'is', value: 'violating' }),
      'ada',
    );
    await room.settled();
    expect([room.members(violators.id), room.members(bad.id)]).toEqual([[pad.deviceId], [pad.deviceId]]);
    await room.set(pad.deviceId, { passcodePresent: 1 });
    expect([room.members(violators.id), room.members(bad.id)]).toEqual([[], []]);

    for (const include of [[violators.id], [bad.id], [quarantine.id]])
      await expect(
        rules.update(rule.id, { ...room.rule({ include }), tiers: rule.tiers }, 'ada'),
      ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('cannot decide about itself') });
    await expect(
      room.compliance.exemptions.exempt(
        { ruleId: rule.id, to: { groupId: violators.id }, untilAt: null, reason: 'No' },
        'ada',
      ),
    ).rejects.toMatchObject({ code: 'conflict' });
    const innocent = await room.groups.create(
      newGroup.parse({ kind: 'smart', name: 'Pads', filter: { all: [] } }),
      'ada',
    );
    await rules.update(rule.id, { ...room.rule({ include: [innocent.id] }), tiers: rule.tiers }, 'ada');
    await expect(
      room.groups.update(
        innocent.id,
        room.smart('Pads', { field: 'violates', operator: 'includes', value: 'a passcode' }),
        'ada',
      ),
    ).rejects.toMatchObject({ code: 'conflict' });
    // What a rule uses stays; the rule's own group is nobody's to see.
    await expect(room.groups.remove(innocent.id, 'ada')).rejects.toMatchObject({ code: 'conflict' });
    await expect(room.groups.remove(quarantine.id, 'ada')).rejects.toMatchObject({ code: 'conflict' });
    expect(room.groups.list().map(({ name }) => name)).not.toContain(`rule:${rule.id}`);
    expect(() => room.groups.get(rule.id)).toThrow();
  });

  it('CMP-13 are duplicated switched off, L-14 and a change is told with before and after', async () => {
    const room = await openComplianceRoom();
    const { rules } = room.compliance;
    const rule = await rules.create(room.rule({}), 'ada');
    await expect(rules.create(room.rule({ name: 'a PASSCODE' }), 'ada')).rejects.toMatchObject({ code: 'conflict' });
    const copy = await rules.duplicate(rule.id, 'ada');
    expect(copy).toMatchObject({ name: 'A passcode (2)', active: false });
    await rules.update(rule.id, room.rule({ graceHours: 5 }), 'eve');
    expect(room.events.at(-1)).toMatchObject({
      type: 'compliance.rule-changed',
      actor: 'eve',
      data: { name: 'A passcode', before: { graceHours: 0 }, after: { graceHours: 5 } },
    });
    expect(rules.list().map(({ name }) => name)).toEqual(['A passcode', 'A passcode (2)']);
  });

  it('say beforehand who would violate them, and of each device why (CMP-14)', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device({ passcodePresent: 0 });
    const good = await room.device();
    const wanted = room.rule({ checks: [{ kind: 'passcode', missing: true, weak: true }, { kind: 'roaming' }] });
    const preview = room.compliance.rules.preview(wanted);
    expect(preview).toMatchObject({ inScope: 2, violating: { count: 1, rows: [{ id: pad.deviceId }] } });
    const rule = await room.compliance.rules.create(wanted, 'ada');
    expect(room.compliance.rules.explain(rule.id, pad.deviceId)).toMatchObject({
      violates: true,
      inScope: true,
      checks: [{ holds: true }, { holds: false }],
    });
    expect(room.compliance.rules.explain(rule.id, good.deviceId).violates).toBe(false);
  });
});

describe('lists and numbers', () => {
  it('show who violates what, searched and in order, and how it was on the days before (CMP-20)', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device({ passcodePresent: 0, name: '=Pad "One"' });
    await room.device({ passcodePresent: 0, name: 'Pad Two' });
    await room.compliance.rules.create(room.rule({}), 'ada');
    await room.settled();
    await room.compliance.noteToday();
    await room.pass(DAY);
    await room.set(pad.deviceId, { passcodePresent: 1 });
    expect(room.compliance.overview(7).days.map(({ violating, compliant }) => [violating, compliant])).toEqual([
      [2, 0],
      [1, 1],
    ]);
    const query = { search: 'two', sort: 'device', direction: 'asc' } as const;
    expect(room.compliance.violations.list(query)).toMatchObject({ total: 1, rows: [{ device: 'Pad Two' }] });
    expect(room.compliance.violations.list({ ...query, search: '', state: 'over' })).toMatchObject({
      total: 1,
      rows: [{ device: '=Pad "One"', endReason: 'compliant' }],
    });
  });

  it('CMP-01 asks devices that told nothing for too long, once, while a rule is active', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device();
    await room.store.write((work) =>
      room.store.run((db) =>
        db
          .insertInto('deviceReport')
          .values({ deviceId: pad.deviceId, kind: 'security', reportedAt: work.now, commandId: null, body: '{}' }),
      ),
    );
    await room.pass(3 * HOUR);
    await room.compliance.setSettings({ askEveryHours: 2 }, 'ada');
    expect(await room.compliance.askSilent()).toBe(0);
    await room.compliance.rules.create(room.rule({}), 'ada');
    expect(await room.compliance.askSilent()).toBe(1);
    expect(room.queued(pad.deviceId)).toContain('SecurityInfo');
    expect(await room.compliance.askSilent()).toBe(0);
  });
});

describe('a device that was restored from a backup', () => {
  it('E-46 violates though it is no longer managed, and complies once it is not noted any more', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device();
    const other = await room.device();
    const { id } = await room.compliance.rules.create(
      room.rule({ checks: [{ kind: 'restored' }, { kind: 'roaming' }], tiers: [tier('a', 0, ALERT)] }),
      'ada',
    );
    await room.settled();
    /** As the enrollment room writes it. */
    const note = async (facts: { restoredAt: number | null; restoredFrom: 'erased' | null }) => {
      await room.store.write(() => {
        room.store.run((db) => db.updateTable('device').set(facts).where('id', '=', pad.deviceId));
        room.store.run((db) =>
          db
            .insertInto('groupDue')
            .values({ deviceId: pad.deviceId, dueAt: 0 })
            .onConflict((c) => c.column('deviceId').doUpdateSet({ dueAt: 0 })),
        );
      });
      await room.settled();
    };
    await room.store.write(() =>
      room.store.run((db) =>
        db.updateTable('enrollment').set({ state: 'ended', endReason: 'erased' }).where('deviceId', '=', pad.deviceId),
      ),
    );
    await note({ restoredAt: room.clock.time, restoredFrom: 'erased' });
    expect(room.compliance.rules.get(id).violating).toBe(1);
    expect(room.compliance.ofDevice(pad.deviceId).violations).toMatchObject([
      { steps: [{ kind: 'alert', outcome: 'done' }] },
    ]);
    expect(room.compliance.ofDevice(other.deviceId).violations).toEqual([]);
    await note({ restoredAt: null, restoredFrom: null });
    expect(room.compliance.rules.get(id).violating).toBe(0);
  });
});
