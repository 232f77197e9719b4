import { expect, it } from 'vitest';
import { asReported } from './setting-reports.ts';

const apps = new Map([
  ['org.a', { hasConfiguration: true, configuration: { home: 'x', Password: '•••' }, configurationAt: 5 }],
  ['org.b', { hasConfiguration: true, configuration: { home: 'x' }, configurationAt: 5 }],
]);
const configured = (Identifier: string, Configuration: object) =>
  ({ Item: 'ApplicationConfiguration', Identifier, Configuration }) as never;

it('tells what a device has otherwise, key by key, and of what it tells nothing (POL-46)', () => {
  const items: Record<string, string | number | boolean>[] = [
    { Item: 'DeviceName', DeviceName: 'Pad' },
    { Item: 'DataRoaming', Enabled: false },
    { Item: 'AccessibilitySettings', BoldTextEnabled: true, TextSize: 5 },
    { Item: 'Wallpaper', Where: 1 },
  ];
  const facts = {
    DeviceName: 'My own',
    DataRoamingEnabled: true,
    AccessibilitySettings: { BoldTextEnabled: true, TextSize: 3 },
  };
  expect(asReported(items, facts)).toEqual({
    same: false,
    differs: [
      { item: 'DeviceName', key: 'DeviceName', wanted: 'Pad', told: 'My own' },
      { item: 'DataRoaming', key: 'Enabled', wanted: false, told: true },
      { item: 'AccessibilitySettings', key: 'TextSize', wanted: 5, told: 3 },
    ],
    untold: ['Wallpaper'],
  });
  expect(asReported(items.slice(0, 1), { DeviceName: 'Pad' })).toEqual({ same: true, differs: [], untold: [] });
  // A key it does not tell of leaves the item open.
  expect(asReported(items.slice(2, 3), { AccessibilitySettings: { BoldTextEnabled: true } })).toEqual({
    same: undefined,
    differs: [],
    untold: ['AccessibilitySettings'],
  });
  expect(asReported(items.slice(0, 1), {})).toMatchObject({ same: undefined, untold: ['DeviceName'] });
});

it('compares the configuration of apps but for its secrets, and tells no value of it', () => {
  expect(asReported([configured('org.b', { home: 'x' })], {}, apps).same).toBe(true);
  expect(asReported([configured('org.a', { home: 'x', Password: 'p' })], {}, apps).same).toBeUndefined();
  expect(asReported([configured('org.a', { home: 'y', Password: 'p' })], {}, apps)).toEqual({
    same: false,
    differs: [{ item: 'ApplicationConfiguration', key: 'org.a', wanted: null, told: null }],
    untold: [],
  });
  expect(asReported([configured('org.c', {})], {}, apps).same).toBeUndefined();
});
