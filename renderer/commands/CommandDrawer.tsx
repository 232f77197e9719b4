import { Alert, Button, Drawer, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { commandFacts, commandLabel } from '../../shared/catalogue/command-facts.ts';
import type { CommandDetail } from '../../shared/contract/index.ts';
import { bytes } from '../format/quantity.ts';
import { dateOnly } from '../format/time.ts';
import { api } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { COMMAND_TONE } from '../parts/tones.ts';
import classes from './Commands.module.css';
import { type Step, timelineOf } from './timeline.ts';

/** One command from its queueing to its answer, live. */
export function CommandDrawer({ commandId, onClose }: { commandId: string | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery({
    ...api.commands.get.queryOptions({ input: { commandId: commandId ?? '' } }),
    enabled: commandId !== undefined,
  });
  const command = query.data;
  return (
    <Drawer
      opened={commandId !== undefined}
      onClose={onClose}
      position="right"
      size={480}
      title={command === undefined ? t('commands.command') : commandLabel(command.requestType)}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {command !== undefined ? (
        <Life command={command} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonLines count={8} />
      )}
    </Drawer>
  );
}

function Life({ command }: { command: CommandDetail }) {
  const { t, i18n } = useTranslation();
  const cancel = useMutation(api.commands.cancel.mutationOptions({ onError: (error) => tellFailure(error) }));
  const waits = command.state === 'queued' || command.state === 'not-now';
  const { result } = command;
  return (
    <Stack gap="lg">
      <div>
        <StatusMark tone={COMMAND_TONE[command.state]}>{t(`commands.states.${command.state}`)}</StatusMark>
        <Text c="dimmed" size="xs">
          {commandFacts(command.requestType)?.summary}
        </Text>
      </div>
      <section aria-label={t('commands.timeline')}>
        <ol className={classes.timeline} data-testid="timeline">
          {timelineOf(command).map((step) => (
            <li key={step.kind} data-tone={step.tone}>
              <span>{stepText(step, command, t)}</span>
              <span className={classes.when}>
                <RelativeTime at={step.at} />
              </span>
            </li>
          ))}
        </ol>
        {waits && (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ commandId: command.id })}>
            {t('commands.cancel')}
          </Button>
        )}
      </section>
      {result !== null && result.errorChain.length > 0 && (
        <section aria-label={t('commands.errors')}>
          <Title order={3} mb={6}>
            {t('commands.errors')}
          </Title>
          {result.errorChain.map((item) => (
            <Alert key={`${item.domain} ${item.code}`} color="red" variant="light" mb={6} p="xs">
              <Text>{item.description ?? t('commands.noDescription')}</Text>
              <Text size="xs" className="mono">
                {item.domain} {item.code}
              </Text>
            </Alert>
          ))}
        </section>
      )}
      <div>
        <Title order={3} mb={6}>
          {t('commands.request')}
        </Title>
        {/* biome-ignore-start lint/a11y: a box of text that the keyboard can scroll */}
        <pre className={classes.code} tabIndex={0} role="region" aria-label={t('commands.request')}>
          {JSON.stringify(command.request, null, 2)}
        </pre>
        {/* biome-ignore-end lint/a11y: a box of text that the keyboard can scroll */}
        {PIN_COMMANDS.has(command.requestType) && command.hasSecrets && <RevealPin command={command} />}
        {command.hasSecrets && (
          <Text size="xs" c="dimmed" mt={4}>
            {t('commands.secretsKept')}
          </Text>
        )}
      </div>
      {result !== null && (
        <div>
          <Title order={3} mb={6}>
            {t('commands.rawAnswer')}{' '}
            <Text span size="xs" c="dimmed">
              {result.status} · {bytes(result.size, i18n.language)}
            </Text>
          </Title>
          {!result.decoded && (
            <Alert color="yellow" variant="light" mb={6} p="xs">
              {t('commands.notDecoded')}
            </Alert>
          )}
          {result.compactedAt !== null ? (
            <Text c="dimmed">{t('commands.compacted', { date: dateOnly(result.compactedAt, i18n.language) })}</Text>
          ) : (
            <>
              {/* biome-ignore-start lint/a11y: a box of text that the keyboard can scroll */}
              <pre className={classes.code} tabIndex={0} role="region" aria-label={t('commands.rawAnswer')}>
                {result.raw}
              </pre>
              {/* biome-ignore-end lint/a11y: a box of text that the keyboard can scroll */}
            </>
          )}
        </div>
      )}
      <Text size="xs" c="dimmed">
        CommandUUID <span className="mono">{command.id}</span>
      </Text>
    </Stack>
  );
}

/** Commands after which somebody may need the PIN that was sent along. */
const PIN_COMMANDS: ReadonlySet<string> = new Set(['DeviceLock', 'EraseDevice']);

/** Shows the PIN on request only: the engine records who asked. */
function RevealPin({ command }: { command: CommandDetail }) {
  const { t } = useTranslation();
  const reveal = useMutation(
    api.commands.revealPin.mutationOptions({ onError: (error) => tellFailure(error), gcTime: 0 }),
  );
  if (reveal.data !== undefined)
    return (
      <Text mt="xs">
        {t('commands.pin')} <strong className="mono">{reveal.data.pin}</strong>
      </Text>
    );
  return (
    <Button
      variant="default"
      mt="xs"
      loading={reveal.isPending}
      onClick={() => reveal.mutate({ commandId: command.id })}
    >
      {t('commands.showPin')}
    </Button>
  );
}

function stepText(step: Step, command: CommandDetail, t: TFunction): string {
  switch (step.kind) {
    case 'queued':
      return t('commands.steps.queued', { who: command.queuedBy });
    case 'ended':
      return t(`commands.states.${command.state}`);
    default:
      return t(`commands.steps.${step.kind}`, { count: step.count ?? 1 });
  }
}
