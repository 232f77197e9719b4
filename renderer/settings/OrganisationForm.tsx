import { Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queryClient } from '../live/client.ts';
import { tellDone, tellFailure } from '../parts/notify.ts';

/** Names the organisation. */
export function OrganisationForm(props: {
  organisation: string;
  label: string;
  /** It has its name, and the way on stands elsewhere. */
  settled?: boolean;
  onSaved?: () => void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState(props.organisation);
  const unchanged = name.trim() === props.organisation;
  const save = useMutation(
    api.system.setOrganisation.mutationOptions({
      onSuccess: (fresh) => {
        queryClient.setQueryData(api.system.status.queryKey(), fresh);
        tellDone(t('settings.saved'));
        props.onSaved?.();
      },
      onError: (error) => tellFailure(error),
    }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (unchanged) props.onSaved?.();
        else save.mutate({ name: name.trim() });
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
          variant={props.settled === true && unchanged ? 'default' : 'filled'}
          loading={save.isPending}
          disabled={name.trim() === '' || (unchanged && props.onSaved === undefined)}
        >
          {props.label}
        </Button>
      </Group>
    </form>
  );
}
