import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import type { DeviceDetail, DeviceRow } from '../../shared/contract/index.ts';
import { commandName } from '../commands/command-words.ts';
import { contextOf } from '../commands/device-context.ts';
import { useRefresh, useWake } from '../devices/device-actions.ts';
import { api } from '../live/client.ts';
import { useRefusal } from '../parts/RoleGate.tsx';
import { addressOf } from './device-address.ts';

/** Something that can be done to a device, for menus and the command palette. */
export interface DeviceAction {
  /** `diagnosis`, `refresh`, `wake`, `end-management`, or the RequestType of a command. */
  readonly id: string;
  readonly label: string;
  /** The heading it stands under, in the viewer's words. */
  readonly group: string;
  /** Takes something away that cannot simply be put back. */
  readonly danger: boolean;
  readonly allowed: boolean;
  /** Why it is not allowed: the viewer's role, or what the device lacks. */
  readonly reason: string | undefined;
  /** Does it at once, or goes to its form on the device's page. */
  run(): void;
}

type MenuModel = typeof import('../commands/menu-model.ts');
let loaded: MenuModel | undefined;

/** The catalogue of commands, loaded when a device is first looked at: it is too large for the first paint. */
function useMenuModel(wanted: boolean): MenuModel | undefined {
  const [model, setModel] = useState(loaded);
  useEffect(() => {
    if (!wanted || model !== undefined) return;
    void import('../commands/menu-model.ts').then((menuModel) => {
      loaded = menuModel;
      setModel(menuModel);
    });
  }, [wanted, model]);
  return model;
}

/**
 * Everything that can be done to a device, in the order of the menu; what this device or this viewer cannot is there
 * with the reason.
 *
 * @param device a row of a list or the whole device; undefined gives nothing
 */
export function useDeviceActions(device: DeviceRow | DeviceDetail | undefined): readonly DeviceAction[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const refusal = useRefusal('administrator');
  const { mutate: wake } = useWake();
  const { mutate: refresh } = useRefresh();
  const model = useMenuModel(device !== undefined);
  // Only the whole device tells its access rights.
  const detail = useQuery({
    ...api.devices.get.queryOptions({ input: { deviceId: device?.id ?? '' } }),
    enabled: device !== undefined && !('enrollments' in device),
  }).data;

  return useMemo(() => {
    if (device === undefined) return [];
    const whole = 'enrollments' in device ? device : (detail ?? device);
    const open = (what: string) => () => void navigate(addressOf(device, what, pathname));
    const ended = device.state === 'ended' ? t('device.notManaged') : undefined;
    const action = (
      id: string,
      label: string,
      group: string,
      run: () => void,
      reason?: string | undefined,
      danger = false,
    ): DeviceAction => ({ id, label, group, danger, allowed: reason === undefined, reason, run });
    const itself = t('devices.device');
    const deviceIds = [device.id];
    const own = [
      action('diagnosis', t('diagnosis.title'), itself, open('diagnosis')),
      action('refresh', t('devices.refresh'), itself, () => refresh({ deviceIds }), refusal ?? ended),
      action('wake', t('devices.wake'), itself, () => wake({ deviceIds }), refusal ?? ended),
    ];
    const commands = (model?.byCategory(model.commandChoices([contextOf(whole)], t), '') ?? []).flatMap(
      ([category, choices]) =>
        choices.map((choice) =>
          action(
            choice.requestType,
            commandName(choice.requestType, t),
            t(`commands.categories.${category}`),
            open(choice.requestType),
            refusal ?? ended ?? choice.refusal,
            choice.destructive,
          ),
        ),
    );
    const end = action(
      'end-management',
      t('device.end.action'),
      itself,
      open('end-management'),
      refusal ?? ended,
      true,
    );
    return [...own, ...commands, end];
  }, [device, detail, model, navigate, pathname, refusal, refresh, wake, t]);
}
