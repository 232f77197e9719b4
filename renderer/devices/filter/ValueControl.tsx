import {
  Autocomplete,
  type ComboboxItem,
  MultiSelect,
  NumberInput,
  type OptionsFilter,
  Select,
  TagsInput,
  TextInput,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceField } from '../../../shared/contract/device-fields.ts';
import {
  type FilterCondition,
  type FilterValue,
  SPAN_UNITS,
  type TimeSpan,
  takesList,
  takesValue,
} from '../../../shared/contract/device-filter.ts';
import { number } from '../../format/quantity.ts';
import { choiceText } from '../field-text.ts';
import classes from './Filter.module.css';
import { type KnownValue, useFieldValues } from './use-field-values.ts';

interface ValueProps {
  field: DeviceField;
  condition: FilterCondition;
  /** Undefined: no value any more. */
  onValue: (value: FilterValue | undefined) => void;
}

/** What a condition compares with, in the form that fits its field and operator. */
export function ValueControl(props: ValueProps) {
  const { field, condition } = props;
  const { operator } = condition;
  if (!takesValue(operator)) return null;
  if (operator === 'withinLast' || operator === 'notWithinLast' || operator === 'withinNext')
    return <SpanControl {...props} />;
  switch (field.type) {
    case 'enum':
    case 'boolean':
    case 'text':
    case 'version':
    case 'set':
      return <KnownControl {...props} />;
    case 'date':
      return <DateControl {...props} />;
    default:
      return <NumberControl {...props} />;
  }
}

/** Finds by what a value is called as well as by what it is. */
const findAnywhere =
  (known: ReadonlyMap<string, KnownValue>): OptionsFilter =>
  ({ options, search }) =>
    (options as ComboboxItem[]).filter(({ value, label }) =>
      `${value} ${label} ${known.get(value)?.label ?? ''}`.toLowerCase().includes(search.trim().toLowerCase()),
    );

/** Values that are known to occur are offered, each with how many devices have it. */
function KnownControl({ field, condition, onValue }: ValueProps) {
  const { t, i18n } = useTranslation();
  const known = useFieldValues(field);
  const byValue = new Map(known.map((one) => [one.value, one]));
  const { value, operator } = condition;
  const label = t('deviceFilter.value');
  const renderOption = ({ option }: { option: { value: string; label?: string } }): ReactNode => {
    const about = byValue.get(option.value);
    return (
      <span className={classes.option}>
        <span>
          {option.label ?? option.value}
          {about?.label != null && <small>{about.label}</small>}
        </span>
        <small className="tabular">{about === undefined ? '' : number(about.count, i18n.language)}</small>
      </span>
    );
  };
  const common = { 'aria-label': label, maxDropdownHeight: 280, renderOption, filter: findAnywhere(byValue) };
  const many = takesList(operator);
  const list = Array.isArray(value) ? value : [];
  const setList = (values: string[]): void => onValue(values.length === 0 ? undefined : values);

  if (field.type === 'boolean')
    return (
      <Select
        {...common}
        w={150}
        allowDeselect={false}
        data={[
          { value: 'true', label: t('common.yes') },
          { value: 'false', label: t('common.no') },
        ]}
        value={typeof value === 'boolean' ? String(value) : null}
        onChange={(chosen) => onValue(chosen === 'true')}
      />
    );
  if (field.type === 'enum') {
    const data = (field.values ?? []).map((one) => ({ value: one, label: choiceText(field, one, t) }));
    return many ? (
      <MultiSelect {...common} miw={200} maw={420} searchable data={data} value={list} onChange={setList} />
    ) : (
      <Select
        {...common}
        w={220}
        searchable
        placeholder={t('deviceFilter.choose')}
        data={data}
        value={typeof value === 'string' ? value : null}
        onChange={(chosen) => onValue(chosen ?? undefined)}
      />
    );
  }
  if (field.id === 'group')
    return (
      <Select
        {...common}
        w={240}
        searchable
        placeholder={t('deviceFilter.choose')}
        nothingFoundMessage={t('groups.noneCalled')}
        renderOption={({ option }) => (
          <span className={classes.option}>
            <span>{option.label}</span>
            <small className="tabular">{number(byValue.get(option.value)?.count ?? 0, i18n.language)}</small>
          </span>
        )}
        data={known.map((one) => ({ value: one.value, label: one.label ?? one.value }))}
        value={typeof value === 'string' ? value : null}
        onChange={(chosen) => onValue(chosen ?? undefined)}
      />
    );
  const data = known.map((one) => one.value);
  if (many)
    return (
      <TagsInput
        {...common}
        miw={240}
        maw={460}
        placeholder={list.length === 0 ? t('deviceFilter.typeMany') : ''}
        splitChars={[',', ';', '\n']}
        data={data}
        value={list}
        onChange={setList}
      />
    );
  return (
    <Autocomplete
      {...common}
      w={240}
      placeholder={field.type === 'version' ? '17.4' : t('deviceFilter.type')}
      data={data}
      value={typeof value === 'string' ? value : ''}
      onChange={(typed) => onValue(typed === '' ? undefined : typed)}
    />
  );
}

