import { Alert, Button, Checkbox, Group, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PushStatus, Status } from '../../shared/contract/index.ts';
import { Expiry } from '../device/Expiry.tsx';
import { api, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { download } from '../parts/download.ts';
import { errorText } from '../parts/error-text.ts';
import { Facts } from '../parts/Facts.tsx';
import { tellDone } from '../parts/notify.ts';
import { RoleForm } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { PUSH_CERTIFICATE_TONE, PUSH_CONNECTION_TONE } from '../parts/tones.ts';
import { CertificateFileFields } from './CertificateFileFields.tsx';
import { certificateText } from './certificate-file.ts';
import classes from './Settings.module.css';

/** The push certificate from request to renewal, and the connection to Apple's push service. */
export function PushSection({ status }: { status: Status }) {
  return (
    <div className={classes.stack}>
      <State push={status.push} />
      <RoleForm needs="owner">
        <RequestCard organisation={status.organisation} waits={status.push.certificate.state === 'requested'} />
        <ImportCard />
      </RoleForm>
    </div>
  );
}

function State({ push }: { push: PushStatus }) {
  const { t } = useTranslation();
  const { certificate } = push;
  return (
    <Card title={t('push.title')}>
      <Facts
        facts={[
          {
            label: t('push.certificateLabel'),
            value: (
              <StatusMark tone={PUSH_CERTIFICATE_TONE[certificate.state]}>
                {t(`push.certificate.${certificate.state}`)}
              </StatusMark>
            ),
          },
          { label: t('device.topic'), value: <span className="mono">{certificate.topic ?? '–'}</span> },
          { label: t('settings.validUntil'), value: <Expiry at={certificate.notAfter} /> },
          {
            label: t('push.connectionLabel'),
            value: (
              <StatusMark tone={PUSH_CONNECTION_TONE[push.connection]}>
                {t(`push.connection.${push.connection}`)}
              </StatusMark>
            ),
          },
          { label: t('push.host'), value: <span className="mono">{push.host}</span> },
          { label: t('push.delivered'), value: <span className="tabular">{push.delivered}</span> },
          { label: t('push.waiting'), value: <span className="tabular">{push.waiting}</span> },
          ...(push.lastError === null ? [] : [{ label: t('push.lastError'), value: push.lastError }]),
        ]}
      />
    </Card>
  );
}

export function RequestCard({ organisation, waits }: { organisation: string; waits: boolean }) {
  const { t } = useTranslation();
  const [name, setName] = useState(organisation);
  const [email, setEmail] = useState('');
  const [replace, setReplace] = useState(false);
  const create = useMutation(
    api.push.createRequest.mutationOptions({
      onSuccess: ({ csrPem }) => {
        download('cartwright-push.csr', csrPem, 'application/pkcs10');
        tellDone(t('push.requestMade'));
      },
    }),
  );
  return (
    <Card title={t('push.requestTitle')}>
      <ol className={classes.steps}>
        <li>{t('push.steps.request')}</li>
        <li>{t('push.steps.sign')}</li>
        <li>{t('push.steps.import')}</li>
      </ol>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ organisation: name.trim(), email: email.trim(), replace });
        }}
      >
        <Group align="flex-start" grow>
          <TextInput
            label={t('settings.names.organisation')}
            maxLength={64}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            type="email"
            label={t('push.email')}
            maxLength={64}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        </Group>
        {waits && (
          <Checkbox
            mt="sm"
            size="xs"
            label={t('push.replace')}
            checked={replace}
            onChange={(event) => setReplace(event.currentTarget.checked)}
          />
        )}
        {create.isError && (
          <Alert color="red" variant="light" mt="sm" role="alert">
            {errorText(create.error)}
          </Alert>
        )}
        <Button
          type="submit"
          mt="md"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={name.trim() === '' || email.trim() === ''}
          loading={create.isPending}
        >
          {waits && !replace ? t('push.downloadAgain') : t('push.makeRequest')}
        </Button>
      </form>
    </Card>
  );
}

export function ImportCard() {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [allowTopicChange, setAllow] = useState(false);
  const enrolled = useQuery(api.system.status.queryOptions()).data?.devices.enrolled ?? 0;
  const take = useMutation(
    api.push.importCertificate.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: api.system.status.key() });
        setFile(null);
        setPassphrase('');
        tellDone(t('push.imported'));
      },
    }),
  );
  return (
    <Card title={t('push.importTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (file === null) return;
          void certificateText(file).then((certificate) =>
            take.mutate({ certificate, allowTopicChange, ...(passphrase === '' ? {} : { passphrase }) }),
          );
        }}
      >
        <CertificateFileFields
          label={t('push.certificateFile')}
          accept=".pem,.cer,.crt,.p12,.pfx"
          file={file}
          onFile={setFile}
          passphrase={passphrase}
          onPassphrase={setPassphrase}
        />
        <Checkbox
          mt="sm"
          size="xs"
          label={t('push.allowTopicChange')}
          checked={allowTopicChange}
          onChange={(event) => setAllow(event.currentTarget.checked)}
        />
        {allowTopicChange && (
          <Text size="xs" c="var(--cw-needs)" mt={4}>
            {t('push.topicChangeWarning')} {enrolled > 0 && t('relationship.topicDevices', { count: enrolled })}
          </Text>
        )}
        {take.isError && (
          <Alert color="red" variant="light" mt="sm" role="alert">
            {errorText(take.error)}
          </Alert>
        )}
        <Button type="submit" mt="md" disabled={file === null} loading={take.isPending}>
          {t('push.import')}
        </Button>
      </form>
    </Card>
  );
}
