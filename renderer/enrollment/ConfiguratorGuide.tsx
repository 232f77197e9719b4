import { Alert, Button, Group, Select, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { base64ToBytes } from '../../shared/catalogue/index.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { CopyField } from '../parts/CopyField.tsx';
import { download } from '../parts/download.ts';
import { RoleForm, useRefusal } from '../parts/RoleGate.tsx';
import { useInvitationProfile, useTrustProfile } from './downloads.ts';
import classes from './Enrollment.module.css';
import { CONFIGURATOR_STEPS } from './WayDrawings.tsx';

const STEPS = ['server', 'connect', 'prepare', 'setup'] as const;

/** Apple Configurator on a Mac, step by step, with what it has to be given. */
export function ConfiguratorGuide() {
  const { t } = useTranslation();
  return (
    <>
      <Alert color="red" variant="light" title={t('ways.configurator.erases.title')}>
        {t('ways.configurator.erases.text')}
      </Alert>
      <Card title={t('ways.configurator.needs.title')}>
        <Needs />
      </Card>
      <Card title={t('ways.configurator.how')}>
        <ol className={classes.guide}>
          {STEPS.map((step) => {
            const Drawing = CONFIGURATOR_STEPS[step];
            return (
              <li key={step}>
                <Drawing />
                <div>
                  <h3>{t(`ways.configurator.guide.${step}.title`)}</h3>
                  <p>{t(`ways.configurator.guide.${step}.text`)}</p>
                </div>
              </li>
            );
          })}
        </ol>
      </Card>
    </>
  );
}

function Needs() {
  const { t } = useTranslation();
  const refusal = useRefusal('administrator');
  const [wish, setWish] = useState<string>();
  const invitations = useQuery(api.enrollment.list.queryOptions()).data ?? [];
  // A device that is prepared cannot ask for approval: it has no page to show a code on.
  const fit = invitations.filter(({ status, requiresApproval }) => status === 'open' && !requiresApproval);
  const chosen = fit.find(({ id }) => id === wish) ?? fit.find(({ maxUses }) => maxUses !== 1) ?? fit[0];
  const link = useQuery({
    ...api.enrollment.link.queryOptions({ input: { invitationId: chosen?.id ?? '' } }),
    enabled: chosen !== undefined && refusal === undefined,
  }).data;
  const authority = useQuery(api.system.authority.queryOptions()).data;
  const trust = useTrustProfile();
  const profile = useInvitationProfile();
  const saveRoot = (): void => {
    const der = base64ToBytes((authority?.rootPem ?? '').replace(/-----[^-]+-----|\s/g, ''));
    if (der !== undefined) download('cartwright-root.cer', new Uint8Array(der), 'application/x-x509-ca-cert');
  };
  return (
    <>
      <Text mb="sm">{t('ways.configurator.needs.text')}</Text>
      {refusal !== undefined ? (
        <RoleForm needs="administrator">{null}</RoleForm>
      ) : chosen === undefined ? (
        <Alert color="yellow" variant="light" mb="md">
          {t('ways.configurator.needs.noInvitation')}{' '}
          <Link to="/enrollment/invitations">{t('ways.configurator.needs.make')}</Link>
        </Alert>
      ) : (
        <>
          <Group grow align="flex-end" mb="sm">
            <Select
              label={t('admission.invitation')}
              allowDeselect={false}
              value={chosen.id}
              onChange={(next) => setWish(next ?? undefined)}
              data={fit.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Group>
          <CopyField label={t('ways.configurator.needs.address')} value={link?.profileUrl ?? ''} />
        </>
      )}
      <Group gap="xs" mt="sm">
        {link !== undefined && chosen !== undefined && (
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() =>
              download(
                'cartwright.url',
                `[InternetShortcut]\r\nURL=${link.profileUrl}\r\n`,
                'application/internet-shortcut',
              )
            }
          >
            {t('ways.configurator.needs.shortcut')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={trust.isPending}
          onClick={() => trust.mutate()}
        >
          {t('ways.configurator.needs.trust')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={authority === undefined}
          onClick={saveRoot}
        >
          {t('ways.configurator.needs.root')}
        </Button>
        {chosen !== undefined && refusal === undefined && (
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={profile.isPending}
            onClick={() => profile.mutate({ invitationId: chosen.id })}
          >
            {t('enrollment.downloadProfile')}
          </Button>
        )}
      </Group>
      <Text size="xs" c="dimmed" mt="xs">
        {t('ways.configurator.needs.hint')}
      </Text>
    </>
  );
}
