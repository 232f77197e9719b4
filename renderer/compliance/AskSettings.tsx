import { Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ASK_EVERY_HOURS, type ComplianceSettings } from '../../shared/contract/compliance.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RoleGate } from '../parts/RoleGate.tsx';
import classes from './Compliance.module.css';

/** How often devices are asked, so that rules judge by facts of today. */
export function AskSettings() {
  const { t } = useTranslation();
  const settings = useQuery(api.compliance.settings.queryOptions());
  const save = useMutation({
    mutationFn: (wanted: ComplianceSettings) => engine.compliance.setSettings(wanted),
    onSuccess(saved) {
      queryClient.setQueryData(api.compliance.settings.queryKey(), saved);
      tellDone(t('compliance.settings.saved'));
    },
    onError: (error) => tellFailure(error),
  });
  return (
    <div>
      <RoleGate needs="administrator">
        <Select
          label={t('compliance.settings.every')}
          w={240}
          allowDeselect={false}
          disabled={settings.data === undefined || save.isPending}
          value={String(settings.data?.askEveryHours ?? 24)}
          onChange={(hours) => {
            const askEveryHours = ASK_EVERY_HOURS.find((each) => String(each) === hours);
            if (askEveryHours !== undefined) save.mutate({ askEveryHours });
          }}
          data={ASK_EVERY_HOURS.map((each) => ({
            value: String(each),
            label: t('compliance.settings.hours', { count: each }),
          }))}
        />
      </RoleGate>
      <p className={classes.soft} style={{ marginTop: 6 }}>
        {t('compliance.settings.text')}
      </p>
    </div>
  );
}
