import { Button, Drawer, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail, ManagedApp } from '../../../shared/contract/index.ts';
import { MASK } from '../../../shared/mask.ts';
import { findingText } from '../../commands/finding-text.ts';
import { api } from '../../live/client.ts';
import { type Fact, Facts } from '../../parts/Facts.tsx';
import { tellDone, tellFailure } from '../../parts/notify.ts';
import { RelativeTime } from '../../parts/RelativeTime.tsx';
import { RoleGate } from '../../parts/RoleGate.tsx';
import { StatusMark } from '../../parts/StatusMark.tsx';
import classes from '../Device.module.css';
import { reasonWord, statusTone, statusWord } from './app-status.ts';
import { StatusHistory } from './StatusHistory.tsx';

const PARTS = [
  ['configuration', 'ManagedApplicationConfiguration'],
  ['attributes', 'ManagedApplicationAttributes'],
  ['feedback', 'ManagedApplicationFeedback'],
] as const;

/** All there is to know of one managed app on a device. */
export function ManagedAppDrawer(props: { device: DeviceDetail; app: ManagedApp | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const { device, app, onClose } = props;
  return (
    <Drawer
      opened={app !== undefined}
      onClose={onClose}
      position="right"
      size={480}
      title={app?.name ?? app?.identifier}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {app !== undefined && <AppDetails device={device} app={app} />}
    </Drawer>
  );
}

/** What an app is, what stays of it, what it was given and said, and how it came here. */
export function AppDetails({ device, app }: { device: DeviceDetail; app: ManagedApp }) {
  const { t } = useTranslation();
  const said = (value: boolean | null, yes: string, no: string): string => (value === null ? '–' : value ? yes : no);
  const facts: Fact[] = [
    { label: t('device.app.identifier'), value: <span className="mono">{app.identifier}</span> },
    { label: t('managedApps.details.since'), value: <RelativeTime at={app.statusAt} /> },
    ...(app.reason === null ? [] : [{ label: t('managedApps.details.reason'), value: reasonWord(app.reason, t) }]),
    {
      label: t('managedApps.details.removal'),
      value: said(app.goesWithManagement, t('managedApps.details.goes'), t('managedApps.details.stays')),
    },
    {
      label: t('managedApps.details.backup'),
      value: said(app.outOfBackup, t('managedApps.details.outOfBackup'), t('managedApps.details.inBackup')),
    },
    { label: t('managedApps.details.validated'), value: said(app.validated, t('common.yes'), t('common.no')) },
  ];
  return (
    <Stack gap="lg">
      <div>
        <StatusMark tone={statusTone(app.status)}>{statusWord(app.status, t)}</StatusMark>
      </div>
      <Facts facts={facts} />
      <Section title={t('managedApps.store.title')}>
        <Text size="sm">{t('managedApps.store.store')}</Text>
        <Text size="sm" mt={4}>
          {t('managedApps.store.inHouse')}
        </Text>
      </Section>
      {PARTS.map(([part, requestType]) => (
        <Section key={part} title={t(`managedApps.details.${part}`)}>
          <Part device={device} app={app} values={app[part]} requestType={requestType} />
        </Section>
      ))}
      <Section title={t('managedApps.details.history')}>
        <StatusHistory deviceId={device.id} changes={app.history} />
      </Section>
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} mb={6}>
        {title}
      </Title>
      {children}
    </section>
  );
}

/** A dictionary as the app has it: its own names, letter by letter. */
function Members({ values }: { values: Readonly<Record<string, unknown>> }) {
  return (
    <dl className={classes.tree}>
      {Object.entries(values).map(([key, value]) => (
        <div key={key}>
          <dt className="mono">{key}</dt>
          <dd>
            {typeof value === 'object' && value !== null && !Array.isArray(value) ? (
              <Members values={value as Record<string, unknown>} />
            ) : typeof value === 'string' ? (
              value
            ) : (
              JSON.stringify(value)
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Part(props: {
  device: DeviceDetail;
  app: ManagedApp;
  values: ManagedApp['configuration'];
  requestType: string;
}) {
  const { t } = useTranslation();
  const { device, app, values, requestType } = props;
  const ask = useMutation(
    api.commands.queue.mutationOptions({
      onSuccess: ({ refused }) => {
        const reason = refused[0]?.reasons[0];
        if (reason !== undefined) tellFailure(new Error(findingText(reason, t)), t('commands.notQueued'));
        else tellDone(t('managedApps.details.asked'));
      },
      onError: (error) => tellFailure(error, t('commands.notQueued')),
    }),
  );
  return (
    <>
      {values === null ? (
        <Text c="dimmed">{t('managedApps.details.none')}</Text>
      ) : (
        <>
          <Members values={values.values} />
          <Text size="xs" c="dimmed" mt={4}>
            {values.readAt === null ? (
              t('managedApps.details.stale')
            ) : (
              <>
                {t('managedApps.details.readAt')} <RelativeTime at={values.readAt} />
              </>
            )}
            {JSON.stringify(values.values).includes(MASK) && ` · ${t('managedApps.details.masked')}`}
          </Text>
        </>
      )}
      {device.state === 'enrolled' && (
        <RoleGate needs="administrator">
          <Button
            variant="default"
            size="xs"
            mt={6}
            loading={ask.isPending}
            onClick={() =>
              ask.mutate({
                deviceIds: [device.id],
                command: { RequestType: requestType, Identifiers: [app.identifier] },
                wakeNow: true,
              })
            }
          >
            {t('managedApps.details.read')}
          </Button>
        </RoleGate>
      )}
    </>
  );
}
