import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DeviceUser, UserInventory } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';

type Extension = UserInventory['extensions'][string] & { id: string };

/** App extensions a Mac's user has, as NSExtensionMappings and ActiveNSExtensions tell; nothing until it was asked. */
export function ExtensionsCard({ user }: { user: DeviceUser }) {
  const { t } = useTranslation();
  const { enrollmentId } = user;
  const query = useQuery(api.deviceUsers.inventory.queryOptions({ input: { enrollmentId } }));
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const at = query.data?.reports.extensions ?? null;
  if (query.data === undefined || at === null) return null;
  const rows = Object.entries(query.data.extensions).map(([id, facts]): Extension => ({ ...facts, id }));
  const title = t('devicePage.users.extensionsOf', { user: user.shortName ?? user.longName ?? '–' });
  const text = (value: unknown): string => (typeof value === 'string' && value !== '' ? value : '–');
  return (
    <Card title={title} aside={<RelativeTime at={at} />} flush>
      <PlainTable<Extension>
        label={title}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          {
            id: 'name',
            header: t('devicePage.users.name'),
            cell: ({ id, DisplayName }) => (
              <>
                <strong>{text(DisplayName)}</strong>
                <div className="mono">{id}</div>
              </>
            ),
          },
          {
            id: 'point',
            header: t('devicePage.users.extensionPoint'),
            cell: ({ ExtensionPoint }) => <span className="mono">{text(ExtensionPoint)}</span>,
          },
          {
            id: 'choice',
            header: t('devicePage.users.election'),
            cell: ({ UserElection }) => text(UserElection),
          },
          { id: 'version', header: t('devicePage.users.version'), cell: ({ Version }) => text(Version) },
        ]}
      />
    </Card>
  );
}
