import { ActionIcon, Button, Checkbox, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type AttributeShape,
  attributeField,
  DEVICE_FIELDS,
  deviceField,
  PLATFORMS,
} from '../../shared/contract/device-fields.ts';
import type { ComplianceCheck, DeviceFilter } from '../../shared/contract/index.ts';
import { changeNode } from '../devices/filter/builder-model.ts';
import { FilterGroup } from '../devices/filter/FilterGroup.tsx';
import { useFilterDraft } from '../devices/filter/filter-draft.ts';
import { TextFilter } from '../devices/filter/TextFilter.tsx';
import { useFieldValues } from '../devices/filter/use-field-values.ts';
import groupClasses from '../groups/Groups.module.css';
import classes from './Compliance.module.css';

type Of<K extends ComplianceCheck['kind']> = Extract<ComplianceCheck, { kind: K }>;

/** The form of one check; most need none. */
export function CheckEditor(props: {
  check: ComplianceCheck;
  attributes: readonly AttributeShape[];
  onChange: (check: ComplianceCheck) => void;
}) {
  const { t } = useTranslation();
  const { check, onChange } = props;
  switch (check.kind) {
    case 'condition':
      return <Condition check={check} attributes={props.attributes} onChange={onChange} />;
    case 'passcode':
      return (
        <div className={classes.row}>
          {(['missing', 'weak'] as const).map((part) => (
            <Checkbox
              key={part}
              label={t(`compliance.editor.${part}`)}
              checked={check[part]}
              onChange={(event) => onChange({ ...check, [part]: event.currentTarget.checked })}
            />
          ))}
        </div>
      );
    case 'os':
      return <OsLimits check={check} onChange={onChange} />;
    case 'policies':
    case 'silent':
      return (
        <NumberInput
          w={200}
          label={t('compliance.editor.daysSilent')}
          min={1}
          max={365}
          allowDecimal={false}
          value={check.days}
          onChange={(days) => typeof days === 'number' && days >= 1 && onChange({ ...check, days })}
        />
      );
    case 'apps':
      return (
        <Listed
          field="app"
          label={t('compliance.editor.apps')}
          values={check.apps}
          onValues={(apps) => onChange({ ...check, apps })}
          mode={
            <Select
              w={240}
              label={t('compliance.editor.mode')}
              allowDeselect={false}
              value={check.mode}
              onChange={(mode) => onChange({ ...check, mode: (mode ?? check.mode) as Of<'apps'>['mode'] })}
              data={(['forbidden', 'required', 'allowed'] as const).map((value) => ({
                value,
                label: t(`compliance.editor.appModes.${value}`),
              }))}
            />
          }
        />
      );
    case 'models':
      return (
        <Listed
          field="modelName"
          label={t('compliance.editor.models')}
          values={check.models}
          onValues={(models) => onChange({ ...check, models })}
          mode={
            <Select
              w={240}
              label={t('compliance.editor.mode')}
              allowDeselect={false}
              value={check.mode}
              onChange={(mode) => onChange({ ...check, mode: (mode ?? check.mode) as Of<'models'>['mode'] })}
              data={(['forbidden', 'allowed'] as const).map((value) => ({
                value,
                label: t(`compliance.editor.modelModes.${value}`),
              }))}
            />
          }
        />
      );
    case 'profiles':
      return (
        <Listed
          field="profile"
          label={t('compliance.editor.profiles')}
          values={check.identifiers}
          onValues={(identifiers) => onChange({ ...check, identifiers })}
        />
      );
    default:
      return null;
  }
}

