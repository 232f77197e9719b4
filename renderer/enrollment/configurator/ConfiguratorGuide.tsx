import { Alert } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/Card.tsx';
import classes from '../Enrollment.module.css';
import { CONFIGURATOR_STEPS } from '../WayDrawings.tsx';
import { ArrivalsCard } from './ArrivalsCard.tsx';
import { ScriptCard } from './ScriptCard.tsx';
import { ServerCard, useServer } from './ServerCard.tsx';
import { SupervisionCard } from './SupervisionCard.tsx';
import { WifiCard } from './WifiCard.tsx';

const STEPS = ['identity', 'wifi', 'server', 'connect', 'prepare', 'setup', 'arrive'] as const;
const HINTS = ['first', 'personal', 'portal', 'television'] as const;

/** Apple Configurator on a Mac: what it has to be given, step by step, for one device or ten, and who has come. */
export function ConfiguratorGuide() {
  const { t } = useTranslation();
  const server = useServer();
  const [wifiFile, setWifiFile] = useState<string | null>(null);
  return (
    <>
      <Alert color="red" variant="light" title={t('configurator.erases.title')}>
        {t('configurator.erases.text')}
      </Alert>
      <Card title={t('configurator.how')}>
        <ol className={classes.guide}>
          {STEPS.map((step) => {
            const Drawing = CONFIGURATOR_STEPS[step];
            return (
              <li key={step}>
                <Drawing />
                <div>
                  <h3>{t(`configurator.guide.${step}.title`)}</h3>
                  <p>{t(`configurator.guide.${step}.text`)}</p>
                </div>
              </li>
            );
          })}
        </ol>
      </Card>
      <SupervisionCard />
      <WifiCard onMade={setWifiFile} />
      <ServerCard server={server} />
      <ScriptCard server={server} wifiFile={wifiFile} />
      <ArrivalsCard />
      <Card title={t('configurator.hints.title')}>
        <ul className={classes.waySteps}>
          {HINTS.map((hint) => (
            <li key={hint}>{t(`configurator.hints.${hint}`)}</li>
          ))}
        </ul>
      </Card>
    </>
  );
}
