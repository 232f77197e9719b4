import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceRow, DeviceUser, Refusal } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { api } from '../live/client.ts';
import { errorText } from '../parts/error-text.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Commands.module.css';
import { targetsOf } from './device-context.ts';
import { findingText } from './finding-text.ts';
import { type Draft, pruned } from './form-model.ts';
import { byReason } from './reasons.ts';

/** Files make drafts large; the engine is asked when typing pauses. */
const PAUSE_MS = 250;

/** What the engine says: who takes the command, who does not and why. */
export function Verdict(props: {
  draft: Draft;
  devices: readonly DeviceRow[];
  user?: DeviceUser | undefined;
  wellMade: boolean;
}) {
  const { t } = useTranslation();
  const { devices, wellMade } = props;
  const [draft] = useDebouncedValue(props.draft, PAUSE_MS);
  const check = useQuery({
    ...api.commands.check.queryOptions({ input: { ...targetsOf(devices, props.user), command: pruned(draft) } }),
    enabled: wellMade,
    placeholderData: keepPreviousData,
    // What a device can take changes with every fact it reports; ask afresh each time.
    gcTime: 0,
    staleTime: 0,
  });
  const verdict = wellMade ? check.data : undefined;
  return (
    <div className={classes.verdict} role="status" aria-live="polite" data-testid="verdict">
      {!wellMade && <StatusMark tone="waits">{t('commands.fillIn')}</StatusMark>}
      {wellMade && check.isError && <StatusMark tone="needs">{errorText(check.error)}</StatusMark>}
      {wellMade && !check.isError && verdict === undefined && (
        <StatusMark tone="way">{t('commands.checking')}</StatusMark>
      )}
      {verdict !== undefined && (
        <>
          {verdict.fits.length > 0 && (
            <StatusMark tone="done">
              {devices.length === 1 ? t('commands.fitsOne') : t('commands.fits', { count: verdict.fits.length })}
            </StatusMark>
          )}
          {verdict.refused.length > 0 && (
            <>
              <div>
                <StatusMark tone="needs">
                  {devices.length === 1
                    ? t('commands.refusedOne')
                    : t('commands.refused', { count: verdict.refused.length })}
                </StatusMark>
              </div>
              <Refusals refused={verdict.refused} devices={devices} />
            </>
          )}
          {verdict.warnings.length > 0 && <Refusals refused={verdict.warnings} devices={devices} />}
        </>
      )}
    </div>
  );
}

/** So many reasons are read at a glance; the rest unfold. */
const SHOWN = 3;

/** Reasons, each with the devices it holds for. */
export function Refusals({ refused, devices }: { refused: readonly Refusal[]; devices: readonly DeviceRow[] }) {
  const { t } = useTranslation();
  const names = new Map(devices.map((device) => [device.id, deviceTitle(device, t)]));
  const reasons = byReason(refused);
  const line = ([message, ids]: [string, string[]]): ReactNode => (
    <li key={message}>
      {findingText({ message }, t)}
      {devices.length > 1 && (
        <Text span size="xs" c="dimmed" ml={6}>
          {ids.length <= 3
            ? ids.map((id) => names.get(id) ?? id).join(', ')
            : t('devices.count', { count: ids.length })}
        </Text>
      )}
    </li>
  );
  return (
    <>
      <ul>{reasons.slice(0, SHOWN).map(line)}</ul>
      {reasons.length > SHOWN && (
        <details>
          <summary>{t('commands.moreReasons', { count: reasons.length - SHOWN })}</summary>
          <ul>{reasons.slice(SHOWN).map(line)}</ul>
        </details>
      )}
    </>
  );
}
