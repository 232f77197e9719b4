import { NumberInput, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attribute, FieldValue } from '../../shared/contract/index.ts';
import { dateValue, ofDateValue } from './attribute-values.ts';

/** The value of a custom attribute in a field of its kind. Saved when one leaves the field or chooses; empty clears. */
export function AttributeEditor(props: {
  attribute: Attribute;
  value: FieldValue;
  onChange: (value: FieldValue) => void;
}) {
  const { t } = useTranslation();
  const { attribute, value, onChange } = props;
  const common = {
    'aria-label': attribute.name,
    placeholder: t('devicePage.attributes.empty'),
    size: 'xs',
  } as const;
  switch (attribute.type) {
    case 'boolean':
      return (
        <Select
          {...common}
          clearable
          value={value === null ? null : String(value)}
          onChange={(next) => onChange(next === null ? null : next === 'true')}
          data={[
            { value: 'true', label: t('common.yes') },
            { value: 'false', label: t('common.no') },
          ]}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          clearable
          searchable
          value={typeof value === 'string' ? value : null}
          onChange={onChange}
          data={attribute.choices}
        />
      );
    case 'date':
      return (
        <TextInput
          {...common}
          type="date"
          value={typeof value === 'number' ? dateValue(value) : ''}
          onChange={(event) => onChange(ofDateValue(event.currentTarget.value))}
        />
      );
    default:
      return <TypedValue {...common} numeric={attribute.type === 'number'} value={value} onChange={onChange} />;
  }
}

function TypedValue(props: {
  'aria-label': string;
  placeholder: string;
  size: 'xs';
  numeric: boolean;
  value: FieldValue;
  onChange: (value: FieldValue) => void;
}) {
  const { numeric, value, onChange, ...common } = props;
  const kept = value === null ? '' : String(value);
  const [typed, setTyped] = useState(kept);
  // Somebody else's change, or one that was taken back.
  useEffect(() => setTyped(kept), [kept]);
  const save = (): void => {
    const text = typed.trim();
    if (text === kept) return;
    if (text === '') onChange(null);
    else onChange(numeric ? Number(text) : text);
  };
  const keys = {
    onBlur: save,
    onKeyDown: (event: React.KeyboardEvent<HTMLInputElement>) => {
      if (event.key === 'Enter') event.currentTarget.blur();
      if (event.key === 'Escape') setTyped(kept);
    },
  };
  if (numeric)
    return <NumberInput {...common} {...keys} hideControls value={typed} onChange={(next) => setTyped(String(next))} />;
  return (
    <TextInput
      {...common}
      {...keys}
      maxLength={1000}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
