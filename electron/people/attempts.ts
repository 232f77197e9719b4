import { isIP } from 'node:net';
import type { Clock } from '../../shared/clock.ts';
import { CartwrightError } from '../../shared/errors.ts';

const FREE = 3;
/** A name can be slowed down by strangers, so its wait stays short; an address has only itself to blame. */
const LONGEST_MS = { name: 60_000, address: 15 * 60_000 };
const FORGET_MS = 60 * 60_000;
const MAX_KEPT = 10_000;

interface Record {
  failures: number;
  lastAt: number;
}

/** Slows down guessing: after three failures each further one doubles the wait, per name and per address. */
export interface Attempts {
  /**
   * Counts an attempt as failed, before it is known to be: parallel guesses count as well.
   *
   * @throws CartwrightError `too-many` with `data.retryAfterSeconds` while a wait lasts
   */
  begin(name: string, address: string): void;
  /** It was the right password after all. */
  succeed(name: string, address: string): void;
}

export function createAttempts(clock: Clock): Attempts {
  const records = new Map<string, Record>();
  const keys = (name: string, address: string) =>
    [
      [`name ${name}`, LONGEST_MS.name],
      [`address ${network(address)}`, LONGEST_MS.address],
    ] as const;

  return {
    begin(name, address) {
      const now = clock.now();
      let wait = 0;
      for (const [key, longest] of keys(name, address)) {
        const record = records.get(key);
        if (record === undefined || now - record.lastAt > FORGET_MS) continue;
        const pause = record.failures < FREE ? 0 : Math.min(longest, 1000 * 2 ** Math.min(20, record.failures - FREE));
        wait = Math.max(wait, record.lastAt + pause - now);
      }
      if (wait > 0)
        throw new CartwrightError('too-many', 'Too many attempts. Wait a little, then try again.', {
          data: { retryAfterSeconds: Math.ceil(wait / 1000) },
        });
      for (const [key] of keys(name, address)) {
        const record = records.get(key);
        const failures = record === undefined || now - record.lastAt > FORGET_MS ? 1 : record.failures + 1;
        // Put last, so that the first in the map is the one that is quiet longest.
        records.delete(key);
        records.set(key, { failures, lastAt: now });
      }
      while (records.size > MAX_KEPT) records.delete(records.keys().next().value ?? '');
    },

    succeed(name, address) {
      const [[nameKey], [addressKey]] = keys(name, address) as [readonly [string, number], readonly [string, number]];
      records.delete(nameKey);
      // Only this attempt is forgiven: an own account must not be a way to guess another's password without waits.
      const record = records.get(addressKey);
      if (record !== undefined) record.failures--;
    },
  };
}

/** An IPv6 customer has a whole /64 to call from. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:/i, '');
  return isIP(plain) === 6 ? plain.split(':').slice(0, 4).join(':') : plain;
}
