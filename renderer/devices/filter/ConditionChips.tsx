import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AttributeShape } from '../../../shared/contract/device-fields.ts';
import type { DeviceFilter } from '../../../shared/contract/device-filter.ts';
import { withGroupNames } from '../../../shared/filter-text/index.ts';
import { useGroupNames } from '../../groups/group-words.ts';
import { chipsOf, withoutChip } from './builder-model.ts';
import { conditionText } from './condition-text.ts';
import classes from './Filter.module.css';

/** The parts of a filter as items of a list, each to be taken away. */
export function ConditionChips(props: {
  filter: DeviceFilter;
  attributes: readonly AttributeShape[];
  onFilter: (filter: DeviceFilter | null) => void;
  onEdit: () => void;
}) {
  const { t, i18n } = useTranslation();
  const groups = useGroupNames();
  const words = { t, locale: i18n.language, attributes: props.attributes };
  return chipsOf(props.filter).map((part, index) => {
    const text = conditionText(withGroupNames(part, groups), words);
    return (
      <li key={JSON.stringify(part)} className={classes.chip}>
        <button type="button" title={t('deviceFilter.edit')} onClick={props.onEdit}>
          {text}
        </button>
        <CloseButton
          size={24}
          iconSize={14}
          aria-label={t('deviceFilter.removeChip', { condition: text })}
          onClick={() => props.onFilter(withoutChip(props.filter, index))}
        />
      </li>
    );
  });
}
