import { Stack, Text } from '@mantine/core';
import { engineText } from './error-text.ts';
import { StatusMark } from './StatusMark.tsx';

/** How a trial of something went, step by step: what was found, or what is wrong and what to do. */
export function TrialSteps({ steps }: { steps: readonly { label: string; ok: boolean; detail: string }[] }) {
  return (
    <Stack gap="sm">
      {steps.map(({ label, ok, detail }) => (
        <div key={label}>
          <StatusMark tone={ok ? 'done' : 'needs'}>{label}</StatusMark>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {engineText(detail)}
          </Text>
        </div>
      ))}
    </Stack>
  );
}
