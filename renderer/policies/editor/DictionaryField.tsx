import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyDefinition, PlistValue } from '../../../shared/catalogue/index.ts';
import { AddKey } from './AddKey.tsx';
import classes from './Editor.module.css';
import { useEditorTools } from './EditorTools.tsx';
import { asDictionary, type KeyFieldProps, NestedFrame, startValue, Unset } from './field-parts.tsx';
import { typeOf } from './rows.ts';

/** A dictionary in a payload: folded while it is not there, its keys one after another once it is. */
export function DictionaryField(props: KeyFieldProps & { unset?: ReactNode }) {
  const { t } = useTranslation();
  const { set } = useEditorTools();
  const { definition, value, place, label, help, wrong } = props;
  const [all, setAll] = useState(false);
  const there = asDictionary(value);
  const optional = (definition.keys ?? []).filter(({ key, required }) => required !== true && !(key in there));
  // Very large ones show what they have first.
  const folded = !all && optional.length > 12;
  if (value === undefined)
    return (
      <NestedFrame label={label} help={help} wrong={wrong}>
        <Button
          variant="default"
          size="compact-sm"
          mt={6}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => set(place, startValue(definition, props.payloadType))}
        >
          {t('profileEditor.setUp', { name: label })}
        </Button>
      </NestedFrame>
    );
  return (
    <NestedFrame label={label} help={help} wrong={wrong} aside={props.unset}>
      <DictionaryKeys {...props} skip={folded ? new Set(optional.map(({ key }) => key)) : undefined} />
      {folded && (
        <Button variant="subtle" size="compact-sm" mt={8} onClick={() => setAll(true)}>
          {t('profileEditor.showOthers', { count: optional.length })}
        </Button>
      )}
    </NestedFrame>
  );
}

/** The keys of a dictionary: those Apple names, then any others. */
export function DictionaryKeys(props: KeyFieldProps & { skip?: ReadonlySet<string> | undefined }) {
  const { set, Field, readOnly } = useEditorTools();
  const { definition, place, path, wordsOf, payloadType, skip } = props;
  const there = asDictionary(props.value);
  const named = (definition.keys ?? []).filter(({ key }) => skip?.has(key) !== true);
  const names = new Set((definition.keys ?? []).map(({ key }) => key));
  const others = Object.keys(there).filter((key) => !names.has(key));
  const shapeOf = (key: string): KeyDefinition => {
    const { wildcard } = definition;
    const type = wildcard === undefined || wildcard.type === 'any' ? typeOf(there[key]) : wildcard.type;
    return { ...wildcard, key, type, required: undefined };
  };
  return (
    <div className={classes.keys}>
      {named.map((each) => {
        const inner = `${path}.${each.key}`;
        const { title, help } = wordsOf(inner);
        return (
          <Field
            key={each.key}
            definition={each}
            value={there[each.key]}
            place={[...place, each.key]}
            path={inner}
            payloadType={payloadType}
            wordsOf={wordsOf}
            label={title}
            help={help === '' ? undefined : help}
            wrong={false}
          />
        );
      })}
      {others.map((key) => (
        <div key={key} className={classes.other}>
          <Field
            definition={shapeOf(key)}
            value={there[key]}
            place={[...place, key]}
            path={`${path}.${key}`}
            payloadType={payloadType}
            wordsOf={wordsOf}
            label={key}
            help={undefined}
            wrong={false}
          />
          {!readOnly && <Unset name={key} onClick={() => set([...place, key], undefined)} />}
        </div>
      ))}
      {definition.wildcard !== undefined && !readOnly && (
        <AddKey
          taken={there}
          shape={definition.wildcard}
          payloadType={payloadType}
          onAdd={(key: string, value: PlistValue) => set([...place, key], value)}
        />
      )}
    </div>
  );
}
