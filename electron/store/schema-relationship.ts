import type { Bit } from './schema-bits.ts';

/**
 * `waiting`: the device has not taken the profile yet; `under-way`: it has a new identity and both count; `done`: it
 * called with the new one; `failed`: see `problem`; `cancelled`: taken back, or the enrollment ended.
 */
export type ProfileUpdateState = 'waiting' | 'under-way' | 'done' | 'failed' | 'cancelled';

/** `expiring`: the identity nears its end; `authority`: it is of an authority on its way out; `request`: somebody asked. */
export type ProfileUpdateCause = 'expiring' | 'authority' | 'request';

/** One replacement of a device's enrollment profile over the channel, with a new identity; at most one open a device. */
export interface ProfileUpdateTable {
  id: string;
  deviceId: string;
  enrollmentId: string;
  cause: ProfileUpdateCause;
  state: ProfileUpdateState;
  /** 1 for the first; counts on after failures until one succeeds. */
  attempt: number;
  actor: string;
  commandId: string | null;
  /** Of the SCEP challenge in the profile. */
  challengeHash: string;
  accessRights: number;
  checkOutWhenRemoved: Bit;
  profileName: string | null;
  profileDescription: string | null;
  formerFingerprint: string | null;
  /** The new identity, once the device has it. */
  fingerprint: string | null;
  createdAt: number;
  stateAt: number;
  /** After a failure: not tried again before. */
  nextTryAt: number | null;
  problem: string | null;
}
