import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { Expiry } from './Expiry.tsx';
import { InventoryList } from './InventoryList.tsx';
import { ManagementProfileCard } from './ManagementProfileCard.tsx';

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
