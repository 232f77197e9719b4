import { useTranslation } from 'react-i18next';
import { exactTime, relativeTime } from '../format/time.ts';
import { useNow } from './use-now.ts';

/** A moment as a person says it, kept current; the exact one on hover. */
export function RelativeTime({ at, never }: { at: number | null; never?: string }) {
  const { t, i18n } = useTranslation();
  return at === null ? <span>{never ?? t('common.never')}</span> : <Moment at={at} locale={i18n.language} />;
}

/** The same where the language is known already: in lists, asking for it costs more than the rest of the line. */
export function Moment({ at, locale }: { at: number; locale: string }) {
  const text = useNow((now) => relativeTime(at, now, locale));
  return (
    <time className="tabular" dateTime={new Date(at).toISOString()} title={exactTime(at, locale)}>
      {text}
    </time>
  );
}
