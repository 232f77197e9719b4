import { Alert, Button, Select, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandDefinition, commandFacts, serverFilledKeys } from '../../shared/catalogue/index.ts';
import type { DeviceDetail, DeviceRow, DeviceUser, QueueOutcome } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { errorText } from '../parts/error-text.ts';
import { CommandFields } from './CommandFields.tsx';
import classes from './Commands.module.css';
import { ConfirmDestructive } from './ConfirmDestructive.tsx';
import { commandName, commandSummary } from './command-words.ts';
import { contextOf, platformsOfDevices, targetsOf } from './device-context.ts';
import { type Draft, findingsOf, keysFor, pruned, startDraft } from './form-model.ts';
import { Needs } from './Needs.tsx';
import { tellQueued } from './tell-queued.ts';
import { Refusals, Verdict } from './Verdict.tsx';

const HOUR = 3_600_000;
const LIVES = { never: null, hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR } as const;
type Life = keyof typeof LIVES;

/** A command as it was filled in, for whoever sends it. */
export interface CommandOrder {
  readonly command: Draft;
  readonly expiresAt: number | undefined;
  readonly name: string;
  readonly destructive: boolean;
}

/** Fills in one command, says live who can take it and why not, and queues it. */
export function CommandForm(props: {
  requestType: string;
  devices: readonly (DeviceRow | DeviceDetail)[];
  user?: DeviceUser | undefined;
  /** Takes the command over; who takes it is shown there. */
  onSend?: (order: CommandOrder) => void;
  onBack: (() => void) | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { requestType, devices, user, onBack, onClose } = props;
  const platforms = useMemo(() => platformsOfDevices(devices), [devices]);
  const filled = useMemo(
    () =>
      new Set(
        platforms
          .flatMap((platform) => serverFilledKeys(requestType, platform))
          .flatMap(({ key, from }) => (from === 'known' ? [] : [key])),
      ),
    [requestType, platforms],
  );
  const keys = useMemo(() => keysFor(commandDefinition(requestType)?.keys ?? [], platforms), [requestType, platforms]);
  const [draft, setDraft] = useState(() => startDraft(requestType, platforms));
  const [life, setLife] = useState<Life>('never');
  const [attempted, setAttempted] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const [outcome, setOutcome] = useState<QueueOutcome>();
  const context = useMemo(() => {
    const [only] = devices;
    return devices.length === 1 && only !== undefined ? contextOf(only, user) : undefined;
  }, [devices, user]);
  const findings = useMemo(() => findingsOf(draft, context), [draft, context]);
  const wellMade = !findings.some(({ severity, path }) => severity === 'refuse' && path !== '');
  const facts = commandFacts(requestType);
  const queue = useMutation(
    api.commands.queue.mutationOptions({
      onSuccess: (result) => {
        setConfirming(false);
        tellQueued(result, commandName(requestType, t), t);
        if (result.refused.length === 0) onClose();
        else setOutcome(result);
      },
      onError: () => setConfirming(false),
    }),
  );

  const send = (): void => {
    const lasts = LIVES[life];
    queue.mutate({
      ...targetsOf(devices, user),
      command: pruned(draft),
      // Whoever sends a command from here waits for it.
      wakeNow: true,
      ...(lasts === null ? {} : { expiresAt: Date.now() + lasts }),
    });
  };
  const submit = (): void => {
    setAttempted(true);
    if (!wellMade) return;
    if (props.onSend !== undefined) {
      const lasts = LIVES[life];
      props.onSend({
        command: pruned(draft),
        expiresAt: lasts === null ? undefined : Date.now() + lasts,
        name: commandName(requestType, t),
        destructive: facts?.destructive === true,
      });
    } else if (facts?.destructive === true) setConfirming(true);
    else send();
  };

  if (outcome !== undefined)
    return (
      <>
        <Alert color="yellow" variant="light" title={t('commands.someRefused', { count: outcome.refused.length })}>
          <Refusals refused={outcome.refused} devices={devices} />
        </Alert>
        <div className={classes.foot}>
          <span />
          <Button onClick={onClose}>{t('common.close')}</Button>
        </div>
      </>
    );

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      noValidate
    >
      <Text>{commandSummary(requestType, t)}</Text>
      <Needs requestType={requestType} platforms={platforms} device={context} />
      <div className={classes.fields} style={{ margin: '16px 0' }}>
        <CommandFields
          keys={keys.filter(({ key }) => !filled.has(key))}
          value={draft}
          onChange={(value) => setDraft({ ...value, RequestType: requestType })}
          path=""
          findings={findings}
          attempted={attempted}
          platforms={platforms}
        />
        {filled.size > 0 && (
          <Text size="xs" c="dimmed">
            {t('commands.filledIn', { keys: [...filled].join(', ') })}
          </Text>
        )}
        <Select
          label={t('commands.giveUp')}
          w={320}
          allowDeselect={false}
          value={life}
          onChange={(value) => setLife((value ?? 'never') as Life)}
          data={(Object.keys(LIVES) as Life[]).map((value) => ({ value, label: t(`commands.lives.${value}`) }))}
        />
      </div>
      {props.onSend === undefined && <Verdict draft={draft} devices={devices} user={user} wellMade={wellMade} />}
      {queue.isError && (
        <Alert color="red" variant="light" mt="sm" role="alert" title={t('commands.notQueued')}>
          {errorText(queue.error)}
        </Alert>
      )}
      <div className={classes.foot}>
        {onBack === undefined ? (
          <span />
        ) : (
          <Button variant="subtle" color="gray" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onBack}>
            {t('commands.otherCommand')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          type="submit"
          color={facts?.destructive === true ? 'red' : undefined}
          loading={queue.isPending && !confirming}
        >
          {facts?.destructive === true || props.onSend !== undefined ? t('commands.continue') : t('commands.queue')}
        </Button>
      </div>
      {confirming && (
        <ConfirmDestructive
          title={t('commands.confirmTitle', { command: commandName(requestType, t), count: devices.length })}
          text={commandSummary(requestType, t)}
          action={commandName(requestType, t)}
          devices={devices}
          busy={queue.isPending}
          onConfirm={send}
          onCancel={() => setConfirming(false)}
        />
      )}
    </form>
  );
}
