import type { Finding } from './contract/common.ts';

/*
 * What is to be said of names that devices are given by a pattern. Pure.
 */

/** Names on the local network are one DNS label, RFC 6763 section 4.1.1. In bytes of UTF-8. */
const LONGEST_LABEL = 63;

const finding = (code: string, severity: Finding['severity'], message: string): Finding => ({
  code,
  severity,
  path: [],
  message,
});

/** Of a device the pattern makes no name for. */
export const NAME_NOT_KNOWN = finding(
  'not-known',
  'refuse',
  'The pattern asks for something that is not known of this device.',
);
const TOO_LONG = finding(
  'long-name',
  'warn',
  'Longer than 63 bytes: other devices on the network see only the beginning.',
);
const TWICE = finding('same-name', 'warn', 'Another of these devices gets the same name.');

/** @param times how many of the devices that are named together get this name */
export function nameWarnings(name: string, times: number): Finding[] {
  return [...(times > 1 ? [TWICE] : []), ...(new TextEncoder().encode(name).length > LONGEST_LABEL ? [TOO_LONG] : [])];
}

/** How often each name is given. */
export function countNames(names: Iterable<string | null | undefined>): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const name of names) if (name != null) times.set(name, (times.get(name) ?? 0) + 1);
  return times;
}
