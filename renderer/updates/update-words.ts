import type { TFunction } from 'i18next';
import type { DeviceUpdate, UpdateRuleContent } from '../../shared/contract/index.ts';
import { findingText } from '../commands/finding-text.ts';
import { statusWord } from '../device/apps/app-status.ts';
import { minuteTime } from '../format/time.ts';

/** What a rule brings devices to. */
export function goalText({ goal }: UpdateRuleContent, t: TFunction): string {
  return goal.kind === 'version'
    ? t('updates.goals.version', { version: goal.version })
    : t(`updates.goals.${goal.kind}`);
}

/** The hours of a rule in one line: days that have the same hours stand together. */
export function hoursText({ hours }: UpdateRuleContent, t: TFunction, locale: string): string {
  if (hours === null) return t('updates.anyTime');
  if (hours.days.length === 0) return t('updates.never');
  const spans = Map.groupBy(hours.days, ({ from, to }) => `${from}–${to}`);
  return [...spans]
    .map(([span, days]) => `${daysText(new Set(days.map(({ day }) => day)), locale)} ${span}`)
    .join('; ');
}

/** Weekdays in their order; three and more in a row as from the first to the last. */
function daysText(days: ReadonlySet<number>, locale: string): string {
  const rows: number[][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const row = rows.at(-1);
    if (row !== undefined && row.at(-1) === day - 1) row.push(day);
    else rows.push([day]);
  }
  const names = (row: readonly number[]): string[] => row.map((day) => dayName(day, locale));
  return rows.flatMap((row) => (row.length < 3 ? names(row) : `${names(row)[0]}–${names(row).at(-1)}`)).join(', ');
}

/** A weekday, short; 1 is Monday. */
export function dayName(day: number, locale: string, style: 'short' | 'long' = 'short'): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
}

/** Why an update stands as it does; empty when there is nothing to say. */
export function becauseText(because: DeviceUpdate['because'], t: TFunction, locale: string): string {
  if (because === null) return '';
  switch (because.code) {
    case 'refused':
      return findingText({ message: because.reason }, t);
    case 'status':
      return t('updates.because.status', { status: statusWord(because.status, t) });
    case 'error':
      return t('updates.because.error', { when: minuteTime(because.retryAt, locale) });
    case 'hours':
      return because.next === null
        ? t('updates.because.never')
        : t('updates.because.hours', { when: minuteTime(because.next, locale) });
    default:
      return t(`updates.because.${because.code}`);
  }
}
