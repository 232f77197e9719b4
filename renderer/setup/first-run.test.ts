// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { opensByItself } from './first-run.ts';

const EMPTY: Parameters<typeof opensByItself>[0] = {
  setup: { steps: [], complete: false, dismissed: false },
  devices: 0,
  role: 'owner',
  opened: false,
};

it('opens by itself on an empty server, before somebody who can do it', () => {
  expect(opensByItself(EMPTY)).toBe(true);
  expect(opensByItself({ ...EMPTY, role: 'administrator' })).toBe(true);
});

it.each([
  ['it was opened in this session', { opened: true }],
  ['there are devices', { devices: 1 }],
  ['a viewer could only look', { role: 'viewer' }],
  ['all is done', { setup: { ...EMPTY.setup, complete: true } }],
  ['somebody put it away', { setup: { ...EMPTY.setup, dismissed: true } }],
] as const)('stays closed when %s', (_why, part) => {
  expect(opensByItself({ ...EMPTY, ...part })).toBe(false);
});
