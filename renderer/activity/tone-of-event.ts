import type { Tone } from '../parts/tones.ts';

const NEEDS =
  /\.(error|format-error|unanswered|refused|unreadable-result|unregistered|certificate-expired|certificate-refused|locked)$/;
const WAITS = /\.(not-now|queued|asked-for|certificate-expiring|connection-lost|authenticated)$/;
const WAY = /\.(sent|restarted|resumed)$/;
const DONE = /\.(acknowledged|enrolled|connection-restored|ready|certificate-imported)$/;

/** The colour of an event's dot. */
export function toneOfEvent(type: string): Tone {
  if (NEEDS.test(type)) return 'needs';
  if (WAITS.test(type)) return 'waits';
  if (WAY.test(type)) return 'way';
  return DONE.test(type) ? 'done' : 'none';
}
