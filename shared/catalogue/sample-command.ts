import { ALL_ACCESS_RIGHTS } from './access-rights.ts';
import type { PlistCommand, PlistValue } from './plist-value.ts';
import type { CommandDefinition, DeviceContext, KeyDefinition, Platform, SupportTable } from './types.ts';
import { PLATFORMS } from './types.ts';
import { compareVersions } from './versions.ts';

/** Keys that rules between keys ask for besides what the schema requires. */
const RULED: Readonly<Record<string, Readonly<Record<string, PlistValue>>>> = {
  ClearPasscode: { UnlockToken: new Uint8Array([1, 2, 3, 4]) },
  DeleteUser: { UserName: 'sample' },
  EnableLostMode: { Message: 'Please call us' },
  InstallApplication: { iTunesStoreID: 361285480 },
  InstallEnterpriseApplication: { ManifestURL: 'https://example.com/manifest.plist' },
  InstallMedia: { iTunesStoreID: 361285480 },
  RemoveMedia: { iTunesStoreID: '361285480' },
  RequestMirroring: { DestinationName: 'Sample' },
  RotateFileVaultKey: { FileVaultUnlock: { Password: 'sample' } },
};

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The smallest command of this kind that validates on the platform: required keys only, with believable values. For
 * the simulator, tests and as a starting point of forms.
 */
export function sampleCommand(
  definition: CommandDefinition,
  platform: Platform = platformsOf(definition.support)[0] ?? 'iOS',
): PlistCommand {
  const ruled = Object.hasOwn(RULED, definition.requestType) ? RULED[definition.requestType] : {};
  return { RequestType: definition.requestType, ...sampleMembers(definition.keys, platform), ...ruled };
}

/** One item of the Settings command with its required keys. */
export function sampleVariant(variant: KeyDefinition, platform: Platform = 'iOS'): Record<string, PlistValue> {
  return sampleMembers(variant.keys ?? [], platform);
}

function sampleMembers(keys: readonly KeyDefinition[], platform: Platform): Record<string, PlistValue> {
  return Object.fromEntries(keys.filter((key) => key.required).map((key) => [key.key, sampleValue(key, platform)]));
}

/** A value that fits one key; of a list of settings, one the platform has. */
export function sampleValue(key: KeyDefinition, platform: Platform = 'iOS'): PlistValue {
  if (key.default !== undefined) return key.default;
  const first = key.values?.[0];
  if (first !== undefined) return first;
  switch (key.type) {
    case 'string':
      return key.choices?.[0]?.value ?? sampleText(key.key);
    case 'integer':
    case 'real':
      return key.range?.min ?? 1;
    case 'boolean':
      return true;
    case 'date':
      return new Date('2026-01-31T09:00:00Z');
    case 'data':
      return key.key === 'Image' ? PNG : new Uint8Array([1, 2, 3, 4]);
    case 'array': {
      const here = key.variants?.filter((variant) => variant.support?.[platform]?.available !== false);
      const variant = here?.find((candidate) => candidate.key === 'DeviceName') ?? here?.[0];
      if (variant !== undefined) return [sampleVariant(variant, platform)];
      return key.items === undefined ? [] : [sampleEntry(key.items, platform)];
    }
    case 'dictionary':
      return sampleMembers(key.keys ?? [], platform);
    case 'any':
      return 'sample';
  }
}

/** An update must be named although the schema requires neither of its two names. */
function sampleEntry(items: KeyDefinition, platform: Platform): PlistValue {
  if (items.type !== 'dictionary') return sampleValue(items, platform);
  const named: Record<string, PlistValue> = items.keys?.some((key) => key.key === 'ProductKey')
    ? { ProductKey: 'sample' }
    : {};
  return { ...sampleMembers(items.keys ?? [], platform), ...named };
}

function sampleText(key: string): string {
  if (/PIN$/.test(key)) return '123456';
  if (/URL$/.test(key)) return 'https://example.com/sample';
  if (key === 'DestinationDeviceID') return '12:34:56:78:9a:bc';
  return 'sample';
}

/** The platforms that have a command or key. */
export function platformsOf(support: SupportTable): Platform[] {
  return PLATFORMS.filter((platform) => support[platform] !== undefined && support[platform]?.available !== false);
}

/**
 * A device that can take the command: supervised, all rights, with the newest version that still has it.
 *
 * @param platform one that has the command (default: its first)
 * @param support of a key or setting that has to fit too
 */
export function sampleDevice(
  definition: CommandDefinition,
  platform: Platform = platformsOf(definition.support)[0] ?? 'iOS',
  support: SupportTable = {},
): DeviceContext {
  const stated = { ...definition.support[platform], ...support[platform] };
  const shared = stated.sharedIPad;
  const user = platform === 'macOS' ? stated.deviceChannel === false : shared?.deviceChannel === false;
  const sharedIPad = shared?.mode === 'required' || (user && platform === 'iOS');
  return {
    platform,
    osVersion: newestBefore(definition.support[platform].removed, support[platform]?.removed),
    supervised: true,
    accessRights: ALL_ACCESS_RIGHTS,
    channel: user ? 'user' : 'device',
    userEnrollment: stated.userEnrollment === 'required',
    sharedIPad,
    dep: true,
    hasUnlockToken: true,
    hasRecoveryKey: true,
  };
}

function newestBefore(...removed: (string | undefined)[]): string {
  const first = removed
    .filter((version) => version !== undefined)
    .sort((a, b) => compareVersions(a, b) ?? 0)
    .at(0);
  return first === undefined ? '99.0' : `${Number.parseInt(first, 10) - 1}.99`;
}
