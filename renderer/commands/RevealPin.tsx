import { Button, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CommandDetail } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { tellFailure } from '../parts/notify.ts';
import { RoleGate } from '../parts/RoleGate.tsx';

/** Commands after which somebody may need the PIN that was sent along. */
const PIN_COMMANDS: ReadonlySet<string> = new Set(['DeviceLock', 'EraseDevice']);

/** Whether a PIN that somebody may have to type went with the command. */
export function withPin({ requestType, hasSecrets }: CommandDetail): boolean {
  return PIN_COMMANDS.has(requestType) && hasSecrets;
}

/** Shows the PIN on request only, and forgets it with the page: the engine records who asked. */
export function RevealPin({ command }: { command: CommandDetail }) {
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
    <div style={{ marginTop: 8 }}>
      <RoleGate needs="administrator">
        <Button
          variant="default"
          leftSection={<IconEye size={16} aria-hidden />}
          loading={reveal.isPending}
          onClick={() => reveal.mutate({ commandId: command.id })}
        >
          {t('commands.showPin')}
        </Button>
      </RoleGate>
    </div>
  );
}
