import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACCESS_RIGHTS,
  ALL_ACCESS_RIGHTS,
  accessRightByName,
  accessRightsOf,
  checkAccessRights,
  hasAccessRight,
} from './access-rights.ts';

describe('access rights', () => {
  it('are thirteen bits that make 8191 together', () => {
    expect(ACCESS_RIGHTS.map((right) => right.bit)).toEqual(Array.from({ length: 13 }, (_, i) => 2 ** i));
    expect(ACCESS_RIGHTS.reduce((sum, right) => sum + right.bit, 0)).toBe(ALL_ACCESS_RIGHTS);
  });

  it('know both of the spellings Apple uses', () => {
    expect(accessRightByName('AllowDeviceErase')?.bit).toBe(8);
    expect(accessRightByName('DeviceLockAndRemovePasscode')?.bit).toBe(4);
    expect(accessRightByName('QueryInstalledApps')?.bit).toBe(256);
    expect(accessRightByName('toString')).toBeUndefined();
  });

  it('refuse nothing, too much and fractions (PAY-1)', () => {
    for (const bad of [0, -1, 8192, 1.5, Number.NaN]) expect(checkAccessRights(bad)).toHaveLength(1);
    expect(checkAccessRights(ALL_ACCESS_RIGHTS)).toEqual([]);
    expect(checkAccessRights(1)).toEqual([]);
  });

  it('refuse installing without seeing, for profiles and provisioning profiles (PAY-1)', () => {
    expect(checkAccessRights(2)[0]).toContain('See configuration profiles');
    expect(checkAccessRights(3)).toEqual([]);
    expect(checkAccessRights(128)[0]).toContain('See provisioning profiles');
    expect(checkAccessRights(192)).toEqual([]);
    expect(checkAccessRights(2 + 128)).toHaveLength(2);
  });

  it('are read out of any mask as they were put in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: ALL_ACCESS_RIGHTS }), (mask) => {
        const rights = accessRightsOf(mask);
        expect(rights.reduce((sum, right) => sum + right.bit, 0)).toBe(mask);
        expect(rights.every((right) => hasAccessRight(mask, right.name))).toBe(true);
        const dependent = (mask & 3) === 2 || (mask & 192) === 128;
        expect(checkAccessRights(mask).length > 0).toBe(dependent);
      }),
    );
  });
});
