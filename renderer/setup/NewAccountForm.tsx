import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { ROLES } from '../live/session.ts';
import { NewPasswordFields, useNewPassword } from '../parts/NewPassword.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';

/** Lets somebody sign in by name. The very first account is an owner, so there is no choice of role then. */
export function NewAccountForm({ first, onMade }: { first: boolean; onMade?: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const chosen = useNewPassword();
  const [role, setRole] = useState<Role>('administrator');
  const create = useMutation(
    api.administrators.create.mutationOptions({
      onSuccess: (account) => {
        void queryClient.invalidateQueries({ queryKey: api.administrators.list.key() });
        void queryClient.invalidateQueries({ queryKey: api.setup.state.key() });
        tellDone(t('setup.account.made', { name: account.name }));
        setName('');
        chosen.clear();
        onMade?.();
      },
      onError: (error) => tellFailure(error),
    }),
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.attempt() && name.trim() !== '')
          create.mutate({ name: name.trim(), password: chosen.password, role: first ? 'owner' : role });
      }}
    >
      <Stack gap="sm">
        <Group align="flex-start" grow>
          <TextInput
            label={t('setup.account.name')}
            autoComplete="username"
            maxLength={64}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {!first && (
            <Select
              label={t('settings.role')}
              allowDeselect={false}
              value={role}
              description={t(`roles.what.${role}`)}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              onChange={(value) => setRole((value ?? 'administrator') as Role)}
              data={ROLES.map((value) => ({ value, label: t(`roles.names.${value}`) }))}
            />
          )}
        </Group>
        <NewPasswordFields value={chosen} label={t('setup.account.password')} again={t('setup.account.repeat')} />
        <Group>
          <Button type="submit" disabled={name.trim() === '' || chosen.password === ''} loading={create.isPending}>
            {t('setup.account.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
