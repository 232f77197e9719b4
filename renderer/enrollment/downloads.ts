import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { base64ToBytes } from '../../shared/catalogue/index.ts';
import type { MadeFile } from '../../shared/contract/index.ts';
import { api, engine } from '../live/client.ts';
import { download } from '../parts/download.ts';
import { tellFailure } from '../parts/notify.ts';

/** Hands over a file the engine made. */
export function keepFile({ filename, contentType, base64 }: MadeFile): void {
  const bytes = base64ToBytes(base64);
  if (bytes !== undefined) download(filename, new Uint8Array(bytes), contentType);
}

/** Downloads a fresh enrollment profile of an invitation: good for one device, within the hour. */
export function useInvitationProfile() {
  const { t } = useTranslation();
  return useMutation(
    api.enrollment.profile.mutationOptions({
      onSuccess: keepFile,
      onError: (error) => tellFailure(error, t('enrollment.profileFailed')),
    }),
  );
}

/** Downloads the profile that only makes devices trust this server. */
export function useTrustProfile() {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: () => engine.enrollment.trustProfile(),
    onSuccess: keepFile,
    onError: (error) => tellFailure(error, t('enrollment.profileFailed')),
  });
}
