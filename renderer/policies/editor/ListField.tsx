import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PlistValue } from '../../../shared/catalogue/index.ts';
import { DictionaryKeys } from './DictionaryField.tsx';
import classes from './Editor.module.css';
import { useEditorTools } from './EditorTools.tsx';
import { moved } from './edits.ts';
import { asDictionary, type KeyFieldProps, NestedFrame, startValue } from './field-parts.tsx';

/** What names an entry of a list for people. */
const NAMING = [
  'DisplayName',
  'Name',
  'name',
  'Title',
  'URL',
  'BundleIdentifier',
  'BundleID',
  'Identifier',
  'IPAddress',
];

/** Entries one after another; they are added, removed and moved up and down. */
export function ListField(props: KeyFieldProps) {
  const { t } = useTranslation();
  const { set, Field, readOnly } = useEditorTools();
  const { definition, place, label, help, wrong } = props;
  const entries: readonly PlistValue[] = Array.isArray(props.value) ? (props.value as readonly PlistValue[]) : [];
  const put = (next: readonly PlistValue[]): void => set(place, next.length === 0 ? undefined : next);
  const { items } = definition;
  if (items === undefined) return null;
  const nameOf = (entry: PlistValue, index: number): string => {
    const members = asDictionary(entry);
    const name = NAMING.map((key) => members[key]).find((each) => typeof each === 'string' && each !== '');
    return typeof name === 'string' ? name : t('commands.entry', { number: index + 1 });
  };
  return (
    <NestedFrame label={label} help={help} wrong={wrong}>
      <ol className={classes.entries}>
        {entries.map((entry, index) => {
          const name = nameOf(entry, index);
          const inner: KeyFieldProps = {
            ...props,
            definition: { ...items, required: true },
            value: entry,
            place: [...place, index],
            label: name,
            help: undefined,
            wrong: false,
          };
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their place
            <li key={index} className={classes.entry}>
              <div className={classes.entryHead}>
                <strong>{name}</strong>
                {!readOnly && (
                  <span className={classes.entryTools}>
                    <Move
                      label={t('profileEditor.moveUp', { name })}
                      off={index === 0}
                      onClick={() => put(moved(entries, index, index - 1))}
                      Icon={IconArrowUp}
                    />
                    <Move
                      label={t('profileEditor.moveDown', { name })}
                      off={index === entries.length - 1}
                      onClick={() => put(moved(entries, index, index + 1))}
                      Icon={IconArrowDown}
                    />
                    <Move
                      label={t('commands.removeEntry', { name })}
                      off={false}
                      onClick={() => put(entries.filter((_, at) => at !== index))}
                      Icon={IconTrash}
                    />
                  </span>
                )}
              </div>
              {items.type === 'dictionary' ? <DictionaryKeys {...inner} /> : <Field {...inner} />}
            </li>
          );
        })}
      </ol>
      {!readOnly && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => put([...entries, startValue(items, props.payloadType)])}
        >
          {t('profileEditor.addTo', { name: label })}
        </Button>
      )}
    </NestedFrame>
  );
}

/** A small button beside an entry of a list. */
export function Move(props: { label: string; off: boolean; onClick: () => void; Icon: typeof IconTrash }) {
  const { Icon } = props;
  return (
    <ActionIcon
      size={24}
      variant="subtle"
      color="gray"
      aria-label={props.label}
      title={props.label}
      disabled={props.off}
      onClick={props.onClick}
    >
      <Icon size={14} />
    </ActionIcon>
  );
}
