import { Button, CloseButton, Switch } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttributeShape, DeviceField } from '../../../shared/contract/device-fields.ts';
import { api } from '../../live/client.ts';
import { choosableOf, type DeviceFilter, queryOf } from '../device-filter.ts';
import { changeNode } from './builder-model.ts';
import classes from './Filter.module.css';
import { FilterGroup } from './FilterGroup.tsx';
import { useFilterDraft } from './filter-draft.ts';
import { TextFilter } from './TextFilter.tsx';
import { CountedDevices } from './use-field-values.ts';

/** Building rests this long before the engine is asked for the count. */
const PAUSE_MS = 200;

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
  const applied = JSON.stringify(filter.expression);
  const draft = useFilterDraft(filter.expression, fields, attributes);
  const panel = useRef<HTMLElement>(null);

  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('input:not([type=radio]):not([type=checkbox])')?.focus();
  }, []);

  const [counted] = useDebouncedValue(draft.filter, PAUSE_MS);
  const count = useQuery({
    ...api.devices.list.queryOptions({ input: { ...queryOf({ ...filter, expression: counted }), limit: 1 } }),
    placeholderData: keepPreviousData,
  }).data?.total;

  const choosable = useMemo(
    () => choosableOf({ ended: filter.ended, expression: draft.filter }),
    [filter.ended, draft.filter],
  );

  const apply = (): void => {
    draft.taken();
    onFilter({ expression: draft.filter });
  };
  const clear = (): void => {
    draft.clear();
    onFilter({ expression: null });
  };

  return (
    <section
      ref={panel}
      className={classes.panel}
      aria-label={t('deviceFilter.title')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !draft.broken) apply();
      }}
    >
      <CountedDevices value={choosable}>
        <div className={classes.scroll}>
          <FilterGroup
            group={draft.tree}
            fields={fields}
            attributes={attributes}
            onChange={(key, change) => draft.build(changeNode(draft.tree, key, change))}
          />
        </div>
        <TextFilter text={draft.text} attributes={attributes} onText={draft.type} onEnter={apply} />
      </CountedDevices>
      <div className={classes.foot}>
        <Switch
          size="xs"
          label={t('deviceFilter.showEnded')}
          checked={filter.ended}
          onChange={(event) => onFilter({ ended: event.currentTarget.checked })}
        />
        <span className={classes.grow} />
        {draft.open > 0 && draft.filter !== null && (
          <span className={classes.hint}>{t('deviceFilter.leftOut', { count: draft.open })}</span>
        )}
        <Button
          variant="subtle"
          color="gray"
          onClick={clear}
          disabled={filter.expression === null && draft.filter === null}
        >
          {t('deviceFilter.clear')}
        </Button>
        <Button onClick={apply} disabled={draft.broken || JSON.stringify(draft.filter) === applied}>
          {count === undefined ? t('deviceFilter.apply') : t('deviceFilter.show', { count })}
        </Button>
        <CloseButton aria-label={t('deviceFilter.close')} onClick={onClose} />
      </div>
    </section>
  );
}
