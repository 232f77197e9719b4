// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { DEVICE_FIELDS } from '../../shared/contract/device-fields.ts';
import { checkFilter } from '../../shared/contract/device-filter.ts';
import {
  addressProblem,
  type DeviceFilter,
  endedOf,
  isFiltered,
  onlyCondition,
  queryOf,
  readFilter,
  toggledSort,
  writeFilter,
} from './device-filter.ts';
import { pagesBetween } from './device-pages.ts';

const usual: DeviceFilter = {
  search: '',
  expression: null,
  ended: false,
  sort: 'name',
  direction: 'asc',
};

describe('the list’s filter lives in the address', () => {
  it('comes back as it was written', () => {
    const filter: DeviceFilter = {
      search: 'room 204',
      ended: true,
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

  it('takes short forms and typed filters for conditions', () => {
    expect(readFilter(new URLSearchParams('platform=macOS&state=pending')).expression).toEqual({
      all: [
        { field: 'platform', operator: 'is', value: 'macOS' },
        { field: 'state', operator: 'is', value: 'pending' },
      ],
    });
    const typed = new URLSearchParams({ filter: 'battery below 20%', platform: 'iOS' });
    expect(readFilter(typed).expression).toEqual({
      all: [
        { field: 'batteryLevel', operator: 'below', value: 0.2 },
        { field: 'platform', operator: 'is', value: 'iOS' },
      ],
    });
  });

  it('says why a filter cannot be used, whatever an address holds', () => {
    const problem = (filter: string, attributes?: []) => addressProblem(new URLSearchParams({ filter }), attributes);
    for (const bad of ['{{', '{"field":1}', '[]', '{"all":'.repeat(20_000), 'colour is red', '"'])
      expect(problem(bad), bad.slice(0, 20)).toBeTypeOf('string');
    expect(problem('{"field":"platform","operator":"is","value":"Android"}')).toContain('iOS');
    const unknown = '{"field":"attribute.x","operator":"isEmpty"}';
    expect(problem(unknown)).toBeUndefined();
    expect(problem(unknown, [])).toContain('attribute.x');
    expect(problem('platform is iOS')).toBeUndefined();
    expect(addressProblem(new URLSearchParams(), [])).toBeUndefined();
  });

  it('leaves out devices no longer managed, unless somebody asks about them', () => {
    const hide = { field: 'state', operator: 'isNot', value: 'ended' };
    const low = { field: 'batteryLevel', operator: 'below', value: 0.2 } as const;
    const asks = { any: [{ not: { field: 'state', operator: 'is', value: 'ended' } }, low] } as const;
    expect(queryOf({ ...usual, search: '  ' })).toEqual({ filter: hide, sort: 'name', direction: 'asc' });
    expect(queryOf({ ...usual, expression: low }).filter).toEqual({ all: [low, hide] });
    expect(queryOf({ ...usual, ended: true })).toEqual({ sort: 'name', direction: 'asc' });
    const asking = { ...usual, expression: { any: [...asks.any] } };
    expect(queryOf(asking).filter).toEqual(asks);
    expect(endedOf(asking)).toBeNull();
    expect(endedOf({ ...usual, expression: low })?.expression).toEqual({
      all: [low, { field: 'state', operator: 'is', value: 'ended' }],
    });
    expect(isFiltered({ ...usual, search: '  ' })).toBe(false);
    expect(isFiltered({ ...usual, expression: low })).toBe(true);
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

describe('“Only …” in a column’s menu', () => {
  const values = { text: 'Ada', version: '17.4', number: 3, boolean: false, date: 1_800_000_000_000 };
  const sample = (field: (typeof DEVICE_FIELDS)[number]) =>
    field.type === 'enum' ? (field.values?.[0] ?? '') : { ...values, bytes: 64, share: 0.45, set: 'x' }[field.type];

  it('is offered where devices have a value in common, as a filter the engine takes', () => {
    for (const field of DEVICE_FIELDS) {
      const only = onlyCondition(field, sample(field));
      expect(only === undefined, field.id).toBe(['date', 'bytes', 'share', 'set'].includes(field.type));
      if (only !== undefined) expect(checkFilter(only), field.id).toEqual([]);
    }
  });

  it('is not offered for what is not known', () => {
    expect(DEVICE_FIELDS.filter((field) => onlyCondition(field, null) !== undefined)).toEqual([]);
  });
});
