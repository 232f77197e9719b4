import { Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import icon from '../../../resources/icon.svg';
import classes from './Shell.module.css';
import { SignInForm } from './SignInForm.tsx';

/** Somebody signed out: nothing of the page is left, and how to sign in again. */
export function SignedOutScreen() {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${t('signedOut.title')} · Cartwright`;
    heading.current?.focus();
  }, [t]);
  const again = (): void => window.location.reload();
  return (
    <main className={classes.door}>
      <Stack w={400} maw="100%" gap="xs">
        <img src={icon} width={40} height={40} alt="" />
        <Title order={1} ref={heading} tabIndex={-1} mt="sm">
          {t('signedOut.title')}
        </Title>
        <Text mb="sm">{t('signedOut.text')}</Text>
        <SignInForm name="" onIn={again} onLook={again} />
      </Stack>
    </main>
  );
}
