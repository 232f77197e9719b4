import { Button, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyDefinition, PlistValue } from '../../../shared/catalogue/index.ts';
import classes from './Editor.module.css';
import { startValue } from './field-parts.tsx';

const TYPES = ['string', 'integer', 'real', 'boolean', 'date', 'data', 'array', 'dictionary'] as const;
type Type = (typeof TYPES)[number];

/** Puts a key of any name into a dictionary. */
export function AddKey(props: {
  taken: Readonly<Record<string, unknown>>;
  /** Of the values; undefined or of type `any` lets one choose. */
  shape: KeyDefinition | undefined;
  payloadType: string;
  onAdd: (key: string, value: PlistValue) => void;
}) {
  const { t } = useTranslation();
  const { taken, shape, payloadType, onAdd } = props;
  const [name, setName] = useState('');
  const [type, setType] = useState<Type>('string');
  const free = shape === undefined || shape.type === 'any';
  const key = name.trim();
  const add = (): void => {
    if (key === '' || Object.hasOwn(taken, key)) return;
    onAdd(key, startValue(free ? { key, type } : shape, payloadType));
    setName('');
  };
  return (
    <div className={classes.addKey}>
      <TextInput
        aria-label={t('profileEditor.newKey')}
        placeholder={t('profileEditor.newKey')}
        spellCheck={false}
        value={name}
        error={key !== '' && Object.hasOwn(taken, key) ? t('profileEditor.keyTaken') : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      />
      {free && (
        <Select
          w={120}
          aria-label={t('profileEditor.keyType')}
          allowDeselect={false}
          value={type}
          onChange={(chosen) => setType(TYPES.find((each) => each === chosen) ?? 'string')}
          data={TYPES.map((value) => ({ value, label: t(`profileEditor.types.${value}`) }))}
        />
      )}
      <Button
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={key === '' || Object.hasOwn(taken, key)}
        onClick={add}
      >
        {t('profileEditor.addKey')}
      </Button>
    </div>
  );
}
