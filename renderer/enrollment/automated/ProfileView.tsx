import { Anchor, Badge, Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { AutomatedProfile } from '../../../shared/contract/index.ts';
import { setupPaneName } from '../../../shared/setup-panes.ts';
import { api, engine, queryClient } from '../../live/client.ts';
import { useMay } from '../../live/session.ts';
import { Card } from '../../parts/Card.tsx';
import { CopyField } from '../../parts/CopyField.tsx';
import { type Fact, Facts } from '../../parts/Facts.tsx';
import { tellDone, tellFailure } from '../../parts/notify.ts';
import { RoleForm, RoleGate } from '../../parts/RoleGate.tsx';
import { keepFile } from '../downloads.ts';
import { FormDialog } from '../FormDialog.tsx';
import { AssignedDevices } from './AssignedDevices.tsx';
import own from './Automated.module.css';
import { HeldDevices } from './HeldDevices.tsx';
import { ProfileForm } from './ProfileForm.tsx';

const DIALOGS = ['edit', 'renew', 'remove'] as const;

/** One automated enrollment profile: what it does, where devices ask, how to use it, and the devices it is for. */
export function ProfileView({ profile }: { profile: AutomatedProfile }) {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const may = useMay('administrator');
  const dialog = may ? DIALOGS.find((each) => each === address.get('dialog')) : undefined;
  const show = (which: (typeof DIALOGS)[number]): void =>
    setAddress((before) => ({ ...Object.fromEntries(before), dialog: which }));
  const close = (): void =>
    setAddress(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete('dialog');
        return next;
      },
      { replace: true },
    );
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={own.page}>
      <div className={own.head}>
        <Button
          component={Link}
          to="/enrollment/automated"
          variant="subtle"
          color="gray"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
        >
          {t('automated.back')}
        </Button>
        <Title order={2} ref={heading} tabIndex={-1}>
          {profile.name}{' '}
          {profile.isDefault && (
            <Badge variant="light" color="gray">
              {t('automated.default')}
            </Badge>
          )}
        </Title>
        <RoleGate needs="administrator">
          <Button
            variant="default"
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => show('remove')}
          >
            {t('automated.remove.action')}
          </Button>
          <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={() => show('edit')}>
            {t('automated.edit')}
          </Button>
        </RoleGate>
      </div>
      <div className={own.columns}>
        <div className={own.side}>
          <AddressCard profile={profile} may={may} onRenew={() => show('renew')} />
          <UseCard profile={profile} may={may} />
          <Card title={t('automated.facts.title')}>
            <ProfileFacts profile={profile} />
          </Card>
        </div>
        <div className={own.side}>
          <HeldDevices profileId={profile.id} />
          <AssignedDevices profile={profile} />
        </div>
      </div>
      {dialog === 'edit' && <ProfileForm profile={profile} onClose={close} onSaved={close} />}
      {dialog === 'renew' && <RenewDialog profile={profile} onClose={close} />}
      {dialog === 'remove' && <RemoveDialog profile={profile} onClose={close} />}
    </div>
  );
}

function AddressCard({ profile, may, onRenew }: { profile: AutomatedProfile; may: boolean; onRenew: () => void }) {
  const { t } = useTranslation();
  const address = useQuery({
    ...api.enrollment.automatedAddress.queryOptions({ input: { profileId: profile.id } }),
    enabled: may,
  }).data;
  return (
    <Card title={t('automated.address.title')}>
      {may ? (
        <Stack gap="xs">
          <Text>{t('automated.address.text')}</Text>
          <CopyField label={t('automated.address.url')} value={address?.url ?? ''} />
          {address?.webUrl && <CopyField label={t('automated.address.webUrl')} value={address.webUrl} />}
          <Button
            w="fit-content"
            variant="subtle"
            color="gray"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={onRenew}
          >
            {t('automated.address.renew')}
          </Button>
        </Stack>
      ) : (
        <RoleForm needs="administrator">{null}</RoleForm>
      )}
    </Card>
  );
}

function UseCard({ profile, may }: { profile: AutomatedProfile; may: boolean }) {
  const { t } = useTranslation();
  const save = useMutation({
    mutationFn: (devices: boolean) => engine.enrollment.exportAutomated({ profileId: profile.id, devices }),
    onSuccess: keepFile,
    onError: (error) => tellFailure(error),
  });
  return (
    <Card title={t('automated.use.title')}>
      <ol className={own.steps}>
        {(['assign', 'configurator', 'export', 'blueprint'] as const).map((step) => (
          <li key={step}>
            <Trans
              i18nKey={`automated.use.steps.${step}`}
              components={{
                guide: (
                  <Anchor
                    component={Link}
                    to={`/enrollment/ways/configurator?profile=${profile.id}`}
                    inherit
                    underline="always"
                  >
                    {''}
                  </Anchor>
                ),
                blueprints: (
                  <Anchor component={Link} to="/blueprints" inherit underline="always">
                    {''}
                  </Anchor>
                ),
              }}
            />
          </li>
        ))}
      </ol>
      {may && (
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={save.isPending}
          onClick={() => save.mutate(true)}
        >
          {t('automated.use.export')}
        </Button>
      )}
    </Card>
  );
}

