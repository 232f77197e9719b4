import type { Bit } from './schema-bits.ts';

/**
 * How a device came in: with a profile of an invitation, over the air in three steps, with a profile of user enrollment,
 * or because a person signed in on it, for user enrollment or for device enrollment, or by an automated enrollment profile.
 */
export type EnrollmentWay =
  | 'profile'
  | 'over-the-air'
  | 'user-profile'
  | 'account-user'
  | 'account-device'
  | 'automated';

/**
 * The ways an invitation can be: those that begin with its link. `automated` is the address and the terms of an automated
 * enrollment profile, which is no invitation to people.
 */
export type InvitationWay = Extract<EnrollmentWay, 'profile' | 'over-the-air' | 'user-profile' | 'automated'>;

/**
 * One enrollment over the air under way. `challengeHash` is the SHA-256 (hex) of the challenge in its first answer,
 * `identityChallengeHash` that of the SCEP challenge in its second.
 */
export interface OverTheAirTable {
  id: string;
  invitationId: string;
  /** The request that was approved for it, where the invitation asks for approval. */
  requestId: string | null;
  challengeHash: string;
  state: 'offered' | 'identified' | 'finished';
  udid: string | null;
  serialNumber: string | null;
  identityChallengeHash: string | null;
  offeredAt: number;
  expiresAt: number;
}

/** What a person who signed in gave to a device; only its SHA-256 (hex) is kept. It fetches one profile. */
export interface AccountTokenTable {
  hash: string;
  invitationId: string;
  way: Extract<EnrollmentWay, 'account-user' | 'account-device'>;
  account: string;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
}

/**
 * An automated enrollment profile; its id is that of the invitation row with its name, address and terms. `settings` is JSON
 * in the contract's shape.
 */
export interface AutomatedProfileTable {
  id: string;
  /** The name in lower case, unique. */
  nameKey: string;
  settings: string;
  isDefault: Bit;
  changedAt: number;
  changedBy: string;
}

/** A serial number (upper case) and the one automated enrollment profile it is meant for. */
export interface AutomatedDeviceTable {
  serialNumber: string;
  profileId: string;
  assignedAt: number;
  assignedBy: string;
}

/** An enrollment whose device waits, or waited, in Setup Assistant to be configured. */
export interface SetupHoldTable {
  enrollmentId: string;
  deviceId: string;
  heldAt: number;
  /** It is let go then, whatever is missing. */
  releaseBy: number;
  /** Why it was told to go on; null while it is held. */
  why: 'ready' | 'limit' | 'hand' | null;
  /** DeviceConfigured, as it was queued last. */
  commandId: string | null;
  triedAt: number | null;
  releasedAt: number | null;
}
