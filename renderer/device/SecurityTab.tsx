import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { checkAvailability, isDictionary } from '../../shared/catalogue/index.ts';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { contextOf } from '../commands/device-context.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { AskDevice } from './AskDevice.tsx';
import classes from './Device.module.css';
import { FactCard } from './FactCard.tsx';
import { PasscodeCard } from './PasscodeCard.tsx';
import { SecretsCard } from './SecretsCard.tsx';
import { useKnowledge } from './use-knowledge.ts';

/** Documents are kept to managed or to unmanaged apps: each of the two is in force when it is false (BP-43). */
function confinesDocuments({ restrictions }: DeviceDetail): boolean {
  return (
    restrictions.allowOpenFromManagedToUnmanaged === false || restrictions.allowOpenFromUnmanagedToManaged === false
  );
}

/** What the device said of its security, and which restrictions are in force. */
export function SecurityTab({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const knowledge = useKnowledge(device);
  const profiles = useQuery(api.devices.profiles.queryOptions({ input: { deviceId: device.id } })).data;
  const { ProfileRestrictions, ...inForce } = device.restrictions;
  const byProfile = isDictionary(ProfileRestrictions) ? Object.entries(ProfileRestrictions) : [];
  const profileName = (identifier: string): string =>
    profiles?.find((profile) => profile.identifier === identifier)?.displayName ?? identifier;
  // Only what has an unlock token, or could have one, has a passcode that a server clears.
  const clearable = !checkAvailability('ClearPasscode', contextOf(device)).some(
    ({ code }) => code === 'not-on-platform',
  );
  // A Mac does not tell: its restrictions are in its profiles.
  const asksRestrictions =
    device.reports.restrictions !== null ||
    !checkAvailability('Restrictions', contextOf(device)).some(({ code }) => code === 'not-on-platform');
  return (
    <div className={classes.grid}>
      <div style={{ gridColumn: '1 / -1' }}>
        {knowledge === undefined ? <SecretsLoading /> : <SecretsCard device={device} secrets={knowledge.secrets} />}
      </div>
      {clearable && knowledge !== undefined && <PasscodeCard knowledge={knowledge} />}
      <FactCard
        title={t('device.security')}
        facts={Object.entries(device.security)}
        at={device.reports.security}
        ask={<AskDevice device={device} requestType="SecurityInfo" />}
      />
      {asksRestrictions && (
        <FactCard
          title={t('device.restrictions')}
          facts={Object.entries(inForce)}
          at={device.reports.restrictions}
          ask={<AskDevice device={device} requestType="Restrictions" />}
          {...(confinesDocuments(device) ? { note: t('managedApps.openIn') } : {})}
        />
      )}
      {byProfile.map(([identifier, restrictions]) => (
        <FactCard
          key={identifier}
          title={t('knowledge.restrictionsOf', { profile: profileName(identifier) })}
          facts={isDictionary(restrictions) ? Object.entries(restrictions) : []}
          at={device.reports.restrictions}
        />
      ))}
    </div>
  );
}

function SecretsLoading() {
  const { t } = useTranslation();
  return (
    <Card title={t('knowledge.secrets.title')}>
      <SkeletonLines count={2} />
    </Card>
  );
}
