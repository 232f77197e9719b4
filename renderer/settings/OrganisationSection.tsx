import { Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Status } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { Facts } from '../parts/Facts.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import classes from './Settings.module.css';

/** Who runs this server, and what it is. */
export function OrganisationSection({ status }: { status: Status }) {
  const { t } = useTranslation();
  const [name, setName] = useState(status.organisation);
  const save = useMutation(
    api.system.setOrganisation.mutationOptions({
      onSuccess: (fresh) => {
        queryClient.setQueryData(api.system.status.queryKey(), fresh);
        tellDone(t('settings.saved'));
      },
      onError: (error) => tellFailure(error),
    }),
  );
  return (
    <div className={classes.stack}>
      <Card title={t('settings.names.organisation')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ name: name.trim() });
          }}
        >
          <TextInput
            label={t('settings.organisationName')}
            description={t('settings.organisationHint')}
            maxLength={64}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group mt="md">
            <Button
              type="submit"
              loading={save.isPending}
              disabled={name.trim() === '' || name.trim() === status.organisation}
            >
              {t('common.save')}
            </Button>
          </Group>
        </form>
      </Card>
      <Card title={t('settings.server')}>
        <Facts
          facts={[
            { label: t('settings.version'), value: status.version },
            { label: t('settings.startedAt'), value: <RelativeTime at={status.startedAt} /> },
            { label: t('settings.devices'), value: t('devices.count', { count: status.devices.total }) },
            { label: t('settings.console'), value: <span className="mono">{status.console.url}</span> },
          ]}
        />
      </Card>
    </div>
  );
}
