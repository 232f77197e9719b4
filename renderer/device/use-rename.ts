import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { contextOf } from '../commands/device-context.ts';
import { findingText } from '../commands/finding-text.ts';
import { findingsOf } from '../commands/form-model.ts';
import { api, engine } from '../live/client.ts';
import { tellFailure } from '../parts/notify.ts';
import { notifyWithUndo } from '../parts/undo.tsx';

const renameTo = (name: string) => ({ RequestType: 'Settings', Settings: [{ Item: 'DeviceName', DeviceName: name }] });

/** A new name on its way to a device. */
export interface Rename {
  /** The name the device was asked to take and has not taken yet. */
  readonly pending: string | undefined;
  /** Why this device cannot be renamed from here. */
  readonly refusal: string | undefined;
  readonly busy: boolean;
  start(name: string): void;
}

/**
 * Gives a device another name: shown at once, taken back with a message when the device will not have it. It is the
 * device that takes the name, so it can be cancelled until then; after that, Undo gives it the former one.
 */
export function useRename(device: DeviceDetail): Rename {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<{ name: string; commandId: string }>();
  const command = useQuery({
    ...api.commands.get.queryOptions({ input: { commandId: asked?.commandId ?? '' } }),
    enabled: asked !== undefined,
  }).data;
  const refusing = findingsOf(renameTo('-'), contextOf(device)).find(({ severity }) => severity === 'refuse');

  const send = async (name: string): Promise<string> => {
    const { queued, refused } = await engine.commands.queue({
      deviceIds: [device.id],
      command: renameTo(name),
      wakeNow: true,
    });
    const [first] = queued;
    if (first !== undefined) return first.commandId;
    const reason = refused[0]?.reasons[0];
    throw new Error(reason === undefined ? t('errors.unknown') : findingText(reason, t));
  };
  const rename = useMutation({
    mutationFn: async (name: string) => ({ name, commandId: await send(name), before: device.name }),
    onSuccess: ({ name, commandId, before }) => {
      setAsked({ name, commandId });
      notifyWithUndo(t('devicePage.rename.asked', { name }), async () => {
        setAsked(undefined);
        const cancelled = await engine.commands.cancel({ commandId }).then(
          () => true,
          () => false,
        );
        if (!cancelled && before !== null) setAsked({ name: before, commandId: await send(before) });
      });
    },
    onError: (error) => tellFailure(error, t('devicePage.rename.failed')),
  });

  useEffect(() => {
    if (asked === undefined || command === undefined || command.id !== asked.commandId) return;
    const { state, answeredAt, errorSummary } = command;
    // The device tells its name anew after it took it.
    const told = (device.reports.deviceInformation ?? 0) >= (answeredAt ?? Number.POSITIVE_INFINITY);
    if (state === 'acknowledged' && (told || device.name === asked.name)) setAsked(undefined);
    if (['error', 'format-error', 'expired', 'superseded'].includes(state)) {
      setAsked(undefined);
      const why = errorSummary === null ? t(`commands.states.${state}`) : findingText({ message: errorSummary }, t);
      tellFailure(new Error(why), t('devicePage.rename.failed'));
    }
    if (state === 'cancelled') setAsked(undefined);
  }, [asked, command, device.name, device.reports.deviceInformation, t]);

  return {
    pending: asked?.name ?? (rename.isPending ? rename.variables : undefined),
    refusal: refusing === undefined ? undefined : findingText(refusing, t),
    busy: rename.isPending,
    start: (name) => rename.mutate(name),
  };
}
