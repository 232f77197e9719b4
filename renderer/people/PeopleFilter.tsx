import { Button, CloseButton } from '@mantine/core';
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
import { changeNode, chipsOf, withoutChip } from '../devices/filter/builder-model.ts';
import { conditionText } from '../devices/filter/condition-text.ts';
import classes from '../devices/filter/Filter.module.css';
import { FilterGroup } from '../devices/filter/FilterGroup.tsx';
import { useFilterDraft } from '../devices/filter/filter-draft.ts';
import { TextFilter } from '../devices/filter/TextFilter.tsx';
import { OfPeople } from '../devices/filter/use-field-values.ts';
import { api } from '../live/client.ts';

const PAUSE_MS = 200;
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
  const [counted] = useDebouncedValue(draft.filter, PAUSE_MS);
  const { filter: _, ...others } = search;
  const count = useQuery({
    ...api.people.list.queryOptions({
      input: { ...others, ...(counted === null ? {} : { filter: counted }), limit: 1 },
    }),
    placeholderData: keepPreviousData,
  }).data?.total;
  const apply = (): void => {
    draft.taken();
    onFilter(draft.filter);
  };
  return (
    <section
      className={classes.panel}
      aria-label={t('people.filter')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !draft.broken) apply();
      }}
    >
      <OfPeople.Provider value={true}>
        <div className={classes.scroll}>
          <FilterGroup
            group={draft.tree}
            fields={fields}
            attributes={attributes}
            onChange={(key, change) => draft.build(changeNode(draft.tree, key, change))}
          />
        </div>
        <TextFilter
          text={draft.text}
          attributes={attributes}
          fields={fields}
          example='personTeam is "7b" and personName contains "Ada"'
          onText={draft.type}
          onEnter={apply}
        />
      </OfPeople.Provider>
      <div className={classes.foot}>
        <span className={classes.grow} />
        {draft.open > 0 && draft.filter !== null && (
          <span className={classes.hint}>{t('deviceFilter.leftOut', { count: draft.open })}</span>
        )}
        <Button
          variant="subtle"
          color="gray"
          disabled={filter === null && draft.filter === null}
          onClick={() => {
            draft.clear();
            onFilter(null);
          }}
        >
          {t('deviceFilter.clear')}
        </Button>
        <Button onClick={apply} disabled={draft.broken || JSON.stringify(draft.filter) === JSON.stringify(filter)}>
          {count === undefined ? t('deviceFilter.apply') : t('people.show', { count })}
        </Button>
        <CloseButton aria-label={t('deviceFilter.close')} onClick={onClose} />
      </div>
    </section>
  );
}

/** What the people are filtered by, each part to be taken away. */
export function PeopleFilterChips({ filter, onFilter, attributes, onEdit }: FilterProps & { onEdit: () => void }) {
  const { t, i18n } = useTranslation();
  if (filter === null) return null;
  return (
    <div className={classes.strip}>
      <ul className={classes.chips} aria-label={t('deviceFilter.active')}>
        {chipsOf(filter).map((part, index) => {
          const text = conditionText(part, { t, locale: i18n.language, attributes });
          return (
            <li key={JSON.stringify(part)} className={classes.chip}>
              <button type="button" title={t('deviceFilter.edit')} onClick={onEdit}>
                {text}
              </button>
              <CloseButton
                size={24}
                iconSize={14}
                aria-label={t('deviceFilter.removeChip', { condition: text })}
                onClick={() => onFilter(withoutChip(filter, index))}
              />
            </li>
          );
        })}
      </ul>
      <Button variant="subtle" size="compact-sm" color="gray" onClick={() => onFilter(null)}>
        {t('deviceFilter.clear')}
      </Button>
    </div>
  );
}
