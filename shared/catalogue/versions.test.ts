import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, deviceFamilyOf, platformOf } from './versions.ts';

const version = fc
  .array(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 4 })
  .map((numbers) => numbers.join('.'));

describe('compareVersions', () => {
  it('compares numbers, not letters', () => {
    expect(compareVersions('17.4.1', '9.0')).toBeGreaterThan(0);
    expect(compareVersions('10.9', '10.13.4')).toBeLessThan(0);
    expect(compareVersions('17', '17.0.0')).toBe(0);
  });

  it('disregards what follows the numbers', () => {
    expect(compareVersions('16.4.1 (a)', '16.4.1')).toBe(0);
  });

  it('does not guess at what is no version', () => {
    expect(compareVersions('', '1')).toBeUndefined();
    expect(compareVersions('1', 'unknown')).toBeUndefined();
  });

  it('is antisymmetric and agrees with itself', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(Math.sign(compareVersions(a, b) ?? 9)).toBe(-Math.sign(compareVersions(b, a) ?? 9) + 0);
        expect(compareVersions(a, a)).toBe(0);
      }),
    );
  });
});

describe('device families', () => {
  it.each([
    ['iPad14,1', 'iPad', 'iOS'],
    ['iPhone15,2', 'iPhone', 'iOS'],
    ['iPod9,1', 'iPod', 'iOS'],
    ['AppleTV14,1', 'AppleTV', 'tvOS'],
    ['Apple TV 4K', 'AppleTV', 'tvOS'],
    ['Watch6,1', 'Watch', 'watchOS'],
    ['Apple Watch', 'Watch', 'watchOS'],
    ['RealityDevice14,1', 'Vision', 'visionOS'],
    ['Apple Vision Pro', 'Vision', 'visionOS'],
    ['Mac14,2', 'Mac', 'macOS'],
    ['MacBook Pro', 'Mac', 'macOS'],
    ['iMac21,1', 'Mac', 'macOS'],
    ['VirtualMac2,1', 'Mac', 'macOS'],
  ])('puts %s among %s on %s', (name, family, platform) => {
    expect(deviceFamilyOf(name)).toBe(family);
    expect(platformOf(name)).toBe(platform);
  });

  it('knows nothing of other makers', () => {
    expect(platformOf('Pixel 9')).toBeUndefined();
    expect(platformOf('')).toBeUndefined();
  });
});
