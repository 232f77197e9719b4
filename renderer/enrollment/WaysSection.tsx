import { Button, NavLink } from '@mantine/core';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Card } from '../parts/Card.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { AccountGuide } from './AccountGuide.tsx';
import classes from './Enrollment.module.css';
import { ProofGuide } from './ProofGuide.tsx';
import {
  AccountDrawing,
  AirDrawing,
  CableDrawing,
  CameraDrawing,
  FileDrawing,
  LinkDrawing,
  OwnDrawing,
  PaperDrawing,
} from './WayDrawings.tsx';

const ConfiguratorGuide = lazy(async () => ({
  default: (await import('./configurator/ConfiguratorGuide.tsx')).ConfiguratorGuide,
}));

const WAYS = ['camera', 'link', 'print', 'file', 'air', 'own', 'account', 'configurator'] as const;
type Way = (typeof WAYS)[number];

const PICTURES: Readonly<Record<Way, ComponentType>> = {
  camera: CameraDrawing,
  link: LinkDrawing,
  print: PaperDrawing,
  file: FileDrawing,
  air: AirDrawing,
  own: OwnDrawing,
  account: AccountDrawing,
  configurator: CableDrawing,
};
/** Those that are more than three steps have a guide of their own below. */
const GUIDES: Readonly<Partial<Record<Way, ComponentType>>> = {
  air: ProofGuide,
  account: AccountGuide,
  configurator: ConfiguratorGuide,
};

/** Every way in: what it looks like, when to choose it, whether it supervises, and how it goes. */
export function WaysSection() {
  const { t } = useTranslation();
  const { id } = useParams();
  const way = WAYS.find((each) => each === id);
  return (
    <div className={classes.panes}>
      <nav className={classes.wayNav} aria-label={t('enrollment.sections.ways')}>
        <NavLink
          component={Link}
          to="/enrollment/ways"
          active={way === undefined}
          aria-current={way === undefined ? 'page' : undefined}
          label={t('ways.overview')}
          className={classes.wayLink}
        />
        {WAYS.map((each) => (
          <NavLink
            key={each}
            component={Link}
            to={`/enrollment/ways/${each}`}
            active={each === way}
            aria-current={each === way ? 'page' : undefined}
            label={t(`ways.${each}.title`)}
            className={classes.wayLink}
          />
        ))}
      </nav>
      <div className={classes.wayContent}>{way === undefined ? <Overview /> : <OneWay key={way} way={way} />}</div>
    </div>
  );
}

/** Whether devices that come this way are supervised, which many controls of Apple ask for. */
function Supervises({ way }: { way: Way }) {
  const { t } = useTranslation();
  return (
    <StatusMark tone={way === 'configurator' ? 'done' : 'none'}>
      {t(way === 'configurator' ? 'ways.supervises' : 'ways.supervisesNot')}
    </StatusMark>
  );
}

function Overview() {
  const { t } = useTranslation();
  return (
    <>
      <p className={classes.wayLead}>{t('ways.lead')}</p>
      <ul className={classes.ways}>
        {WAYS.map((way) => {
          const Drawing = PICTURES[way];
          return (
            <li key={way}>
              <Link to={`/enrollment/ways/${way}`} className={classes.way}>
                <Drawing />
                <h2>{t(`ways.${way}.title`)}</h2>
                <p>{t(`ways.${way}.when`)}</p>
                <Supervises way={way} />
              </Link>
            </li>
          );
        })}
      </ul>
      <div className={classes.wayNotes}>
        <p>{t('ways.macs')}</p>
        <p>{t('ways.tv')}</p>
        <p>{t('ways.phone')}</p>
      </div>
    </>
  );
}

function OneWay({ way }: { way: Way }) {
  const { t } = useTranslation();
  const Drawing = PICTURES[way];
  const Guide = GUIDES[way];
  return (
    <div className={classes.wayOne}>
      <Card title={t(`ways.${way}.title`)} aside={<Supervises way={way} />}>
        <div className={classes.wayHead}>
          <Drawing />
          <p>{t(`ways.${way}.when`)}</p>
        </div>
        {way !== 'configurator' && way !== 'account' && (
          <ol className={classes.waySteps}>
            {(['one', 'two', 'three'] as const).map((step) => (
              <li key={step}>{t(`ways.${way}.steps.${step}`)}</li>
            ))}
          </ol>
        )}
        {way !== 'configurator' && way !== 'account' && (
          <Button component={Link} to="/enrollment/invitations" variant="default">
            {t(`ways.${way}.action`)}
          </Button>
        )}
      </Card>
      {Guide !== undefined && (
        <Suspense fallback={<LoadingPage />}>
          <Guide />
        </Suspense>
      )}
    </div>
  );
}
