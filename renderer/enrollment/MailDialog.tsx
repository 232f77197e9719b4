import { Alert, Button, CopyButton, Group, Modal, Select, Skeleton, Stack, Textarea, TextInput } from '@mantine/core';
import { IconCheck, IconCopy, IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { LANGUAGES } from '../locales/language.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { mailAddress } from './mail-address.ts';

type Language = (typeof LANGUAGES)[number]['tag'];

/** The mail with an invitation's link: read it over, then send it with one's own mail program or copy it. */
export function MailDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [language, setLanguage] = useState<Language>(i18n.language === 'de' ? 'de' : 'en');
  const [to, setTo] = useState('');
  const mail = useQuery(api.enrollment.mailText.queryOptions({ input: { invitationId: invitation.id, language } }));
  const [subject, setSubject] = useState('');
  const [body, setBody] = useState('');
  useEffect(() => {
    if (mail.data === undefined) return;
    setSubject(mail.data.subject);
    setBody(mail.data.body);
  }, [mail.data]);
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={t('enrollment.mail.title', { name: invitation.name })}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {mail.isError ? (
        <ErrorState error={mail.error} onRetry={() => void mail.refetch()} />
      ) : (
        <Stack gap="sm">
          <Group grow align="flex-start">
            <TextInput
              data-autofocus
              type="email"
              label={t('enrollment.mail.to')}
              description={t('enrollment.mail.toHint')}
              autoComplete="off"
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
            <Select
              label={t('enrollment.mail.language')}
              description={t('enrollment.mail.languageHint')}
              allowDeselect={false}
              value={language}
              onChange={(next) => setLanguage((next ?? 'en') as Language)}
              data={LANGUAGES.map(({ tag, name }) => ({ value: tag, label: name }))}
            />
          </Group>
          {mail.data === undefined ? (
            <Skeleton height={320} />
          ) : (
            <>
              <TextInput
                label={t('enrollment.mail.subject')}
                value={subject}
                onChange={(event) => setSubject(event.currentTarget.value)}
              />
              <Textarea
                label={t('enrollment.mail.body')}
                autosize
                minRows={10}
                maxRows={18}
                value={body}
                onChange={(event) => setBody(event.currentTarget.value)}
              />
              {mail.data.pin !== null && (
                <Alert color="yellow" variant="light">
                  {t('enrollment.mail.pin', { pin: mail.data.pin })}
                </Alert>
              )}
            </>
          )}
          <Group justify="flex-end">
            <CopyButton value={`${subject}\n\n${body}`} timeout={1500}>
              {({ copied, copy }) => (
                <Button
                  variant="default"
                  leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
                  onClick={copy}
                >
                  {copied ? t('common.copied') : t('enrollment.mail.copy')}
                </Button>
              )}
            </CopyButton>
            <Button
              component="a"
              href={mailAddress({ to, subject, body })}
              leftSection={<IconMail size={16} aria-hidden />}
            >
              {t('enrollment.mail.open')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
