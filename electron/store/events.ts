/** A fact to be recorded, in the unit of work that makes it true. `data` is plain JSON without secrets. */
export interface NewEvent {
  type: string;
  deviceId?: string | null;
  enrollmentId?: string | null;
  commandId?: string | null;
  /** Who caused it: `device`, `system`, `apns`, or an administrator's or API token's name. Default `system`. */
  actor?: string;
  data?: Readonly<Record<string, unknown>>;
}

/** A recorded fact. `seq` grows by commit order and is never reused. */
export interface StoredEvent {
  seq: number;
  at: number;
  type: string;
  deviceId: string | null;
  enrollmentId: string | null;
  commandId: string | null;
  actor: string;
  data: Readonly<Record<string, unknown>>;
}

/** Called after a commit with what it recorded, in order. Must not throw; errors are logged and dropped. */
export type EventListener = (events: readonly StoredEvent[]) => void;
