import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeviceField, FIELD_GROUPS } from '../../../shared/contract/device-fields.ts';
import { fieldLabel } from '../field-text.ts';

/** Finds one of all fields by typing a part of its name or of its group's. */
export function FieldPicker(props: {
  fields: readonly DeviceField[];
  value: string;
  onPick: (field: DeviceField) => void;
}) {
  const { t } = useTranslation();
  const { fields, value, onPick } = props;
  const data = useMemo(
    () =>
      FIELD_GROUPS.map((group) => ({
        group: t(`deviceFieldGroups.${group}`),
        items: fields
          .filter((field) => field.group === group)
          .map((field) => ({ value: field.id, label: fieldLabel(field, t) })),
      })).filter(({ items }) => items.length > 0),
    [fields, t],
  );
  return (
    <Select
      searchable
      // The panel starts here: an open list would hide what else it offers.
      openOnFocus={false}
      allowDeselect={false}
      w={220}
      maxDropdownHeight={320}
      aria-label={t('deviceFilter.field')}
      nothingFoundMessage={t('deviceList.noColumn')}
      data={data}
      value={value}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(id) => {
        const field = fields.find((one) => one.id === id);
        if (field !== undefined) onPick(field);
      }}
    />
  );
}
