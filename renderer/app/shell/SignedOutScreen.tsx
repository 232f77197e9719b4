import { Button, Code, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import icon from '../../../resources/icon.svg';
import classes from './Shell.module.css';

/** The session ended: how to sign in again. */
export function SignedOutScreen() {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${t('signedOut.title')} · Cartwright`;
    heading.current?.focus();
  }, [t]);
  return (
    <main className={classes.door}>
      <Stack maw={440} gap="xs">
        <img src={icon} width={40} height={40} alt="" />
        <Title order={1} ref={heading} tabIndex={-1} mt="sm">
          {t('signedOut.title')}
        </Title>
        <Text>{t('signedOut.text')}</Text>
        <Text c="dimmed">{t('signedOut.how')}</Text>
        <Code block>npm run headless -- --sign-in-link</Code>
        <Button mt="md" variant="default" onClick={() => window.location.reload()} style={{ alignSelf: 'start' }}>
          {t('signedOut.reload')}
        </Button>
      </Stack>
    </main>
  );
}
