import { Button, MultiSelect, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { referenceKind } from '../../../shared/payloads/index.ts';
import classes from './Editor.module.css';
import { useEditorTools, useReferences } from './EditorTools.tsx';
import type { KeyFieldProps } from './field-parts.tsx';

/** A certificate of this profile, named by its payload; offers to add one. */
export function ReferenceField({ definition, value, place, label, help, wrong }: KeyFieldProps) {
  const { t } = useTranslation();
  const { set, addCertificate, readOnly } = useEditorTools();
  const wanted = referenceKind(definition.key);
  const fitting = useReferences().filter(({ kind }) => wanted === 'certificate' || kind === 'identity');
  const chosen = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
  const known = new Set(fitting.map(({ uuid }) => uuid));
  const data = [
    ...fitting.map(({ uuid, title }) => ({ value: uuid, label: title })),
    ...chosen
      .filter((uuid) => !known.has(uuid))
      .map((uuid) => ({ value: uuid, label: t('profileEditor.notInProfile', { uuid }) })),
  ];
  const common = {
    label,
    description: help,
    error: wrong,
    withAsterisk: definition.required === true,
    placeholder: fitting.length === 0 ? t('profileEditor.noCertificate') : t('profileEditor.notSet'),
    data,
    clearable: true,
  };
  return (
    <div className={classes.reference}>
      {definition.type === 'array' ? (
        <MultiSelect
          {...common}
          className={classes.block}
          value={chosen}
          onChange={(next) => set(place, next.length === 0 ? undefined : next)}
        />
      ) : (
        <Select
          {...common}
          className={classes.inline}
          value={chosen[0] ?? null}
          onChange={(next) => set(place, next ?? undefined)}
        />
      )}
      {!readOnly && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => addCertificate(place)}
        >
          {t(wanted === 'identity' ? 'profileEditor.addIdentity' : 'profileEditor.addCertificate')}
        </Button>
      )}
    </div>
  );
}
