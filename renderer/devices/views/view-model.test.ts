import { describe, expect, it } from 'vitest';
import { checkFilter } from '../../../shared/contract/device-filter.ts';
import { type DeviceView, newView } from '../../../shared/contract/views.ts';
import { readFilter } from '../device-filter.ts';
import { readLook } from '../list-look.ts';
import { BUILT_IN } from './built-in.ts';
import { addressOf, contentOf, differs, viewUnder } from './view-model.ts';

const look = { ...readLook(undefined), density: 'compact' as const, layout: 'grid' as const };
const list = readFilter(new URLSearchParams('search=room&ended=1&sort=lastSeenAt&direction=desc&platform=iOS'));
const saved: DeviceView = {
  ...newView.parse({ name: 'Old iPads', ...contentOf(list, look) }),
  ...{ id: 'v1', owner: 'ada', createdAt: 1, changedAt: 1 },
};

describe('a view of the list', () => {
  it('keeps everything about it, and its address brings it back', () => {
    const open = viewUnder('v1', [saved]);
    if (open === undefined || open.kind === 'missing') throw new Error('not found');
    expect(readFilter(addressOf(open))).toEqual(list);
    expect(differs(open, list, look)).toBe(false);
    expect(differs(open, { ...list, search: '' }, look)).toBe(true);
    expect(differs(open, { ...list, ended: false }, look)).toBe(true);
    expect(differs(open, { ...list, direction: 'asc' }, look)).toBe(true);
    expect(differs(open, list, { ...look, columns: look.columns.slice(0, 2) })).toBe(true);
    expect(differs(open, list, { ...look, layout: 'table' })).toBe(true);
  });

  it('is looked up among those everybody has and the saved ones', () => {
    expect(viewUnder(null, undefined)).toMatchObject({ kind: 'built-in', view: { id: 'all' } });
    expect(viewUnder('silent', undefined)).toMatchObject({ view: { id: 'silent' } });
    expect(viewUnder('v1', undefined)).toBeUndefined();
    expect(viewUnder('v2', [saved])).toEqual({ kind: 'missing' });
  });

  it('that everybody has can be used, and is changed only by what is searched', () => {
    for (const view of BUILT_IN) {
      if (view.filter !== null) expect(checkFilter(view.filter), view.id).toEqual([]);
      const open = { kind: 'built-in', view } as const;
      const opened = readFilter(addressOf(open));
      expect(differs(open, opened, look), view.id).toBe(false);
      expect(differs(open, { ...opened, sort: 'imei' }, look)).toBe(false);
      expect(differs(open, { ...opened, search: 'x' }, look)).toBe(true);
    }
  });
});
