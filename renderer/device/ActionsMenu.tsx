import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconListSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { CommandDialog } from '../commands/CommandDialog.tsx';
import { contextOf } from '../commands/device-context.ts';
import { byCategory, type CommandChoice, commandChoices } from '../commands/menu-model.ts';
import classes from './ActionsMenu.module.css';

/** Every command by category; what this device cannot take is greyed and says why. */
export function ActionsMenu({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<{ requestType?: string }>();
  const groups = useMemo(() => byCategory(commandChoices([contextOf(device)]), ''), [device]);
  const devices = useMemo(() => [device], [device]);
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <Button rightSection={<IconChevronDown size={16} aria-hidden />}>{t('device.actions')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconListSearch size={16} aria-hidden />} onClick={() => setOpen({})}>
            {t('device.allCommands')}
          </Menu.Item>
          <Menu.Divider />
          {groups.map(([category, choices]) => (
            <Menu.Sub key={category} position="left-start" openDelay={80} closeDelay={150}>
              <Menu.Sub.Target>
                <Menu.Sub.Item>{t(`commands.categories.${category}`)}</Menu.Sub.Item>
              </Menu.Sub.Target>
              <Menu.Sub.Dropdown className={classes.dropdown}>
                {choices.map((choice) => (
                  <CommandItem
                    key={choice.requestType}
                    choice={choice}
                    onPick={() => setOpen({ requestType: choice.requestType })}
                  />
                ))}
              </Menu.Sub.Dropdown>
            </Menu.Sub>
          ))}
        </Menu.Dropdown>
      </Menu>
      {open !== undefined && (
        <CommandDialog devices={devices} requestType={open.requestType} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}

function CommandItem({ choice, onPick }: { choice: CommandChoice; onPick: () => void }) {
  return (
    <Menu.Item
      className={classes.item}
      disabled={choice.refusal !== undefined}
      color={choice.destructive && choice.refusal === undefined ? 'var(--cw-needs)' : undefined}
      onClick={onPick}
    >
      {choice.label}
      {choice.refusal !== undefined && <span className={classes.reason}>{choice.refusal}</span>}
    </Menu.Item>
  );
}
