import type { KeyObject } from 'node:crypto';
import type { PlistDict, PlistInput } from '../wire/plist.ts';
import type { DeviceError } from './errors.ts';
import type { Platform } from './os-releases.ts';
import type { DeviceState, ManagementState } from './state.ts';

/** AccessRights bits (Mobile Device Management payload). */
export const Right = {
  inspectProfiles: 1,
  changeProfiles: 2,
  lock: 4,
  erase: 8,
  deviceInformation: 16,
  networkInformation: 32,
  inspectProvisioning: 64,
  changeProvisioning: 128,
  inspectApps: 256,
  restrictions: 512,
  security: 1024,
  settings: 2048,
  apps: 4096,
} as const;

/** Keys a reply adds to Status, UDID and CommandUUID. */
export type Reply = { [key: string]: PlistInput | undefined };

/** How a device comes back into service after it was erased: with this profile, else the way it came the first time. */
export interface WayBack {
  profile: Buffer | undefined;
}

/** What must happen to the device after its answer is delivered. */
export type Effect =
  | { kind: 'unenroll'; management: ManagementState }
  | { kind: 'erase'; returnToService: WayBack | undefined }
  | { kind: 'restart' }
  | { kind: 'shutdown' }
  | { kind: 'locked' }
  | { kind: 'unlocked' }
  | { kind: 'sync-declarations' };

export interface CommandContext {
  now: number;
  /** How long something takes here: simulated milliseconds times the pace. */
  duration(ms: number): number;
  /** A user's channel; the device's own when it is not said. */
  channel?: 'user';
  /** Of the identity the device is managed by: opens profiles that are encrypted to it. */
  identityKey?: KeyObject | undefined;
  /** Identity certificates (DER) obtained by SCEP for this InstallProfile, by PayloadUUID. */
  identities?: ReadonlyMap<string, Buffer>;
}

/** What a command did. An `error` makes the status Error; `reply` keys go out with either. */
export interface Outcome {
  state?: DeviceState;
  reply?: Reply;
  error?: DeviceError;
  effects?: readonly Effect[];
}

type KeyType = 'string' | 'number' | 'boolean' | 'data' | 'array' | 'dict';

export interface CommandSpec {
  platforms: readonly Platform[];
  /** It looks after the rights it needs by itself. */
  asksForRights?: boolean;
  /** Keys the command must have, and optional ones (`?`) whose type is checked. */
  keys?: Readonly<Record<string, KeyType | `${KeyType}?`>>;
  /** Works on a locked iOS device. */
  whenLocked?: boolean;
  /** Works on a Mac in Power Nap. */
  whenDarkWake?: boolean;
  /** On a Mac's user channel it needs the user's keychain. */
  needsKeychain?: boolean;
  /** Refused with 12078 while the device is in Lost Mode. */
  notInLostMode?: boolean;
  run(state: DeviceState, command: PlistDict, context: CommandContext): Outcome;
}

const TESTS: Readonly<Record<KeyType, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' || typeof value === 'bigint',
  boolean: (value) => typeof value === 'boolean',
  data: (value) => value instanceof Uint8Array,
  array: (value) => Array.isArray(value),
  dict: (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof Date),
};

/** What is wrong with a command's keys, in words; undefined when nothing is. */
export function formatFault(spec: CommandSpec, command: PlistDict): string | undefined {
  for (const [key, declared] of Object.entries(spec.keys ?? {})) {
    const optional = declared.endsWith('?');
    const type = (optional ? declared.slice(0, -1) : declared) as KeyType;
    const value = command[key];
    if (value === undefined) {
      if (!optional) return `“${key}” is missing.`;
    } else if (!TESTS[type](value)) {
      return `“${key}” has the wrong type.`;
    }
  }
  return undefined;
}

export const ALL: readonly Platform[] = ['iOS', 'macOS', 'tvOS'];
