import { ActionIcon, Button, Menu, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconCopy, IconDots, IconList, IconPencil, IconSearch, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { ComplianceRule } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { number } from '../format/quantity.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { notifyWithUndo } from '../parts/undo.tsx';
import classes from './Compliance.module.css';
import { actionName, checkText, spanText } from './compliance-words.ts';
import { NoRules } from './NoRules.tsx';
import { useSpeech } from './use-speech.ts';

const WHICH = ['all', 'on', 'off'] as const;
const reread = () => queryClient.invalidateQueries({ queryKey: api.compliance.key() });

/** All rules: found, switched, copied, deleted. */
export function RulesView() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const speech = useSpeech();
  const [params, setParams] = useSearchParams();
  const field = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Set<string>>(new Set());
  const [deleting, setDeleting] = useState<readonly ComplianceRule[]>();
  useHotkeys([['/', () => field.current?.focus()]]);
  const rules = useQuery(api.compliance.rules.queryOptions());
  const search = params.get('search') ?? '';
  const which = WHICH.find((each) => each === params.get('show')) ?? 'all';
  const set = (name: string, value: string | null): void => {
    const next = new URLSearchParams(params);
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
    setParams(next, { replace: true });
  };
  const turn = useMutation({
    mutationFn: ({ id, active }: ComplianceRule) => engine.compliance.setRuleActive({ ruleId: id, active: !active }),
    onMutate({ id, active }) {
      const key = api.compliance.rules.queryKey();
      const before = queryClient.getQueryData(key);
      queryClient.setQueryData(key, (all) => all?.map((one) => (one.id === id ? { ...one, active: !active } : one)));
      return before;
    },
    onError(error, { name }, before) {
      queryClient.setQueryData(api.compliance.rules.queryKey(), before);
      tellFailure(error, t('compliance.rules.notSwitched', { name }));
    },
    onSettled: () => reread(),
  });
  const copy = useMutation({
    mutationFn: (ruleId: string) => engine.compliance.duplicateRule({ ruleId }),
    async onSuccess({ name }) {
      await reread();
      tellDone(t('compliance.rules.copied', { name }));
    },
    onError: (error) => tellFailure(error),
  });
  if (rules.data === undefined)
    return rules.isError ? <ErrorState error={rules.error} onRetry={() => void rules.refetch()} /> : <LoadingPage />;
  if (rules.data.length === 0) return <NoRules />;
  const found = rules.data.filter(
    ({ name, description, active }) =>
      (which === 'all' || active === (which === 'on')) &&
      `${name} ${description}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const picked = rules.data.filter(({ id }) => chosen.has(id));
  return (
    <>
      {picked.length === 0 ? (
        <div className={classes.bar}>
          <TextInput
            ref={field}
            type="search"
            w={240}
            value={search}
            onChange={(event) => set('search', event.currentTarget.value)}
            placeholder={t('compliance.rules.find')}
            aria-label={t('compliance.rules.find')}
            leftSection={<IconSearch size={16} aria-hidden />}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('compliance.rules.filter.label')}
            value={which}
            onChange={(next) => set('show', next === 'all' ? null : next)}
            data={WHICH.map((value) => ({ value, label: t(`compliance.rules.filter.${value}`) }))}
          />
        </div>
      ) : (
        <div className={classes.bar} data-chosen>
          <strong>{t('compliance.rules.chosen', { count: picked.length })}</strong>
          <RoleGate needs="administrator">
            <Button variant="default" color="var(--cw-needs)" onClick={() => setDeleting(picked)}>
              {t('compliance.rules.deleteMany', { count: picked.length })}
            </Button>
          </RoleGate>
          <Button variant="subtle" color="gray" onClick={() => setChosen(new Set())}>
            {t('common.cancel')}
          </Button>
        </div>
      )}
      {found.length === 0 ? (
        <EmptyState drawing={<NothingFoundDrawing />} title={t('compliance.rules.none')} />
      ) : (
        <div className={classes.list}>
          <PlainTable<ComplianceRule>
            label={t('compliance.rules.label')}
            rows={found}
            rowKey={({ id }) => id}
            onOpen={({ id }) => void navigate(`/compliance/rules/${id}`)}
            selection={{ chosen, onChange: setChosen, nameOf: ({ name }) => name }}
            columns={[
              {
                id: 'name',
                header: t('compliance.rules.name'),
                width: '34%',
                cell: ({ name, checks }) => (
                  <>
                    {name}
                    <span className={classes.about}>
                      {checks.map((check) => checkText(check, speech)).join(` ${t('compliance.editor.or')} `)}
                    </span>
                  </>
                ),
              },
              {
                id: 'active',
                header: t('compliance.rules.active'),
                width: 70,
                cell: (rule) => (
                  // biome-ignore lint/a11y/noStaticElementInteractions: keeps a click on the switch from opening the row
                  // biome-ignore lint/a11y/useKeyWithClickEvents: as above
                  <span onClick={(event) => event.stopPropagation()}>
                    <RoleGate needs="administrator">
                      <Switch
                        size="xs"
                        checked={rule.active}
                        onChange={() => turn.mutate(rule)}
                        aria-label={t('compliance.rules.switchOn', { name: rule.name })}
                      />
                    </RoleGate>
                  </span>
                ),
              },
              {
                id: 'stages',
                header: t('compliance.rules.stages'),
                cell: ({ tiers }) =>
                  tiers.length === 0 ? (
                    <span className={classes.soft}>{t('compliance.rules.onlyWatches')}</span>
                  ) : (
                    <ul className={classes.steps}>
                      {tiers.map(({ id, afterHours, actions }) => (
                        <li key={id} className={classes.soft}>
                          {spanText(afterHours, t)}: {actions.map(({ kind }) => actionName(kind, t)).join(', ')}
                        </li>
                      ))}
                    </ul>
                  ),
              },
              {
                id: 'violating',
                header: t('compliance.rules.violating'),
                numeric: true,
                cell: ({ violating, settling }) =>
                  settling ? (
                    <StatusMark tone="way">{t('compliance.rules.settling')}</StatusMark>
                  ) : (
                    number(violating, i18n.language)
                  ),
              },
              {
                id: 'grace',
                header: t('compliance.rules.grace'),
                numeric: true,
                cell: ({ grace }) => number(grace, i18n.language),
              },
              {
                id: 'exempt',
                header: t('compliance.rules.exempt'),
                numeric: true,
                cell: ({ exempt }) => number(exempt, i18n.language),
              },
              {
                id: 'changed',
                header: t('compliance.rules.changed'),
                cell: ({ changedAt }) => <RelativeTime at={changedAt} />,
              },
              {
                id: 'more',
                header: t('groups.more'),
                headerHidden: true,
                width: 44,
                cell: (rule) => (
                  // biome-ignore lint/a11y/noStaticElementInteractions: keeps a click in the menu from opening the row
                  // biome-ignore lint/a11y/useKeyWithClickEvents: as above
                  <span onClick={(event) => event.stopPropagation()}>
                    <Menu position="bottom-end">
                      <Menu.Target>
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={t('compliance.rules.more', { name: rule.name })}
                        >
                          <IconDots size={16} aria-hidden />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item
                          leftSection={<IconList size={16} aria-hidden />}
                          onClick={() => void navigate(`/compliance/violations?rule=${rule.id}`)}
                        >
                          {t('compliance.rules.showViolations')}
                        </Menu.Item>
                        <Menu.Item
                          leftSection={<IconPencil size={16} aria-hidden />}
                          onClick={() => void navigate(`/compliance/rules/${rule.id}`)}
                        >
                          {t('compliance.rules.edit')}
                        </Menu.Item>
                        <RoleGate needs="administrator">
                          <Menu.Item
                            leftSection={<IconCopy size={16} aria-hidden />}
                            onClick={() => copy.mutate(rule.id)}
                          >
                            {t('compliance.rules.duplicate')}
                          </Menu.Item>
                          <Menu.Item
                            color="var(--cw-needs)"
                            leftSection={<IconTrash size={16} aria-hidden />}
                            onClick={() => setDeleting([rule])}
                          >
                            {t('compliance.rules.delete')}
                          </Menu.Item>
                        </RoleGate>
                      </Menu.Dropdown>
                    </Menu>
                  </span>
                ),
              },
            ]}
          />
        </div>
      )}
      {deleting !== undefined && (
        <DeleteDialog rules={deleting} onClose={() => setDeleting(undefined)} onDone={() => setChosen(new Set())} />
      )}
    </>
  );
}

function DeleteDialog(props: { rules: readonly ComplianceRule[]; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation();
  const { rules } = props;
  const names = { count: rules.length, name: rules[0]?.name ?? '' };
  const remove = useMutation({
    async mutationFn() {
      const removed: ComplianceRule[] = [];
      for (const { id } of rules) removed.push(await engine.compliance.removeRule({ ruleId: id }));
      return removed;
    },
    onSuccess(removed) {
      notifyWithUndo(t('compliance.rules.deleted', names), async () => {
        for (const rule of removed) await engine.compliance.createRule(rule);
        await reread();
      });
      props.onDone();
      props.onClose();
    },
    onSettled: () => reread(),
  });
  return (
    <FormDialog
      title={t('compliance.rules.deleteTitle', names)}
      submit={t('compliance.rules.deleteMany', { count: rules.length })}
      danger
      busy={remove.isPending}
      error={remove.error}
      onClose={props.onClose}
      onSubmit={() => remove.mutate()}
    >
      <p>{t('compliance.rules.deleteText')}</p>
    </FormDialog>
  );
}
