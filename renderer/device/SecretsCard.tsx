import { Badge, Button, Group, Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { checkAvailability } from '../../shared/catalogue/index.ts';
import type { DeviceDetail, DeviceSecret } from '../../shared/contract/index.ts';
import { contextOf } from '../commands/device-context.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { AskDevice } from './AskDevice.tsx';
import { RevealSecret } from './RevealSecret.tsx';
import { secretName } from './secret-words.ts';

/** Commands whose answers are secrets of a device, and that ask without changing anything. */
const ASKS = ['ActivationLockBypassCode', 'RequestUnlockToken'] as const;
/** Kinds a Mac says right or wrong to. */
const CHECKED: ReadonlySet<DeviceSecret['kind']> = new Set(['recovery-lock', 'firmware-password']);

/** Codes and passwords the vault holds, each shown on request only: the engine records who asked. */
export function SecretsCard({ device, secrets }: { device: DeviceDetail; secrets: readonly DeviceSecret[] }) {
  const { t } = useTranslation();
  const context = contextOf(device);
  const asks = ASKS.filter((ask) => !checkAvailability(ask, context).some(({ severity }) => severity === 'refuse'));
  return (
    <Card title={t('knowledge.secrets.title')} flush>
      <div style={{ padding: '8px 16px' }}>
        <Text c="dimmed" size="sm">
          {secrets.length === 0 ? t('knowledge.secrets.none') : t('knowledge.secrets.note')}
        </Text>
        {secrets.some(({ kind }) => kind === 'filevault-key-sealed') && (
          <Text c="dimmed" size="sm">
            {t('knowledge.secrets.sealedNote')}
          </Text>
        )}
        {asks.length > 0 && device.state === 'enrolled' && (
          <Group gap="xs" mt="xs">
            {asks.map((ask) => (
              <AskDevice key={ask} device={device} requestType={ask} />
            ))}
          </Group>
        )}
      </div>
      {secrets.length > 0 && (
        <PlainTable<DeviceSecret>
          label={t('knowledge.secrets.title')}
          rows={secrets}
          rowKey={({ id }) => id}
          columns={[
            {
              id: 'secret',
              header: t('knowledge.secrets.columns.secret'),
              cell: ({ kind, current }) => (
                <>
                  {secretName(kind, t)}{' '}
                  {!current && (
                    <Badge variant="default" size="sm">
                      {t('knowledge.secrets.former')}
                    </Badge>
                  )}
                </>
              ),
            },
            {
              id: 'kept',
              header: t('knowledge.secrets.columns.kept'),
              cell: ({ keptAt }) => <RelativeTime at={keptAt} />,
            },
            { id: 'by', header: t('knowledge.secrets.columns.by'), cell: ({ keptBy }) => keptBy },
            {
              id: 'checked',
              header: t('knowledge.secrets.columns.checked'),
              cell: (secret) => <Checked device={device} secret={secret} />,
            },
            {
              id: 'value',
              header: t('knowledge.secrets.columns.value'),
              cell: ({ id, kind }) => (
                <RevealSecret which={{ deviceId: device.id, secretId: id }} name={secretName(kind, t)} />
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}

function Checked({ device, secret }: { device: DeviceDetail; secret: DeviceSecret }) {
  const { t } = useTranslation();
  const check = useMutation(
    api.devices.checkSecret.mutationOptions({
      onSuccess: () => tellDone(t('knowledge.secrets.checking')),
      onError: (error) => tellFailure(error, t('knowledge.secrets.notChecked')),
    }),
  );
  const { kind, verified, verifiedAt, current } = secret;
  if (!CHECKED.has(kind)) return '–';
  return (
    <Group gap="xs" wrap="nowrap">
      {verified === null ? (
        t('knowledge.secrets.unchecked')
      ) : (
        <StatusMark tone={verified ? 'done' : 'needs'}>
          {t(verified ? 'knowledge.secrets.right' : 'knowledge.secrets.wrong')} <RelativeTime at={verifiedAt} />
        </StatusMark>
      )}
      {current && device.state === 'enrolled' && (
        <RoleGate needs="administrator">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconShieldCheck size={14} aria-hidden />}
            aria-label={t('knowledge.secrets.checkOf', { secret: secretName(kind, t) })}
            loading={check.isPending}
            onClick={() => check.mutate({ deviceId: device.id, secretId: secret.id })}
          >
            {t('knowledge.secrets.check')}
          </Button>
        </RoleGate>
      )}
    </Group>
  );
}
