import { Button, CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AttributeShape } from '../../../shared/contract/device-fields.ts';
import type { DeviceFilter } from '../device-filter.ts';
import { ConditionChips } from './ConditionChips.tsx';
import classes from './Filter.module.css';

/** What the list is filtered by, each part to be taken away; and beside it what the open view offers. */
export function FilterChips(props: {
  filter: DeviceFilter;
  onFilter: (change: Partial<DeviceFilter>) => void;
  attributes: readonly AttributeShape[];
  onEdit: () => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { filter, onFilter } = props;
  const { expression } = filter;
  return (
    <div className={classes.strip}>
      <ul className={classes.chips} aria-label={t('deviceFilter.active')}>
        {expression !== null && (
          <ConditionChips
            filter={expression}
            attributes={props.attributes}
            onFilter={(left) => onFilter({ expression: left })}
            onEdit={props.onEdit}
          />
        )}
        {filter.ended && (
          <li className={classes.chip}>
            <span>{t('deviceFilter.endedShown')}</span>
            <CloseButton
              size={24}
              iconSize={14}
              aria-label={t('deviceFilter.removeChip', { condition: t('deviceFilter.endedShown') })}
              onClick={() => onFilter({ ended: false })}
            />
          </li>
        )}
      </ul>
      {(expression !== null || filter.ended) && (
        <Button
          variant="subtle"
          size="compact-sm"
          color="gray"
          onClick={() => onFilter({ expression: null, ended: false })}
        >
          {t('deviceFilter.clear')}
        </Button>
      )}
      <span className={classes.grow} />
      {expression !== null && (
        <Button
          component={Link}
          to={`/groups/new?filter=${encodeURIComponent(JSON.stringify(expression))}`}
          variant="subtle"
          size="compact-sm"
          color="gray"
        >
          {t('groups.saveFilter')}
        </Button>
      )}
      {props.children}
    </div>
  );
}
