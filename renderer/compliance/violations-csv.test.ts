// @vitest-environment jsdom
import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import type { ComplianceViolation } from '../../shared/contract/index.ts';
import { de } from '../locales/de.ts';
import { screenTexts, startLanguage } from '../locales/language.ts';
import { violationsCsv } from './violations-csv.ts';

beforeAll(async () => {
  await Promise.all([startLanguage(), screenTexts()]);
  i18next.addResourceBundle('de', 'translation', de, true);
});

const violation: ComplianceViolation = {
  ...{ id: 'v1', ruleId: 'r1', rule: 'Passcode', deviceId: 'd1', device: '=Pad "One"' },
  ...{ serialNumber: 'F9', modelName: 'iPad Air', family: 'iPad', state: 'over' },
  ...{ beganAt: Date.UTC(2026, 2, 1), graceUntilAt: Date.UTC(2026, 2, 2), endedAt: Date.UTC(2026, 2, 4) },
  endReason: 'compliant',
  steps: [
    { tier: 1, kind: 'alert', at: Date.UTC(2026, 2, 2), outcome: 'done', detail: null, commandIds: [] },
    { tier: 1, kind: 'lock', at: Date.UTC(2026, 2, 3), outcome: 'refused', detail: 'It is gone.', commandIds: [] },
  ],
  next: null,
  exemption: null,
};

it('writes violations in the language of the console, harmless to spreadsheets', () => {
  const [heading = '', line = '', end] = violationsCsv([violation], i18next.getFixedT('en')).split('\r\n');
  expect(heading).toBe(
    '\uFEFFDevice,Serial number,Model,Rule,State,Since,Grace until,Over since,Why it is over,Done so far,Next,Next at,Why exempt,Exempt until',
  );
  expect(line).toMatch(/^"'=Pad ""One""",F9,iPad Air,Passcode,Over,2026-03-01T00:00:00\.000Z,/);
  expect(line).toContain(
    'Mended,2026-03-02T00:00:00.000Z alert raised; 2026-03-03T00:00:00.000Z Lock the device was not possible: It is gone.,,,,',
  );
  expect(end).toBe('');
  const [german = '', zeile = ''] = violationsCsv([violation], i18next.getFixedT('de')).split('\r\n');
  expect(german).toContain('Seriennummer,Modell,Regel,Zustand');
  expect(zeile).not.toMatch(/Mended|alert raised|Over/);
});
