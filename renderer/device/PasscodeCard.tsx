import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DeviceKnowledge } from '../../shared/contract/index.ts';
import { minuteTime } from '../format/time.ts';
import { Card } from '../parts/Card.tsx';
import { Facts } from '../parts/Facts.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';

/** Whether a passcode that fits is waited for, and whether the passcode could be cleared. */
export function PasscodeCard({ knowledge }: { knowledge: DeviceKnowledge }) {
  const { t, i18n } = useTranslation();
  const { passcodeDueSince, unlockToken } = knowledge;
  return (
    <Card title={t('knowledge.passcode.title')}>
      {passcodeDueSince !== null && (
        <div role="status" style={{ marginBottom: 12 }}>
          <StatusMark tone="waits">
            {t('knowledge.passcode.due', { when: minuteTime(passcodeDueSince, i18n.language) })}
          </StatusMark>
          <Text c="dimmed" size="sm">
            {t('knowledge.passcode.dueNote')}
          </Text>
        </div>
      )}
      <Facts
        facts={[
          {
            label: t('knowledge.passcode.token'),
            value: unlockToken.waitsForNew ? (
              <StatusMark tone="waits">
                {t('knowledge.passcode.tokenWaits')} <RelativeTime at={unlockToken.usedAt} />
              </StatusMark>
            ) : unlockToken.keptAt === null ? (
              t('knowledge.passcode.tokenNone')
            ) : (
              <StatusMark tone="done">
                {t('knowledge.passcode.tokenKept')} <RelativeTime at={unlockToken.keptAt} />
              </StatusMark>
            ),
          },
        ]}
      />
    </Card>
  );
}
