import { expect, it } from 'vitest';
import { alertTarget } from './alert-target.ts';

const NOW = Date.UTC(2026, 2, 14);
const ENROLLED = { field: 'state', operator: 'is', value: 'enrolled' };
const filterOf = (address: string): unknown =>
  JSON.parse(new URLSearchParams(address.split('?')[1]).get('filter') ?? 'null');

it('leads from an alert about devices to the list of exactly those', () => {
  const link = { screen: 'devices', filter: { alert: 'devices-silent' } } as const;
  expect(filterOf(alertTarget({ code: 'devices-silent', data: { days: 3 }, link }, NOW))).toEqual({
    all: [ENROLLED, { field: 'lastSeenAt', operator: 'notWithinLast', value: { amount: 3, unit: 'days' } }],
  });
  expect(filterOf(alertTarget({ code: 'identities-expired', data: {}, link }, NOW))).toEqual({
    all: [ENROLLED, { field: 'identityExpiresAt', operator: 'before', value: NOW }],
  });
  expect(filterOf(alertTarget({ code: 'push-other-topic', data: { topic: 'com.apple.x' }, link }, NOW))).toEqual({
    all: [ENROLLED, { field: 'pushTopic', operator: 'isNot', value: 'com.apple.x' }],
  });
});

it('leads elsewhere with the filter the alert names', () => {
  const link = { screen: 'commands', filter: { states: 'error', requestTypes: 'DeviceLock' } } as const;
  expect(alertTarget({ code: 'commands-failed', data: {}, link }, NOW)).toBe(
    '/activity/commands?states=error&requestTypes=DeviceLock',
  );
  expect(alertTarget({ code: 'backup-old', data: {}, link: { screen: 'backup', filter: {} } }, NOW)).toBe(
    '/settings/backups',
  );
});
