import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconListSearch, IconUnlink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import classes from './ActionsMenu.module.css';
import { addressOf } from './device-address.ts';
import { type DeviceAction, useDeviceActions } from './use-device-actions.ts';

/** Everything that can be done to this device, commands by category; what it cannot take is greyed and says why. */
export function ActionsMenu({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const actions = useDeviceActions(device);
  const itself = t('devices.device');
  const groups = Map.groupBy(
    actions.filter(({ group }) => group !== itself),
    ({ group }) => group,
  );
  const end = actions.find(({ id }) => id === 'end-management');
  return (
    <Menu position="bottom-end" width={230} withinPortal={false}>
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={16} aria-hidden />}>{t('device.actions')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconListSearch size={16} aria-hidden />}
          onClick={() => void navigate(addressOf(device, 'any-command', pathname))}
        >
          {t('device.allCommands')}
        </Menu.Item>
        <Menu.Divider />
        {[...groups].map(([group, choices]) => (
          <Menu.Sub key={group} position="left-start" openDelay={80} closeDelay={150}>
            <Menu.Sub.Target>
              <Menu.Sub.Item>{group}</Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown className={classes.dropdown}>
              {choices.map((action) => (
                <ActionItem key={action.id} action={action} />
              ))}
            </Menu.Sub.Dropdown>
          </Menu.Sub>
        ))}
        <Menu.Divider />
        {end !== undefined && <ActionItem action={end} icon={<IconUnlink size={16} aria-hidden />} />}
      </Menu.Dropdown>
    </Menu>
  );
}

function ActionItem({ action, icon }: { action: DeviceAction; icon?: React.ReactNode }) {
  return (
    <Menu.Item
      className={classes.item}
      leftSection={icon}
      disabled={!action.allowed}
      color={action.danger && action.allowed ? 'var(--cw-needs)' : undefined}
      onClick={action.run}
    >
      {action.label}
      {action.reason !== undefined && <span className={classes.reason}>{action.reason}</span>}
    </Menu.Item>
  );
}
