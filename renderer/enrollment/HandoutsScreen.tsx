import { Alert, Button, SegmentedControl, Select, Switch } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api } from '../live/client.ts';
import { useStatus } from '../live/hooks.ts';
import { LANGUAGES, loadLanguage } from '../locales/language.ts';
import { csvFile } from '../parts/csv-file.ts';
import { NothingFoundDrawing } from '../parts/Drawings.tsx';
import { download } from '../parts/download.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { HandoutPages } from './HandoutPages.tsx';
import classes from './Handouts.module.css';
import { choiceFrom, PAPERS, pagesOf } from './print-sheets.ts';

/**
 * Hand-outs as they come out of the printer: a page of its own without the frame of the console, so that printing it
 * prints nothing else.
 */
export default function HandoutsScreen() {
  const { t, i18n } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const choice = choiceFrom(address, { language: i18n.language, locale: navigator.language });
  const { invitationIds, paper, layout, language, pins } = choice;
  const branding = useQuery(api.system.branding.queryOptions());
  const organisation = useStatus().data?.organisation ?? '';
  const query = useQuery({
    ...api.enrollment.printHandouts.queryOptions({ input: { invitationIds: [...invitationIds] } }),
    enabled: invitationIds.length > 0,
  });
  // The texts of the other language are a file of their own; what is shown until it is here is not printed by anybody.
  const texts = useQuery({ queryKey: ['texts', language], queryFn: () => loadLanguage(language) });
  const title = t('handouts.title');
  useEffect(() => {
    document.title = `${title} · Cartwright`;
  }, [title]);
  const choose = (part: Record<string, string>): void =>
    setAddress((before) => new URLSearchParams({ ...Object.fromEntries(before), ...part }), { replace: true });
  const { pages, closed, handouts } = pagesOf(query.data ?? [], layout);

  const content = () => {
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    if (branding.isError) return <ErrorState error={branding.error} onRetry={() => void branding.refetch()} />;
    const read = query.data !== undefined && texts.data !== undefined;
    if (branding.data === undefined || (invitationIds.length > 0 && !read)) return <LoadingPage />;
    if (pages.length === 0)
      return (
        <EmptyState
          drawing={<NothingFoundDrawing />}
          title={t('handouts.none.title')}
          text={t('handouts.none.text')}
          action={
            <Button component={Link} to="/enrollment">
              {t('handouts.back')}
            </Button>
          }
        />
      );
    return (
      <HandoutPages
        pages={pages}
        layout={layout}
        paper={paper}
        pins={pins}
        organisation={organisation}
        branding={branding.data}
        t={i18n.getFixedT(language)}
        language={language}
      />
    );
  };

  const save = (): void => {
    const rows = handouts.map(({ invitation, url, pin }) => [
      invitation.name,
      url,
      pin,
      invitation.expiresAt === null ? null : new Date(invitation.expiresAt).toISOString(),
    ]);
    download('handouts.csv', csvFile([['name', 'link', 'pin', 'expires'], ...rows]), 'text/csv');
  };

  return (
    <div className={classes.screen}>
      {/* Sizes of paper are no length a class could hold. */}
      <style>{`@page { size: ${PAPERS[paper].width}mm ${PAPERS[paper].height}mm; margin: 0; }`}</style>
      <header className={classes.bar}>
        <Button
          component={Link}
          to="/enrollment"
          variant="subtle"
          color="gray"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
        >
          {t('handouts.back')}
        </Button>
        <h1>{title}</h1>
        <span className={classes.count}>{t('handouts.count', { count: handouts.length })}</span>
        <div className={classes.choices}>
          <SegmentedControl
            size="xs"
            aria-label={t('handouts.layout')}
            value={layout}
            onChange={(next) => choose({ layout: next })}
            data={[
              { value: 'page', label: t('handouts.layouts.page') },
              { value: 'cards', label: t('handouts.layouts.cards') },
            ]}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('handouts.paper')}
            value={paper}
            onChange={(next) => choose({ paper: next })}
            data={[
              { value: 'a4', label: 'A4' },
              { value: 'letter', label: 'Letter' },
            ]}
          />
          <Select
            w={120}
            aria-label={t('handouts.language')}
            allowDeselect={false}
            value={language}
            onChange={(next) => choose({ language: next ?? 'en' })}
            data={LANGUAGES.map(({ tag, name }) => ({ value: tag, label: name }))}
          />
          {handouts.some(({ pin }) => pin !== null) && (
            <Switch
              label={t('handouts.pins')}
              checked={pins}
              onChange={(event) => choose({ pins: event.currentTarget.checked ? 'yes' : 'no' })}
            />
          )}
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={handouts.length === 0}
            onClick={save}
          >
            {t('handouts.csv')}
          </Button>
          <Button
            leftSection={<IconPrinter size={16} aria-hidden />}
            disabled={pages.length === 0}
            onClick={() => window.print()}
          >
            {t('handouts.print')}
          </Button>
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it */}
      <main className={classes.preview} tabIndex={0}>
        {closed > 0 && (
          <Alert color="yellow" variant="light" mb="md" className={classes.note}>
            {t('handouts.closed', { count: closed })}
          </Alert>
        )}
        {content()}
      </main>
    </div>
  );
}
