import { accessRightByName } from './access-rights.ts';
import type { Platform, PlatformSupport, SupportTable } from './types.ts';
import { compareVersions } from './versions.ts';

/** Everything about a device that decides which keys are its own. */
export interface Speaker {
  readonly platform: Platform;
  readonly osVersion: string;
  readonly supervised: boolean;
  /** Came through Automated Device Enrollment. */
  readonly dep: boolean;
  readonly sharedIpad: boolean;
  readonly userEnrollment: boolean;
  readonly channel: 'device' | 'user';
  readonly accessRights: number;
}

/** Why this device has not got a thing, by one row of the schema; undefined when it has. */
export function whyNot(support: SupportTable | undefined, speaker: Speaker): string | undefined {
  const stated = support?.[speaker.platform];
  if (stated === undefined) return undefined;
  if (stated.available === false) return `not on ${speaker.platform}`;
  if (stated.introduced !== undefined && isBefore(speaker.osVersion, stated.introduced)) {
    return `only since ${speaker.platform} ${stated.introduced}`;
  }
  if (stated.removed !== undefined && !isBefore(speaker.osVersion, stated.removed)) {
    return `no more since ${speaker.platform} ${stated.removed}`;
  }
  return byState(stated, speaker) ?? byChannel(stated, speaker);
}

const isBefore = (version: string, other: string): boolean => (compareVersions(version, other) ?? 0) < 0;

function byState(stated: PlatformSupport, speaker: Speaker): string | undefined {
  if (stated.supervised === true && !speaker.supervised) return 'only on supervised devices';
  if (stated.dep === true && !speaker.dep) return 'only after automated enrollment';
  const shared = stated.sharedIPad?.mode;
  if (shared === 'required' && !speaker.sharedIpad) return 'only on a Shared iPad';
  if (shared === 'forbidden' && speaker.sharedIpad) return 'not on a Shared iPad';
  if (stated.userEnrollment === 'required' && !speaker.userEnrollment) return 'only under user enrollment';
  if (stated.userEnrollment === 'forbidden' && speaker.userEnrollment) return 'not under user enrollment';
  const bit = stated.right ? (accessRightByName(stated.right)?.bit ?? 0) : 0;
  return speaker.userEnrollment || (speaker.accessRights & bit) === bit ? undefined : `needs the right ${stated.right}`;
}

function byChannel(stated: PlatformSupport, { platform, sharedIpad, channel }: Speaker): string | undefined {
  const rules = platform === 'macOS' ? stated : sharedIpad ? stated.sharedIPad : undefined;
  const allowed = channel === 'user' ? rules?.userChannel : rules?.deviceChannel;
  return allowed === false ? `not on the ${channel} channel` : undefined;
}
