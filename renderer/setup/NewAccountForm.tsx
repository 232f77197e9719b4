import { Button, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { ROLES } from '../live/session.ts';
import { tellDone, tellFailure } from '../parts/notify.ts';

/** What the engine asks at least; it also refuses the passwords everybody uses. */
export const PASSWORD_LENGTH = 10;

/** Lets somebody sign in by name. The very first account is an owner, so there is no choice of role then. */
export function NewAccountForm({ first, onMade }: { first: boolean; onMade?: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const [role, setRole] = useState<Role>('administrator');
  const [attempted, setAttempted] = useState(false);
  const tooShort = password.length < PASSWORD_LENGTH;
  const different = password !== repeat;
  const create = useMutation(
    api.administrators.create.mutationOptions({
      onSuccess: (account) => {
        void queryClient.invalidateQueries({ queryKey: api.administrators.list.key() });
        void queryClient.invalidateQueries({ queryKey: api.setup.state.key() });
        tellDone(t('setup.account.made', { name: account.name }));
        setName('');
        setPassword('');
        setRepeat('');
        setAttempted(false);
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
        setAttempted(true);
        if (!tooShort && !different && name.trim() !== '')
          create.mutate({ name: name.trim(), password, role: first ? 'owner' : role });
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
        <PasswordInput
          label={t('setup.account.password')}
          description={t('setup.account.hint')}
          autoComplete="new-password"
          value={password}
          error={attempted && tooShort ? t('setup.account.tooShort') : undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('setup.account.repeat')}
          autoComplete="new-password"
          value={repeat}
          error={attempted && different ? t('setup.account.different') : undefined}
          onChange={(event) => setRepeat(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" disabled={name.trim() === '' || password === ''} loading={create.isPending}>
            {t('setup.account.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
