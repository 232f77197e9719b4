import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { useDismissal } from '../setup/use-dismissal.ts';
import classes from './Home.module.css';

/** How far the first run is, until all of it is done or somebody puts it away. Read from the facts each time. */
export function SetupChecklist() {
  const { t } = useTranslation();
  const setup = useQuery(api.setup.state.queryOptions()).data;
  const dismiss = useDismissal();
  if (setup === undefined || setup.complete || setup.dismissed) return null;
  const done = setup.steps.filter((step) => step.done).length;
  const next = setup.steps.find((step) => !step.done);
  return (
    <div className={classes.wide}>
      <Card
        title={t('setup.checklist.title')}
        aside={t('setup.checklist.progress', { done, total: setup.steps.length })}
      >
        <ol className={classes.checklist}>
          {setup.steps.map(({ step, done: isDone, fact }) => (
            <li key={step}>
              <Link to={`/setup/${step}`} data-done={isDone || undefined}>
                <StatusMark tone={isDone ? 'done' : 'waits'}>
                  <strong>{t(`setup.steps.${step}.title`)}</strong>
                  <span className="visually-hidden">
                    {` (${t(isDone ? 'setup.checklist.done' : 'setup.checklist.open')})`}
                  </span>
                </StatusMark>
                <span className={classes.advice}>
                  {isDone && fact !== null && !/^\d+$/.test(fact) ? fact : t(`setup.steps.${step}.text`)}
                </span>
              </Link>
            </li>
          ))}
        </ol>
        <div className={classes.checklistFoot}>
          <Button component={Link} to={`/setup/${next?.step ?? ''}`}>
            {t('setup.checklist.continue')}
          </Button>
          <RoleGate needs="administrator">
            <Button variant="subtle" color="gray" onClick={() => dismiss(true)}>
              {t('setup.checklist.dismiss')}
            </Button>
          </RoleGate>
        </div>
      </Card>
    </div>
  );
}
