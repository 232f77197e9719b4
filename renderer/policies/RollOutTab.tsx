import { Button, Progress } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerSkipForward, IconPlayerStop, IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyDetail, RollOut } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { number } from '../format/quantity.ts';
import { minuteTime } from '../format/time.ts';
import { engine } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { DryRunDialog } from './DryRunDialog.tsx';
import classes from './Policies.module.css';
import { PUBLISH_AT_ONCE, type PublishDraft, PublishFields, publishingOf } from './PublishFields.tsx';
import { ROLL_OUT_TONE, rereadPolicies } from './policy-words.ts';

type Action = 'pause' | 'resume' | 'next' | 'abort';

/** How the newest version goes out: stage after stage, with what becomes of it. */
export function RollOutTab({ policy }: { policy: PolicyDetail }) {
  const { t } = useTranslation();
  const [publishing, setPublishing] = useState(false);
  const { rollOut } = policy;
  const waits = policy.version !== policy.newestVersion;
  return (
    <div className={`${classes.scroll} ${rollOut === null && !waits ? '' : classes.measured}`}>
      {waits && (rollOut === null || rollOut.state === 'done' || rollOut.state === 'aborted') && (
        <Card
          title={t('policies.rollOut.newer', { version: policy.newestVersion })}
          aside={
            <RoleGate needs="administrator">
              <Button leftSection={<IconSend size={16} aria-hidden />} onClick={() => setPublishing(true)}>
                {t('policies.publish.action')}
              </Button>
            </RoleGate>
          }
        >
          <p className={classes.soft}>
            {policy.version === null
              ? t('policies.rollOut.noneYet')
              : t('policies.rollOut.devicesHave', { version: policy.version })}
          </p>
        </Card>
      )}
      {rollOut === null ? (
        !waits && (
          <EmptyState
            title={t('policies.rollOut.none.title')}
            text={t('policies.rollOut.none.text', { version: policy.version ?? policy.newestVersion })}
          />
        )
      ) : (
        <Progressing policy={policy} rollOut={rollOut} />
      )}
      {publishing && (
        <PublishDialog policy={policy} version={policy.newestVersion} onClose={() => setPublishing(false)} />
      )}
    </div>
  );
}

function Progressing({ policy, rollOut }: { policy: PolicyDetail; rollOut: RollOut }) {
  const { t, i18n } = useTranslation();
  const steer = useMutation({
    mutationFn: (action: Action) => engine.policies.steerRollOut({ policyId: policy.id, action }),
    onSuccess: rereadPolicies,
    onError: (error) => tellFailure(error),
  });
  const { state, stage, plan, numbers, version, before, nextAt } = rollOut;
  const share = numbers.devices === 0 ? 0 : (100 * numbers.reached) / numbers.devices;
  const button = (action: Action, Icon: typeof IconSend, props: { variant?: string; c?: string } = {}) => (
    <Button
      variant="default"
      {...props}
      loading={steer.isPending && steer.variables === action}
      leftSection={<Icon size={16} aria-hidden />}
      onClick={() => steer.mutate(action)}
    >
      {t(`policies.rollOut.actions.${action}`)}
    </Button>
  );
  return (
    <Card
      title={t('policies.rollOut.of', { version })}
      aside={<StatusMark tone={ROLL_OUT_TONE[state]}>{t(`policies.rollOut.states.${state}`)}</StatusMark>}
    >
      <Progress.Root size="lg" aria-label={t('policies.rollOut.progress')}>
        <Progress.Section value={share} color="indigo" aria-label={t('policies.rollOut.progress')} />
      </Progress.Root>
      <div className={classes.row} style={{ marginTop: 8 }}>
        {plan.stages.map((percent, index) => (
          <StatusMark
            // biome-ignore lint/suspicious/noArrayIndexKey: stages are their positions
            key={index}
            tone={index < stage || state === 'done' ? 'done' : index === stage ? ROLL_OUT_TONE[state] : 'none'}
          >
            {t('policies.rollOut.stage', { number: index + 1, percent })}
          </StatusMark>
        ))}
      </div>
      <dl className={classes.figures} data-testid="roll-out-numbers">
        {(['devices', 'reached', 'installed', 'underWay', 'failed'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`policies.rollOut.numbers.${name}`)}</dt>
            <dd style={name === 'failed' && numbers.failed > 0 ? { color: 'var(--cw-needs)' } : undefined}>
              {number(numbers[name], i18n.language)}
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.soft}>
        {t('policies.rollOut.started', { who: rollOut.startedBy })} <RelativeTime at={rollOut.startedAt} />
        {'. '}
        {nextAt !== null && t('policies.rollOut.next', { at: minuteTime(nextAt, i18n.language) })}{' '}
        {plan.stopAtPercent < 100 && t('policies.rollOut.stops', { percent: plan.stopAtPercent })}{' '}
        {before === null ? '' : t('policies.rollOut.before', { version: before })}
      </p>
      {(state === 'running' || state === 'paused' || state === 'stopped') && (
        <RoleGate needs="administrator">
          <div className={classes.row}>
            {state === 'running' && button('pause', IconPlayerPause)}
            {state !== 'running' && button('resume', IconPlayerPlay)}
            {state === 'running' && stage < plan.stages.length - 1 && button('next', IconPlayerSkipForward)}
            {button('abort', IconPlayerStop, { c: 'var(--cw-needs)' })}
          </div>
        </RoleGate>
      )}
    </Card>
  );
}

/** Gives devices a version: first how, then every command that would be sent, then it goes out. */
export function PublishDialog(props: { policy: PolicyDetail; version: number; onClose: () => void }) {
  const { t } = useTranslation();
  const { policy, version, onClose } = props;
  const [draft, setDraft] = useState<PublishDraft>(PUBLISH_AT_ONCE);
  const [looking, setLooking] = useState(false);
  const publish = publishingOf(draft);
  const give = useMutation({
    mutationFn: () => engine.policies.publish({ policyId: policy.id, version, publish: publish ?? { how: 'not-yet' } }),
    async onSuccess() {
      await rereadPolicies();
      tellDone(t('policies.publish.done', { name: policy.name, version }));
      onClose();
    },
    onError: () => setLooking(false),
  });
  if (looking)
    return (
      <DryRunDialog
        title={t('policies.dryRun.title')}
        change={{ kind: 'version', policyId: policy.id, version }}
        action={t('policies.publish.action')}
        onDo={() => give.mutate()}
        onClose={() => setLooking(false)}
      />
    );
  return (
    <FormDialog
      title={t('policies.publish.title', { version })}
      submit={t('policies.publish.look')}
      busy={give.isPending}
      error={give.error}
      disabled={publish === undefined}
      size={580}
      onClose={onClose}
      onSubmit={() => setLooking(true)}
    >
      <PublishFields value={draft} onChange={setDraft} />
    </FormDialog>
  );
}
