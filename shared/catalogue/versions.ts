import type { Platform } from './types.ts';

export type DeviceFamily = 'iPad' | 'iPhone' | 'iPod' | 'Mac' | 'AppleTV' | 'Watch' | 'Vision';

/**
 * The numbers of a version such as `17.4.1`, `16.4.1 (a)` or `10.15`; what follows the numbers is ignored.
 *
 * @returns undefined when the text does not begin with a number
 */
function versionNumbers(version: string): number[] | undefined {
  const match = /^\s*(\d+(?:\.\d+)*)/.exec(version);
  return match?.[1]?.split('.').map(Number);
}

/**
 * Compares two OS versions number by number; missing numbers count as 0 (`17` equals `17.0.0`).
 *
 * @returns negative, zero or positive; undefined when either text is not a version
 */
export function compareVersions(a: string, b: string): number | undefined {
  const left = versionNumbers(a);
  const right = versionNumbers(b);
  if (left === undefined || right === undefined) return undefined;
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Beginnings of ProductName (`iPad14,1`), Model identifiers and ModelName (`MacBook Pro`). The first that fits wins. */
const FAMILIES: readonly (readonly [RegExp, DeviceFamily])[] = [
  [/^ipad/i, 'iPad'],
  [/^iphone/i, 'iPhone'],
  [/^ipod/i, 'iPod'],
  [/^(apple ?tv)/i, 'AppleTV'],
  [/^(apple ?)?watch/i, 'Watch'],
  [/^(realitydevice|apple ?vision|vision)/i, 'Vision'],
  [/^(mac|imac|virtualmac|xserve|adp\d|apple ?virtual)/i, 'Mac'],
];

const PLATFORM_OF: Readonly<Record<DeviceFamily, Platform>> = {
  iPad: 'iOS',
  iPhone: 'iOS',
  iPod: 'iOS',
  Mac: 'macOS',
  AppleTV: 'tvOS',
  Watch: 'watchOS',
  Vision: 'visionOS',
};

/** The family of hardware a ProductName, Model or ModelName belongs to; undefined when it is none we know. */
export function deviceFamilyOf(productName: string): DeviceFamily | undefined {
  const name = productName.trim();
  return FAMILIES.find(([pattern]) => pattern.test(name))?.[1];
}

/** The platform (schema name; iPads are `iOS`) of a ProductName, Model or ModelName; undefined when not known. */
export function platformOf(productName: string): Platform | undefined {
  const family = deviceFamilyOf(productName);
  return family === undefined ? undefined : PLATFORM_OF[family];
}

/** A platform's name in sentences. */
export const PLATFORM_LABELS: Readonly<Record<Platform, string>> = {
  iOS: 'iOS and iPadOS',
  macOS: 'macOS',
  tvOS: 'tvOS',
  visionOS: 'visionOS',
  watchOS: 'watchOS',
};
