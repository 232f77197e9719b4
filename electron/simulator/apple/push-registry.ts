/** The tokens simulated APNs knows, and the one notification it keeps for each device it cannot reach. */

export interface Registration {
  /** A device that sleeps or has no network: its last notification waits. Becoming reachable delivers it. */
  setReachable(reachable: boolean): void;
  /** The device stopped listening; later pushes are answered 410 Unregistered. */
  unregister(): void;
}

export interface RegisterRequest {
  token: Uint8Array;
  topic: string;
  /** Called with the PushMagic of each delivered notification. */
  onPush: (magic: string) => void;
  reachable?: boolean;
}

interface Entry {
  topic: string;
  onPush: (magic: string) => void;
  reachable: boolean;
  unregisteredAt: number | undefined;
  waiting: { magic: string; expiresAt: number } | undefined;
}

export interface RegistryCounts {
  registered: number;
  unregistered: number;
  waiting: number;
  delivered: number;
  /** Notifications replaced by a later one before the device was reachable. */
  coalesced: number;
  /** Notifications given up because their expiration passed. */
  expired: number;
}

/** How long Apple keeps a notification that names no expiration. */
const DEFAULT_KEEP_MS = 30 * 86_400_000;

export interface PushRegistry {
  register(request: RegisterRequest): Registration;
  /** What a token is: its topic, and since when it is unregistered. Undefined for a token never issued. */
  lookup(token: string): { topic: string; unregisteredAt: number | undefined } | undefined;
  /** Takes one notification: delivers it, or keeps it until the device is reachable. */
  accept(token: string, magic: string, expiration: number | undefined): void;
  counts(): RegistryCounts;
}

/** An empty registry. Delivery is on a later turn of the event loop, as over a network. */
export function createPushRegistry(now: () => number): PushRegistry {
  const entries = new Map<string, Entry>();
  const totals = { delivered: 0, coalesced: 0, expired: 0 };

  const deliver = (entry: Entry, magic: string): void => {
    totals.delivered++;
    setImmediate(() => entry.onPush(magic));
  };
  const flush = (entry: Entry): void => {
    const waiting = entry.waiting;
    entry.waiting = undefined;
    if (!waiting) return;
    if (waiting.expiresAt <= now()) totals.expired++;
    else deliver(entry, waiting.magic);
  };

  return {
    register({ token, topic, onPush, reachable = true }) {
      const key = Buffer.from(token).toString('hex');
      const entry: Entry = { topic, onPush, reachable, unregisteredAt: undefined, waiting: undefined };
      entries.set(key, entry);
      return {
        setReachable(value) {
          entry.reachable = value;
          if (value) flush(entry);
        },
        unregister() {
          entry.unregisteredAt ??= now();
          entry.waiting = undefined;
        },
      };
    },
    lookup: (token) => entries.get(token),
    accept(token, magic, expiration) {
      const entry = entries.get(token);
      if (!entry || entry.unregisteredAt !== undefined) return;
      if (entry.reachable) return deliver(entry, magic);
      if (expiration === 0) {
        totals.expired++;
        return;
      }
      if (entry.waiting) totals.coalesced++;
      entry.waiting = { magic, expiresAt: expiration === undefined ? now() + DEFAULT_KEEP_MS : expiration * 1000 };
    },
    counts() {
      let registered = 0;
      let waiting = 0;
      for (const entry of entries.values()) {
        if (entry.unregisteredAt === undefined) registered++;
        if (entry.waiting) waiting++;
      }
      return { registered, unregistered: entries.size - registered, waiting, ...totals };
    },
  };
}
