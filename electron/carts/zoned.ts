/*
 * Days and times of the clock on the wall in a time zone. Pure.
 */

const DAY = 86_400_000;
const MINUTE = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
    formats.set(zone, format);
  }
  return format;
}

/** What the clock on the wall shows, as if it were UTC, in milliseconds. */
function wallOf(zone: string, at: number): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const offsetAt = (zone: string, at: number): number => wallOf(zone, at) - Math.floor(at / 1000) * 1000;

/** A day such as `2026-03-29` as milliseconds of its midnight in UTC. */
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The day that follows by so many. */
export const dayAfter = (day: string, days: number): string =>
  new Date(dayNumber(day) + days * DAY).toISOString().slice(0, 10);

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: string): number => ((new Date(dayNumber(day)).getUTCDay() + 6) % 7) + 1;

/** The day it is somewhere. */
export const dayAt = (zone: string, at: number): string => new Date(wallOf(zone, at)).toISOString().slice(0, 10);

/** What the clock shows somewhere, such as `08:05`. */
export const timeAt = (zone: string, at: number): string => new Date(wallOf(zone, at)).toISOString().slice(11, 16);

/**
 * When it is so late somewhere. A time that comes twice, as clocks are set back, is the first of both; one that is
 * skipped, as they are set forward, is as much later as they are set.
 *
 * @param time such as `08:05`
 */
export function instantOf(zone: string, day: string, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wall = dayNumber(day) + (hours * 60 + minutes) * MINUTE;
  const before = offsetAt(zone, wall - DAY);
  const after = offsetAt(zone, wall + DAY);
  const fitting = [wall - before, wall - after].filter((at) => wallOf(zone, at) === wall);
  return fitting.length === 0 ? wall - before : Math.min(...fitting);
}
