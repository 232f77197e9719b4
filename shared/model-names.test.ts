import { describe, expect, it } from 'vitest';
import { deviceFamilyOf } from './catalogue/versions.ts';
import { KNOWN_PRODUCTS, marketingName, modelNameOf } from './model-names.ts';

describe('the name a model is sold under', () => {
  it.each([
    ['iPad13,18', 'iPad (10th generation)'],
    ['iPad14,10', 'iPad Air 13-inch (M2)'],
    ['iPhone14,6', 'iPhone SE (3rd generation)'],
    ['Mac14,2', 'MacBook Air (13-inch, M2, 2022)'],
    ['AppleTV14,1', 'Apple TV 4K (3rd generation)'],
    ['Watch6,18', 'Apple Watch Ultra'],
    ['RealityDevice14,1', 'Apple Vision Pro'],
  ])('%s is %s', (product, name) => {
    expect(marketingName(product)).toBe(name);
  });

  it('stands for one name each, of the family the identifier belongs to', () => {
    expect(new Set(KNOWN_PRODUCTS).size).toBe(KNOWN_PRODUCTS.length);
    for (const product of KNOWN_PRODUCTS) {
      const name = marketingName(product) ?? '';
      expect(deviceFamilyOf(name.replace(/^Virtual /, '')), product).toBe(deviceFamilyOf(product));
    }
  });

  it('tells family and identifier of a product that is newer than the table, and what else there is', () => {
    expect(modelNameOf('iPad99,1', 'iPad')).toBe('iPad (iPad99,1)');
    expect(modelNameOf('iPad99,1', undefined)).toBe('iPad99,1');
    expect(modelNameOf(undefined, 'MacBook Air')).toBe('MacBook Air');
    expect(modelNameOf('', '')).toBeUndefined();
  });
});
