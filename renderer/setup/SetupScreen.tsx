import { Button, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { SetupState, SetupStep, Status } from '../../shared/contract/index.ts';
import { findingText } from '../commands/finding-text.ts';
import { api } from '../live/client.ts';
import { useStatus } from '../live/hooks.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RoleForm } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { OrganisationForm } from '../settings/OrganisationForm.tsx';
import { AddressForm } from './AddressForm.tsx';
import { FirstInvitation } from './FirstInvitation.tsx';
import { NewAccountForm } from './NewAccountForm.tsx';
import { PushStep } from './PushStep.tsx';
import classes from './Setup.module.css';

const STEPS = ['organisation', 'reachability', 'administrator', 'push', 'invitation'] as const;

/** The first run, step by step. Each step reads from the facts whether it is done, so it can be left and taken up. */
export default function SetupScreen() {
  const { t } = useTranslation();
  const params = useParams();
  const navigate = useNavigate();
  const status = useStatus();
  const setup = useQuery(api.setup.state.queryOptions());
  const failed = [status, setup].find(({ isError, data }) => isError && data === undefined);
  if (failed !== undefined) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (status.data === undefined || setup.data === undefined) return <LoadingPage />;
  const state = setup.data;
  const step =
    STEPS.find((each) => each === params.step) ?? STEPS.find((each) => !isDone(state, each)) ?? 'organisation';
  const index = STEPS.indexOf(step);
  const next = STEPS[index + 1];
  const before = STEPS[index - 1];
  const goOn = (): void => void navigate(next === undefined ? '/' : `/setup/${next}`);
  return (
    <>
      <PageHeader title={t('setup.title')} count={t('setup.stepOf', { step: index + 1, total: STEPS.length })}>
        <Button component={Link} to="/" variant="default">
          {t('setup.leave')}
        </Button>
      </PageHeader>
      <div className={classes.panes}>
        <nav className={classes.nav} aria-label={t('setup.title')}>
          <ol>
            {STEPS.map((each) => (
              <li key={each}>
                <Link to={`/setup/${each}`} aria-current={each === step ? 'step' : undefined} className={classes.step}>
                  <StatusMark tone={isDone(state, each) ? 'done' : 'waits'}>
                    {t(`setup.steps.${each}.title`)}
                    <span className="visually-hidden">
                      {` (${t(isDone(state, each) ? 'setup.checklist.done' : 'setup.checklist.open')})`}
                    </span>
                  </StatusMark>
                </Link>
              </li>
            ))}
          </ol>
        </nav>
        <div className={classes.content}>
          <div className={classes.column} key={step}>
            <StepTitle text={t(`setup.steps.${step}.title`)} />
            <Text c="dimmed" mb="lg">
              {t(`setup.${TEXT_OF[step]}.lead`)}
            </Text>
            <Notes state={state} step={step} />
            <Step step={step} done={isDone(state, step)} status={status.data} goOn={goOn} />
            <div className={classes.foot}>
              {before !== undefined && (
                <Button
                  component={Link}
                  to={`/setup/${before}`}
                  variant="subtle"
                  color="gray"
                  leftSection={<IconArrowLeft size={16} aria-hidden />}
                >
                  {t('setup.back')}
                </Button>
              )}
              <Button
                component={Link}
                to={next === undefined ? '/' : `/setup/${next}`}
                variant={isDone(state, step) ? 'filled' : 'default'}
                rightSection={<IconArrowRight size={16} aria-hidden />}
                ml="auto"
              >
                {next === undefined ? t('setup.finish') : isDone(state, step) ? t('setup.next') : t('setup.later')}
              </Button>
            </div>
          </div>
        </div>
      </div>
    </>
  );
}

const TEXT_OF = {
  organisation: 'organisation',
  reachability: 'address',
  administrator: 'account',
  push: 'push',
  invitation: 'invitation',
} as const satisfies Record<SetupStep, string>;

function isDone(state: SetupState, step: SetupStep): boolean {
  return state.steps.find((each) => each.step === step)?.done === true;
}

/** Takes the focus when the step changes, so that a screen reader begins there. */
function StepTitle({ text }: { text: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Title order={2} ref={heading} tabIndex={-1} className={classes.title}>
      {text}
    </Title>
  );
}

function Notes({ state, step }: { state: SetupState; step: SetupStep }) {
  const { t } = useTranslation();
  const notes = state.steps.find((each) => each.step === step)?.notes ?? [];
  if (notes.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {notes.map(({ code, message, severity }) => (
        <li key={code}>
          <StatusMark tone={severity === 'refuse' ? 'needs' : 'waits'}>{findingText({ message }, t)}</StatusMark>
        </li>
      ))}
    </ul>
  );
}

function Step(props: { step: SetupStep; done: boolean; status: Status; goOn: () => void }): ReactNode {
  const { step, status, goOn } = props;
  const { t } = useTranslation();
  switch (step) {
    case 'organisation':
      return (
        <RoleForm needs="administrator">
          <OrganisationForm
            organisation={status.organisation}
            label={t('setup.organisation.save')}
            settled={props.done}
            onSaved={goOn}
          />
        </RoleForm>
      );
    case 'reachability':
      return (
        <RoleForm needs="owner">
          <AddressForm onDone={goOn} />
        </RoleForm>
      );
    case 'administrator':
      return <AccountStep />;
    case 'push':
      return (
        <RoleForm needs="owner">
          <PushStep status={status} />
        </RoleForm>
      );
    case 'invitation':
      return (
        <RoleForm needs="administrator">
          <FirstInvitation />
        </RoleForm>
      );
  }
}

function AccountStep() {
  const { t } = useTranslation();
  const accounts = useQuery(api.administrators.list.queryOptions());
  if (accounts.data === undefined)
    return accounts.isError ? (
      <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />
    ) : (
      <LoadingPage />
    );
  if (accounts.data.length === 0)
    return (
      <RoleForm needs="owner">
        <NewAccountForm first />
      </RoleForm>
    );
  return (
    <Text>
      <StatusMark tone="done">{t('setup.account.exists', { count: accounts.data.length })}</StatusMark>{' '}
      <Link to="/settings/administrators">{t('setup.account.manage')}</Link>
    </Text>
  );
}
