import { useTranslation } from 'react-i18next';
import { PageHeader } from '../parts/PageHeader.tsx';
import { EventStream } from './EventStream.tsx';

/** What happened, everywhere. */
export default function ActivityScreen() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('screens.activity')} />
      <section
        style={{ flex: 1, minHeight: 0, overflowY: 'auto', background: 'var(--cw-card)' }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
        tabIndex={0}
        aria-label={t('screens.activity')}
      >
        <EventStream />
      </section>
    </>
  );
}
