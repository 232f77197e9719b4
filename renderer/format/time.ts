const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Formatters are slow to make and asked for by every row. */
function once<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    const known = made.get(locale);
    if (known !== undefined) return known;
    const fresh = make(locale);
    made.set(locale, fresh);
    return fresh;
  };
}

const relative = once((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }));
const exact = once((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }));
const minute = once((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }));
const short = once((locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
const day = once((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }));
const clock = once((locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }));

/**
 * A moment as a person says it: “now”, “20 sec. ago”, “5 min. ago”, “yesterday”, “in 3 days”; a date when it is more
 * than four weeks away. Both times in milliseconds since the epoch.
 */
export function relativeTime(at: number, now: number, locale: string): string {
  const away = at - now;
  const distance = Math.abs(away);
  if (distance < 10_000) return relative(locale).format(0, 'second');
  if (distance < MINUTE) return relative(locale).format(Math.trunc(away / 10_000) * 10, 'second');
  if (distance < HOUR) return relative(locale).format(Math.trunc(away / MINUTE), 'minute');
  if (distance < DAY) return relative(locale).format(Math.trunc(away / HOUR), 'hour');
  if (distance < 28 * DAY) return relative(locale).format(Math.trunc(away / DAY), 'day');
  return day(locale).format(at);
}

/** Date and time to the second, in the viewer's zone. */
export function exactTime(at: number, locale: string): string {
  return exact(locale).format(at);
}

/** Date and time to the minute: what is planned, lent or due, where seconds say nothing. */
export function minuteTime(at: number, locale: string): string {
  return minute(locale).format(at);
}

/** As short as it can be said: the time of a moment of today, the date of any other. */
export function shortMoment(at: number, today: boolean, locale: string): string {
  return (today ? short : day)(locale).format(at);
}

export function dateOnly(at: number, locale: string): string {
  return day(locale).format(at);
}

export function timeOfDay(at: number, locale: string): string {
  return clock(locale).format(at);
}

/** Whole days from now until then; negative when it is past. */
export function daysUntil(at: number, now: number): number {
  return Math.floor((at - now) / DAY);
}
