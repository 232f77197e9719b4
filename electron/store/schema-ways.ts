/**
 * How a device came in: with a profile of an invitation, over the air in three steps, with a profile of user enrollment,
 * or because a person signed in on it, for user enrollment or for device enrollment.
 */
export type EnrollmentWay = 'profile' | 'over-the-air' | 'user-profile' | 'account-user' | 'account-device';

/** The ways an invitation can be: those that begin with its link. */
export type InvitationWay = Extract<EnrollmentWay, 'profile' | 'over-the-air' | 'user-profile'>;

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
