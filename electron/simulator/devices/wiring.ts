import type { Clock } from '../../../shared/clock.ts';
import type { DeviceFactory } from '../apple/device-factory.ts';
import type { RegisterRequest, Registration } from '../apple/push-registry.ts';
import type { DeviceScript } from '../scenario/script.ts';
import type { Change } from './advance.ts';
import type { Exchange } from './channel.ts';
import type { KeyPool } from './key-pool.ts';

/** How a device behaves. */
export interface Temperament {
  /** Sleeps now and then; its pushes wait, and it answers when it wakes. */
  sleepy: boolean;
  /** Loses the network: in the middle of a body, or after it and before the answer. Probability for each result. */
  dropRate: number;
  /** Answers InstalledApplicationList with something that is no property list. */
  broken: boolean;
  /** Is often found locked. */
  oftenLocked: boolean;
  afterErase: 're-enroll' | 'vanish';
}

export const STEADY: Temperament = {
  sleepy: false,
  dropRate: 0,
  broken: false,
  oftenLocked: false,
  afterErase: 're-enroll',
};

/** What happens to devices, as it happens. */
export type DeviceEvent =
  | { type: 'enrolled'; again: boolean }
  | { type: 'enrollment-failed'; stage: string; reason: string }
  | { type: 'woken' }
  | { type: 'command-done'; requestType: string; commandUuid: string; status: string }
  | { type: 'command-unanswered'; requestType: string; commandUuid: string }
  | { type: 'session-ended'; commands: number }
  | { type: 'refused'; status: number; where: string }
  | { type: 'dropped'; reason: string }
  | { type: 'checked-out' }
  | { type: 'erased' }
  | { type: 'gone' }
  | { type: 'user-enrolled'; user: string }
  | { type: 'user-declined'; user: string }
  | { type: 'identity-renewed' }
  | { type: 'changed'; changes: readonly Change[] }
  | { type: 'error'; where: string; reason: string };

/** A turnstile that lets a limited number through at a time, in order. */
export interface Turnstile {
  /** Resolves with the function that lets the next one in. */
  enter(): Promise<() => void>;
}

/** What a device needs of the world. */
export interface DeviceWiring {
  clock: Clock;
  /** Real milliseconds for each simulated one: 1 is life, 0.01 a hundred times faster, 0 without any waiting. */
  pace: number;
  push: { register(request: RegisterRequest): Registration };
  keys: KeyPool;
  /** Where it got its built-in certificate; without one it cannot prove what it is. */
  factory?: DeviceFactory | undefined;
  connections: Turnstile;
  signal: AbortSignal;
  /** Waits real milliseconds; resolves early when the fleet stops. */
  sleep(ms: number): Promise<void>;
  emit(event: DeviceEvent): void;
  /** Keeps the connection open this long after a session, in real milliseconds. */
  keepAliveMs: number;
  /** The idle connections of all devices: past the limit they close at once, since each costs some 200 KB. */
  idle: { open: number; limit: number };
  /** Offers the client certificate even where messages are signed. */
  alwaysPresentCertificate: boolean;
  scepByGet: boolean;
  timeoutMs: number;
  /** What a scenario has this device answer. */
  script: DeviceScript | undefined;
  /** How far its clock is off, in milliseconds; `clock` counts it in. */
  skew: { ms: number };
  /** Told of every answered message. */
  onExchange: ((exchange: Exchange) => void) | undefined;
}

/** A turnstile for `limit` at a time. */
export function createTurnstile(limit: number): Turnstile {
  let inside = 0;
  const queue: (() => void)[] = [];
  const leave = (): void => {
    const next = queue.shift();
    if (next) next();
    else inside--;
  };
  const once = (): (() => void) => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      leave();
    };
  };
  return {
    enter() {
      if (inside < limit) {
        inside++;
        return Promise.resolve(once());
      }
      return new Promise((resolve) => queue.push(() => resolve(once())));
    },
  };
}
