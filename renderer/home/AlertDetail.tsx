import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../../shared/contract/index.ts';
import { commandName } from '../commands/command-words.ts';
import { findingText } from '../commands/finding-text.ts';
import { bytes } from '../format/quantity.ts';
import { relativeTime } from '../format/time.ts';
import { useNow } from '../parts/use-now.ts';
import classes from './Home.module.css';

/** What an alert knows besides its title, as a person says it. */
export function AlertDetail({ data }: { data: Alert['data'] }) {
  const { t, i18n } = useTranslation();
  const text = useNow((now) => detailOf(data, now, t, i18n.language));
  return text === '' ? null : <span className={classes.detail}>{text}</span>;
}

/** The facts of an alert worth a line: which command, whose, why, until or since when, how much. Pure. */
export function detailOf(data: Alert['data'], now: number, t: TFunction, locale: string): string {
  const words = (name: string): string[] => {
    const value = data[name];
    return typeof value === 'string' && value !== '' ? [value] : [];
  };
  const when = (name: string, key: 'last' | 'since'): string[] => {
    const at = data[name];
    if (typeof at !== 'number') return [];
    return [t(`alerts.details.${key}`, { when: relativeTime(at, now, locale) })];
  };
  const ends = ['notAfterAt', 'expiresAt', 'nextAt', 'firstAt', 'endsAt'].flatMap((name) => {
    const at = data[name];
    if (typeof at !== 'number') return [];
    return [t(at > now ? 'alerts.details.ends' : 'alerts.details.ended', { when: relativeTime(at, now, locale) })];
  });
  return [
    ...words('name'),
    ...words('requestType').map((requestType) => commandName(requestType, t)),
    // A sentence of its own, in a row of ours.
    ...words('reason').map((reason) => findingText({ message: reason }, t).replace(/\.$/, '')),
    ...ends,
    ...when('lastAt', 'last'),
    ...when('oldestAt', 'since'),
    ...(typeof data.freeBytes === 'number'
      ? [t('alerts.details.free', { amount: bytes(data.freeBytes, locale) })]
      : []),
  ].join(' · ');
}
