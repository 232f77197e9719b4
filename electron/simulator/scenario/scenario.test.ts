import { describe, expect, it } from 'vitest';
import { CartwrightError } from '../../../shared/errors.ts';
import { makeDevice } from '../devices/make-device.ts';
import type { PlistInput } from '../wire/plist.ts';
import { decodePlist } from '../wire/plist.ts';
import { readScenario } from './format.ts';
import { playAnswer } from './play.ts';
import { DeviceScript } from './script.ts';
import { selectDevices } from './select.ts';

const read = (rules: object[], events: object[] = []) => readScenario({ version: 1, name: 'test', rules, events });
const answer = { status: 'NotNow' };
const request = (RequestType: string, keys: Record<string, PlistInput> = {}) =>
  ({ CommandUUID: 'c-1', Command: { RequestType, ...keys } }) as never;

function problemsOf(given: unknown): string[] {
  try {
    readScenario(given);
  } catch (error) {
    if (error instanceof CartwrightError) return error.message.split('\n').slice(1);
    throw error;
  }
  return [];
}

describe('a scenario at the door', () => {
  it('is refused with every mistake and where it is', () => {
    expect(problemsOf({ version: 2, name: '', rules: 'none' })).toEqual([
      'version: must be 1, the only version there is',
      expect.stringMatching(/^name: /),
      expect.stringMatching(/^rules: /),
    ]);
    const rules = [
      { when: { command: 'Dance' }, answer },
      { answer: { status: 'Error' } },
      { answer: {} },
      { when: { between: ['8:00', '12:00'] }, answer },
      { when: { after: 'soon' }, answer: { reply: { Data: { $data: 7 } } } },
      { devices: { share: 2 }, answer: { status: 'Acknowledged', errors: [{ domain: 'X', code: 1, text: 'x' }] } },
      { answer, extra: true },
    ];
    expect(problemsOf({ version: 1, name: 'x', rules, events: [{ do: 'dance' }, {}] })).toEqual([
      expect.stringMatching(/^rules\[0\]\.when\.command: /),
      'rules[1].answer.errors: is missing: an Error needs its chain',
      'rules[2].answer: must say something: a status, a reply, a fault or a delay',
      'rules[3].when.between[0]: must be a time of day such as “08:30”',
      expect.stringMatching(/^rules\[4\]\.when\.after: must be a length of time/),
      expect.stringMatching(/^rules\[4\]\.answer\.reply: holds something/),
      expect.stringMatching(/^rules\[5\]\.devices\.share: /),
      'rules[5].answer.errors: belongs to the status Error or CommandFormatError',
      expect.stringMatching(/^rules\[6\]: /),
      expect.stringMatching(/^events\[0\]\.do: /),
      'events[1]: must have “do” or “set”',
    ]);
    expect(() => readScenario('{')).toThrow(/is no JSON/);
  });
});

describe('the devices of a rule', () => {
  const states = (['iPad', 'iPad', 'Mac', 'iPad', 'AppleTV', 'iPad'] as const).map((family, index) =>
    makeDevice({ seed: 3, index, family, now: 0, supervised: index !== 1 }),
  );
  const chosen = (selection: object) => [...selectDevices(states, selection, 3, 'rules0')];

  it('are chosen by serial number, number, family, supervision and share, the same each time', () => {
    expect(chosen({})).toEqual([0, 1, 2, 3, 4, 5]);
    expect(chosen({ serialNumbers: [states[2]?.serialNumber ?? ''] })).toEqual([2]);
    expect(chosen({ numbers: [1, 6, 9] })).toEqual([0, 5]);
    expect(chosen({ families: ['iPad'], supervised: false })).toEqual([1]);
    expect(chosen({ families: ['iPad'], atMost: 2 })).toEqual([0, 1]);
    expect(chosen({ families: ['iPad'], share: 0.5 })).toHaveLength(2);
    expect(chosen({ share: 0.01 })).toHaveLength(1);
    expect(chosen({ share: 0.5 })).toEqual(chosen({ share: 0.5 }));
  });
});

