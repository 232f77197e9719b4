import type { Bit } from './schema-bits.ts';

export type EnrollmentRequestState = 'waiting' | 'approved' | 'denied' | 'used';

/**
 * A wish to enroll that somebody has to approve. The token in the page's address is kept as its SHA-256 (hex);
 * `challengeHash` is that of the challenge in the profile issued last, so that an approval lets one device in.
 */
export interface EnrollmentRequestTable {
  id: string;
  invitationId: string;
  tokenHash: string;
  code: string;
  name: string | null;
  deviceHint: string | null;
  serialNumber: string | null;
  state: EnrollmentRequestState;
  requestedAt: number;
  expiresAt: number;
  decidedAt: number | null;
  decidedBy: string | null;
  reason: string | null;
  challengeHash: string | null;
  profileIssuedAt: number | null;
  enrollmentId: string | null;
}

/** A serial number (upper case) that is expected, with one invitation or, where that is null, with any. */
export interface ExpectedDeviceTable {
  id: string;
  serialNumber: string;
  invitationId: string | null;
  name: string | null;
  person: string | null;
  addedAt: number;
  addedBy: string;
}

/** An alert that was put out of sight: until it grows beyond `severity` and `count`, or until a time. */
export interface AlertMarkTable {
  key: string;
  kind: 'acknowledged' | 'snoozed';
  at: number;
  by: string;
  severity: string;
  count: number;
  until: number | null;
}

/** A saved view of the devices list; `content` is JSON in the contract's shape. */
export interface DeviceViewTable {
  id: string;
  owner: string;
  shared: Bit;
  content: string;
  createdAt: number;
  changedAt: number;
}

/** A fact about devices that administrators keep themselves; `choices` is a JSON list. */
export interface AttributeTable {
  id: string;
  name: string;
  description: string;
  type: 'text' | 'number' | 'boolean' | 'date' | 'choice';
  choices: string;
  createdAt: number;
  createdBy: string;
  changedAt: number;
}

/** What an attribute says of a device: a text or a choice in `text`, a number, bit or time in `number`. */
export interface AttributeValueTable {
  attributeId: string;
  deviceId: string;
  text: string | null;
  number: number | null;
  changedAt: number;
  changedBy: string;
}

export interface DeviceNoteTable {
  id: string;
  deviceId: string;
  text: string;
  author: string;
  createdAt: number;
  changedAt: number | null;
  changedBy: string | null;
  /** Kept a while so that deleting can be taken back; nobody is shown it. */
  deletedAt: number | null;
}
