import { useTranslation } from 'react-i18next';
import type { Alert } from '../../shared/contract/index.ts';
import { bytes } from '../format/quantity.ts';
import { relativeTime } from '../format/time.ts';
import { useNow } from '../parts/use-now.ts';
import classes from './Home.module.css';

/** What an alert knows besides its title: names as they are, times and sizes as a person says them. */
export function AlertDetail({ data }: { data: Alert['data'] }) {
  const { t, i18n } = useTranslation();
  const text = useNow((now) =>
    Object.entries(data)
      .flatMap(([name, value]) => {
        if (typeof value === 'number' && name.endsWith('At')) {
          const when = relativeTime(value, now, i18n.language);
          return [t(value > now ? 'alerts.details.ends' : 'alerts.details.since', { when })];
        }
        if (typeof value === 'number' && name.endsWith('Bytes'))
          return [t('alerts.details.free', { amount: bytes(value, i18n.language) })];
        return typeof value === 'string' && value !== '' ? [value] : [];
      })
      .join(' · '),
  );
  return text === '' ? null : <span className={classes.detail}>{text}</span>;
}