/** Many texts, of which those the fleet knows are offered. */
function Listed(props: {
  field: 'app' | 'profile' | 'modelName';
  label: string;
  values: readonly string[];
  onValues: (values: string[]) => void;
  mode?: React.ReactNode;
}) {
  const { t } = useTranslation();
  const field = deviceField(props.field);
  const known = useFieldValues(field ?? (DEVICE_FIELDS[0] as (typeof DEVICE_FIELDS)[number]));
  const names = new Map(known.map(({ value, label }) => [value, label]));
  return (
    <div className={classes.row}>
      {props.mode}
      <TagsInput
        flex={1}
        miw={280}
        label={props.label}
        placeholder={props.values.length === 0 ? t('compliance.editor.typeMany') : ''}
        splitChars={[',', ';', '\n']}
        data={known.map(({ value }) => value)}
        renderOption={({ option }) => (
          <span>
            {option.value}
            {names.get(option.value) != null && <span className={classes.about}>{names.get(option.value)}</span>}
          </span>
        )}
        maxDropdownHeight={260}
        value={[...props.values]}
        onChange={props.onValues}
      />
    </div>
  );
}

function OsLimits({ check, onChange }: { check: Of<'os'>; onChange: (check: ComplianceCheck) => void }) {
  const { t } = useTranslation();
  const { limits } = check;
  const free = PLATFORMS.filter((platform) => !limits.some((limit) => limit.platform === platform));
  const set = (index: number, change: Partial<(typeof limits)[number]>): void =>
    onChange({ ...check, limits: limits.map((limit, at) => (at === index ? { ...limit, ...change } : limit)) });
  const version = (index: number, bound: 'atLeast' | 'atMost') => (
    <TextInput
      w={120}
      label={t(`compliance.editor.${bound}`)}
      placeholder={bound === 'atLeast' ? '17.4' : ''}
      inputMode="decimal"
      value={limits[index]?.[bound] ?? ''}
      onChange={({ currentTarget: { value } }) => set(index, { [bound]: value.trim() === '' ? null : value.trim() })}
    />
  );
  return (
    <>
      {limits.map(({ platform }, index) => (
        <div key={platform} className={classes.row}>
          <Select
            w={150}
            label={t('compliance.editor.platform')}
            allowDeselect={false}
            value={platform}
            onChange={(next) => set(index, { platform: PLATFORMS.find((each) => each === next) ?? platform })}
            data={[platform, ...free].map((value) => ({ value, label: t(`commands.platforms.${value}`) }))}
          />
          {version(index, 'atLeast')}
          {version(index, 'atMost')}
          {limits.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              mb={4}
              aria-label={t('compliance.editor.removeLimit', { platform: t(`commands.platforms.${platform}`) })}
              onClick={() => onChange({ ...check, limits: limits.filter((_, at) => at !== index) })}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {free[0] !== undefined && (
        <div>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() =>
              onChange({ ...check, limits: [...limits, { platform: free[0] ?? 'iOS', atLeast: null, atMost: null }] })
            }
          >
            {t('compliance.editor.addLimit')}
          </Button>
        </div>
      )}
    </>
  );
}

const isBlank = (filter: DeviceFilter): boolean => 'all' in filter && filter.all.length === 0;

/** Rows and text, both the same filter, as in groups. */
function Condition(props: {
  check: Of<'condition'>;
  attributes: readonly AttributeShape[];
  onChange: (check: ComplianceCheck) => void;
}) {
  const { attributes } = props;
  const begun = useRef(isBlank(props.check.filter) ? null : props.check.filter);
  const fields = useMemo(() => [...DEVICE_FIELDS, ...attributes.map(attributeField)], [attributes]);
  const draft = useFilterDraft(begun.current, fields, attributes);
  const key = JSON.stringify(draft.filter);
  const tell = useRef(props.onChange);
  tell.current = props.onChange;
  // The draft is the filter's home; what it says is handed up.
  useEffect(() => {
    const filter = JSON.parse(key) as DeviceFilter | null;
    tell.current({ kind: 'condition', filter: filter ?? { all: [] } });
  }, [key]);
  return (
    <div className={groupClasses.builder}>
      <div>
        <FilterGroup
          group={draft.tree}
          fields={fields}
          attributes={attributes}
          onChange={(node, change) => draft.build(changeNode(draft.tree, node, change))}
        />
      </div>
      <TextFilter text={draft.text} attributes={attributes} onText={draft.type} onEnter={() => {}} />
    </div>
  );
}
