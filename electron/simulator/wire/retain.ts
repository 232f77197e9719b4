/**
 * Small buffers are cut from shared slabs of memory, and each one kept holds its whole slab. What thousands of devices
 * keep goes through here.
 */
import { isPlistDict, type PlistValue } from './plist.ts';

const shared = new Map<string, Buffer>();
const MOST_SHARED = 10_000;

/** A copy of its own, outside any slab. */
export function ownCopy(bytes: Uint8Array): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  copy.set(bytes);
  return copy;
}

/** One copy for all who keep the same bytes: root certificates, signers, what a profile brings to every device. */
export function sharedCopy(bytes: Uint8Array): Buffer {
  const key = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const known = shared.get(key);
  if (known) return known;
  if (shared.size >= MOST_SHARED) shared.clear();
  const copy = ownCopy(bytes);
  shared.set(key, copy);
  return copy;
}

/** The same value with all its data as shared copies. */
export function retained<T extends PlistValue>(value: T): T {
  if (value instanceof Uint8Array) return sharedCopy(value) as unknown as T;
  if (Array.isArray(value)) return value.map(retained) as unknown as T;
  if (!isPlistDict(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, retained(item)])) as T;
}
