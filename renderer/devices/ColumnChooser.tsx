import { ActionIcon, Button, Checkbox, CloseButton, Popover, Text, TextInput, Tooltip } from '@mantine/core';
import { IconColumns3, IconGripVertical, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeviceField, FIELD_GROUPS } from '../../shared/contract/device-fields.ts';
import classes from './ColumnChooser.module.css';
import { fieldLabel } from './field-text.ts';
import { FIRST_COLUMN, type ListLook, type LookColumn, moveColumn, toggleColumn, USUAL_COLUMNS } from './list-look.ts';

export interface ColumnChooserProps {
  /** Everything that can be a column. */
  fields: readonly DeviceField[];
  look: ListLook;
  onLook: (part: Partial<ListLook>) => void;
}

/** Chooses columns among all fields and custom attributes by typing, and puts them in order by dragging or by keys. */
export function ColumnChooser(props: ColumnChooserProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={320} shadow="md" trapFocus>
      <Popover.Target>
        <Tooltip label={t('deviceList.columns')} disabled={opened}>
          <ActionIcon
            variant="default"
            size={32}
            aria-label={t('devices.columnsLabel')}
            onClick={() => setOpened(!opened)}
          >
            <IconColumns3 size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('devices.columnsLabel')}>
        <Choices {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Choices({ fields, look, onLook }: ColumnChooserProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const shown = useMemo(() => new Set(look.columns.map(({ field }) => field)), [look.columns]);
  const sought = search.trim().toLowerCase();
  const found = fields.filter(
    (field) =>
      field.id !== FIRST_COLUMN &&
      `${fieldLabel(field, t)} ${t(`deviceFieldGroups.${field.group}`)}`.toLowerCase().includes(sought),
  );
  const groups = FIELD_GROUPS.map((group) => ({ group, list: found.filter((field) => field.group === group) })).filter(
    ({ list }) => list.length > 0,
  );
  return (
    <>
      <div className={classes.top}>
        <TextInput
          data-autofocus
          type="search"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('deviceList.findColumn')}
          aria-label={t('deviceList.findColumn')}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={classes.list} tabIndex={0} aria-label={t('deviceList.columns')}>
        {sought === '' && <Order fields={fields} columns={look.columns} onColumns={(columns) => onLook({ columns })} />}
        {groups.map(({ group, list }) => (
          <fieldset key={group} className={classes.group}>
            <legend>{t(`deviceFieldGroups.${group}`)}</legend>
            {list.map((field) => (
              <Checkbox
                key={field.id}
                size="xs"
                className={classes.choice}
                label={fieldLabel(field, t)}
                checked={shown.has(field.id)}
                onChange={() => onLook({ columns: toggleColumn(look.columns, field.id) })}
              />
            ))}
          </fieldset>
        ))}
        {groups.length === 0 && (
          <Text c="dimmed" size="xs" p="sm">
            {t('deviceList.noColumn')}
          </Text>
        )}
      </section>
      <div className={classes.foot}>
        <Button variant="subtle" size="compact-sm" onClick={() => onLook({ columns: [...USUAL_COLUMNS] })}>
          {t('deviceList.usual')}
        </Button>
      </div>
    </>
  );
}

function Order(props: {
  fields: readonly DeviceField[];
  columns: readonly LookColumn[];
  onColumns: (columns: LookColumn[]) => void;
}) {
  const { t } = useTranslation();
  const { columns, onColumns } = props;
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const byId = new Map(props.fields.map((field) => [field.id, field]));

  const onKeyDown = (event: KeyboardEvent, id: string, index: number): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const to = Math.max(1, Math.min(columns.length - 1, index + step));
    if (event.altKey) onColumns(moveColumn(columns, id, to));
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-place]')[to - 1]?.focus());
  };

  return (
    <div className={classes.group}>
      <div className={classes.legend}>{t('deviceList.shown')}</div>
      <Text className={classes.hint} size="xs" c="dimmed" id="column-order-hint">
        {t('deviceList.orderHint')}
      </Text>
      <ol ref={list} className={classes.order}>
        {columns.map(({ field: id }, index) => {
          const field = byId.get(id);
          if (id === FIRST_COLUMN || field === undefined) return null;
          const name = fieldLabel(field, t);
          return (
            <li
              key={id}
              draggable
              data-over={(over === id && dragged !== id) || undefined}
              onDragStart={() => setDragged(id)}
              onDragEnd={() => {
                setDragged(undefined);
                setOver(undefined);
              }}
              onDragOver={(event) => {
                event.preventDefault();
                setOver(id);
              }}
              onDrop={() => dragged !== undefined && onColumns(moveColumn(columns, dragged, index))}
            >
              <button
                type="button"
                className={classes.handle}
                data-place
                aria-label={t('deviceList.placeOf', { name, place: index + 1, count: columns.length })}
                aria-describedby="column-order-hint"
                onKeyDown={(event) => onKeyDown(event, id, index)}
              >
                <IconGripVertical size={14} aria-hidden />
                <span>{name}</span>
              </button>
              <CloseButton
                size={24}
                aria-label={`${t('deviceList.hide')}: ${name}`}
                onClick={() => onColumns(toggleColumn(columns, id))}
              />
            </li>
          );
        })}
      </ol>
    </div>
  );
}
