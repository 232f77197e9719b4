import { describe, expect, it } from 'vitest';
import {
  type LookColumn,
  moveColumn,
  readLook,
  resizeColumns,
  tidyColumns,
  toggleColumn,
  USUAL_COLUMNS,
} from './list-look.ts';

const columns: LookColumn[] = ['name', 'serialNumber', 'osVersion', 'state'].map((field) => ({ field }));
const fields = (of: readonly LookColumn[]): string => of.map(({ field }) => field).join(' ');

describe('the columns of the list', () => {
  it('begin with the name, whatever is asked', () => {
    expect(fields(tidyColumns([{ field: 'state' }, { field: 'name', width: 300 }, { field: 'state' }]))).toBe(
      'name state',
    );
    expect(fields(toggleColumn(columns, 'name'))).toBe(fields(columns));
    expect(fields(moveColumn(columns, 'name', 3))).toBe(fields(columns));
    expect(fields(moveColumn(columns, 'state', 0))).toBe('name state serialNumber osVersion');
  });

  it('come at the end, go, and change places', () => {
    expect(fields(toggleColumn(columns, 'imei'))).toBe('name serialNumber osVersion state imei');
    expect(fields(toggleColumn(columns, 'osVersion'))).toBe('name serialNumber state');
    expect(fields(moveColumn(columns, 'serialNumber', 99))).toBe('name osVersion state serialNumber');
  });

  it('are as wide as asked, within reason', () => {
    const wide = resizeColumns(
      columns,
      new Map([
        ['state', 5],
        ['osVersion', 123.4],
        ['name', 1e6],
      ]),
    );
    expect(wide.map(({ width }) => width)).toEqual([900, undefined, 123, 48]);
  });

  it('are read back as they were kept, and as usual when they cannot be understood', () => {
    const kept = {
      columns: [{ field: 'name', width: 220 }, { field: 'attribute.x' }],
      sort: 'imei',
      direction: 'desc',
      layout: 'grid',
    };
    expect(readLook(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    expect(readLook({ columns: 'all', sort: 7, layout: 'cloud' })).toEqual({
      columns: USUAL_COLUMNS,
      sort: 'name',
      direction: 'asc',
      layout: 'table',
    });
  });
});
