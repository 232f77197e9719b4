import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../parts/CopyField.tsx';
import { type SignInOutcome, signIn } from '../session.ts';

/** Name and password, and the other way in: a one-time link. `onIn` hears whose session it is now. */
export function SignInForm({
  name: known,
  onIn,
  onLook,
}: {
  name: string;
  onIn: (name: string | null) => void;
  /** Somebody says that they have signed in by a link in another window. */
  onLook: () => void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState(known);
  const [password, setPassword] = useState('');
  const [outcome, setOutcome] = useState<SignInOutcome>();
  const [isBusy, setBusy] = useState(false);
  const go = async (): Promise<void> => {
    setBusy(true);
    const came = await signIn({ name: name.trim(), password });
    setBusy(false);
    setOutcome(came);
    setPassword('');
    if (came.kind === 'in') onIn(came.name);
  };
  return (
    <Stack gap="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && password !== '') void go();
        }}
      >
        <Stack gap="sm">
          {outcome !== undefined && outcome.kind !== 'in' && (
            <Alert color="red" variant="light" p="xs" role="alert">
              {outcome.kind === 'wrong'
                ? t('signIn.wrong')
                : outcome.kind === 'wait'
                  ? t('signIn.wait', { count: outcome.seconds })
                  : t('signIn.failed', { why: outcome.message })}
            </Alert>
          )}
          <TextInput
            label={t('signIn.name')}
            autoComplete="username"
            maxLength={200}
            data-autofocus={known === '' || undefined}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('signIn.password')}
            autoComplete="current-password"
            maxLength={1000}
            data-autofocus={known !== '' || undefined}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          />
          <Button type="submit" loading={isBusy} disabled={name.trim() === '' || password === ''}>
            {t('signIn.go')}
          </Button>
        </Stack>
      </form>
      <Text size="xs" c="dimmed" mt="sm">
        {t('signIn.link')}
      </Text>
      <CopyField label={t('signIn.command')} value="npm run headless -- --sign-in-link" />
      <Button variant="default" onClick={onLook}>
        {t('signIn.look')}
      </Button>
    </Stack>
  );
}
