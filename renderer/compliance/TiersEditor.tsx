import { ActionIcon, Button, Checkbox, Menu, NumberInput, Select, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_TIERS } from '../../shared/contract/compliance-rule.ts';
import type { ComplianceAction, ComplianceTier } from '../../shared/contract/index.ts';
import { groupName } from '../groups/group-words.ts';
import { api } from '../live/client.ts';
import classes from './Compliance.module.css';
import { actionName } from './compliance-words.ts';
import { ACTION_KINDS, movedTier, newAction, withTier } from './editor-model.ts';
import { MessageForm } from './MessageForm.tsx';

/** What happens when, as an ordered list: Alt with an arrow moves a stage, as its buttons do. */
export function TiersEditor(props: {
  tiers: readonly ComplianceTier[];
  /** Of messages: the first is the one for whom no other fits. */
  languages: readonly string[];
  onTiers: (tiers: ComplianceTier[]) => void;
}) {
  const { t } = useTranslation();
  const { tiers, languages, onTiers } = props;
  const [told, setTold] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const move = (index: number, by: -1 | 1): void => {
    const to = index + by;
    if (tiers[to] === undefined) return;
    onTiers(movedTier(tiers, index, by));
    setTold(t('compliance.editor.moved', { from: index + 1, to: to + 1 }));
    // The focus goes with what was moved.
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-stage]')[to]?.focus());
  };
  const onKey = (event: KeyboardEvent, index: number): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(index, event.key === 'ArrowUp' ? -1 : 1);
  };
  const set = (index: number, change: Partial<ComplianceTier>): void =>
    onTiers(tiers.map((tier, at) => (at === index ? { ...tier, ...change } : tier)));
  return (
    <>
      <span className="visually-hidden" aria-live="polite">
        {told}
      </span>
      {tiers.length === 0 && <p className={classes.soft}>{t('compliance.editor.noTiers')}</p>}
      <ol className={classes.boxes} ref={list} aria-label={t('compliance.editor.tiers')}>
        {tiers.map((tier, index) => {
          const number = index + 1;
          return (
            <li key={tier.id} className={classes.box}>
              <fieldset
                className={`${classes.boxHead} ${classes.stage}`}
                aria-label={t('compliance.editor.tier', { number })}
                // biome-ignore lint/a11y/noNoninteractiveTabindex: it is what Alt and an arrow move
                tabIndex={0}
                data-stage
                onKeyDown={(event) => onKey(event, index)}
              >
                <strong>{t('compliance.editor.tier', { number })}</strong>
                <Delay hours={tier.afterHours} number={number} onHours={(afterHours) => set(index, { afterHours })} />
                <span className={classes.end}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    disabled={index === 0}
                    aria-label={t('compliance.editor.earlier', { number })}
                    onClick={() => move(index, -1)}
                  >
                    <IconArrowUp size={16} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    disabled={index === tiers.length - 1}
                    aria-label={t('compliance.editor.later', { number })}
                    onClick={() => move(index, 1)}
                  >
                    <IconArrowDown size={16} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('compliance.editor.removeTier', { number })}
                    onClick={() => onTiers(tiers.filter((_, at) => at !== index))}
                  >
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                </span>
              </fieldset>
              <div className={classes.boxBody}>
                <Actions
                  actions={tier.actions}
                  languages={languages}
                  onActions={(actions) => set(index, { actions })}
                />
              </div>
            </li>
          );
        })}
      </ol>
      {tiers.length < MOST_TIERS && (
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => onTiers(withTier(tiers))}
        >
          {t('compliance.editor.addTier')}
        </Button>
      )}
    </>
  );
}

/** Hours or days. */
export function Delay(props: { hours: number; number: number | undefined; onHours: (hours: number) => void }) {
  const { t } = useTranslation();
  const { hours } = props;
  const [unit, setUnit] = useState<'hours' | 'days'>(hours > 0 && hours % 24 === 0 ? 'days' : 'hours');
  const each = unit === 'days' ? 24 : 1;
  const name = props.number === undefined ? t('compliance.editor.grace') : t('compliance.editor.after');
  return (
    <>
      {props.number !== undefined && <span className={classes.soft}>{t('compliance.editor.after')}</span>}
      <NumberInput
        w={90}
        min={0}
        max={365 * (24 / each)}
        allowDecimal={false}
        aria-label={name}
        value={hours / each}
        onChange={(value) => typeof value === 'number' && props.onHours(Math.round(value * each))}
      />
      <Select
        w={115}
        aria-label={t('compliance.editor.unit')}
        allowDeselect={false}
        value={unit}
        onChange={(next) => {
          const chosen = next === 'days' ? 'days' : 'hours';
          setUnit(chosen);
          // The number stays, what it counts changes.
          props.onHours((hours / each) * (chosen === 'days' ? 24 : 1));
        }}
        data={(['hours', 'days'] as const).map((value) => ({ value, label: t(`compliance.editor.${value}`) }))}
      />
    </>
  );
}

