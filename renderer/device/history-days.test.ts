import { expect, it } from 'vitest';
import type { HistoryEntry } from '../../shared/contract/index.ts';
import { aboutField, byDay } from './history-days.ts';

const entry = (at: number, part: Partial<HistoryEntry> = {}): HistoryEntry => ({
  seq: at,
  at,
  type: 'inventory.changed',
  deviceId: null,
  enrollmentId: null,
  commandId: null,
  actor: 'device',
  data: {},
  category: 'facts',
  changes: [],
  added: [],
  removed: [],
  updated: [],
  requestType: null,
  ...part,
});

it('puts what happened under the day it happened on', () => {
  const noon = new Date(2026, 2, 14, 12).getTime();
  const days = byDay([entry(noon + 3_600_000), entry(noon), entry(noon - 13 * 3_600_000)]);
  expect(days.map(({ entries }) => entries.length)).toEqual([2, 1]);
});

it('shows one field’s way only: by Apple’s name or ours, and names of apps', () => {
  const change = (name: string) => ({ name, before: 1, after: 2 });
  const all = [
    entry(3, { changes: [change('OSVersion'), change('BatteryLevel')] }),
    entry(2, { category: 'apps', added: ['Keynote', 'Pages'] }),
    entry(1, { type: 'enrollment.enrolled', category: 'enrollment' }),
  ];
  const label = (name: string): string => (name === 'BatteryLevel' ? 'Charge' : name);
  expect(aboutField(all, ' charge ', label)).toEqual([{ ...all[0], changes: [change('BatteryLevel')] }]);
  expect(aboutField(all, 'key', label)).toEqual([{ ...all[1], added: ['Keynote'] }]);
  expect(aboutField(all, '', label)).toEqual(all);
});
