import { useTranslation } from 'react-i18next';
import { exactTime, relativeTime } from '../format/time.ts';
import { useNow } from './use-now.ts';

/** A moment as a person says it, kept current; the exact one on hover. */
export function RelativeTime({ at, never }: { at: number | null; never?: string }) {
  const { t, i18n } = useTranslation();
  const text = useNow((now) => (at === null ? '' : relativeTime(at, now, i18n.language)));
  if (at === null) return <span>{never ?? t('common.never')}</span>;
  return (
    <time className="tabular" dateTime={new Date(at).toISOString()} title={exactTime(at, i18n.language)}>
      {text}
    </time>
  );
}
