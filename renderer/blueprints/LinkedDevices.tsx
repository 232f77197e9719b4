import { Button, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Blueprint, LinkedDevice } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { api, engine, queryClient } from '../live/client.ts';
import { CartDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { ApplyDialog } from './ApplyDialog.tsx';
import classes from './Blueprints.module.css';
import { differenceWords } from './differences.ts';

/** The devices linked to a blueprint: which version, whether they follow, what has drifted. */
export function LinkedDevices({ blueprint, onApply }: { blueprint: Blueprint; onApply: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(new Set<string>());
  const [dialog, setDialog] = useState<'apply' | 'keep' | 'remove'>();
  const blueprintId = blueprint.id;
  const query = useQuery(api.blueprints.devices.queryOptions({ input: { blueprintId } }));
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.blueprints.key() });
  const follow = useMutation({
    mutationFn: (follows: boolean) => engine.blueprints.follow({ blueprintId, deviceIds: [...chosen], follows }),
    onSuccess: refresh,
    onError: (error) => tellFailure(error),
  });
  const detach = useMutation({
    mutationFn: (remove: boolean) => engine.blueprints.detach({ blueprintId, deviceIds: [...chosen], remove }),
    async onSuccess() {
      setChosen(new Set());
      setDialog(undefined);
      await refresh();
    },
  });
  if (query.data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  if (query.data.length === 0)
    return (
      <EmptyState
        drawing={<CartDrawing />}
        title={t('blueprints.noDevices.title')}
        text={t('blueprints.noDevices.text')}
        action={
          <RoleGate needs="administrator">
            <Button onClick={onApply}>{t('blueprints.apply')}</Button>
          </RoleGate>
        }
      />
    );
  return (
    <>
      {chosen.size > 0 && (
        <Group mb="sm" gap="xs">
          <RoleGate needs="administrator">
            <Button onClick={() => setDialog('apply')}>{t('blueprints.applyAgain', { count: chosen.size })}</Button>
            <Button variant="default" onClick={() => follow.mutate(true)}>
              {t('blueprints.followOn')}
            </Button>
            <Button variant="default" onClick={() => follow.mutate(false)}>
              {t('blueprints.followOff')}
            </Button>
            <Button variant="default" onClick={() => setDialog('keep')}>
              {t('blueprints.detachKeep')}
            </Button>
            <Button variant="default" onClick={() => setDialog('remove')}>
              {t('blueprints.detachRemove')}
            </Button>
          </RoleGate>
        </Group>
      )}
      <div className={classes.framed}>
        <PlainTable<LinkedDevice>
          label={t('blueprints.tabs.devices')}
          rows={query.data}
          rowKey={({ deviceId }) => deviceId}
          selection={{
            chosen,
            onChange: setChosen,
            nameOf: (row) => row.deviceName ?? row.serialNumber ?? '–',
          }}
          columns={[
            {
              id: 'device',
              header: t('blueprints.device'),
              cell: (row) => <Link to={`/devices/${row.deviceId}`}>{row.deviceName ?? row.serialNumber ?? '–'}</Link>,
            },
            { id: 'version', header: t('blueprints.version'), numeric: true, cell: (row) => row.version },
            {
              id: 'follows',
              header: t('blueprints.followsShort'),
              cell: (row) => t(row.follows ? 'common.yes' : 'common.no'),
            },
            {
              id: 'drift',
              header: t('blueprints.drift'),
              cell: (row) =>
                row.drift.length === 0 ? (
                  <StatusMark tone="done">{t('blueprints.noDrift')}</StatusMark>
                ) : (
                  <>
                    <StatusMark tone="waits">{t('blueprints.drifted', { count: row.drift.length })}</StatusMark>
                    {row.drift.map((one) => (
                      <div key={`${one.kind}${one.subject}`}>{differenceWords(one, t)}</div>
                    ))}
                  </>
                ),
            },
            { id: 'linked', header: t('blueprints.linked'), cell: (row) => <RelativeTime at={row.linkedAt} /> },
          ]}
        />
      </div>
      {dialog === 'apply' && (
        <ApplyDialog blueprint={blueprint} deviceIds={[...chosen]} onClose={() => setDialog(undefined)} />
      )}
      {(dialog === 'keep' || dialog === 'remove') && (
        <FormDialog
          title={t(dialog === 'remove' ? 'blueprints.detachRemove' : 'blueprints.detachKeep')}
          submit={t('blueprints.detach', { count: chosen.size })}
          danger={dialog === 'remove'}
          busy={detach.isPending}
          error={detach.error}
          onClose={() => setDialog(undefined)}
          onSubmit={() => detach.mutate(dialog === 'remove')}
        >
          <p>
            {t(dialog === 'remove' ? 'blueprints.detachRemoveMeans' : 'blueprints.detachKeepMeans', {
              name: blueprint.name,
            })}
          </p>
        </FormDialog>
      )}
    </>
  );
}
