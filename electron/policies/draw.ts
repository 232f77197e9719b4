import { hash } from 'node:crypto';

/** Above every draw. */
export const EVERYBODY = 2 ** 32;

/** A number below 2^32 that decides when a device has its turn in a roll-out; the same whenever it is asked. Pure. */
export function drawOf(policyId: string, version: number, deviceId: string): number {
  return hash('sha256', `${policyId}:${version}:${deviceId}`, 'buffer').readUInt32BE(0);
}

/**
 * Below which draw devices have their turn so that it is this share of them, and at least one. Pure.
 *
 * @param draws one of each device, in any order
 */
export function thresholdFor(draws: readonly number[], percent: number): number {
  if (percent >= 100) return EVERYBODY;
  const sorted = [...draws].sort((a, b) => a - b);
  const first = sorted[Math.max(1, Math.ceil((sorted.length * percent) / 100))];
  return first ?? EVERYBODY;
}
