import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconDownload, IconUpload } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusal } from '../../parts/RoleGate.tsx';

const ImportDialog = lazy(() => import('./ImportDialog.tsx'));

/** Takes the list away as a table, and fills attributes from one. */
export function CsvMenu({ onExport }: { onExport: () => void }) {
  const { t } = useTranslation();
  const [importing, setImporting] = useState(false);
  const refusal = useRefusal('administrator');
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Tooltip label={t('csv.menu')}>
            <ActionIcon variant="default" size={32} aria-label={t('csv.menu')}>
              <IconDots size={16} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={onExport}>
            {t('csv.export.action')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUpload size={16} aria-hidden />}
            disabled={refusal !== undefined}
            onClick={() => setImporting(true)}
          >
            {t('csv.import.action')}
            {refusal !== undefined && <div style={{ fontSize: 11 }}>{refusal}</div>}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {importing && (
        <Suspense fallback={null}>
          <ImportDialog onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </>
  );
}
