import { Select, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, engine, queryClient } from '../../live/client.ts';
import { tellDone } from '../../parts/notify.ts';
import { FormDialog } from '../FormDialog.tsx';

/** Puts chosen serial numbers on the list of an automated enrollment profile. */
export function ChooseProfile(props: { serialNumbers: readonly string[]; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation();
  const { serialNumbers } = props;
  const profiles = useQuery(api.enrollment.automated.queryOptions()).data ?? [];
  const [profileId, setProfileId] = useState<string | null>(null);
  const chosen = profileId ?? profiles[0]?.id;
  const assign = useMutation({
    mutationFn: (id: string) => engine.enrollment.assignAutomated({ profileId: id, csv: serialNumbers.join('\n') }),
    onSuccess: async ({ assigned, moved }) => {
      await queryClient.invalidateQueries({ queryKey: api.enrollment.key() });
      tellDone(t('automated.assign.done', { count: assigned + moved }));
      props.onDone();
    },
  });
  return (
    <FormDialog
      title={t('automated.choose.title', { count: serialNumbers.length })}
      submit={t('automated.choose.submit')}
      busy={assign.isPending}
      error={assign.error}
      disabled={chosen === undefined}
      onClose={props.onClose}
      onSubmit={() => chosen !== undefined && assign.mutate(chosen)}
    >
      {profiles.length === 0 ? (
        <Text>{t('automated.choose.none')}</Text>
      ) : (
        <Select
          data-autofocus
          label={t('automated.choose.profile')}
          allowDeselect={false}
          value={chosen ?? null}
          onChange={setProfileId}
          data={profiles.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </FormDialog>
  );
}
