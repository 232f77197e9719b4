import { expect, it } from 'vitest';
import {
  folderWith,
  type HomeLayout,
  iconsIn,
  layoutOf,
  withChangedIcon,
  withIcon,
  withLayout,
  withMovedIcon,
  withoutIcon,
} from './home-layout.ts';

const app = (id: string) => ({ Type: 'Application', BundleID: id });
const ids = ({ dock, pages }: HomeLayout): string =>
  [dock, ...pages].map((shelf) => shelf.map(({ BundleID }) => String(BundleID)).join(' ')).join(' | ');
const PAYLOAD = {
  PayloadType: 'com.apple.homescreenlayout',
  Dock: [app('a'), app('b')],
  Pages: [[app('c')], [app('d')]],
};

it('reads what a payload describes and writes it again', () => {
  const layout = layoutOf(PAYLOAD);
  expect(ids(layout)).toBe('a b | c | d');
  expect(withLayout(PAYLOAD, layout)).toEqual(PAYLOAD);
  expect(layoutOf({ Pages: 'x', Dock: [1, app('a')] })).toEqual({ dock: [app('a')], pages: [] });
  expect(withLayout(PAYLOAD, { dock: [], pages: [[], [app('c')], []] })).toEqual({
    PayloadType: PAYLOAD.PayloadType,
    Pages: [[], [app('c')]],
  });
});

it('moves icons within a shelf and between shelves, and never loses one', () => {
  const layout = layoutOf(PAYLOAD);
  const move = (from: [HomeLayout['dock'] | 'dock' | number, number], to: ['dock' | number, number]) =>
    ids(withMovedIcon(layout, { shelf: from[0] as 'dock' | number, index: from[1] }, { shelf: to[0], index: to[1] }));
  expect(move(['dock', 0], ['dock', 1])).toBe('b a | c | d');
  expect(move(['dock', 1], [0, 0])).toBe('a | b c | d');
  expect(move([1, 0], [0, 99])).toBe('a b | c d | ');
  expect(move([0, 0], [2, 0])).toBe('a b |  | d | c');
  expect(move(['dock', 7], [0, 0])).toBe('a b | c | d');
  expect(withMovedIcon(layout, { shelf: 0, index: 0 }, { shelf: 0, index: 0 })).toBe(layout);
});

it('adds, changes and takes away icons, and fills folders', () => {
  const layout = layoutOf(PAYLOAD);
  expect(ids(withIcon(layout, 3, app('e')))).toBe('a b | c | d |  | e');
  expect(ids(withoutIcon(layout, { shelf: 'dock', index: 0 }))).toBe('b | c | d');
  expect(ids(withChangedIcon(layout, { shelf: 1, index: 0 }, app('z')))).toBe('a b | c | z');
  const many = Array.from({ length: 11 }, (_, index) => app(String(index)));
  const folder = folderWith({ Type: 'Folder', DisplayName: 'Work' }, many);
  expect(folder.Pages).toHaveLength(2);
  expect(iconsIn(folder)).toEqual(many);
  expect(iconsIn(app('a'))).toEqual([]);
});
