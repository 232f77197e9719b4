import { ActionIcon, Button, Checkbox, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type AttributeShape, type DeviceField, deviceField } from '../../../shared/contract/device-fields.ts';
import { type FilterOperator, MOST_DEPTH, OPERATORS_OF } from '../../../shared/contract/device-filter.ts';
import {
  type BuilderNode,
  type ConditionNode,
  conditionWith,
  fieldOfLast,
  type GroupNode,
  newCondition,
  newGroup,
} from './builder-model.ts';
import { FieldPicker } from './FieldPicker.tsx';
import classes from './Filter.module.css';
import { ValueControl } from './ValueControl.tsx';

export interface GroupProps {
  group: GroupNode;
  fields: readonly DeviceField[];
  attributes: readonly AttributeShape[];
  /** Changes the node with this key; null removes it. */
  onChange: (key: number, change: (node: BuilderNode) => BuilderNode | null) => void;
  depth?: number;
}

/** Conditions that must all hold, or any of them; groups inside groups. */
export function FilterGroup({ group, fields, attributes, onChange, depth = 1 }: GroupProps) {
  const { t } = useTranslation();
  const set = (part: Partial<GroupNode>): void =>
    onChange(group.key, (node) => (node.kind === 'group' ? { ...node, ...part } : node));
  const start = fieldOfLast(group, attributes) ?? fields.find(({ id }) => id === 'platform') ?? fields[0];
  const add = (): void => {
    if (start !== undefined) set({ parts: [...group.parts, newCondition(start)] });
  };
  const addGroup = (): void => {
    if (start !== undefined)
      set({ parts: [...group.parts, newGroup(group.join === 'all' ? 'any' : 'all', [newCondition(start)])] });
  };
  return (
    <fieldset className={classes.group} data-inner={depth > 1 || undefined}>
      <legend className="visually-hidden">{t(`deviceFilter.group.${group.join}`)}</legend>
      <div className={classes.line}>
        <SegmentedControl
          size="xs"
          aria-label={t('deviceFilter.joins')}
          value={group.join}
          onChange={(join) => set({ join: join === 'any' ? 'any' : 'all' })}
          data={[
            { value: 'all', label: t('deviceFilter.all') },
            { value: 'any', label: t('deviceFilter.any') },
          ]}
        />
        <span className={classes.hint}>{t(`deviceFilter.group.${group.join}`)}</span>
        {depth > 1 && (
          <>
            <Checkbox
              size="xs"
              label={t('deviceFilter.negateGroup')}
              checked={group.negated}
              onChange={(event) => set({ negated: event.currentTarget.checked })}
            />
            <Tooltip label={t('deviceFilter.removeGroup')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('deviceFilter.removeGroup')}
                onClick={() => onChange(group.key, () => null)}
              >
                <IconMinus size={16} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
      </div>
      {group.parts.map((part, index) =>
        part.kind === 'group' ? (
          <FilterGroup
            key={part.key}
            group={part}
            fields={fields}
            attributes={attributes}
            onChange={onChange}
            depth={depth + 1}
          />
        ) : (
          <ConditionRow
            key={part.key}
            node={part}
            fields={fields}
            attributes={attributes}
            place={index + 1}
            onChange={(change) => onChange(part.key, change)}
          />
        ),
      )}
      <div className={classes.line}>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          data-add-condition={depth === 1 || undefined}
          onClick={add}
        >
          {t('deviceFilter.addCondition')}
        </Button>
        {depth < MOST_DEPTH - 1 && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={addGroup}
          >
            {t('deviceFilter.addGroup')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

function ConditionRow(props: {
  node: ConditionNode;
  fields: readonly DeviceField[];
  attributes: readonly AttributeShape[];
  place: number;
  onChange: (change: (node: BuilderNode) => BuilderNode | null) => void;
}) {
  const { t } = useTranslation();
  const { node, fields, onChange } = props;
  const { condition } = node;
  const field = deviceField(condition.field, props.attributes);
  const set = (part: Partial<ConditionNode>): void =>
    onChange((before) => (before.kind === 'condition' ? { ...before, ...part } : before));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset lays its parts out as a block
    <div role="group" className={classes.line} aria-label={t('deviceFilter.condition', { place: props.place })}>
      <Checkbox
        size="xs"
        label={t('deviceFilter.negate')}
        checked={node.negated}
        onChange={(event) => set({ negated: event.currentTarget.checked })}
      />
      <FieldPicker
        fields={fields}
        value={condition.field}
        onPick={(picked) => set({ condition: newCondition(picked).condition })}
      />
      {field !== undefined && (
        <>
          <Select
            w={170}
            aria-label={t('deviceFilter.operator')}
            allowDeselect={false}
            maxDropdownHeight={320}
            data={OPERATORS_OF[field.type].map((operator) => ({
              value: operator,
              label: t(`deviceFilter.operators.${operator}`),
            }))}
            value={condition.operator}
            onChange={(operator) => set({ condition: conditionWith(field, operator as FilterOperator, condition) })}
          />
          <ValueControl
            field={field}
            condition={condition}
            onValue={(value) =>
              set({
                condition: {
                  field: condition.field,
                  operator: condition.operator,
                  ...(value === undefined ? {} : { value }),
                },
              })
            }
          />
        </>
      )}
      <Tooltip label={t('deviceFilter.remove')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('deviceFilter.removeCondition', { place: props.place })}
          onClick={() => onChange(() => null)}
        >
          <IconMinus size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