function NumberControl({ field, condition, onValue }: ValueProps) {
  const { t } = useTranslation();
  const share = field.type === 'share';
  const { value } = condition;
  const shown = typeof value === 'number' ? (share ? Number((value * 100).toPrecision(12)) : value) : '';
  return (
    <NumberInput
      w={130}
      aria-label={t('deviceFilter.value')}
      value={shown}
      suffix={share ? ' %' : field.type === 'bytes' ? ' GB' : ''}
      min={share || field.type === 'bytes' ? 0 : undefined}
      max={share ? 100 : undefined}
      step={share || field.type === 'bytes' ? 5 : 1}
      onChange={(typed) => {
        const read = typeof typed === 'number' ? typed : Number.parseFloat(typed);
        onValue(Number.isFinite(read) ? (share ? read / 100 : read) : undefined);
      }}
    />
  );
}

function SpanControl({ condition, onValue }: ValueProps) {
  const { t } = useTranslation();
  const span: TimeSpan =
    typeof condition.value === 'object' && !Array.isArray(condition.value)
      ? condition.value
      : { amount: 7, unit: 'days' };
  return (
    <>
      <NumberInput
        w={80}
        aria-label={t('deviceFilter.amount')}
        min={1}
        max={10_000}
        allowDecimal={false}
        value={span.amount}
        onChange={(typed) => typeof typed === 'number' && typed >= 1 && onValue({ ...span, amount: typed })}
      />
      <Select
        w={120}
        aria-label={t('deviceFilter.unit')}
        allowDeselect={false}
        data={SPAN_UNITS.map((unit) => ({ value: unit, label: t(`deviceFilter.units.${unit}`) }))}
        value={span.unit}
        onChange={(unit) => onValue({ ...span, unit: (unit ?? span.unit) as TimeSpan['unit'] })}
      />
    </>
  );
}

/** A day, from its midnight on where the person is. */
function DateControl({ condition, onValue }: ValueProps) {
  const { t } = useTranslation();
  const two = (part: number): string => String(part).padStart(2, '0');
  const at = typeof condition.value === 'number' ? new Date(condition.value) : undefined;
  const shown =
    at === undefined || Number.isNaN(at.getTime())
      ? ''
      : `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return (
    <TextInput
      type="date"
      w={160}
      aria-label={t('deviceFilter.date')}
      value={shown}
      onChange={(event) => {
        const [year = 0, month = 1, day = 1] = event.currentTarget.value.split('-').map(Number);
        onValue(event.currentTarget.value === '' ? undefined : new Date(year, month - 1, day).getTime());
      }}
    />
  );
}
