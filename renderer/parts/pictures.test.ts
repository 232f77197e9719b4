// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { groupFacts } from '../device/fact-groups.ts';
import { outlineOf } from './DevicePicture.tsx';

it.each([
  ['iPad', 'iPad (10th generation)', 'iPad13,18', 'ipad'],
  ['iPad', 'iPad mini (6th generation)', 'iPad14,1', 'ipad-mini'],
  ['iPhone', 'iPhone 16', 'iPhone17,3', 'iphone'],
  ['Mac', 'MacBook Pro', 'MacBookPro18,3', 'macbook'],
  ['Mac', 'iMac', 'iMac21,1', 'imac'],
  ['Mac', 'Mac mini', 'Macmini9,1', 'mac-mini'],
  ['Mac', 'Mac Studio', 'Mac13,1', 'mac-studio'],
  ['Mac', 'Mac Pro', 'MacPro7,1', 'mac-studio'],
  ['Mac', null, 'Mac15,3', 'macbook'],
  ['iPad', 'iPad Pro 11-inch (4th generation)', 'iPad14,3', 'ipad-pro'],
  ['Watch', 'Apple Watch Series 9', 'Watch7,1', 'watch'],
  ['Vision', 'Apple Vision Pro', 'RealityDevice14,1', 'vision'],
  ['AppleTV', 'Apple TV', 'AppleTV14,1', 'apple-tv'],
  [null, null, null, 'ipad'],
] as const)('%s “%s” is drawn as %s', (family, modelName, productName, outline) => {
  expect(outlineOf({ family, modelName, productName })).toBe(outline);
});

it('puts facts in groups, and what it does not know under “more”', () => {
  const groups = groupFacts({ Zebra: 1, OSVersion: '18.6', SerialNumber: 'F9', Apple: 2 });
  expect(groups).toEqual([
    ['hardware', [['SerialNumber', 'F9']]],
    ['software', [['OSVersion', '18.6']]],
    [
      'more',
      [
        ['Apple', 2],
        ['Zebra', 1],
      ],
    ],
  ]);
});
