import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../live/client.ts';
import { tellDone, tellFailure } from '../parts/notify.ts';

/** Asks devices for their inventory again. */
export function useRefresh() {
  const { t } = useTranslation();
  return useMutation(
    api.devices.refresh.mutationOptions({
      onSuccess: ({ queued }) => tellDone(t('devices.refreshAsked', { count: queued })),
      onError: (error) => tellFailure(error, t('devices.refreshFailed')),
    }),
  );
}

/** Sends devices a wake-up now. */
export function useWake() {
  const { t } = useTranslation();
  return useMutation(
    api.devices.wake.mutationOptions({
      onSuccess: ({ woken, unreachable }) =>
        tellDone(
          unreachable.length === 0
            ? t('devices.woken', { count: woken })
            : `${t('devices.woken', { count: woken })} ${t('devices.unreachable', { count: unreachable.length })}`,
        ),
      onError: (error) => tellFailure(error, t('devices.wakeFailed')),
    }),
  );
}
