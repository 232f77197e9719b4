import { Text, Timeline } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { StatusChange } from '../../../shared/contract/index.ts';
import { RelativeTime } from '../../parts/RelativeTime.tsx';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { reasonWord, statusTone, statusWord } from './app-status.ts';

/** Every status something had, the newest first, and the command that told of it. */
export function StatusHistory({ deviceId, changes }: { deviceId: string; changes: readonly StatusChange[] }) {
  const { t } = useTranslation();
  if (changes.length === 0) return <Text c="dimmed">{t('managedApps.details.noHistory')}</Text>;
  return (
    <Timeline bulletSize={10} lineWidth={1}>
      {changes.map(({ at, status, reason, commandId }) => (
        <Timeline.Item key={`${at} ${status}`}>
          <StatusMark tone={statusTone(status)}>{statusWord(status, t)}</StatusMark>
          {reason !== null && <Text size="xs">{reasonWord(reason, t)}</Text>}
          <Text size="xs" c="dimmed">
            <RelativeTime at={at} />
            {commandId !== null && (
              <>
                {' · '}
                <Link to={`/devices/${deviceId}/commands/${commandId}`}>{t('managedApps.details.command')}</Link>
              </>
            )}
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
