import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { dateOnly, daysUntil } from '../format/time.ts';
import { api } from '../live/client.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import { useNow } from '../parts/use-now.ts';
import { InventoryList } from './InventoryList.tsx';
import { ManagementProfileCard } from './ManagementProfileCard.tsx';

const SOON_DAYS = 30;

/** Certificates on the device, and until when they are good. */
export function CertificatesTab({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const query = useQuery(api.devices.certificates.queryOptions({ input: { deviceId: device.id } }));
  return (
    <>
      <ManagementProfileCard device={device} />
      <InventoryList
        device={device}
        label={t('device.tabs.certificates')}
        reportedAt={device.reports.certificates}
        requestType="CertificateList"
        query={query}
        rowKey={(certificate) => certificate.fingerprint}
        columns={[
          {
            id: 'name',
            header: t('device.certificate.name'),
            cell: (certificate) => <strong>{certificate.commonName ?? certificate.subject ?? '–'}</strong>,
          },
          {
            id: 'kind',
            header: t('device.certificate.kind'),
            cell: (certificate) =>
              certificate.isIdentity ? t('device.certificate.identity') : t('device.certificate.trust'),
          },
          { id: 'issuer', header: t('device.certificate.issuer'), cell: (certificate) => certificate.issuer ?? '–' },
          {
            id: 'expiry',
            header: t('device.certificate.expiry'),
            cell: (certificate) => <Expiry at={certificate.notAfter} />,
          },
        ]}
      />
    </>
  );
}

/** Until when something is good; says so when that is soon or past. */
export function Expiry({ at }: { at: number | null }) {
  const { t, i18n } = useTranslation();
  const days = useNow((now) => (at === null ? 0 : daysUntil(at, now)));
  if (at === null) return '–';
  const date = dateOnly(at, i18n.language);
  if (days < 0) return <StatusMark tone="needs">{t('device.certificate.expired', { date })}</StatusMark>;
  if (days < SOON_DAYS)
    return <StatusMark tone="waits">{t('device.certificate.soon', { date, count: days })}</StatusMark>;
  return <span className="tabular">{date}</span>;
}
