/*
 * Hours of a week in a time zone: when something may be done. Pure.
 */

/** Where `to` is not after `from`, the hours end on the next day. */
export interface WeekHours {
  /** Days on which they begin; 1 is Monday, 7 Sunday. */
  readonly days: readonly number[];
  /** `HH:MM`, local time. */
  readonly from: string;
  readonly to: string;
  /** As `Europe/Berlin`. */
  readonly timeZone: string;
}

/** Whether it is that time now, and until or from when it is, ms; `next` is undefined when it never is. */
export type HoursNow =
  | { readonly open: true; readonly until: number }
  | { readonly open: false; readonly next: number | undefined };

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Looks at several hours at once: open while one of them is. */
export function hoursAt(hours: readonly WeekHours[], now: number): HoursNow {
  const spans = hours.flatMap((each) => spansOf(each, now)).sort((a, b) => a.from - b.from);
  let until: number | undefined;
  for (const span of spans) {
    if (span.from <= (until ?? now) && span.to > (until ?? now)) until = span.to;
  }
  if (until !== undefined) return { open: true, until };
  return { open: false, next: spans.find(({ from }) => from > now)?.from };
}

/** Whether the system knows a time zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    partsIn(name);
    return true;
  } catch {
    return false;
  }
}

/** When it is this time of a day somewhere, ms; `day` is any time of that day as if it were UTC. */
export function instantOf(day: number, time: string, timeZone: string): number {
  const wall = Math.floor(day / DAY) * DAY + minutesOf(time) * MINUTE;
  const first = wall - offsetAt(wall, timeZone);
  // Where the clock was changed in between, the offset at that time counts.
  return wall - offsetAt(first, timeZone);
}

/** The time on the wall there, as if it were UTC, ms. */
export function wallTime(now: number, timeZone: string): number {
  return now + offsetAt(now, timeZone);
}

function spansOf({ days, from, to, timeZone }: WeekHours, now: number): { from: number; to: number }[] {
  const today = Math.floor(wallTime(now, timeZone) / DAY) * DAY;
  const overnight = minutesOf(to) <= minutesOf(from);
  return Array.from({ length: 10 }, (_, index) => today + (index - 1) * DAY)
    .filter((day) => days.includes(((Math.floor(day / DAY) + 3) % 7) + 1))
    .map((day) => ({
      from: instantOf(day, from, timeZone),
      to: instantOf(overnight ? day + DAY : day, to, timeZone),
    }));
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function offsetAt(at: number, timeZone: string): number {
  const parts = new Map(
    partsIn(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}

const known = new Map<string, Intl.DateTimeFormat>();

function partsIn(timeZone: string): Intl.DateTimeFormat {
  const format =
    known.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  known.set(timeZone, format);
  return format;
}
