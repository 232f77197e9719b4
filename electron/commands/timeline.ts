import type { TimelineEntry } from '../../shared/contract/command-queue.ts';
import type { CommandRow } from '../../shared/contract/commands.ts';

/*
 * A command's way, told from its row, its events, and what is known of wake-ups. Pure.
 */

export interface TimelineEvent {
  readonly at: number;
  readonly type: string;
  readonly actor: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface WakeUp {
  readonly at: number;
  readonly attempt: number;
  readonly status: number | null;
  readonly reason: string | null;
}

export interface TimelineFacts {
  readonly command: CommandRow;
  /** Of the command, and of push to its enrollment; oldest first. */
  readonly events: readonly TimelineEvent[];
  /** Of its enrollment, while it waited. */
  readonly wakeUps: readonly WakeUp[];
  readonly retriedBy: { readonly id: string; readonly at: number; readonly by: string } | undefined;
}

const KINDS: Readonly<Record<string, TimelineEntry['kind']>> = {
  'command.queued': 'queued',
  'command.sent': 'sent',
  'command.not-now': 'not-now',
  'command.acknowledged': 'acknowledged',
  'command.error': 'error',
  'command.format-error': 'format-error',
  'command.unreadable-result': 'unreadable',
  'command.expired': 'expired',
  'command.cancelled': 'cancelled',
  'command.superseded': 'superseded',
  'command.unanswered': 'unanswered',
  'command.asked-again': 'asked-again',
  'device.secret-revealed': 'pin-revealed',
  'push.asked-for': 'wake-asked',
  'push.unregistered': 'token-dead',
  'push.refused': 'token-dead',
};

const NOTHING = { status: null, reason: null, times: null, commandId: null };

/** The steps of a command, oldest first. */
export function timelineOf({ command, events, wakeUps, retriedBy }: TimelineFacts): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const end = OPEN.has(command.state) ? Number.POSITIVE_INFINITY : command.stateAt;
  for (const { at, type, actor, data } of events) {
    const kind = KINDS[type];
    if (kind === undefined) continue;
    // Of the push service's events only those while the command waited belong to its story.
    if (type.startsWith('push.') && (at < command.queuedAt || at > end)) continue;
    const reason = typeof data.reason === 'string' ? data.reason : null;
    const status = typeof data.status === 'number' ? data.status : null;
    const commandId = typeof data.replacedBy === 'string' ? data.replacedBy : null;
    entries.push({ ...NOTHING, at, kind, actor, status, reason, commandId });
  }
  // Events of a command may have been tidied away; its row tells the ends of the story all the same.
  if (!entries.some(({ kind }) => kind === 'queued')) {
    entries.push({ ...NOTHING, at: command.queuedAt, kind: 'queued', actor: command.queuedBy });
  }
  const sent = entries.filter(({ kind }) => kind === 'sent');
  // The event tells of a first delivery; the same command handed over again leaves only its time and count in the row.
  const lastTold = sent.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  if (command.lastSentAt !== null && command.lastSentAt > lastTold) {
    entries.push({ ...NOTHING, at: command.lastSentAt, kind: 'sent', actor: 'system', times: command.sendCount });
  }
  for (const { at, attempt, status, reason } of wakeUps) {
    if (at < command.queuedAt || at > end) continue;
    entries.push({ ...NOTHING, at, kind: 'woken', actor: 'system', status, reason, times: attempt });
  }
  if (retriedBy !== undefined) {
    entries.push({ ...NOTHING, at: retriedBy.at, kind: 'retried', actor: retriedBy.by, commandId: retriedBy.id });
  }
  // An answer that could not be read failed by that: one step, not two.
  const unread = new Set(entries.filter(({ kind }) => kind === 'unreadable').map(({ at }) => at));
  return entries
    .filter(({ kind, at }) => kind !== 'error' || !unread.has(at))
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => a.entry.at - b.entry.at || orderOf(a.entry) - orderOf(b.entry) || a.index - b.index)
    .map(({ entry }) => entry);
}

const OPEN: ReadonlySet<string> = new Set(['queued', 'sent', 'not-now']);

/** What comes first of things in the same millisecond. */
function orderOf({ kind }: TimelineEntry): number {
  if (kind === 'queued') return 0;
  if (kind === 'wake-asked' || kind === 'woken' || kind === 'token-dead') return 1;
  return kind === 'sent' ? 2 : kind === 'retried' ? 4 : 3;
}
