// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { dropPlace, gridOf } from './column-layout.ts';
import { columnFields, columnsOf } from './columns.tsx';

const t = ((key: string) => key) as never;
const columns = (widths: Record<string, number> = {}) =>
  columnsOf(
    ['name', 'osVersion', 'gone', 'state'].map((field) => ({
      field,
      ...(field in widths ? { width: widths[field] } : {}),
    })),
    columnFields([]),
    t,
  );

describe('the columns on screen', () => {
  it('share the room until one is given a width, and leave out what there is not any more', () => {
    expect(gridOf(columns()).template).toBe('36px minmax(180px, 360fr) minmax(76px, 76fr) minmax(120px, 120fr)');
    expect(gridOf(columns({ state: 200 }))).toEqual({
      template: '36px 180px 76px 200px minmax(0, 1fr)',
      least: 36 + 16 + 180 + 76 + 200,
    });
    expect(gridOf(columns(), new Map([['name', 300]])).template).toBe('36px 300px 76px 120px minmax(0, 1fr)');
  });

  it('are dropped where the pointer is past the middle of their neighbours, never before the first', () => {
    const cells = ['name', 'a', 'b', 'c'].map((id, index) => ({ id, left: index * 100, right: index * 100 + 100 }));
    expect(dropPlace(cells, 360, 'a')).toBe(3);
    expect(dropPlace(cells, 340, 'a')).toBe(2);
    expect(dropPlace(cells, 0, 'c')).toBe(1);
    expect(dropPlace(cells, 155, 'c')).toBe(2);
  });
});
