import { Alert, Button, Group, Select, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { base64ToBytes } from '../../../shared/catalogue/index.ts';
import type { AutomatedProfile, Invitation } from '../../../shared/contract/index.ts';
import { setupPaneName } from '../../../shared/setup-panes.ts';
import { api } from '../../live/client.ts';
import { Card } from '../../parts/Card.tsx';
import { CopyField } from '../../parts/CopyField.tsx';
import { download } from '../../parts/download.ts';
import { Facts } from '../../parts/Facts.tsx';
import { RoleForm, useRefusal } from '../../parts/RoleGate.tsx';
import { useInvitationProfile, useTrustProfile } from '../downloads.ts';

/** What devices on cables come in by: an automated enrollment profile or an invitation, and its address. */
export interface ConfiguratorServer {
  readonly profiles: readonly AutomatedProfile[];
  readonly fit: readonly Invitation[];
  /** The profile that is chosen; undefined where an invitation is. */
  readonly profile: AutomatedProfile | undefined;
  readonly chosen: Invitation | undefined;
  /** Undefined for who may not see it, and until it is read. */
  readonly profileUrl: string | undefined;
  /** The id of a profile or an invitation. */
  choose(id: string | null): void;
}

export function useServer(): ConfiguratorServer {
  const refusal = useRefusal('administrator');
  const [address] = useSearchParams();
  const [wish, setWish] = useState(address.get('profile') ?? undefined);
  const profiles = useQuery(api.enrollment.automated.queryOptions()).data ?? [];
  const invitations = useQuery(api.enrollment.list.queryOptions()).data ?? [];
  // A device that is prepared cannot ask for approval: it has no page to show a code on.
  const fit = invitations.filter(({ status, requiresApproval }) => status === 'open' && !requiresApproval);
  const profile =
    profiles.find(({ id }) => id === wish) ?? (wish === undefined && fit.length === 0 ? profiles[0] : undefined);
  const chosen =
    profile !== undefined
      ? undefined
      : (fit.find(({ id }) => id === wish) ?? fit.find(({ maxUses }) => maxUses !== 1) ?? fit[0]);
  const link = useQuery({
    ...api.enrollment.link.queryOptions({ input: { invitationId: chosen?.id ?? '' } }),
    enabled: chosen !== undefined && refusal === undefined,
  }).data;
  const asked = useQuery({
    ...api.enrollment.automatedAddress.queryOptions({ input: { profileId: profile?.id ?? '' } }),
    enabled: profile !== undefined && refusal === undefined,
  }).data;
  const profileUrl = profile === undefined ? link?.profileUrl : asked?.url;
  return { profiles, fit, profile, chosen, profileUrl, choose: (id) => setWish(id ?? undefined) };
}

/** What Apple Configurator's list of servers is given. */
export function ServerCard({ server }: { server: ConfiguratorServer }) {
  const { t } = useTranslation();
  const refusal = useRefusal('administrator');
  const { profiles, fit, profile: automated, chosen, profileUrl } = server;
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
      ) : chosen === undefined && automated === undefined ? (
        <Alert color="yellow" variant="light" mb="md">
          {t('configurator.needs.noInvitation')}{' '}
          <Link to="/enrollment/invitations">{t('configurator.needs.make')}</Link>
        </Alert>
      ) : (
        <>
          <Group grow align="flex-end" mb="sm">
            <Select
              label={t('configurator.needs.by')}
              allowDeselect={false}
              value={(automated ?? chosen)?.id ?? null}
              onChange={server.choose}
              data={[
                { group: t('automated.list'), items: profiles.map(({ id, name }) => ({ value: id, label: name })) },
                { group: t('enrollment.invitations'), items: fit.map(({ id, name }) => ({ value: id, label: name })) },
              ].filter(({ items }) => items.length > 0)}
            />
          </Group>
          <CopyField label={t('configurator.needs.address')} value={profileUrl ?? ''} />
          {automated !== undefined && <ToChoose profile={automated} />}
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

/** What is chosen in Apple Configurator so that it does what the profile says. */
function ToChoose({ profile }: { profile: AutomatedProfile }) {
  const { t, i18n } = useTranslation();
  const panes = profile.skipSetup.map((key) => setupPaneName(key, i18n.language)).join(', ');
  const yes = (is: boolean): string => t(is ? 'common.yes' : 'common.no');
  return (
    <>
      <Text mt="sm" mb={4}>
        {t('configurator.needs.choose')}
      </Text>
      <Facts
        facts={[
          { label: t('automated.form.supervised'), value: yes(profile.supervised) },
          { label: t('automated.form.allowPairing'), value: yes(profile.allowPairing) },
          { label: t('automated.form.panes'), value: panes === '' ? t('automated.facts.panesNone') : panes },
        ]}
      />
    </>
  );
}
