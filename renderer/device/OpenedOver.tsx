import { useMutation } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { ConfirmDestructive } from '../commands/ConfirmDestructive.tsx';
import { CommandDialog } from '../commands/LazyCommandDialog.tsx';
import { api } from '../live/client.ts';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { DiagnosisDialog } from './DiagnosisDialog.tsx';
import { FOR_USER, OPENED } from './device-address.ts';
import { EndWay, type Way } from './EndWay.tsx';

/** What the address says stands open over the page: the form of a command, or a question before something is lost. */
export function OpenedOver({ device }: { device: DeviceDetail }) {
  const [search, setSearch] = useSearchParams();
  const opened = search.get(OPENED);
  const devices = useMemo(() => [device], [device]);
  const close = useCallback(
    () =>
      setSearch(
        (before) => {
          before.delete(OPENED);
          before.delete(FOR_USER);
          return before;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const user = device.users.find(({ enrollmentId }) => enrollmentId === search.get(FOR_USER));
  if (opened === null) return null;
  if (opened === 'diagnosis') return <DiagnosisDialog device={device} onClose={close} />;
  if (opened === 'end-management') return <EndManagement device={device} onClose={close} />;
  return (
    <CommandDialog
      key={opened}
      devices={devices}
      user={user}
      requestType={opened === 'any-command' ? undefined : opened}
      onClose={close}
    />
  );
}

/** What ending management does, in the order it happens. */
const END_PARTS = ['queue', 'secrets', 'certificate', 'device', 'kept'] as const;

function EndManagement({ device, onClose }: { device: DeviceDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>('turn-away');
  const end = useMutation(
    api.devices.endManagement.mutationOptions({
      onSuccess: () => tellDone(t('device.end.asked')),
      onError: (error) => tellFailure(error, t('device.end.failed')),
      onSettled: onClose,
    }),
  );
  return (
    <ConfirmDestructive
      title={t('device.end.title')}
      text={t(way === 'turn-away' ? 'device.end.text' : 'relationship.end.removeText')}
      points={END_PARTS.filter((part) => way === 'turn-away' || part !== 'device').map((part) =>
        t(`device.end.parts.${part}`),
      )}
      action={t('device.end.action')}
      choice={<EndWay way={way} onChange={setWay} />}
      devices={[device]}
      busy={end.isPending}
      onConfirm={() => end.mutate({ deviceId: device.id, way })}
      onCancel={onClose}
    />
  );
}
