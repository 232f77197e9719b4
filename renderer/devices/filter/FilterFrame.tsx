import { Button, CloseButton } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttributeShape, DeviceField } from '../../../shared/contract/device-fields.ts';
import type { DeviceFilter } from '../../../shared/contract/device-filter.ts';
import { changeNode } from './builder-model.ts';
import classes from './Filter.module.css';
import { FilterGroup } from './FilterGroup.tsx';
import type { FilterDraft } from './filter-draft.ts';
import { TextFilter } from './TextFilter.tsx';

/** Building rests this long before the engine is asked for the count. */
export const FILTER_PAUSE_MS = 200;

/** Rows and text of a filter with its keys: Escape leaves, Ctrl+Enter takes it over. */
export function FilterFrame(props: {
  label: string;
  draft: FilterDraft;
  applied: DeviceFilter | null;
  fields: readonly DeviceField[];
  attributes: readonly AttributeShape[];
  /** Fields of the text when they are not those of devices, and a filter as one may look. */
  text?: { readonly fields: readonly DeviceField[]; readonly example: string };
  /** What taking it over does, with how many it finds; undefined until that is known. */
  show: string | undefined;
  /** Beside the buttons. */
  children?: ReactNode;
  onFilter: (filter: DeviceFilter | null) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { draft, applied, fields, attributes, onFilter, onClose } = props;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('input:not([type=radio]):not([type=checkbox])')?.focus();
  }, []);
  const apply = (): void => {
    draft.taken();
    onFilter(draft.filter);
  };
  return (
    <section
      ref={panel}
      className={classes.panel}
      aria-label={props.label}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !draft.broken) apply();
      }}
    >
      <div className={classes.scroll}>
        <FilterGroup
          group={draft.tree}
          fields={fields}
          attributes={attributes}
          onChange={(key, change) => draft.build(changeNode(draft.tree, key, change))}
        />
      </div>
      <TextFilter text={draft.text} attributes={attributes} {...props.text} onText={draft.type} onEnter={apply} />
      <div className={classes.foot}>
        {props.children}
        <span className={classes.grow} />
        {draft.open > 0 && draft.filter !== null && (
          <span className={classes.hint}>{t('deviceFilter.leftOut', { count: draft.open })}</span>
        )}
        <Button
          variant="subtle"
          color="gray"
          disabled={applied === null && draft.filter === null}
          onClick={() => {
            draft.clear();
            onFilter(null);
          }}
        >
          {t('deviceFilter.clear')}
        </Button>
        <Button onClick={apply} disabled={draft.broken || JSON.stringify(draft.filter) === JSON.stringify(applied)}>
          {props.show ?? t('deviceFilter.apply')}
        </Button>
        <CloseButton aria-label={t('deviceFilter.close')} onClick={onClose} />
      </div>
    </section>
  );
}
