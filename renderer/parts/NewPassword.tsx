import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** What the engine asks at least; it also refuses the passwords everybody uses. */
export const PASSWORD_LENGTH = 10;

/** A password that is being chosen, typed twice. */
export interface NewPassword {
  readonly password: string;
  readonly repeat: string;
  readonly tooShort: boolean;
  readonly different: boolean;
  /** What is wrong is shown only once somebody has tried to go on. */
  readonly attempted: boolean;
  setPassword(password: string): void;
  setRepeat(repeat: string): void;
  /** Somebody wants to go on: true when the password is fit to be sent. */
  attempt(): boolean;
  clear(): void;
}

export function useNewPassword(): NewPassword {
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const [attempted, setAttempted] = useState(false);
  const tooShort = password.length < PASSWORD_LENGTH;
  const different = password !== repeat;
  return {
    password,
    repeat,
    tooShort,
    different,
    attempted,
    setPassword,
    setRepeat,
    attempt() {
      setAttempted(true);
      return !tooShort && !different;
    },
    clear() {
      setPassword('');
      setRepeat('');
      setAttempted(false);
    },
  };
}

/** The two fields of a new password. */
export function NewPasswordFields({ value, label, again }: { value: NewPassword; label: string; again: string }) {
  const { t } = useTranslation();
  return (
    <>
      <PasswordInput
        label={label}
        description={t('setup.account.hint')}
        autoComplete="new-password"
        value={value.password}
        error={value.attempted && value.tooShort ? t('setup.account.tooShort') : undefined}
        onChange={(event) => value.setPassword(event.currentTarget.value)}
      />
      <PasswordInput
        label={again}
        autoComplete="new-password"
        value={value.repeat}
        error={value.attempted && value.different ? t('setup.account.different') : undefined}
        onChange={(event) => value.setRepeat(event.currentTarget.value)}
      />
    </>
  );
}
