/*
 * What an event means for whoever looks, by its type. The console's colours and the engine's filter share this.
 */

/** What a status colour means, everywhere: done, under way, waits for something, needs you, not applicable. */
export const TONES = ['needs', 'waits', 'way', 'done', 'none'] as const;
export type Tone = (typeof TONES)[number];

const NEEDS =
  /\.(error|format-error|unanswered|refused|unreadable-result|unregistered|certificate-expired|certificate-refused|locked|violated|blocked|action-refused|restored|cannot-let-go)$/;
const WAITS =
  /\.(not-now|queued|asked-for|certificate-expiring|connection-lost|authenticated|waiting|grace-began|held)$/;
const WAY = /\.(sent|restarted|resumed|let-go)$/;
const DONE =
  /\.(acknowledged|enrolled|connection-restored|ready|certificate-imported|approved|imported|complied|unblocked)$/;

/** The tone of an event type such as `command.error`. */
export function toneOfEvent(type: string): Tone {
  if (NEEDS.test(type)) return 'needs';
  if (WAITS.test(type)) return 'waits';
  if (WAY.test(type)) return 'way';
  return DONE.test(type) ? 'done' : 'none';
}
