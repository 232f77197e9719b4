import { Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connection, queryClient } from '../../live/client.ts';
import { useMe } from '../../live/session.ts';
import { SignInForm } from './SignInForm.tsx';

/**
 * The session ran out: signing in over the page, so that what one was doing stays. Everything shown is read again
 * afterwards. Somebody else than before begins with a page of their own.
 */
export function SignInAgain() {
  const { t } = useTranslation();
  const me = useMe();
  const [before] = useState(me);
  const goOn = (name: string | null): void => {
    if (before !== undefined && before.kind === 'password' && name !== before.name) window.location.reload();
    else {
      connection.resume();
      void queryClient.invalidateQueries();
    }
  };
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      size={420}
      zIndex={500}
      title={t('signIn.title')}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
    >
      <Text mb="md">{t('signIn.text')}</Text>
      <SignInForm
        name={before?.kind === 'password' ? before.name : ''}
        onIn={goOn}
        onLook={() => {
          connection.resume();
          void queryClient.invalidateQueries();
        }}
      />
    </Modal>
  );
}
