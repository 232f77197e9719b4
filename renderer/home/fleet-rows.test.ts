import { expect, it } from 'vitest';
import { type DeviceFacets, FACETS } from '../../shared/contract/device-lists.ts';
import { fleetRows } from './fleet-rows.ts';

it('gathers the rest into one line, which leads to all but the values shown', () => {
  const counts = ['26.2', '26.1', '18.6', '17.7', null].map((value, index) => ({ value, count: index + 1 }));
  const none = Object.fromEntries(FACETS.map((facet) => [facet, []])) as unknown as DeviceFacets['facets'];
  const rows = fleetRows({ total: 15, facets: { ...none, osVersion: counts } }, 'osVersion', 3);
  expect(rows.map(({ key, count }) => [key, count])).toEqual([
    ['26.2', 1],
    ['26.1', 2],
    ['others', 7],
    ['null', 5],
  ]);
  const is = (value: string) => ({ field: 'osVersion', operator: 'is', value });
  expect(JSON.parse(new URLSearchParams(rows[2]?.to.split('?')[1]).get('filter') ?? '')).toEqual({
    all: [{ not: { field: 'osVersion', operator: 'isEmpty' } }, { not: { any: [is('26.2'), is('26.1')] } }],
  });
});
