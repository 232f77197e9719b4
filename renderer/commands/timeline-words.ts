import type { TFunction } from 'i18next';
import type { TimelineEntry } from '../../shared/contract/index.ts';
import { actorName } from '../activity/event-words.ts';
import type { Tone } from '../parts/tones.ts';

/** The colour of a step. */
const STEP_TONE: Readonly<Record<TimelineEntry['kind'], Tone>> = {
  queued: 'waits',
  'wake-asked': 'way',
  woken: 'way',
  'token-dead': 'needs',
  sent: 'way',
  'not-now': 'waits',
  acknowledged: 'done',
  error: 'needs',
  'format-error': 'needs',
  unreadable: 'needs',
  expired: 'none',
  cancelled: 'none',
  superseded: 'none',
  unanswered: 'needs',
  'asked-again': 'none',
  'pin-revealed': 'none',
  retried: 'way',
};

/** A step in words. */
export function stepWords(entry: TimelineEntry, t: TFunction): string {
  const { kind, actor, status, reason, times } = entry;
  if (kind === 'woken' && status === 200) return t('commandLife.steps.wokenTaken');
  if (kind === 'woken' && (status !== null || reason !== null))
    return t('commandLife.steps.wokenRefused', { status: status ?? '', reason: reason ?? '' }).trim();
  return t(`commandLife.steps.${kind}`, { actor: actorName(actor, t), count: times ?? 1 });
}

/** The tone of a step, where what Apple answered matters too. */
export function stepTone({ kind, status, reason }: TimelineEntry): Tone {
  if (kind === 'woken' && (status ?? 200) !== 200) return 'needs';
  return kind === 'woken' && status === null && reason !== null ? 'needs' : STEP_TONE[kind];
}
