import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PolicyChange } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';

/** What a change would send, asked anew each time. */
export function useDryRun(change: PolicyChange, enabled = true) {
  return useQuery({
    ...api.policies.dryRun.queryOptions({ input: { change } }),
    enabled,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
}

/** Asks whether a profile goes from devices that it may connect: they could be out of reach without it. */
export function MayStrand(props: { count: number; checked: boolean; onChange: (checked: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Checkbox
      label={t('policies.strand.label', { count: props.count })}
      description={t('policies.strand.means')}
      checked={props.checked}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
}
