import { describe, expect, it } from 'vitest';
import { type DeviceFilter, isFiltered, queryOf, readFilter, toggledSort, writeFilter } from './device-filter.ts';
import { pagesBetween } from './device-pages.ts';

const usual: DeviceFilter = {
  search: '',
  platform: null,
  state: null,
  expression: null,
  sort: 'name',
  direction: 'asc',
};

describe('the list’s filter lives in the address', () => {
  it('comes back as it was written', () => {
    const filter: DeviceFilter = {
      search: 'room 204',
      platform: 'macOS',
      state: 'pending',
      expression: { all: [{ field: 'supervised', operator: 'is', value: false }] },
      sort: 'lastSeenAt',
      direction: 'desc',
    };
    expect(readFilter(new URLSearchParams(writeFilter(filter).toString()))).toEqual(filter);
  });

  it('leaves a plain list’s address plain', () => {
    expect(writeFilter(usual).toString()).toBe('');
  });

  it('reads what it does not understand as usual', () => {
    expect(readFilter(new URLSearchParams('platform=Windows&state=broken&filter={{&sort=colour&direction=up'))).toEqual(
      usual,
    );
  });

  it('is in the usual order of whoever looks, unless the address says another; what else it says stays', () => {
    const order = { sort: 'attribute.x', direction: 'desc' } as const;
    expect(readFilter(new URLSearchParams('search=a'), order)).toMatchObject({ search: 'a', ...order });
    expect(readFilter(new URLSearchParams('sort=imei'), order)).toMatchObject({ sort: 'imei', direction: 'asc' });
    expect(writeFilter({ ...usual, ...order }, order, new URLSearchParams('layout=grid&sort=imei')).toString()).toBe(
      'layout=grid',
    );
    expect(writeFilter(usual, order).toString()).toBe('sort=name&direction=asc');
  });

  it('asks the engine only for what is set', () => {
    expect(queryOf({ ...usual, search: '  ' })).toEqual({ sort: 'name', direction: 'asc' });
    expect(isFiltered({ ...usual, search: '  ' })).toBe(false);
    expect(isFiltered({ ...usual, state: 'ended' })).toBe(true);
  });

  it('turns the order round at the second click, and begins upwards at another column', () => {
    const down = toggledSort(usual, 'name');
    expect(down.direction).toBe('desc');
    expect(toggledSort(down, 'batteryLevel')).toMatchObject({ sort: 'batteryLevel', direction: 'asc' });
  });
});

it('reads the pages a window of rows lies on, besides the first, which is always there', () => {
  expect(pagesBetween(0, 30)).toEqual([]);
  expect(pagesBetween(190, 215)).toEqual([1]);
  expect(pagesBetween(399, 400)).toEqual([1, 2]);
  expect(pagesBetween(99_990, 99_999)).toEqual([499]);
});
