import { useTranslation } from 'react-i18next';
import { checkAvailability } from '../../shared/catalogue/index.ts';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { contextOf } from '../commands/device-context.ts';
import { AskDevice } from './AskDevice.tsx';
import classes from './Device.module.css';
import { FactCard } from './FactCard.tsx';

/** Documents are kept to managed or to unmanaged apps: each of the two is in force when it is false (BP-43). */
function confinesDocuments({ restrictions }: DeviceDetail): boolean {
  return (
    restrictions.allowOpenFromManagedToUnmanaged === false || restrictions.allowOpenFromUnmanagedToManaged === false
  );
}

/** What the device said of its security, and which restrictions are in force. */
export function SecurityTab({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  // A Mac does not tell: its restrictions are in its profiles.
  const asksRestrictions =
    device.reports.restrictions !== null ||
    !checkAvailability('Restrictions', contextOf(device)).some(({ code }) => code === 'not-on-platform');
  return (
    <div className={classes.grid}>
      <FactCard
        title={t('device.security')}
        facts={Object.entries(device.security)}
        at={device.reports.security}
        ask={<AskDevice device={device} requestType="SecurityInfo" />}
      />
      {asksRestrictions && (
        <FactCard
          title={t('device.restrictions')}
          facts={Object.entries(device.restrictions)}
          at={device.reports.restrictions}
          ask={<AskDevice device={device} requestType="Restrictions" />}
          {...(confinesDocuments(device) ? { note: t('managedApps.openIn') } : {})}
        />
      )}
    </div>
  );
}
