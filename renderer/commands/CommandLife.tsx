import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconRefresh, IconStethoscope, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { CommandDetail, CommandTimeline } from '../../shared/contract/index.ts';
import { addressOf } from '../device/device-address.ts';
import { RevealSecret } from '../device/RevealSecret.tsx';
import { bytes } from '../format/quantity.ts';
import { dateOnly, exactTime } from '../format/time.ts';
import { api } from '../live/client.ts';
import { CopyField } from '../parts/CopyField.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { COMMAND_TONE } from '../parts/tones.ts';
import { XmlBox } from '../parts/XmlBox.tsx';
import { AnswerParts } from './AnswerParts.tsx';
import classes from './Commands.module.css';
import { commandName, commandSummary } from './command-words.ts';
import { ErrorReading } from './ErrorReading.tsx';
import { findingText } from './finding-text.ts';
import { requestXml } from './plist-xml.ts';
import { stepTone, stepWords } from './timeline-words.ts';
import { WithReason } from './WithReason.tsx';

/** Commands after which somebody may need the PIN that was sent along. */
const PIN_COMMANDS: ReadonlySet<string> = new Set(['DeviceLock', 'EraseDevice']);

/** The address of one command. */
export function commandAddress({ deviceId, id }: Pick<CommandDetail, 'deviceId' | 'id'>): string {
  return `/devices/${deviceId}/commands/${id}`;
}

/** What happened to a command, what went wrong, and both messages as they travelled. */
export function CommandLife({ life }: { life: CommandTimeline }) {
  const { t, i18n } = useTranslation();
  const { command, retryOf, retriedBy } = life;
  const { result } = command;
  const xml = useMemo(() => requestXml(command.request, command.id), [command]);
  const other = retriedBy ?? retryOf;
  return (
    <Stack gap="lg">
      <div>
        <StatusMark tone={COMMAND_TONE[command.state]}>{t(`commands.states.${command.state}`)}</StatusMark>
        <Text c="dimmed" size="xs">
          {commandSummary(command.requestType, t)}
        </Text>
      </div>
      <section aria-label={t('commands.timeline')}>
        <Steps life={life} />
        <LifeActions life={life} />
        {other !== null && (
          <Text size="xs" c="dimmed" mt="xs">
            {retriedBy === null ? t('commandLife.retryOf') : t('commandLife.retriedBy')}{' '}
            <Link to={commandAddress({ deviceId: command.deviceId, id: other })}>{t('commandLife.openOther')}</Link>
          </Text>
        )}
      </section>
      {command.state === 'format-error' && (
        <Alert color="red" variant="light" title={t('commandLife.problem.formatError')}>
          {t('commandLife.problem.formatErrorText')}
        </Alert>
      )}
      {result !== null && <AnswerParts parts={result.parts} />}
      {result !== null && result.errorChain.length > 0 && (
        <section aria-label={t('commandLife.problem.title')}>
          <Title order={3} mb={6}>
            {t('commandLife.problem.title')}
          </Title>
          <ErrorReading chain={result.errorChain} />
        </section>
      )}
      <div>
        <Title order={3} mb={6}>
          {t('commands.request')}
        </Title>
        <XmlBox label={t('commands.request')} text={xml} filename={`${command.requestType}-${command.id}.plist`} />
        {PIN_COMMANDS.has(command.requestType) && command.hasSecrets && (
          <Text component="div" mt="xs">
            {t('knowledge.secrets.kinds.pin')}:{' '}
            <RevealSecret
              which={{ commandId: command.id }}
              name={t('knowledge.secrets.kinds.pin')}
              label={t('commands.showPin')}
            />
          </Text>
        )}
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
              {result.status} · {bytes(result.size, i18n.language)} · {exactTime(result.receivedAt, i18n.language)}
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
            <XmlBox
              label={t('commands.rawAnswer')}
              text={result.raw}
              filename={`${command.requestType}-${command.id}-answer.plist`}
            />
          )}
        </div>
      )}
      <CopyField label={t('commandLife.copyId')} value={command.id} />
    </Stack>
  );
}

function Steps({ life: { command, entries, expected } }: { life: CommandTimeline }) {
  const { t } = useTranslation();
  return (
    <ol className={classes.timeline} data-testid="timeline">
      {entries.map((entry) => (
        <li key={`${entry.kind} ${entry.at} ${entry.commandId ?? ''}`} data-tone={stepTone(entry)}>
          <span>{stepWords(entry, t)}</span>
          <span className={classes.when}>
            <RelativeTime at={entry.at} />
          </span>
        </li>
      ))}
      {expected !== null && (
        <li data-tone="none" data-expected>
          <span>{command.state === 'sent' ? t('commandLife.expected.answer') : t('commandLife.expected.device')}</span>
          <span className={classes.when}>
            {expected.nextWakeAt !== null && (
              <>
                {t('commandLife.expected.wake')} <RelativeTime at={expected.nextWakeAt} />
              </>
            )}
          </span>
        </li>
      )}
      {expected?.expiresAt != null && (
        <li data-tone="none" data-expected>
          <span>{t('commandLife.expected.expires')}</span>
          <span className={classes.when}>
            <RelativeTime at={expected.expiresAt} />
          </span>
        </li>
      )}
    </ol>
  );
}

/** What can be done about a command where it stands: take it back, send it again, ask why it waits. */
function LifeActions({ life }: { life: CommandTimeline }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { command } = life;
  const cancel = useMutation(api.commands.cancel.mutationOptions({ onError: (error) => tellFailure(error) }));
  const retry = useMutation(
    api.commands.retry.mutationOptions({
      onSuccess: ({ queued: [again], left: [left] }) => {
        if (again === undefined) {
          tellFailure(new Error(left === undefined ? '' : findingText(left, t)), t('commandLife.notRetried'));
          return;
        }
        tellDone(t('commandLife.retried', { command: commandName(command.requestType, t) }));
        void navigate(commandAddress({ deviceId: again.deviceId, id: again.commandId }));
      },
      onError: (error) => tellFailure(error, t('commandLife.notRetried')),
    }),
  );
  const open = life.expected !== null;
  return (
    <Group gap="xs">
      <RoleGate needs="administrator">
        {open && command.state !== 'sent' && (
          <Button
            variant="default"
            leftSection={<IconX size={16} aria-hidden />}
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ commandId: command.id })}
          >
            {t('commands.cancel')}
          </Button>
        )}
        {!open && life.retriedBy === null && (
          <WithReason
            label={t('commandLife.retry')}
            icon={<IconRefresh size={16} aria-hidden />}
            busy={retry.isPending}
            onDo={(reason) => retry.mutate({ commandIds: [command.id], ...reason })}
          />
        )}
      </RoleGate>
      {open && (
        <Button
          variant="subtle"
          leftSection={<IconStethoscope size={16} aria-hidden />}
          component={Link}
          to={addressOf({ id: command.deviceId }, 'diagnosis', commandAddress(command))}
        >
          {t('diagnosis.title')}
        </Button>
      )}
    </Group>
  );
}
