import { ActionIcon, Menu, SegmentedControl, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconLayoutGrid, IconTable, IconTextSize } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ColumnChooser, type ColumnChooserProps } from './ColumnChooser.tsx';

/** How the list looks: table or grid, how dense, and which columns. */
export function ListOptions(props: ColumnChooserProps) {
  const { t } = useTranslation();
  const { look, onLook } = props;
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('deviceList.layout')}
        value={look.layout}
        onChange={(layout) => onLook({ layout: layout === 'grid' ? 'grid' : 'table' })}
        data={[
          { value: 'table', label: <Labelled Icon={IconTable} text={t('deviceList.table')} /> },
          { value: 'grid', label: <Labelled Icon={IconLayoutGrid} text={t('deviceList.grid')} /> },
        ]}
      />
      {look.layout === 'table' && (
        <>
          <Menu position="bottom-end">
            <Menu.Target>
              <Tooltip label={t('deviceList.density')}>
                <ActionIcon variant="default" size={32} aria-label={t('deviceList.density')}>
                  <IconTextSize size={16} />
                </ActionIcon>
              </Tooltip>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.RadioGroup
                value={look.density}
                onChange={(density) => onLook({ density: density === 'compact' ? 'compact' : 'comfortable' })}
              >
                {(['comfortable', 'compact'] as const).map((density) => (
                  <Menu.RadioItem key={density} value={density}>
                    {t(`deviceList.${density}`)}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            </Menu.Dropdown>
          </Menu>
          <ColumnChooser {...props} />
        </>
      )}
    </>
  );
}

function Labelled({ Icon, text }: { Icon: typeof IconTable; text: string }) {
  return (
    <span title={text} style={{ display: 'block' }}>
      <Icon size={16} aria-hidden style={{ display: 'block' }} />
      <VisuallyHidden>{text}</VisuallyHidden>
    </span>
  );
}
