import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { AskDevice, NothingReported } from './AskDevice.tsx';
import classes from './Device.module.css';
import { FactCard } from './FactCard.tsx';
import { groupFacts } from './fact-groups.ts';
import { useKnowledge } from './use-knowledge.ts';

/** The lines a device of some platform cannot have are not missing there. */
function subscriptionsOf(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value)
    ? value.filter((each): each is Record<string, unknown> => typeof each === 'object' && each !== null)
    : [];
}

/** Addresses, radio and carriers: how the device reaches the world. */
export function NetworkTab({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const at = device.reports.deviceInformation;
  const facts = groupFacts(device.information).find(([group]) => group === 'network')?.[1] ?? [];
  const subscriptions = subscriptionsOf(device.information.ServiceSubscriptions);
  const knowledge = useKnowledge(device);
  const isMac = device.platform === 'macOS';
  if (facts.length === 0 && !isMac)
    return <NothingReported device={device} requestType="DeviceInformation" reportedAt={at} />;
  const own = facts.filter(([key]) => key !== 'ServiceSubscriptions');
  const part = (pattern: RegExp, fits: boolean) => own.filter(([key]) => pattern.test(key) === fits);
  const addresses = /MAC|Ethernet|Hotspot/;
  return (
    <div className={classes.grid}>
      <FactCard
        title={t('devicePage.network.addresses')}
        facts={part(addresses, true)}
        at={at}
        ask={<AskDevice device={device} requestType="DeviceInformation" />}
      />
      {part(addresses, false).length > 0 && (
        <FactCard title={t('devicePage.network.cellular')} facts={part(addresses, false)} at={at} />
      )}
      {subscriptions.map((subscription, index) => (
        <FactCard
          key={String(subscription.Slot ?? index)}
          title={t('devicePage.network.subscription', { number: index + 1 })}
          facts={Object.entries(subscription)}
          at={at}
        />
      ))}
      {isMac && knowledge !== undefined && (
        <>
          <FactCard
            title={t('knowledge.caching')}
            facts={Object.entries(knowledge.contentCaching)}
            at={knowledge.reports.contentCaching}
            ask={<AskDevice device={device} requestType="ContentCachingInformation" />}
          />
          <FactCard
            title={t('knowledge.lightsOut')}
            facts={Object.entries(knowledge.lightsOut)}
            at={knowledge.reports.lightsOut}
            ask={<AskDevice device={device} requestType="LOMSetupRequest" />}
          />
        </>
      )}
    </div>
  );
}
