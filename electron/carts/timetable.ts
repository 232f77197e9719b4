import type { Lesson } from '../../shared/contract/exams.ts';
import { hoursAt } from '../../shared/hours.ts';
import { dayAfter, dayAt, instantOf, weekdayOf } from './zoned.ts';

/*
 * When exams are on. Pure.
 */

/** One time at which an exam is on: from the first until just before the second. */
export interface Occurrence {
  readonly startAt: number;
  readonly endAt: number;
}

/** When an exam is on: by its lessons, as the clock on the wall says, or once. */
export interface Timetable {
  readonly lessons: readonly Lesson[];
  readonly once: Occurrence | null;
}

/** A weekly lesson comes again within so many days, unless the clocks skip it. */
const LOOK_AHEAD = 15;

function onDay(lesson: Lesson, day: string): boolean {
  if (lesson.kind === 'date') return lesson.day === day;
  if (lesson.firstDay !== null && day < lesson.firstDay) return false;
  if (lesson.lastDay !== null && day > lesson.lastDay) return false;
  return lesson.days.includes(weekdayOf(day));
}

/** The occurrence of a lesson on a day; undefined when the clocks skip it. */
function occurrenceOn(lesson: Lesson, zone: string, day: string): Occurrence | undefined {
  const startAt = instantOf(zone, day, lesson.from);
  const endAt = instantOf(zone, day, lesson.to);
  return endAt > startAt ? { startAt, endAt } : undefined;
}

const later = (a: string, b: string | null): string => (b !== null && b > a ? b : a);

/** The first occurrence that ends after a time: it may be on already. Null when there is none any more. */
export function nextOccurrence({ lessons, once }: Timetable, zone: string, after: number): Occurrence | null {
  const found: Occurrence[] = once !== null && once.endAt > after ? [once] : [];
  const today = dayAt(zone, after);
  for (const lesson of lessons) {
    const first = lesson.kind === 'date' ? lesson.day : later(today, lesson.firstDay);
    for (let ahead = 0; ahead < (lesson.kind === 'date' ? 1 : LOOK_AHEAD); ahead++) {
      const day = dayAfter(first, ahead);
      const occurrence = onDay(lesson, day) ? occurrenceOn(lesson, zone, day) : undefined;
      if (occurrence === undefined || occurrence.endAt <= after) continue;
      found.push(occurrence);
      break;
    }
  }
  return found.reduce<Occurrence | null>(
    (best, one) => (best === null || one.startAt < best.startAt ? one : best),
    null,
  );
}

const shareSlots = (a: readonly number[] | null, b: readonly number[] | null): boolean =>
  a === null || b === null || a.some((slot) => b.includes(slot));

function shareDays(a: Lesson, b: Lesson): boolean {
  if (a.kind === 'date') return onDay(b, a.day);
  if (b.kind === 'date') return onDay(a, b.day);
  const first = [a.firstDay, b.firstDay].reduce((x, y) => (x === null || (y !== null && y > x) ? y : x), null);
  const last = [a.lastDay, b.lastDay].reduce((x, y) => (x === null || (y !== null && y < x) ? y : x), null);
  const common = a.days.filter((day) => b.days.includes(day));
  if (common.length === 0 || (first !== null && last !== null && first > last)) return false;
  if (first === null || last === null || dayAfter(first, 6) <= last) return true;
  // Fewer than seven days: not every weekday is among them.
  for (let day = first; day <= last; day = dayAfter(day, 1)) if (common.includes(weekdayOf(day))) return true;
  return false;
}

const meet = (a: Occurrence, b: Occurrence): boolean => a.startAt < b.endAt && b.startAt < a.endAt;

/** Whether an occurrence meets any time of a timetable. */
function meetsAny(one: Occurrence, table: Timetable, zone: string): boolean {
  for (let after = one.startAt; ; ) {
    const next = nextOccurrence(table, zone, after);
    if (next === null || next.startAt >= one.endAt) return false;
    if (meet(one, next)) return true;
    after = next.endAt;
  }
}

/** Whether two exams of one cart are ever on at the same time for the same slot. */
export function overlap(
  a: Timetable & { readonly slots: readonly number[] | null },
  b: Timetable & { readonly slots: readonly number[] | null },
  zone: string,
): boolean {
  if (!shareSlots(a.slots, b.slots)) return false;
  if (a.once !== null && meetsAny(a.once, b, zone)) return true;
  if (b.once !== null && meetsAny(b.once, a, zone)) return true;
  return a.lessons.some((x) => b.lessons.some((y) => x.from < y.to && y.from < x.to && shareDays(x, y)));
}

/** Whether a timetable meets itself: two of its lessons at once. */
export function overlapsItself(lessons: readonly Lesson[]): boolean {
  return lessons.some((x, at) => lessons.slice(at + 1).some((y) => x.from < y.to && y.from < x.to && shareDays(x, y)));
}

/** The next time that the clock on the wall is between two times; `to` before `from` is on the next day. */
export function nextWindow(timeZone: string, now: number, { from, to }: { from: string; to: string }): Occurrence {
  const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], from, to, timeZone }];
  const found = hoursAt(hours, now);
  const startAt = found.open ? now : (found.next ?? now);
  const then = hoursAt(hours, startAt);
  return { startAt, endAt: then.open ? then.until : startAt };
}
