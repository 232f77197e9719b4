import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { STEP_REASONS, type StepReason } from '../../shared/contract/blueprints.ts';
import { describeEvent } from '../activity/event-words.ts';
import { loadLanguage } from '../locales/language.ts';
import { remarks } from './content-words.ts';
import { reportCsv } from './report-csv.ts';
import { reasonsText } from './step-reasons.ts';

beforeAll(async () => {
  await i18next.init({ lng: 'en', fallbackLng: 'en', resources: {}, interpolation: { escapeValue: false } });
  await i18next.changeLanguage(await loadLanguage('de'));
});

const reason = (code: StepReason['code'], message: string, values: StepReason['values'] = {}): StepReason => ({
  code,
  message,
  values,
});
const say = (...reasons: StepReason[]): string => reasonsText(reasons, i18next.t);

describe('why a step of a prepare run failed, in German', () => {
  it('has words for every code; what only the device or the engine said is left or read as such', () => {
    const english = STEP_REASONS.filter((code) => !['error', 'ended', 'refused'].includes(code)).filter(
      (code) => say(reason(code, 'English.', { subject: 'x', before: '1', after: '2', name: 'n' })) === 'English.',
    );
    expect(english).toEqual([]);
    expect(say(reason('app', 'GoodNotes is not there (Prompting).', { subject: 'GoodNotes' }))).toBe(
      'GoodNotes fehlt.',
    );
    expect(say(reason('refused', 'The device gave no reason.'))).toBe('Das Gerät nannte keinen Grund.');
    expect(say(reason('error', 'Installation failed', { domain: 'MCWiFiErrorDomain', code: '13002' }))).toMatch(
      /Passwort/,
    );
    expect(say(reason('error', 'Der Tee ist aus.', { domain: 'XYErrorDomain', code: '77' }))).toBe('Der Tee ist aus.');
    expect(say(reason('policy-failed', 'x', { name: 'WLAN', reason: 'The device was erased.' }))).toBe(
      'Die Richtlinie „WLAN“ ist gescheitert: Das Gerät wurde gelöscht.',
    );
  });

  it('stands so on the board, in the reports and in what happened on the device', () => {
    const because = [reason('unmanaged', 'This device is not managed now. Enroll it first.')];
    const row = {
      ...{ deviceId: 'd', deviceName: '=Ada', serialNumber: 'S1', modelName: null, state: 'failed' as const },
      ...{ waitsSince: null, startedAt: 0, endedAt: null },
      steps: [
        { ...{ kind: 'apps' as const, state: 'failed' as const, done: 0, of: 1, attempt: 1, againAt: null }, because },
      ],
    };
    const words = 'Apps: Dieses Gerät wird gerade nicht verwaltet. Melden Sie es zuerst an.';
    expect(remarks(row, i18next.t)).toBe(words);
    const [head, line] = reportCsv({ rows: [row] }, i18next.t).split('\r\n');
    expect(head).toContain('Seriennummer');
    expect(line).toContain(`"'=Ada",S1,,Gescheitert,Gescheitert,`);
    expect(line).toContain(words);
    const data = { blueprint: 'Klasse', reason: 'This device …', reasons: because };
    expect(describeEvent({ type: 'prepare.device-failed', data }, i18next.t)).toContain('nicht verwaltet');
  });
});
