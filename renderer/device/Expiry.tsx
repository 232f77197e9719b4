import { useTranslation } from 'react-i18next';
import { dateOnly, daysUntil } from '../format/time.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import { useNow } from '../parts/use-now.ts';

const SOON_DAYS = 30;

/** Until when something is good; says so when that is soon or past. */
export function Expiry({ at }: { at: number | null }) {
  const { t, i18n } = useTranslation();
  const days = useNow((now) => (at === null ? 0 : daysUntil(at, now)));
  if (at === null) return '–';
  const date = dateOnly(at, i18n.language);
  if (days < 0) return <StatusMark tone="needs">{t('device.certificate.expired', { date })}</StatusMark>;
  if (days < SOON_DAYS)
    return <StatusMark tone="waits">{t('device.certificate.soon', { date, count: days })}</StatusMark>;
  return <span className="tabular">{date}</span>;
}
