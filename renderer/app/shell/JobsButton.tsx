import { ActionIcon, Button, Popover, Progress, Text, Title, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { number } from '../../format/quantity.ts';
import { tellDone, tellFailure } from '../../parts/notify.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import type { Tone } from '../../parts/tones.ts';
import { notifyWithUndo } from '../../parts/undo.tsx';
import { type Job, jobs, useJobs } from '../jobs.ts';
import classes from './Jobs.module.css';

const TONE: Readonly<Record<Job['state'], Tone>> = {
  running: 'way',
  done: 'done',
  partly: 'waits',
  failed: 'needs',
  cancelled: 'none',
};

/** The long-running things of this window: how many run, and on a click how far each is and what came of it. */
export function JobsButton() {
  const { t } = useTranslation();
  const all = useJobs();
  useJobNews(all);
  const running = all.filter((job) => job.state === 'running');
  if (all.length === 0) return null;
  const worst = (['failed', 'partly', 'done', 'cancelled'] as const).find((state) =>
    all.some((job) => job.state === state),
  );
  return (
    <Popover position="top-end" width={360} withArrow={false} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.button} data-testid="jobs">
          <StatusMark tone={TONE[running.length > 0 ? 'running' : (worst ?? 'done')]}>
            {running.length > 0
              ? t('jobs.running', { count: running.length })
              : t('jobs.ended', { count: all.length - running.length })}
          </StatusMark>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('jobs.title')}>
        <div className={classes.head}>
          <Title order={2}>{t('jobs.title')}</Title>
          {running.length < all.length && (
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => jobs.dismiss()}>
              {t('jobs.dismissAll')}
            </Button>
          )}
        </div>
        <ul className={classes.list}>
          {all.map((job) => (
            <JobLine key={job.id} job={job} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function JobLine({ job }: { job: Job }) {
  const { t, i18n } = useTranslation();
  const isRunning = job.state === 'running';
  const steps =
    job.total === null
      ? number(job.done, i18n.language)
      : t('jobs.steps', { done: number(job.done, i18n.language), total: number(job.total, i18n.language) });
  return (
    <li>
      <div className={classes.line}>
        <Text fw={500} className={classes.title}>
          {job.title}
        </Text>
        {job.canCancel && isRunning && (
          <Button variant="default" size="compact-sm" onClick={() => jobs.cancel(job.id)}>
            {t('common.cancel')}
          </Button>
        )}
        {!isRunning && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('jobs.dismiss', { title: job.title })}
            onClick={() => jobs.dismiss(job.id)}
          >
            <IconX size={14} />
          </ActionIcon>
        )}
      </div>
      {isRunning ? (
        <>
          <Progress
            size="sm"
            my={6}
            animated={job.total === null}
            value={job.total === null || job.total === 0 ? 100 : (100 * job.done) / job.total}
            aria-label={job.title}
          />
          {(job.done > 0 || job.total !== null) && (
            <Text size="xs" c="dimmed" className="tabular">
              {steps}
            </Text>
          )}
        </>
      ) : (
        <Text size="xs">
          <StatusMark tone={TONE[job.state]}>{t(`jobs.states.${job.state}`)}</StatusMark>
          {job.message !== null && <span className={classes.message}>{job.message}</span>}
          {job.link !== null && (
            <Link to={job.link.to} className={classes.message}>
              {job.link.label}
            </Link>
          )}
        </Text>
      )}
    </li>
  );
}

/** Tells what came of a job when it ends, and keeps the window from being closed over one that runs. */
function useJobNews(all: readonly Job[]): void {
  const { t } = useTranslation();
  const told = useRef(new Set(all.filter((job) => job.state !== 'running').map(({ id }) => id)));
  useEffect(() => {
    for (const job of all) {
      if (job.state === 'running' || told.current.has(job.id)) continue;
      told.current.add(job.id);
      if (job.state === 'failed') tellFailure(new Error(job.message ?? ''), t('jobs.failed', { title: job.title }));
      else if (job.undo !== null) notifyWithUndo(job.message ?? job.title, job.undo);
      else if (job.state !== 'cancelled') tellDone(job.message ?? job.title);
    }
  }, [all, t]);
  const isBusy = all.some((job) => job.state === 'running');
  useEffect(() => {
    if (!isBusy) return;
    const hold = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', hold);
    return () => window.removeEventListener('beforeunload', hold);
  }, [isBusy]);
}
