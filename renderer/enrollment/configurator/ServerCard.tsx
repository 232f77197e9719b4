import { Alert, Button, Group, Select, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { base64ToBytes } from '../../../shared/catalogue/index.ts';
import type { Invitation } from '../../../shared/contract/index.ts';
import { api } from '../../live/client.ts';
import { Card } from '../../parts/Card.tsx';
import { CopyField } from '../../parts/CopyField.tsx';
import { download } from '../../parts/download.ts';
import { RoleForm, useRefusal } from '../../parts/RoleGate.tsx';
import { useInvitationProfile, useTrustProfile } from '../downloads.ts';

/** The invitation that devices on cables come in by, and its address. */
export interface ConfiguratorServer {
  readonly fit: readonly Invitation[];
  readonly chosen: Invitation | undefined;
  /** Undefined for who may not see it, and until it is read. */
  readonly profileUrl: string | undefined;
  choose(invitationId: string | null): void;
}

export function useServer(): ConfiguratorServer {
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
  return { fit, chosen, profileUrl: link?.profileUrl, choose: (id) => setWish(id ?? undefined) };
}

/** What Apple Configurator's list of servers is given. */
export function ServerCard({ server }: { server: ConfiguratorServer }) {
  const { t } = useTranslation();
  const refusal = useRefusal('administrator');
  const { fit, chosen, profileUrl } = server;
  const authority = useQuery(api.system.authority.queryOptions()).data;
  const trust = useTrustProfile();
  const profile = useInvitationProfile();
  const saveRoot = (): void => {
    const der = base64ToBytes((authority?.rootPem ?? '').replace(/-----[^-]+-----|\s/g, ''));
    if (der !== undefined) download('cartwright-root.cer', new Uint8Array(der), 'application/x-x509-ca-cert');
  };
  return (
    <Card title={t('configurator.needs.title')}>
      <Text mb="sm">{t('configurator.needs.text')}</Text>
      {refusal !== undefined ? (
        <RoleForm needs="administrator">{null}</RoleForm>
      ) : chosen === undefined ? (
        <Alert color="yellow" variant="light" mb="md">
          {t('configurator.needs.noInvitation')}{' '}
          <Link to="/enrollment/invitations">{t('configurator.needs.make')}</Link>
        </Alert>
      ) : (
        <>
          <Group grow align="flex-end" mb="sm">
            <Select
              label={t('admission.invitation')}
              allowDeselect={false}
              value={chosen.id}
              onChange={server.choose}
              data={fit.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Group>
          <CopyField label={t('configurator.needs.address')} value={profileUrl ?? ''} />
        </>
      )}
      <Group gap="xs" mt="sm">
        {profileUrl !== undefined && (
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() =>
              download('cartwright.url', `[InternetShortcut]\r\nURL=${profileUrl}\r\n`, 'application/internet-shortcut')
            }
          >
            {t('configurator.needs.shortcut')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={trust.isPending}
          onClick={() => trust.mutate()}
        >
          {t('configurator.needs.trust')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={authority === undefined}
          onClick={saveRoot}
        >
          {t('configurator.needs.root')}
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
        {t('configurator.needs.hint')}
      </Text>
    </Card>
  );
}
