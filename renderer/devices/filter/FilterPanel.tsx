import { Switch } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttributeShape, DeviceField } from '../../../shared/contract/device-fields.ts';
import { api } from '../../live/client.ts';
import { choosableOf, type DeviceFilter, queryOf } from '../device-filter.ts';
import { FILTER_PAUSE_MS, FilterFrame } from './FilterFrame.tsx';
import { useFilterDraft } from './filter-draft.ts';
import { CountedDevices } from './use-field-values.ts';

export interface FilterPanelProps {
  filter: DeviceFilter;
  onFilter: (change: Partial<DeviceFilter>) => void;
  fields: readonly DeviceField[];
  attributes: readonly AttributeShape[];
  onClose: () => void;
}

/** Builds a filter from rows or from text, both the same filter, and says how many devices it would find. */
export function FilterPanel({ filter, onFilter, fields, attributes, onClose }: FilterPanelProps) {
  const { t } = useTranslation();
  const draft = useFilterDraft(filter.expression, fields, attributes);
  const [counted] = useDebouncedValue(draft.filter, FILTER_PAUSE_MS);
  const count = useQuery({
    ...api.devices.list.queryOptions({ input: { ...queryOf({ ...filter, expression: counted }), limit: 1 } }),
    placeholderData: keepPreviousData,
  }).data?.total;
  const choosable = useMemo(
    () => choosableOf({ ended: filter.ended, expression: draft.filter }),
    [filter.ended, draft.filter],
  );
  return (
    <CountedDevices value={choosable}>
      <FilterFrame
        label={t('deviceFilter.title')}
        draft={draft}
        applied={filter.expression}
        fields={fields}
        attributes={attributes}
        show={count === undefined ? undefined : t('deviceFilter.show', { count })}
        onFilter={(expression) => onFilter({ expression })}
        onClose={onClose}
      >
        <Switch
          size="xs"
          label={t('deviceFilter.showEnded')}
          checked={filter.ended}
          onChange={(event) => onFilter({ ended: event.currentTarget.checked })}
        />
      </FilterFrame>
    </CountedDevices>
  );
}
