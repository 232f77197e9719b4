import { Button, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Status } from '../../shared/contract/index.ts';
import { engine } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { download } from '../parts/download.ts';
import { Facts } from '../parts/Facts.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleForm } from '../parts/RoleGate.tsx';
import classes from './Settings.module.css';

/** What this server is, and the file to send along with a question about it. */
export function AboutSection({ status }: { status: Status }) {
  const { t } = useTranslation();
  const make = useMutation({
    mutationFn: () => engine.diagnostics.bundle(),
    onSuccess: ({ filename, bundle }) => {
      download(filename, JSON.stringify(bundle, null, 2), 'application/json');
      tellDone(t('about.made'));
    },
    onError: (error) => tellFailure(error),
  });
  return (
    <div className={classes.stack}>
      <Card title="Cartwright">
        <Facts
          facts={[
            { label: t('settings.version'), value: status.version },
            { label: t('about.mode'), value: t(status.demo ? 'about.demo' : 'about.real') },
            { label: t('settings.startedAt'), value: <RelativeTime at={status.startedAt} /> },
            { label: t('settings.devices'), value: t('devices.count', { count: status.devices.total }) },
            { label: t('settings.console'), value: <span className="mono">{status.console.url}</span> },
            {
              label: t('about.openapi'),
              value: (
                <a className="mono" href="/api/v1/openapi.json" target="_blank" rel="noreferrer">
                  /api/v1/openapi.json
                </a>
              ),
            },
          ]}
        />
      </Card>
      <Card title={t('about.diagnostics')}>
        <Text c="dimmed" mb="md">
          {t('about.diagnosticsHint')}
        </Text>
        <RoleForm needs="administrator">
          <Group>
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              loading={make.isPending}
              onClick={() => make.mutate()}
            >
              {t('about.make')}
            </Button>
          </Group>
        </RoleForm>
      </Card>
    </div>
  );
}