describe('a script', () => {
  const at = (hours: number, minutes = 0) => new Date(2026, 2, 2, hours, minutes).getTime();
  const clock = { time: at(7), now: () => clock.time };
  const script = (...rules: object[]) => new DeviceScript(read(rules).rules, { clock, pace: 1 });
  const said = (of: DeviceScript, type = 'ProfileList', channel: 'device' | 'user' = 'device') =>
    of.answer(request(type), channel)?.status;

  it('lets the first rule speak that fits the command and its keys', () => {
    const of = script(
      { when: { command: ['ProfileList', 'SecurityInfo'], with: { ManagedOnly: true } }, answer },
      { when: { channel: 'user' }, answer: { status: 'CommandFormatError' } },
    );
    expect(said(of)).toBeUndefined();
    expect(of.answer(request('ProfileList', { ManagedOnly: true }), 'device')?.status).toBe('NotNow');
    expect(said(of, 'CertificateList', 'user')).toBe('CommandFormatError');
  });

  it('counts: the n-th time, and no more often than it may', () => {
    const third = script({ when: { command: 'ProfileList', nth: [2, 3] }, answer });
    const answers = [1, 2, 3, 4].map(() => said(third));
    expect(answers).toEqual([undefined, 'NotNow', 'NotNow', undefined]);
    const twice = script({ when: { times: 2 }, answer });
    expect([1, 2, 3].map(() => said(twice))).toEqual(['NotNow', 'NotNow', undefined]);
  });

  it('looks at the clock: a time of day, over midnight too, and how long the device has been enrolled', () => {
    const morning = script({ when: { between: ['08:00', '12:00'] }, answer });
    const night = script({ when: { between: ['22:00', '06:00'] }, answer });
    const later = script({ when: { after: '10m' }, answer });
    later.begin();
    const seen = [at(7), at(8), at(11, 59), at(12), at(23), at(5)].map((time) => {
      clock.time = time;
      return [said(morning), said(night), said(later)].map((status) => (status === 'NotNow' ? 1 : 0)).join('');
    });
    expect(seen).toEqual(['000', '101', '101', '001', '011', '010']);
  });
});

describe('a scripted answer', () => {
  const state = makeDevice({ seed: 3, index: 0, family: 'iPad', now: 0 });
  const ids = { UDID: state.udid };
  const body = { ...ids, CommandUUID: 'c-1', Status: 'Acknowledged', SecurityInfo: { PasscodePresent: true, A: 1 } };
  let runs = 0;
  const play = (wanted: object) => {
    const [rule] = read([{ answer: wanted }]).rules;
    if (!rule) throw new Error('no rule');
    return playAnswer(rule.answer, request('SecurityInfo'), { state, ids }, () => {
      runs++;
      const ran = { requestType: 'SecurityInfo', commandUuid: 'c-1', status: 'Acknowledged', effects: [] };
      return { ...ran, state: { ...state, name: 'done' }, body };
    });
  };

  it('puts its keys over those of the device, and only what is acknowledged is done', async () => {
    runs = 0;
    const over = await play({ reply: { SecurityInfo: { PasscodePresent: false } } });
    expect([over.body, over.state.name]).toEqual([{ ...body, SecurityInfo: { PasscodePresent: false, A: 1 } }, 'done']);
    const failed = await play({ status: 'Error', errors: [{ domain: 'D', code: 3, text: 'Nein', english: 'No' }] });
    expect(failed.body).toEqual({
      ...ids,
      CommandUUID: 'c-1',
      Status: 'Error',
      ErrorChain: [{ ErrorCode: 3, ErrorDomain: 'D', LocalizedDescription: 'Nein', USEnglishDescription: 'No' }],
    });
    expect([failed.state, runs]).toEqual([state, 1]);
    expect((await play({ status: 'NotNow' })).body).toEqual({ ...ids, CommandUUID: 'c-1', Status: 'NotNow' });
  });

  it('plays faults: nothing at all, a lost connection, another id, bytes that are no property list', async () => {
    expect((await play({ fault: 'no-answer' })).body).toBeUndefined();
    expect((await play({ fault: 'disconnect' })).fault).toBe('cut-body');
    expect((await play({ fault: 'hang-up' })).fault).toBe('hang-up');
    const other = (await play({ fault: 'wrong-uuid' })).body;
    expect(other).toMatchObject({ ...body, CommandUUID: expect.stringMatching(/^[0-9A-F-]{36}$/) });
    const broken = (await play({ fault: 'malformed' })).body;
    expect(() => decodePlist(broken as Uint8Array)).toThrow();
  });
});
