import { instantOf as instantOn, wallTime } from '../../shared/hours.ts';

/*
 * Days such as `2026-03-29` of the clock on the wall in a time zone. Pure.
 */

const DAY = 86_400_000;

/** A day as milliseconds of its midnight in UTC. */
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The day that follows by so many. */
export const dayAfter = (day: string, days: number): string =>
  new Date(dayNumber(day) + days * DAY).toISOString().slice(0, 10);

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: string): number => ((new Date(dayNumber(day)).getUTCDay() + 6) % 7) + 1;

/** The day it is somewhere. */
export const dayAt = (zone: string, at: number): string => new Date(wallTime(at, zone)).toISOString().slice(0, 10);

/** When it is so late somewhere. @param time such as `08:05` */
export const instantOf = (zone: string, day: string, time: string): number => instantOn(dayNumber(day), time, zone);
