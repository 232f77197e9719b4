import { describe, expect, it } from 'vitest';
import type { ComplianceTier } from '../../shared/contract/compliance-rule.ts';
import { languageFor, recipientsOf } from './messages.ts';
import { openComplianceRoom } from './testing/room.ts';

const DAY = 24 * 3_600_000;
const message = (text: string, more: object = {}): ComplianceTier['actions'][number] => ({
  ...{ kind: 'message', subject: '', text, translations: [], show: true, mail: 'nobody' },
  ...more,
});
const tiers = (...actions: ComplianceTier['actions']): ComplianceTier[] => [{ id: 'a', afterHours: 0, actions }];

describe('messages of rules', () => {
  it('are in the language of the device, else the same without its region, else the first (CMP-08)', () => {
    const languages = ['en', 'de', 'pt-BR'];
    expect(languageFor(languages, ['de-DE', null])).toBe('de');
    expect(languageFor(languages, ['pt_BR'])).toBe('pt-BR');
    expect(languageFor(languages, ['pt'])).toBe('pt-BR');
    expect(languageFor(languages, ['fr-FR', 'de_AT'])).toBe('de');
    expect(languageFor(languages, ['fr', null])).toBe('en');
    expect(recipientsOf({ mail: 'both' }, 'a@b.example', ['a@b.example', 'c@d.example'])).toEqual([
      'a@b.example',
      'c@d.example',
    ]);
    expect(recipientsOf({ mail: 'person' }, undefined, ['c@d.example'])).toEqual([]);
  });

  it('have variables filled in, and go to the screen and as mail to whom they are meant for (CMP-08)', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device({ platform: 'iOS', supervised: 1 });
    await room.store.write(() =>
      room.store.run((db) =>
        db
          .insertInto('deviceFact')
          .values({ deviceId: pad.deviceId, language: 'de-DE' } as never)
          .onConflict((c) => c.column('deviceId').doUpdateSet({ language: 'de-DE' } as never)),
      ),
    );
    room.mail.values[pad.deviceId] = { DISPLAY_NAME: 'Ada', EMAIL: 'ada@school.example', DEVICE_NAME: 'Pad 7' };
    const german = {
      language: 'de',
      subject: '$RULE_NAME$: $DEVICE_NAME$',
      text: 'Hallo $USER_NAME$, $SEVERITY$!$NOTHING$',
    };
    const rule = room.rule({
      languages: ['en', 'de'],
      tiers: tiers(
        { kind: 'alert', severity: 'critical', again: null },
        message('Hello $USER_NAME$', { translations: [german], mail: 'both' }),
      ),
    });
    room.mail.administrators = ['it@school.example'];
    room.mail.ready = true;
    await room.compliance.rules.create(rule, 'ada');
    await room.set(pad.deviceId, { passcodePresent: 0 });
    expect(room.mail.sent.map(({ to, subject, body }) => [to, subject, body])).toEqual([
      ['ada@school.example', 'A passcode: Pad 7', 'Hallo Ada, critical!'],
      ['it@school.example', 'A passcode: Pad 7', 'Hallo Ada, critical!'],
    ]);
    expect(room.compliance.ofDevice(pad.deviceId)).toMatchObject({ message: 'Hallo Ada, critical!' });
    expect(room.queued(pad.deviceId)).toEqual(['InstallProfile']);
  });

  it('that are for mail alone stay off the screen, and say so when no mail can be sent', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device({ platform: 'iOS', supervised: 1 });
    await room.compliance.rules.create(
      room.rule({ tiers: tiers(message('Hello', { show: false, mail: 'person', subject: 'Please' })) }),
      'ada',
    );
    await room.set(pad.deviceId, { passcodePresent: 0 });
    const [violation] = room.compliance.ofDevice(pad.deviceId).violations;
    expect(violation?.steps).toMatchObject([
      { kind: 'message', outcome: 'refused', detail: expect.stringContaining('No mail is sent') },
    ]);
    expect(room.queued(pad.deviceId)).toEqual([]);
    expect(room.compliance.ofDevice(pad.deviceId).message).toBeNull();
  });

  it('have to be in every language of the rule (CMP-08)', async () => {
    const room = await openComplianceRoom();
    const create = (languages: string[], ...translations: object[]) =>
      room.compliance.rules.create(
        room.rule({ name: languages.join(), languages, tiers: tiers(message('Hello', { translations })) }),
        'ada',
      );
    await expect(create(['en', 'de'])).rejects.toThrow(/every language of the rule: de/);
    await expect(create(['en', 'en'])).rejects.toThrow(/there once/);
    await create(['en', 'de'], { language: 'de', subject: '', text: 'Hallo' });
    expect(() => room.rule({ languages: [] })).toThrow();
    expect(() => room.rule({ tiers: tiers(message('x', { subject: 'x'.repeat(151) })) })).toThrow();
    expect(() => room.rule({ tiers: tiers(message('x'.repeat(801))) })).toThrow();
  });
});

describe('a rule about policies', () => {
  it('is violated by devices that policies’ profiles are not on for some days, until they are (E-36)', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device();
    const put = (state: string) =>
      room.store.write(() =>
        room.store.run((db) =>
          db
            .insertInto('policyState')
            .values({
              ...{
                enrollmentId: pad.id,
                key: 'org.example.wifi',
                deviceId: pad.deviceId,
                policyId: null,
                name: 'Wi-Fi',
              },
              ...{ state, because: null, since: room.clock.time, wantedVersion: 1, thereVersion: null, byKind: null },
              ...{ byId: null, variables: null, uuid: null, known: null, lastCommandId: null, verifiedAt: null },
            })
            .onConflict((c) => c.columns(['enrollmentId', 'key']).doUpdateSet({ state, since: room.clock.time })),
        ),
      );
    await put('failed');
    // While nobody asks, nothing is noted.
    expect(await room.compliance.noteOutOfPolicy()).toBe(0);
    const { id } = await room.compliance.rules.create(room.rule({ checks: [{ kind: 'policies', days: 3 }] }), 'ada');
    await room.settled();
    expect(await room.compliance.noteOutOfPolicy()).toBe(1);
    await room.settled();
    expect(room.compliance.rules.get(id).violating).toBe(0);
    await room.pass(3 * DAY + 1);
    expect(room.compliance.rules.get(id).violating).toBe(1);
    expect(await room.compliance.noteOutOfPolicy()).toBe(0);
    await put('installed');
    expect(await room.compliance.noteOutOfPolicy()).toBe(1);
    await room.settled();
    expect(room.compliance.rules.get(id).violating).toBe(0);
  });
});

describe('what an action may wait for', () => {
  it('is told with the device: when it was heard of, its battery, its queue, and how often devices are asked (CMP-23)', async () => {
    const room = await openComplianceRoom();
    const pad = await room.device({ batteryLevel: 0.4, lastSeenAt: room.clock.time - DAY });
    await room.compliance.rules.create(room.rule({ tiers: tiers({ kind: 'lock', message: '', phone: '' }) }), 'ada');
    await room.set(pad.deviceId, { passcodePresent: 0 });
    expect(room.compliance.ofDevice(pad.deviceId).delays).toEqual({
      lastSeenAt: expect.any(Number),
      askEveryHours: 24,
      battery: 0.4,
      queued: 1,
    });
  });
});
