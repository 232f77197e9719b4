import { Button, Text } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { checkAvailability } from '../../shared/catalogue/index.ts';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { commandName } from '../commands/command-words.ts';
import { contextOf, platformsOfDevices } from '../commands/device-context.ts';
import { findingText } from '../commands/finding-text.ts';
import { startDraft } from '../commands/form-model.ts';
import { api } from '../live/client.ts';
import { NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { tellFailure } from '../parts/notify.ts';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';

/** Sends the query whose answer fills a list; says that it is under way, or why this device cannot be asked. */
export function AskDevice({ device, requestType }: { device: DeviceDetail; requestType: string }) {
  const { t } = useTranslation();
  const open = useQuery(
    api.commands.listAll.queryOptions({
      input: { deviceId: device.id, requestTypes: [requestType], open: true, limit: 1 },
    }),
  ).data;
  const ask = useMutation(
    api.commands.queue.mutationOptions({
      onSuccess: ({ refused }) => {
        const reason = refused[0]?.reasons[0];
        if (reason !== undefined) tellFailure(new Error(findingText(reason, t)), t('commands.notQueued'));
      },
      onError: (error) => tellFailure(error, t('commands.notQueued')),
    }),
  );
  const command = commandName(requestType, t);
  const refusing = checkAvailability(requestType, contextOf(device)).find(({ severity }) => severity === 'refuse');
  if (device.state === 'ended') return <Text c="dimmed">{t('device.notManaged')}</Text>;
  if (refusing !== undefined) return <Text c="dimmed">{findingText(refusing, t)}</Text>;
  if ((open?.rows.length ?? 0) > 0) return <StatusMark tone="way">{t('devicePage.asked', { command })}</StatusMark>;
  return (
    <RoleGate needs="administrator">
      <Button
        variant="default"
        leftSection={<IconMessageQuestion size={16} aria-hidden />}
        loading={ask.isPending}
        onClick={() =>
          ask.mutate({
            deviceIds: [device.id],
            command: startDraft(requestType, platformsOfDevices([device])),
            wakeNow: true,
          })
        }
      >
        {t('devicePage.ask', { command })}
      </Button>
    </RoleGate>
  );
}

/** A list that is empty: because nobody asked yet, or because there is nothing; and the query that fills it. */
export function NothingReported(props: { device: DeviceDetail; requestType: string; reportedAt: number | null }) {
  const { t } = useTranslation();
  const { device, requestType, reportedAt } = props;
  return (
    <EmptyState
      drawing={<NothingFoundDrawing />}
      title={reportedAt === null ? t('device.notReportedYet') : t('device.reportedNone')}
      text={t('devicePage.filledBy', { command: commandName(requestType, t) })}
      action={<AskDevice device={device} requestType={requestType} />}
    />
  );
}
