import { ActionIcon, Button, SegmentedControl, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconListCheck, IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PolicyAssignment, PolicyDetail } from '../../shared/contract/index.ts';
import { type AssignmentWarning, assignmentWarnings } from '../../shared/group-lint.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { filtersOf, warningText } from '../groups/GroupWarnings.tsx';
import { groupName } from '../groups/group-words.ts';
import { api, engine } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RoleForm } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { DryRunDialog } from './DryRunDialog.tsx';
import classes from './Policies.module.css';
import { rereadPolicies } from './policy-words.ts';
import { useLeaveGuard } from './use-leave-guard.tsx';

type Assigned = PolicyAssignment & { readonly name: string | null };

const FOUND = 20;

const same = (a: PolicyAssignment, b: PolicyAssignment): boolean =>
  a.target.kind === b.target.kind && a.target.id === b.target.id;

/** Who gets a policy: groups and devices, and those who are left out. */
export function AssignmentTab({ policy }: { policy: PolicyDetail }) {
  const { t, i18n } = useTranslation();
  const [changed, setChanged] = useState<readonly Assigned[]>();
  const [trying, setTrying] = useState(false);
  const list = changed ?? policy.assignments;
  const guard = useLeaveGuard(changed !== undefined);
  const groups = useQuery(api.groups.list.queryOptions()).data ?? [];
  const plain = list.map(({ target, mode }): PolicyAssignment => ({ target, mode }));
  const save = useMutation({
    mutationFn: () => engine.policies.setAssignments({ policyId: policy.id, assignments: plain }),
    async onSuccess() {
      await rereadPolicies();
      setChanged(undefined);
      setTrying(false);
      tellDone(t('policies.assign.saved', { name: policy.name }));
    },
    onError: (error) => tellFailure(error, t('policies.assign.notSaved')),
  });
  const add = (entry: Assigned): void => setChanged([...list.filter((each) => !same(each, entry)), entry]);
  const nameOf = ({ target, name }: Assigned): string => {
    const group = target.kind === 'group' ? groups.find(({ id }) => id === target.id) : undefined;
    return group === undefined ? (name ?? t('policies.goneGroup')) : groupName(group, t);
  };
  const given = { variables: policy.head.variables, content: policy.head.content };
  const filterOf = filtersOf(groups);
  const warningsOf = ({ target }: Assigned): AssignmentWarning[] => {
    const group = target.kind === 'group' ? groups.find(({ id }) => id === target.id) : undefined;
    return group === undefined ? [] : assignmentWarnings(given, group, filterOf);
  };
  const part = (mode: PolicyAssignment['mode']) => {
    const members = list.filter((each) => each.mode === mode);
    return (
      <Card title={t(`policies.assign.${mode}`)}>
        <p className={classes.soft}>{t(`policies.assign.means.${mode}`)}</p>
        <ul className={classes.targets} aria-label={t(`policies.assign.${mode}`)}>
          {members.map((entry) => (
            <li key={`${entry.target.kind} ${entry.target.id}`}>
              <span>
                {nameOf(entry)}{' '}
                <span className={classes.soft} style={{ display: 'inline' }}>
                  {t(`policies.assign.kinds.${entry.target.kind}`)}
                </span>
                {mode === 'include' &&
                  warningsOf(entry).map((warning) => (
                    <span key={warning.code} className={classes.warning}>
                      <StatusMark tone="waits">{warningText(warning, t, i18n.language)}</StatusMark>
                    </span>
                  ))}
              </span>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('policies.assign.drop', { name: nameOf(entry) })}
                onClick={() => setChanged(list.filter((each) => each !== entry))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        {members.length === 0 && mode === 'include' && (
          <StatusMark tone="waits">{t('policies.assign.nobodyYet')}</StatusMark>
        )}
        <AddTarget mode={mode} onAdd={add} />
      </Card>
    );
  };
  return (
    <div className={`${classes.scroll} ${classes.measured}`}>
      <RoleForm needs="administrator">
        <div className={classes.columns}>
          {part('include')}
          {part('exclude')}
        </div>
        {policy.blueprints.length > 0 && (
          <p className={classes.soft}>
            {t('blueprints.bringPolicy')}{' '}
            {policy.blueprints.map(({ id, name }, at) => (
              <span key={id}>
                {at > 0 && ', '}
                <Link to={`/blueprints/${id}`}>{name ?? '–'}</Link>
              </span>
            ))}
          </p>
        )}
        <p className={classes.soft}>{t('policies.assign.order')}</p>
        <div className={classes.foot}>
          <span>{changed !== undefined && <StatusMark tone="waits">{t('policies.unsaved')}</StatusMark>}</span>
          <Button variant="default" disabled={changed === undefined} onClick={() => setChanged(undefined)}>
            {t('common.cancel')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconListCheck size={16} aria-hidden />}
            onClick={() => setTrying(true)}
          >
            {t('policies.dryRun.action')}
          </Button>
          <Button disabled={changed === undefined} loading={save.isPending} onClick={() => save.mutate()}>
            {t('policies.assign.save')}
          </Button>
        </div>
      </RoleForm>
      {trying && (
        <DryRunDialog
          title={t('policies.dryRun.title')}
          change={{ kind: 'assignments', policyId: policy.id, assignments: plain }}
          onClose={() => setTrying(false)}
          {...(changed === undefined ? {} : { action: t('policies.assign.save'), onDo: () => save.mutate() })}
        />
      )}
      {guard.question}
    </div>
  );
}

function AddTarget({ mode, onAdd }: { mode: PolicyAssignment['mode']; onAdd: (entry: Assigned) => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<'group' | 'device'>('group');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const groups = useQuery(api.groups.list.queryOptions()).data ?? [];
  const devices =
    useQuery({
      ...api.devices.list.queryOptions({
        input: { ...(search === '' ? {} : { search }), sort: 'name', direction: 'asc', limit: FOUND },
      }),
      enabled: kind === 'device',
      placeholderData: keepPreviousData,
    }).data?.rows ?? [];
  const data =
    kind === 'group'
      ? groups.map((group) => ({ value: group.id, label: groupName(group, t) }))
      : devices.map((device) => ({
          value: device.id,
          label: [deviceTitle(device, t), device.serialNumber].filter((each) => each !== null).join(' · '),
        }));
  return (
    <div className={classes.row}>
      <SegmentedControl
        size="xs"
        aria-label={t('policies.assign.what')}
        value={kind}
        onChange={(value) => {
          setKind(value === 'device' ? 'device' : 'group');
          setTyped('');
        }}
        data={(['group', 'device'] as const).map((value) => ({ value, label: t(`policies.assign.kinds.${value}`) }))}
      />
      <Select
        key={kind}
        style={{ flex: 1, minWidth: 180 }}
        aria-label={t(`policies.assign.add.${mode}`)}
        placeholder={t(`policies.assign.choose.${kind}`)}
        searchable
        nothingFoundMessage={t('policies.assign.noneFound')}
        data={data}
        value={null}
        {...(kind === 'device' ? { filter: ({ options }) => options, onSearchChange: setTyped } : {})}
        onChange={(id) => {
          const chosen = data.find(({ value }) => value === id);
          if (chosen !== undefined) onAdd({ target: { kind, id: chosen.value }, mode, name: chosen.label });
        }}
      />
    </div>
  );
}
