import type { Bit } from './schema-bits.ts';

/** A cart: a charging place with numbered slots. `nameKey` is the name in lower case, unique. */
export interface CartTable {
  id: string;
  name: string;
  nameKey: string;
  place: string;
  rows: number;
  columns: number;
  colour: string;
  icon: string;
  /** How its devices are named; empty for none. */
  pattern: string;
  /** IANA name: what times of its timetables mean. */
  timeZone: string;
  /** A device that is not out and was not seen for so long is missing. */
  missingHours: number;
  /** The static group that is kept in step. */
  groupId: string;
  createdAt: number;
  createdBy: string;
  changedAt: number;
  changedBy: string;
}

/** What a cart looks like: PNG or JPEG, at most one. Another picture has another id. */
export interface CartPictureTable {
  cartId: string;
  id: string;
  contentType: string;
  bytes: Uint8Array;
  addedAt: number;
  addedBy: string;
}

/** Slots that hold a device, counted from 1 row by row; a device is in one slot only. */
export interface CartSlotTable {
  cartId: string;
  slot: number;
  deviceId: string;
  since: number;
  placedBy: string;
}

/** An action on slots of a cart. `action` is JSON in the contract's shape; it never holds a secret. */
export interface CartRunTable {
  id: string;
  cartId: string;
  kind: string;
  action: string;
  at: number;
  by: string;
  /** When it begins, and until when it may; null for at once, and as long as such commands wait. */
  startAt: number | null;
  endAt: number | null;
  state: 'scheduled' | 'started' | 'cancelled';
}

/** What became of one slot: the last of the commands that were queued for it, or why there is none (JSON, findings). */
export interface CartStepTable {
  runId: string;
  slot: number;
  deviceId: string;
  commandId: string | null;
  findings: string | null;
}

/** Single-app mode for a cart, once or by a timetable. */
export interface ExamTable {
  id: string;
  cartId: string;
  name: string;
  appId: string;
  appName: string;
  /** JSON list of slots; null for all. */
  slots: string | null;
  /** JSON list of lessons in the contract's shape; empty for one that was begun by hand. */
  lessons: string;
  onceStartAt: number | null;
  onceEndAt: number | null;
  enabled: Bit;
  /** While it is on. */
  startedAt: number | null;
  endsAt: number | null;
  /** Nothing that begins before this begins again: it was released by hand. */
  skipBefore: number;
  createdAt: number;
  createdBy: string;
  changedAt: number;
  changedBy: string;
}

/** A device in an exam that is on, or was last: the commands that brought it in and let it out. */
export interface ExamDeviceTable {
  examId: string;
  deviceId: string;
  slot: number;
  installCommandId: string | null;
  removeCommandId: string | null;
  /** JSON, findings: why it is not in it. */
  findings: string | null;
}

/** A sweep at the end of a day that was kept: its findings as JSON in the contract's shape. */
export interface CartSweepTable {
  id: string;
  cartId: string;
  at: number;
  by: string;
  result: string;
}
