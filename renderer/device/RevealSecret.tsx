import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RevealInput } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { tellFailure } from '../parts/notify.ts';
import { RoleGate } from '../parts/RoleGate.tsx';

/** A value of the vault: shown on request only, and forgotten with the page. The engine records who asked. */
export function RevealSecret(props: { which: RevealInput; name: string; label?: string }) {
  const { which, name, label } = props;
  const { t } = useTranslation();
  const reveal = useMutation(
    api.secrets.reveal.mutationOptions({
      onError: (error) => tellFailure(error, t('knowledge.secrets.notShown')),
      gcTime: 0,
    }),
  );
  if (reveal.data !== undefined)
    return (
      <strong className="mono" style={{ overflowWrap: 'anywhere' }}>
        {reveal.data.value}
      </strong>
    );
  return (
    <RoleGate needs="administrator">
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconEye size={14} aria-hidden />}
        aria-label={label ?? t('knowledge.secrets.showOf', { secret: name })}
        loading={reveal.isPending}
        onClick={() => reveal.mutate(which)}
      >
        {label ?? t('knowledge.secrets.show')}
      </Button>
    </RoleGate>
  );
}
