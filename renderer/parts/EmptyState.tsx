import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A page that has nothing yet: one drawing, one sentence, one button. */
export function EmptyState(props: { drawing?: ReactNode; title: string; text?: string; action?: ReactNode }) {
  return (
    <Stack align="center" justify="center" gap={4} mih={280} p="xl" ta="center" data-testid="empty">
      {props.drawing}
      <Title order={2} mt="sm">
        {props.title}
      </Title>
      {props.text !== undefined && (
        <Text c="dimmed" maw={420}>
          {props.text}
        </Text>
      )}
      {props.action !== undefined && <div style={{ marginTop: 16 }}>{props.action}</div>}
    </Stack>
  );
}
