import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DryRun, PolicyChange } from '../../shared/contract/index.ts';
import { commandName } from '../commands/command-words.ts';
import { number } from '../format/quantity.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { MayStrand, useDryRun } from './MayStrand.tsx';
import classes from './Policies.module.css';
import { STATE_TONE, STATES } from './policy-words.ts';

const SHOWN = 200;

/** Every command a change would send, before it is made. */
export function DryRunDialog(props: {
  title: string;
  change: PolicyChange;
  /** What the button says that makes the change; without it one only looks. */
  action?: string;
  onDo?: (mayStrand: boolean) => void;
  /** Whether to ask if its profile goes even where it connects the device. */
  asksToStrand?: boolean;
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const query = useDryRun(props.change);
  const [mayStrand, setMayStrand] = useState(false);
  const run = query.data;
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={760}
      title={props.title}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : run === undefined ? (
        <SkeletonLines count={6} />
      ) : (
        <div className={classes.stack} data-testid="dry-run">
          {run.totals.length === 0 ? (
            <StatusMark tone="done">{t('policies.dryRun.nothing')}</StatusMark>
          ) : (
            <>
              <strong>{t('policies.dryRun.totals', { count: run.devices })}</strong>
              <ul>
                {run.totals.map(({ requestType, count }) => (
                  <li key={requestType}>
                    {number(count, i18n.language)} × {commandName(requestType, t)}
                  </li>
                ))}
              </ul>
              <Changes run={run} />
              <div style={{ maxHeight: 280, overflowY: 'auto' }}>
                <PlainTable
                  label={t('policies.dryRun.commands')}
                  rows={run.commands.slice(0, SHOWN).map((row, index) => ({ ...row, index }))}
                  rowKey={({ index }) => String(index)}
                  columns={[
                    {
                      id: 'device',
                      header: t('policies.device'),
                      cell: (row) => <Link to={`/devices/${row.deviceId}`}>{row.deviceName ?? row.deviceId}</Link>,
                    },
                    {
                      id: 'command',
                      header: t('policies.dryRun.command'),
                      cell: (row) => commandName(row.requestType, t),
                    },
                    { id: 'what', header: t('policies.dryRun.what'), cell: (row) => row.name ?? row.identifier ?? '–' },
                  ]}
                />
              </div>
              {run.commands.length > SHOWN && (
                <span className={classes.soft}>{t('policies.dryRun.first', { count: SHOWN })}</span>
              )}
            </>
          )}
          {props.asksToStrand === true && run.stranded > 0 && (
            <MayStrand count={run.stranded} checked={mayStrand} onChange={setMayStrand} />
          )}
        </div>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={props.onClose}>
          {t(props.onDo === undefined ? 'common.close' : 'common.cancel')}
        </Button>
        {props.onDo !== undefined && (
          <Button disabled={run === undefined} onClick={() => props.onDo?.(mayStrand)}>
            {props.action}
          </Button>
        )}
      </Group>
    </Modal>
  );
}

function Changes({ run }: { run: DryRun }) {
  const { t, i18n } = useTranslation();
  const changed = STATES.filter((state) => (run.before[state] ?? 0) !== (run.after[state] ?? 0));
  if (changed.length === 0) return null;
  return (
    <div className={classes.row}>
      {changed.map((state) => (
        <StatusMark key={state} tone={STATE_TONE[state]}>
          {t(`policies.states.${state}`)}: {number(run.before[state] ?? 0, i18n.language)} →{' '}
          {number(run.after[state] ?? 0, i18n.language)}
        </StatusMark>
      ))}
    </div>
  );
}
