import { describe, expect, it } from 'vitest';
import { deviceField } from '../../../shared/contract/device-fields.ts';
import type { DeviceFilter } from '../../../shared/contract/device-filter.ts';
import {
  changeNode,
  chipsOf,
  conditionWith,
  countConditions,
  filterOf,
  newCondition,
  newGroup,
  treeOf,
  unfinished,
  withoutChip,
} from './builder-model.ts';

const field = (id: string) => {
  const found = deviceField(id);
  if (found === undefined) throw new Error(`no field ${id}`);
  return found;
};
const iOS: DeviceFilter = { field: 'platform', operator: 'is', value: 'iOS' };
const low: DeviceFilter = { field: 'batteryLevel', operator: 'below', value: 0.2 };
const named: DeviceFilter = { field: 'name', operator: 'isNotEmpty' };

describe('a filter being built', () => {
  it.each<DeviceFilter>([
    iOS,
    { all: [iOS, low] },
    { any: [iOS, { all: [low, named] }] },
    { all: [{ not: iOS }, { not: { any: [low, named] } }] },
    { not: low },
    { not: { all: [low, named] } },
  ])('comes out as it went in: %j', (filter) => {
    expect(filterOf(treeOf(filter), [])).toEqual(filter);
  });

  it('leaves out rows without a value, and says how many', () => {
    const tree = newGroup('all', [newCondition(field('modelName')), ...treeOf(low).parts]);
    expect(filterOf(tree, [])).toEqual(low);
    expect(unfinished(tree, [])).toBe(1);
    expect(filterOf(newGroup('any', [newCondition(field('modelName'))]), [])).toBeNull();
    expect(filterOf(treeOf(null), [])).toBeNull();
  });

  it('changes and removes rows wherever they are; an emptied group goes with its last row', () => {
    const tree = treeOf({ all: [iOS, { any: [low] }] });
    const group = tree.parts[1];
    if (group?.kind !== 'group') throw new Error('no group');
    const inner = group.parts[0];
    expect(
      filterOf(
        changeNode(tree, inner?.key ?? 0, () => null),
        [],
      ),
    ).toEqual(iOS);
    const negated = changeNode(tree, group.key, (node) => ({ ...node, negated: true }));
    expect(filterOf(negated, [])).toEqual({ all: [iOS, { not: { any: [low] } }] });
    const any = changeNode(tree, tree.key, (node) => (node.kind === 'group' ? { ...node, join: 'any' } : node));
    expect(filterOf(any, [])).toEqual({ any: [iOS, { any: [low] }] });
  });

  it('keeps a value under another operator where it means the same', () => {
    const platform = field('platform');
    expect(conditionWith(platform, 'isOneOf', iOS)).toEqual({ field: 'platform', operator: 'isOneOf', value: ['iOS'] });
    expect(conditionWith(platform, 'is', { ...iOS, operator: 'isOneOf', value: ['tvOS', 'iOS'] }).value).toBe('tvOS');
    expect(conditionWith(platform, 'isEmpty', iOS)).toEqual({ field: 'platform', operator: 'isEmpty' });
    expect(
      conditionWith(field('lastSeenAt'), 'before', {
        field: 'lastSeenAt',
        operator: 'withinLast',
        value: { amount: 7, unit: 'days' },
      }),
    ).toEqual({ field: 'lastSeenAt', operator: 'before' });
    expect(conditionWith(field('supervised'), 'is').value).toBe(true);
  });

  it('is told chip by chip', () => {
    expect(chipsOf({ all: [iOS, low] })).toEqual([iOS, low]);
    expect(chipsOf({ any: [iOS, low] })).toHaveLength(1);
    expect(withoutChip({ all: [iOS, low] }, 0)).toEqual(low);
    expect(withoutChip(iOS, 0)).toBeNull();
    expect(countConditions({ all: [iOS, { not: { any: [low, named] } }] })).toBe(3);
  });
});
