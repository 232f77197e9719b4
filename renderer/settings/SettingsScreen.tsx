import { NavLink } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Status } from '../../shared/contract/index.ts';
import { useStatus } from '../live/hooks.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { PageHeader } from '../parts/PageHeader.tsx';
import { AboutSection } from './AboutSection.tsx';
import { AccountSection } from './AccountSection.tsx';
import { AdministratorsSection } from './AdministratorsSection.tsx';
import { AppearanceSection } from './AppearanceSection.tsx';
import { BackupsSection } from './BackupsSection.tsx';
import { CertificatesSection } from './CertificatesSection.tsx';
import { ListenerSection } from './ListenerSection.tsx';
import { MailSection } from './MailSection.tsx';
import { OrganisationSection } from './OrganisationSection.tsx';
import { PushSection } from './PushSection.tsx';
import { ReportingSection } from './ReportingSection.tsx';
import classes from './Settings.module.css';
import { TokensSection } from './TokensSection.tsx';
import { VariablesSection } from './VariablesSection.tsx';
import { WatchSection } from './WatchSection.tsx';

/** The largest section, and the one fewest people need. */
const DirectorySection = lazy(async () => ({ default: (await import('./DirectorySection.tsx')).DirectorySection }));

const SECTIONS = [
  'organisation',
  'listener',
  'push',
  'certificates',
  'variables',
  'directory',
  'mail',
  'administrators',
  'tokens',
  'backups',
  'watch',
  'reporting',
  'account',
  'appearance',
  'about',
] as const;
type Section = (typeof SECTIONS)[number];

const PANELS: Readonly<Record<Section, (props: { status: Status }) => ReactNode>> = {
  organisation: OrganisationSection,
  listener: ListenerSection,
  push: PushSection,
  certificates: CertificatesSection,
  variables: VariablesSection,
  directory: DirectorySection,
  mail: MailSection,
  administrators: AdministratorsSection,
  tokens: TokensSection,
  backups: BackupsSection,
  watch: WatchSection,
  reporting: ReportingSection,
  account: AccountSection,
  appearance: AppearanceSection,
  about: AboutSection,
};

/** How this server is set up. */
export default function SettingsScreen() {
  const { t } = useTranslation();
  const params = useParams();
  const section = SECTIONS.find((each) => each === params.section) ?? 'organisation';
  const status = useStatus();
  const Panel = PANELS[section];
  return (
    <>
      <PageHeader title={t('screens.settings')} />
      <div className={classes.panes}>
        <nav className={classes.nav} aria-label={t('settings.sections')}>
          {SECTIONS.map((each) => (
            <NavLink
              key={each}
              component={Link}
              to={`/settings/${each}`}
              active={each === section}
              aria-current={each === section ? 'page' : undefined}
              label={t(`settings.names.${each}`)}
              className={classes.link}
            />
          ))}
        </nav>
        <div className={classes.content}>
          {status.data !== undefined ? (
            <Suspense fallback={<LoadingPage />}>
              <Panel status={status.data} />
            </Suspense>
          ) : status.isError ? (
            <ErrorState error={status.error} onRetry={() => void status.refetch()} />
          ) : (
            <LoadingPage />
          )}
        </div>
      </div>
    </>
  );
}