function ProfileFacts({ profile }: { profile: AutomatedProfile }) {
  const { t, i18n } = useTranslation();
  const { language, region, skipSetup, anchors } = profile;
  const minutes = new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'minute', unitDisplay: 'long' });
  const named = (type: 'language' | 'region', code: string): string =>
    code === '' ? '' : (new Intl.DisplayNames(i18n.language, { type }).of(code) ?? code);
  const device = [
    t(profile.supervised ? 'automated.facts.supervised' : 'automated.facts.notSupervised'),
    t(profile.mandatory ? 'automated.facts.mandatory' : 'automated.facts.optional'),
    t(profile.removable ? 'automated.facts.removable' : 'automated.facts.notRemovable'),
    ...(profile.multiUser ? [t('automated.facts.multiUser')] : []),
    ...(profile.allowPairing ? [] : [t('automated.facts.noPairing')]),
  ];
  const trust = [
    ...(profile.ownTrust ? [t('automated.facts.trustOwn')] : []),
    ...(anchors.length > 0 ? [t('automated.facts.trustMore', { count: anchors.length })] : []),
  ];
  const lines = (all: readonly string[]) => all.map((line) => <div key={line}>{line}</div>);
  const facts: Fact[] = [
    ...(profile.organization === '' ? [] : [{ label: t('automated.facts.organization'), value: profile.organization }]),
    ...(profile.department === '' ? [] : [{ label: t('automated.facts.department'), value: profile.department }]),
    ...(profile.supportPhone === '' && profile.supportEmail === ''
      ? []
      : [
          {
            label: t('automated.facts.support'),
            value: lines([profile.supportPhone, profile.supportEmail].filter((each) => each !== '')),
          },
        ]),
    { label: t('automated.facts.device'), value: lines(device) },
    {
      label: t('automated.facts.waits'),
      value: profile.awaitConfigured
        ? t('automated.facts.waitsFor', { time: minutes.format(profile.holdMinutes) })
        : t('automated.facts.waitsNot'),
    },
    {
      label: t('automated.facts.advances'),
      value: profile.autoAdvance
        ? t('automated.facts.advancesIn', { language: named('language', language), region: named('region', region) })
        : t('automated.facts.advancesNot'),
    },
    {
      label: t('automated.facts.panes'),
      value:
        skipSetup.length === 0 ? (
          t('automated.facts.panesNone')
        ) : (
          <span title={skipSetup.map((key) => setupPaneName(key, i18n.language)).join(', ')}>
            {t('automated.facts.panesCount', { count: skipSetup.length })}
          </span>
        ),
    },
    { label: t('automated.facts.trust'), value: trust.length === 0 ? t('automated.facts.trustNone') : lines(trust) },
    {
      label: t('automated.facts.signIn'),
      value: t(profile.webSignIn ? 'automated.facts.signInYes' : 'automated.facts.signInNo'),
    },
    {
      label: t('automated.facts.blueprints'),
      value:
        profile.blueprints.length === 0
          ? t('automated.facts.blueprintsNone')
          : profile.blueprints.map(({ id, name }) => (
              <div key={id}>
                <Link to={`/blueprints/${id}`}>{name}</Link>
              </div>
            )),
    },
  ];
  return <Facts facts={facts} />;
}

function RenewDialog({ profile, onClose }: { profile: AutomatedProfile; onClose: () => void }) {
  const { t } = useTranslation();
  const renew = useMutation({
    mutationFn: () => engine.enrollment.renewAutomatedAddress({ profileId: profile.id }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: api.enrollment.key() });
      tellDone(t('automated.address.renewed'));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('automated.address.renewTitle', { name: profile.name })}
      submit={t('automated.address.renew')}
      danger
      busy={renew.isPending}
      error={renew.error}
      onClose={onClose}
      onSubmit={() => renew.mutate()}
    >
      <Text>{t('automated.address.renewText')}</Text>
    </FormDialog>
  );
}

function RemoveDialog({ profile, onClose }: { profile: AutomatedProfile; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const used = profile.blueprints.map(({ name }) => `“${name}”`).join(', ');
  const remove = useMutation({
    mutationFn: () => engine.enrollment.removeAutomated({ profileId: profile.id }),
    async onSuccess() {
      await navigate('/enrollment/automated');
      await queryClient.invalidateQueries({ queryKey: api.enrollment.key() });
      tellDone(t('automated.remove.done', { name: profile.name }));
    },
  });
  return (
    <FormDialog
      title={t('automated.remove.title', { name: profile.name })}
      submit={t('automated.remove.action')}
      danger
      busy={remove.isPending}
      error={remove.error}
      disabled={used !== '' || typed !== profile.name}
      onClose={onClose}
      onSubmit={() => remove.mutate()}
    >
      <Text>{t('automated.remove.text')}</Text>
      {used === '' ? (
        <TextInput
          data-autofocus
          label={t('automated.remove.type', { name: profile.name })}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : (
        <Text role="alert">{t('automated.remove.used', { names: used })}</Text>
      )}
    </FormDialog>
  );
}
