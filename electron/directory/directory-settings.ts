import { type DirectorySettings, directorySettings, USUAL_FILTER } from '../../shared/contract/directories.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { instantOf, isTimeZone, wallTime } from '../../shared/hours.ts';
import { checkLdapFilter } from '../ldap/index.ts';

/*
 * What is asked of a directory, and when. Pure.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Settings as they are kept. */
export const keptSettings = (text: string): DirectorySettings => directorySettings.parse(JSON.parse(text));

/** What people are looked for by. */
export const filterOf = ({ filter, kind }: Pick<DirectorySettings, 'filter' | 'kind'>): string =>
  filter === '' ? USUAL_FILTER[kind] : filter;

/** @throws CartwrightError `bad-request` with what to do */
export function checkSettings(settings: DirectorySettings): void {
  const { address, plain, signIn, user, mapping, groups, schedule } = settings;
  const refuse = (message: string): never => {
    throw new CartwrightError('bad-request', message);
  };
  const port = URL.canParse(address) ? new URL(address).port : '0';
  if (port === '0') refuse('The port of the address is none: 1 to 65535.');
  if (plain && address.toLowerCase().startsWith('ldaps:'))
    refuse('An address that begins with ldaps:// is encrypted. Choose one that begins with ldap://.');
  if (signIn === 'password' && user === '') refuse('Say who signs in: a DN, or name@domain.');
  if (mapping.teamFrom === 'groups' && groups.length === 0) refuse('Choose the groups that classes are taken from.');
  const filled = mapping.attributes.map(({ attributeId }) => attributeId);
  if (new Set(filled).size < filled.length) refuse('Two attributes of the directory fill the same attribute.');
  if (!isTimeZone(schedule.timeZone)) refuse('There is no such time zone.');
  checkLdapFilter(filterOf(settings));
}

/**
 * When a directory is read next, ms; undefined for never. After a failure it is tried again within an hour.
 *
 * @param last when it was read last; undefined when it never was
 */
export function nextReading(
  { every, hour, timeZone }: DirectorySettings['schedule'],
  now: number,
  last: { at: number; well: boolean } | undefined,
): number | null {
  if (every === 'off') return null;
  if (every === 'hour') return Math.max(now, (last?.at ?? now) + HOUR);
  const time = `${String(hour).padStart(2, '0')}:00`;
  const today = wallTime(now, timeZone);
  const next = [today, today + DAY, today + 2 * DAY]
    .map((day) => instantOf(day, time, timeZone))
    .find((at) => at > now);
  const daily = next ?? now + DAY;
  return last?.well === false ? Math.min(daily, now + HOUR) : daily;
}
