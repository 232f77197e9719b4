import { Button, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { errorText } from './error-text.ts';

/** Something could not be read: why, and a way to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack align="center" justify="center" gap={4} mih={240} p="xl" ta="center" role="alert">
      <IconAlertTriangle size={32} stroke={1.5} color="var(--cw-needs)" aria-hidden />
      <Title order={2} mt="xs">
        {t('errors.cannotShow')}
      </Title>
      <Text c="dimmed" maw={480}>
        {errorText(error)}
      </Text>
      {onRetry !== undefined && (
        <Button mt="md" variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
    </Stack>
  );
}
