import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  type AttributeShape,
  attributeField,
  DEVICE_FIELDS,
  type DeviceField,
} from '../../shared/contract/device-fields.ts';
import { checkFilter, type DeviceFilter, deviceFilter } from '../../shared/contract/device-filter.ts';
import type { PersonSearch } from '../../shared/contract/index.ts';
import { ConditionChips } from '../devices/filter/ConditionChips.tsx';
import classes from '../devices/filter/Filter.module.css';
import { FILTER_PAUSE_MS, FilterFrame } from '../devices/filter/FilterFrame.tsx';
import { useFilterDraft } from '../devices/filter/filter-draft.ts';
import { OfPeople } from '../devices/filter/use-field-values.ts';
import { api } from '../live/client.ts';

const OWN: readonly string[] = ['personName', 'personEmail', 'personTeam'];

/** What people can be filtered by: the fields of devices that are about who has them. */
export const peopleFields = (attributes: readonly AttributeShape[]): DeviceField[] => [
  ...attributes.map(attributeField),
  ...DEVICE_FIELDS.filter(({ id }) => OWN.includes(id)),
];

/** The filter in an address; null for none, and for one that cannot be used. */
export function filterInAddress(text: string | null, attributes: readonly AttributeShape[]): DeviceFilter | null {
  if (text === null) return null;
  try {
    const read = deviceFilter.safeParse(JSON.parse(text));
    if (!read.success || checkFilter(read.data, attributes).length > 0) return null;
    const known = new Set(peopleFields(attributes).map(({ id }) => id));
    return asked(read.data).every((field) => known.has(field)) ? read.data : null;
  } catch {
    return null;
  }
}

function asked(filter: DeviceFilter): string[] {
  if ('all' in filter) return filter.all.flatMap(asked);
  if ('any' in filter) return filter.any.flatMap(asked);
  return 'not' in filter ? asked(filter.not) : [filter.field];
}

interface FilterProps {
  filter: DeviceFilter | null;
  onFilter: (filter: DeviceFilter | null) => void;
  attributes: readonly AttributeShape[];
}

/** Builds a filter of people from rows or text, and says how many people it finds. */
export function PeopleFilterPanel(props: FilterProps & { search: PersonSearch; onClose: () => void }) {
  const { t } = useTranslation();
  const { filter, onFilter, attributes, search, onClose } = props;
  const fields = peopleFields(attributes);
  const draft = useFilterDraft(filter, fields, attributes);
  const [counted] = useDebouncedValue(draft.filter, FILTER_PAUSE_MS);
  const { filter: _, ...others } = search;
  const count = useQuery({
    ...api.people.list.queryOptions({
      input: { ...others, ...(counted === null ? {} : { filter: counted }), limit: 1 },
    }),
    placeholderData: keepPreviousData,
  }).data?.total;
  return (
    <OfPeople.Provider value={true}>
      <FilterFrame
        label={t('people.filter')}
        draft={draft}
        applied={filter}
        fields={fields}
        attributes={attributes}
        text={{ fields, example: 'personTeam is "7b" and personName contains "Ada"' }}
        show={count === undefined ? undefined : t('people.show', { count })}
        onFilter={onFilter}
        onClose={onClose}
      />
    </OfPeople.Provider>
  );
}

/** What the people are filtered by, each part to be taken away. */
export function PeopleFilterChips({ filter, onFilter, attributes, onEdit }: FilterProps & { onEdit: () => void }) {
  const { t } = useTranslation();
  if (filter === null) return null;
  return (
    <div className={classes.strip}>
      <ul className={classes.chips} aria-label={t('deviceFilter.active')}>
        <ConditionChips filter={filter} attributes={attributes} onFilter={onFilter} onEdit={onEdit} />
      </ul>
      <Button variant="subtle" size="compact-sm" color="gray" onClick={() => onFilter(null)}>
        {t('deviceFilter.clear')}
      </Button>
    </div>
  );
}
