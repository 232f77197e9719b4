import { Button, Menu } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconCheck, IconChevronDown, IconDeviceFloppy, IconSettings, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceView } from '../../../shared/contract/index.ts';
import { BUILT_IN } from './built-in.ts';
import type { Views } from './use-views.ts';
import classes from './Views.module.css';
import type { OpenView } from './view-model.ts';

export function useViewName() {
  const { t } = useTranslation();
  return (open: OpenView | undefined, filtered: boolean): string => {
    if (open?.kind === 'saved') return open.view.name;
    if (open?.kind === 'missing') return t('deviceViews.missing.title');
    if (open === undefined) return '…';
    return open.view.id === 'all' && filtered ? t('deviceViews.filtered') : t(`deviceViews.names.${open.view.id}`);
  };
}

/** Which view is open, beside the title; opens another (press v). */
export function ViewMenu(props: { views: Views; filtered: boolean; onSave: () => void; onManage: () => void }) {
  const { t } = useTranslation();
  const { views, filtered } = props;
  const [opened, setOpened] = useState(false);
  const name = useViewName()(views.open, filtered);
  useHotkeys([['v', () => setOpened(true)]]);
  const openId = views.open === undefined || views.open.kind === 'missing' ? undefined : views.open.view.id;
  const isOpen = (id: string): boolean => id === openId && !(id === 'all' && filtered);
  const own = views.saved.filter((view) => !view.shared);
  const shared = views.saved.filter((view) => view.shared);
  const item = ({ id, name: label }: Pick<DeviceView, 'id' | 'name'>) => (
    <Menu.Item
      key={id}
      aria-current={isOpen(id) || undefined}
      rightSection={isOpen(id) && <IconCheck size={14} aria-hidden />}
      onClick={() => views.put(id)}
    >
      {label}
    </Menu.Item>
  );
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-start" width={260} keepMounted={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          className={classes.target}
          aria-label={t('deviceViews.menu', { name })}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          <span className={classes.name}>{name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        {own.length > 0 && (
          <>
            <Menu.Label>{t('deviceViews.own')}</Menu.Label>
            {own.map(item)}
          </>
        )}
        {shared.length > 0 && (
          <>
            <Menu.Label>
              <IconUsers size={12} aria-hidden /> {t('deviceViews.shared')}
            </Menu.Label>
            {shared.map(item)}
          </>
        )}
        {views.saved.length > 0 && <Menu.Label>{t('deviceViews.builtIn')}</Menu.Label>}
        {BUILT_IN.map(({ id }) => item({ id, name: t(`deviceViews.names.${id}`) }))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconDeviceFloppy size={16} aria-hidden />} onClick={props.onSave}>
          {t('deviceViews.saveNew')}
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size={16} aria-hidden />} onClick={props.onManage}>
          {t('deviceViews.manage')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
