import { Button, CloseButton, Switch } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttributeShape, DeviceField } from '../../../shared/contract/device-fields.ts';
import type { DeviceFilter as Expression } from '../../../shared/contract/device-filter.ts';
import { parseFilterText, printFilterText } from '../../../shared/filter-text/index.ts';
import { api } from '../../live/client.ts';
import { choosableOf, type DeviceFilter, queryOf } from '../device-filter.ts';
import { changeNode, filterOf, type GroupNode, newCondition, newGroup, treeOf, unfinished } from './builder-model.ts';
import classes from './Filter.module.css';
import { FilterGroup } from './FilterGroup.tsx';
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
  const [tree, setTree] = useState<GroupNode>(() => begun(filter.expression, fields));
  const [text, setText] = useState(() => printed(filter.expression, attributes));
  const panel = useRef<HTMLElement>(null);
  const told = useRef(applied);

  // Chips, going back and other links change the filter under the panel.
  useEffect(() => {
    if (told.current === applied) return;
    told.current = applied;
    setTree(begun(filter.expression, fields));
    setText(printed(filter.expression, attributes));
  }, [applied, filter.expression, fields, attributes]);

  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('input:not([type=radio]):not([type=checkbox])')?.focus();
  }, []);

  const draft = useMemo(() => filterOf(tree, attributes), [tree, attributes]);
  const open = unfinished(tree, attributes);
  const parsed = useMemo(
    () => (text.trim() === '' ? undefined : parseFilterText(text, attributes)),
    [text, attributes],
  );
  const broken = parsed?.ok === false;
  const [counted] = useDebouncedValue(draft, PAUSE_MS);
  const count = useQuery({
    ...api.devices.list.queryOptions({ input: { ...queryOf({ ...filter, expression: counted }), limit: 1 } }),
    placeholderData: keepPreviousData,
  }).data?.total;

  const choosable = useMemo(() => choosableOf({ ended: filter.ended, expression: draft }), [filter.ended, draft]);

  const build = (next: GroupNode): void => {
    setTree(next);
    setText(printed(filterOf(next, attributes), attributes));
  };
  const type = (typed: string): void => {
    setText(typed);
    const read = typed.trim() === '' ? null : parseFilterText(typed, attributes);
    if (read === null) setTree(begun(null, fields));
    else if (read.ok) setTree(treeOf(read.filter));
  };
  const apply = (): void => {
    told.current = JSON.stringify(draft);
    onFilter({ expression: draft });
  };
  const clear = (): void => {
    build(begun(null, fields));
    told.current = 'null';
    onFilter({ expression: null });
  };

  return (
    <section
      ref={panel}
      className={classes.panel}
      aria-label={t('deviceFilter.title')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !broken) apply();
      }}
    >
      <CountedDevices value={choosable}>
        <div className={classes.scroll}>
          <FilterGroup
            group={tree}
            fields={fields}
            attributes={attributes}
            onChange={(key, change) => build(changeNode(tree, key, change))}
          />
        </div>
        <TextFilter text={text} attributes={attributes} onText={type} onEnter={apply} />
      </CountedDevices>
      <div className={classes.foot}>
        <Switch
          size="xs"
          label={t('deviceFilter.showEnded')}
          checked={filter.ended}
          onChange={(event) => onFilter({ ended: event.currentTarget.checked })}
        />
        <span className={classes.grow} />
        {open > 0 && draft !== null && (
          <span className={classes.hint}>{t('deviceFilter.leftOut', { count: open })}</span>
        )}
        <Button variant="subtle" color="gray" onClick={clear} disabled={filter.expression === null && draft === null}>
          {t('deviceFilter.clear')}
        </Button>
        <Button onClick={apply} disabled={broken || JSON.stringify(draft) === applied}>
          {count === undefined ? t('deviceFilter.apply') : t('deviceFilter.show', { count })}
        </Button>
        <CloseButton aria-label={t('deviceFilter.close')} onClick={onClose} />
      </div>
    </section>
  );
}

const printed = (filter: Expression | null, attributes: readonly AttributeShape[]): string =>
  filter === null ? '' : printFilterText(filter, attributes);

/** The tree of a filter; without one, a first row to fill in. */
function begun(filter: Expression | null, fields: readonly DeviceField[]): GroupNode {
  const first = fields.find(({ id }) => id === 'platform');
  return filter === null && first !== undefined ? newGroup('all', [newCondition(first)]) : treeOf(filter);
}
