import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CartDetail, CartRun } from '../../shared/contract/index.ts';
import { findingText } from '../commands/finding-text.ts';
import { minuteTime } from '../format/time.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { CartDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import type { Tone } from '../parts/tones.ts';
import type { ACTIONS } from './action-kinds.ts';
import classes from './Carts.module.css';

const STEP_TONE: Readonly<Record<CartRun['steps'][number]['state'], Tone>> = {
  skipped: 'none',
  planned: 'waits',
  waiting: 'way',
  done: 'done',
  failed: 'needs',
  expired: 'none',
  cancelled: 'none',
};
const RUN_TONE: Readonly<Record<CartRun['state'], Tone>> = {
  scheduled: 'waits',
  running: 'way',
  done: 'done',
  cancelled: 'none',
};

/** What was done to a cart, newest first, with what became of each slot. */
export function RunsView({ cart }: { cart: CartDetail }) {
  const { t } = useTranslation();
  const runs = useQuery(api.carts.runs.queryOptions({ input: { cartId: cart.id } }));
  if (runs.data === undefined)
    return runs.isError ? <ErrorState error={runs.error} onRetry={() => void runs.refetch()} /> : <LoadingPage />;
  if (runs.data.length === 0)
    return (
      <EmptyState
        drawing={<CartDrawing />}
        title={t('carts.run.none.title')}
        text={t('carts.run.none.text')}
        action={
          <Button component={Link} to={`/carts/${cart.id}`} variant="default">
            {t('carts.tabs.slots')}
          </Button>
        }
      />
    );
  return (
    <div className={classes.scroll}>
      {runs.data.map((run, index) => (
        <Run key={run.id} run={run} open={index === 0} />
      ))}
    </div>
  );
}

function Run({ run, open }: { run: CartRun; open: boolean }) {
  const { t, i18n } = useTranslation();
  const cancel = useMutation({
    mutationFn: () => engine.carts.cancelRun({ runId: run.id }),
    onSuccess: async () => {
      tellDone(t('carts.run.cancelled'));
      await queryClient.invalidateQueries({ queryKey: api.carts.key() });
    },
    onError: (error) => tellFailure(error),
  });
  const done = run.steps.filter(({ state }) => state === 'done').length;
  const name = t(`carts.actions.${run.kind as (typeof ACTIONS)[number]}`);
  return (
    <section className={classes.exam} aria-label={name}>
      <div className={classes.row}>
        <strong>{name}</strong>
        <StatusMark tone={RUN_TONE[run.state]}>{t(`carts.run.states.${run.state}`)}</StatusMark>
        <span className={classes.soft}>
          {t('carts.run.progress', { done, all: run.steps.length })} · {t('carts.run.by', { who: run.by })} ·{' '}
          <RelativeTime at={run.at} />
          {run.state === 'scheduled' && run.startAt !== null && (
            <> · {t('carts.run.starts', { when: minuteTime(run.startAt, i18n.language) })}</>
          )}
        </span>
        {(run.state === 'scheduled' || run.state === 'running') && (
          <RoleGate needs="administrator">
            <Button
              className={classes.push}
              size="compact-sm"
              variant="default"
              loading={cancel.isPending}
              onClick={() => cancel.mutate()}
            >
              {t('carts.run.cancel')}
            </Button>
          </RoleGate>
        )}
      </div>
      <details open={open}>
        <summary className={classes.soft}>{t('carts.tabs.slots')}</summary>
        <ul className={classes.list}>
          {run.steps.map((step) => (
            <li key={step.slot} className={classes.row}>
              <span style={{ minWidth: 220 }}>
                {step.commandId === null ? (
                  t('carts.slotOf', { slot: step.slot, name: step.name ?? step.serialNumber ?? '' })
                ) : (
                  <Link to={`/devices/${step.deviceId}/commands/${step.commandId}`}>
                    {t('carts.slotOf', { slot: step.slot, name: step.name ?? step.serialNumber ?? '' })}
                  </Link>
                )}
              </span>
              <StatusMark tone={STEP_TONE[step.state]}>{t(`carts.run.steps.${step.state}`)}</StatusMark>
              <span className={classes.soft}>
                {(step.error === null ? step.findings : [{ message: step.error }])
                  .map((finding) => findingText(finding, t))
                  .join(' ')}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
