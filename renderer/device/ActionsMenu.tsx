import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconListSearch, IconUnlink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { CommandDialog } from '../commands/CommandDialog.tsx';
import { ConfirmDestructive } from '../commands/ConfirmDestructive.tsx';
import { contextOf } from '../commands/device-context.ts';
import { byCategory, type CommandChoice, commandChoices } from '../commands/menu-model.ts';
import { api } from '../live/client.ts';
import { tellDone, tellFailure } from '../parts/notify.ts';
import classes from './ActionsMenu.module.css';

/** Every command by category; what this device cannot take is greyed and says why. */
export function ActionsMenu({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<{ requestType?: string }>();
  const [ending, setEnding] = useState(false);
  const end = useMutation(
    api.devices.endManagement.mutationOptions({
      onSuccess: () => tellDone(t('device.end.asked')),
      onError: (error) => tellFailure(error, t('device.end.failed')),
      onSettled: () => setEnding(false),
    }),
  );
  const groups = useMemo(() => byCategory(commandChoices([contextOf(device)]), ''), [device]);
  const devices = useMemo(() => [device], [device]);
  return (
    <>
      <Menu position="bottom-end" width={230} withinPortal={false}>
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
          <Menu.Divider />
          <Menu.Item
            color="var(--cw-needs)"
            leftSection={<IconUnlink size={16} aria-hidden />}
            disabled={device.state === 'ended'}
            onClick={() => setEnding(true)}
          >
            {t('device.end.action')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {ending && (
        <ConfirmDestructive
          title={t('device.end.title')}
          text={t('device.end.text')}
          action={t('device.end.action')}
          devices={devices}
          busy={end.isPending}
          onConfirm={() => end.mutate({ deviceId: device.id })}
          onCancel={() => setEnding(false)}
        />
      )}
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