function Actions(props: {
  actions: readonly ComplianceAction[];
  languages: readonly string[];
  onActions: (actions: ComplianceAction[]) => void;
}) {
  const { t } = useTranslation();
  const { actions, onActions } = props;
  const left = ACTION_KINDS.filter((kind) => !actions.some((action) => action.kind === kind));
  return (
    <>
      <ul className={classes.actions}>
        {actions.map((action, index) => (
          <li key={action.kind} className={classes.action}>
            <div className={classes.boxHead}>
              <strong>{actionName(action.kind, t)}</strong>
              <span className={classes.end}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('compliance.editor.removeAction', { name: actionName(action.kind, t) })}
                  onClick={() => onActions(actions.filter((_, at) => at !== index))}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </span>
            </div>
            <p className={classes.soft}>{t(`compliance.actions.${action.kind}.about`)}</p>
            <ActionForm
              action={action}
              languages={props.languages}
              onAction={(changed) => onActions(actions.map((one, at) => (at === index ? changed : one)))}
            />
          </li>
        ))}
      </ul>
      {left.length > 0 && (
        <div>
          <Menu position="bottom-start" width={340}>
            <Menu.Target>
              <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} aria-hidden />}>
                {t('compliance.editor.addAction')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {left.map((kind) => (
                <Menu.Item key={kind} onClick={() => onActions([...actions, newAction(kind)])}>
                  {actionName(kind, t)}
                  <span className={classes.about}>{t(`compliance.actions.${kind}.about`)}</span>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
    </>
  );
}

function ActionForm({
  action,
  languages,
  onAction,
}: {
  action: ComplianceAction;
  languages: readonly string[];
  onAction: (action: ComplianceAction) => void;
}) {
  const { t } = useTranslation();
  switch (action.kind) {
    case 'alert':
      return (
        <div className={classes.row} style={{ marginTop: 8 }}>
          <Select
            w={170}
            label={t('compliance.severity')}
            allowDeselect={false}
            value={action.severity}
            onChange={(severity) =>
              onAction({ ...action, severity: (severity ?? action.severity) as typeof action.severity })
            }
            data={(['info', 'warning', 'critical'] as const).map((value) => ({
              value,
              label: t(`compliance.severities.${value}`),
            }))}
          />
          <Checkbox
            mb={8}
            label={t('compliance.editor.again')}
            checked={action.again !== null}
            onChange={(event) =>
              onAction({ ...action, again: event.currentTarget.checked ? { everyHours: 24, times: 3 } : null })
            }
          />
          {action.again !== null &&
            (['everyHours', 'times'] as const).map((part) => (
              <NumberInput
                key={part}
                w={130}
                label={t(`compliance.editor.${part}`)}
                min={1}
                max={part === 'times' ? 100 : 720}
                allowDecimal={false}
                value={action.again?.[part] ?? 1}
                onChange={(value) =>
                  typeof value === 'number' &&
                  value >= 1 &&
                  onAction({ ...action, again: { everyHours: 24, times: 3, ...action.again, [part]: value } })
                }
              />
            ))}
        </div>
      );
    case 'message':
      return <MessageForm action={action} languages={languages} onAction={onAction} />;
    case 'lock':
      return (
        <div className={classes.two} style={{ marginTop: 8 }}>
          <TextInput
            label={t('compliance.editor.lockMessage')}
            maxLength={500}
            value={action.message}
            onChange={(event) => onAction({ ...action, message: event.currentTarget.value })}
          />
          <TextInput
            label={t('compliance.editor.phone')}
            maxLength={50}
            value={action.phone}
            onChange={(event) => onAction({ ...action, phone: event.currentTarget.value })}
          />
        </div>
      );
    case 'removeProfiles':
      return (
        <div className={classes.row} style={{ marginTop: 8 }}>
          <Select
            w={320}
            label={t('compliance.editor.keep')}
            allowDeselect={false}
            value={action.keep}
            onChange={(keep) => onAction({ ...action, keep: (keep ?? action.keep) as typeof action.keep })}
            data={(['nothing', 'wifiWhereNeeded', 'wifi'] as const).map((value) => ({
              value,
              label: t(`compliance.editor.keeps.${value}`),
            }))}
          />
          <Checkbox
            mb={8}
            label={t('compliance.editor.removeApps')}
            checked={action.apps}
            onChange={(event) => onAction({ ...action, apps: event.currentTarget.checked })}
          />
        </div>
      );
    case 'quarantine':
      return <QuarantineGroup groupId={action.groupId} onGroup={(groupId) => onAction({ ...action, groupId })} />;
    default:
      return null;
  }
}

function QuarantineGroup({ groupId, onGroup }: { groupId: string; onGroup: (groupId: string) => void }) {
  const { t } = useTranslation();
  const groups = (useQuery(api.groups.list.queryOptions()).data ?? []).filter(({ kind }) => kind === 'static');
  if (groups.length === 0) return <p className={classes.soft}>{t('compliance.editor.noGroup')}</p>;
  return (
    <Select
      mt={8}
      w={320}
      label={t('compliance.editor.group')}
      required
      searchable
      value={groupId === '' ? null : groupId}
      onChange={(next) => onGroup(next ?? '')}
      data={groups.map((group) => ({ value: group.id, label: groupName(group, t) }))}
    />
  );
}
