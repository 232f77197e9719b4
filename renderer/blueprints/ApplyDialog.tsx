import { Alert, Checkbox, MultiSelect, SegmentedControl, Select, Switch, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { BlueprintSummary, DevicePreview } from '../../shared/contract/index.ts';
import { findingText } from '../commands/finding-text.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { groupName } from '../groups/group-words.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import classes from './Blueprints.module.css';
import { differenceWords } from './differences.ts';

/**
 * Chooses devices or a group, shows device by device what would change and what cannot be, and begins.
 *
 * @param props.deviceIds devices that were chosen before
 */
export function ApplyDialog(props: {
  blueprint: Pick<BlueprintSummary, 'id' | 'name'>;
  deviceIds?: readonly string[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id: blueprintId, name } = props.blueprint;
  const [by, setBy] = useState<'group' | 'devices'>(props.deviceIds === undefined ? 'group' : 'devices');
  const [groupId, setGroupId] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string[]>([...(props.deviceIds ?? [])]);
  const [search, setSearch] = useState('');
  const [looked] = useDebouncedValue(search.trim(), 150);
  const [follows, setFollows] = useState(true);
  const [understood, setUnderstood] = useState(false);
  const groups = useQuery(api.groups.list.queryOptions()).data ?? [];
  const devices = useQuery(
    api.devices.list.queryOptions({ input: { limit: 100, ...(looked === '' ? {} : { search: looked }) } }),
  ).data;
  const targets = by === 'group' ? { groupId: groupId ?? '' } : { deviceIds: chosen };
  const ready = by === 'group' ? groupId !== null : chosen.length > 0;
  const preview = useQuery({
    ...api.blueprints.preview.queryOptions({ input: { blueprintId, targets } }),
    enabled: ready,
    gcTime: 0,
  });
  const erases = preview.data?.rows.some(({ changes }) => changes.some(({ kind }) => kind === 'erase')) ?? false;
  const apply = useMutation({
    mutationFn: () => engine.blueprints.apply({ blueprintId, targets, follows }),
    async onSuccess({ id }) {
      await queryClient.invalidateQueries({ queryKey: api.blueprints.key() });
      props.onClose();
      await navigate(`/blueprints/runs/${id}`);
    },
  });
  const total = preview.data?.total ?? 0;
  return (
    <FormDialog
      title={t('blueprints.applyTitle', { name })}
      submit={t('blueprints.applyTo', { count: total })}
      busy={apply.isPending}
      error={apply.error}
      danger={erases}
      disabled={!ready || total === 0 || (erases && !understood)}
      size={900}
      onClose={props.onClose}
      onSubmit={() => apply.mutate()}
    >
      <SegmentedControl
        aria-label={t('blueprints.to')}
        value={by}
        onChange={(next) => setBy(next === 'group' ? 'group' : 'devices')}
        data={[
          { value: 'group', label: t('blueprints.toGroup') },
          { value: 'devices', label: t('blueprints.toDevices') },
        ]}
      />
      {by === 'group' ? (
        <Select
          label={t('blueprints.toGroup')}
          searchable
          data={groups.map((group) => ({ value: group.id, label: `${groupName(group, t)} (${group.members})` }))}
          value={groupId}
          onChange={setGroupId}
        />
      ) : (
        <MultiSelect
          label={t('blueprints.toDevices')}
          searchable
          searchValue={search}
          onSearchChange={setSearch}
          data={[
            ...new Map([
              ...chosen.map((id) => [id, { value: id, label: id }] as const),
              ...(devices?.rows ?? []).map((row) => [row.id, { value: row.id, label: deviceTitle(row, t) }] as const),
            ]).values(),
          ]}
          value={chosen}
          onChange={setChosen}
        />
      )}
      <Switch
        label={t('blueprints.follows')}
        checked={follows}
        onChange={(event) => setFollows(event.currentTarget.checked)}
      />
      {ready && preview.isError && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {ready && preview.isPending && <SkeletonLines count={4} />}
      {preview.data !== undefined && <Preview rows={preview.data.rows} total={total} />}
      {erases && (
        <Alert color="red" variant="light" title={t('blueprints.erases')}>
          <Checkbox
            label={t('blueprints.understood')}
            checked={understood}
            onChange={(event) => setUnderstood(event.currentTarget.checked)}
          />
        </Alert>
      )}
    </FormDialog>
  );
}

function Preview({ rows, total }: { rows: readonly DevicePreview[]; total: number }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that the keyboard can scroll
    <section className={classes.preview} tabIndex={0} aria-label={t('blueprints.preview')}>
      <PlainTable<DevicePreview>
        label={t('blueprints.preview')}
        rows={rows.slice(0, 100)}
        rowKey={({ deviceId }) => deviceId}
        columns={[
          {
            id: 'device',
            header: t('blueprints.device'),
            width: 200,
            cell: (row) => (
              <>
                {row.deviceName ?? row.serialNumber ?? '–'}
                {row.replaces !== null && <Text size="xs">{t('blueprints.replaces', { name: row.replaces })}</Text>}
              </>
            ),
          },
          {
            id: 'changes',
            header: t('blueprints.changes'),
            cell: (row) =>
              row.changes.length === 0
                ? t('blueprints.alreadySo')
                : row.changes.map((change) => (
                    <div key={`${change.kind}${change.subject}`}>{differenceWords(change, t)}</div>
                  )),
          },
          {
            id: 'impossible',
            header: t('blueprints.impossible'),
            cell: (row) =>
              row.impossible.flatMap(({ step, reasons }) =>
                reasons.map((reason) => (
                  <div key={step + reason.message}>
                    {t(`blueprints.steps.${step as 'name'}`)}: {findingText(reason, t)}
                  </div>
                )),
              ),
          },
        ]}
      />
      {total > 100 && <Text size="xs">{t('blueprints.previewMore', { count: total - 100 })}</Text>}
    </section>
  );
}
