import { Checkbox, PasswordInput, Textarea } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type KeyDefinition, type PlistValue, plistToJson } from '../../../shared/catalogue/index.ts';
import { jsonToPlist } from '../../../shared/catalogue/tagged-json.ts';
import { PlainField } from '../../commands/PlainField.tsx';
import { PLIST_VALUES } from '../../commands/value-kinds.ts';
import { SetupPanesField } from '../../parts/SetupPanesField.tsx';
import { AddApp, AppField } from './AppField.tsx';
import { appsFor, namesApps } from './apps.ts';
import { DictionaryField } from './DictionaryField.tsx';
import classes from './Editor.module.css';
import { useEditorTools } from './EditorTools.tsx';
import { plainKind, profileFieldKind } from './field-kinds.ts';
import { type KeyFieldProps, Unset, useValueLabel } from './field-parts.tsx';
import { isKept } from './kept.ts';
import { ListField } from './ListField.tsx';
import { PictureField } from './PictureField.tsx';
import { ReferenceField } from './ReferenceField.tsx';
import { FontField } from './special/FontField.tsx';
import { TableField } from './special/TableField.tsx';
import { tableLayout } from './special/tables.ts';
import { WithVariables } from './VariablePicker.tsx';

/** One key of a profile, filled in by what fits its type. */
export function KeyField(props: KeyFieldProps) {
  const { t } = useTranslation();
  const { set, readOnly } = useEditorTools();
  const { definition, value, place, label, help, wrong, payloadType } = props;
  const put = (next: PlistValue | undefined): void => set(place, next);
  const valueLabel = useValueLabel(definition.key);
  const unset = (name: string) =>
    value === undefined || definition.required === true ? undefined : (
      <Unset name={name} onClick={() => put(undefined)} />
    );
  if (isKept(value))
    return (
      <PasswordInput
        className={classes.inline}
        label={label}
        description={help}
        placeholder={t('profileEditor.kept')}
        autoComplete="new-password"
        value=""
        onChange={(event) => put(event.currentTarget.value)}
        rightSection={<Unset name={label} onClick={() => put(undefined)} />}
      />
    );
  switch (profileFieldKind(definition, value)) {
    case 'reference':
    case 'references':
      return <ReferenceField {...props} />;
    case 'dictionary':
      return <DictionaryField {...props} unset={unset(label)} />;
    case 'list': {
      const layout = tableLayout(payloadType, definition.key);
      return layout === undefined ? <ListField {...props} /> : <TableField {...props} layout={layout} />;
    }
    case 'lines':
      if (definition.key === 'SkipSetupItems' && payloadType === 'com.apple.SetupAssistant.managed')
        return (
          <SetupPanesField
            className={classes.block}
            label={label}
            description={help}
            error={wrong}
            withAsterisk={definition.required === true}
            readOnly={readOnly}
            value={Array.isArray(value) ? value.map(String) : []}
            onChange={(keys) => put(keys.length === 0 ? undefined : keys)}
          />
        );
      return (
        <>
          <Textarea
            className={classes.block}
            label={label}
            description={help}
            error={wrong}
            withAsterisk={definition.required === true}
            placeholder={t('profileEditor.onePerLine')}
            autosize
            minRows={1}
            maxRows={12}
            spellCheck={false}
            value={Array.isArray(value) ? value.join('\n') : ''}
            onChange={(event) => put(linesOf(event.currentTarget.value))}
            onBlur={() => {
              // Empty lines are for typing; what is sent has none.
              if (Array.isArray(value) && value.includes('')) put(value.filter((each) => each !== ''));
            }}
          />
          {namesApps(definition.key) && !readOnly && (
            <AddApp
              label={label}
              onAdd={(bundleId) =>
                put([...(Array.isArray(value) ? value.filter((each) => each !== bundleId) : []), bundleId])
              }
            />
          )}
        </>
      );
    case 'some': {
      const chosen = Array.isArray(value) ? value.map(String) : [];
      const all = definition.items?.values ?? [];
      return (
        <Checkbox.Group
          className={classes.block}
          label={label}
          description={help}
          error={wrong}
          value={chosen}
          onChange={(next) => {
            const some = all.filter((each) => next.includes(String(each)));
            put(some.length === 0 ? undefined : some);
          }}
        >
          <div className={classes.some}>
            {all.map((each) => (
              <Checkbox key={each} value={String(each)} label={valueLabel(each)} size="xs" />
            ))}
          </div>
        </Checkbox.Group>
      );
    }
    case 'free':
      return (
        <PlainField
          definition={{ ...definition, type: 'any' }}
          values={PLIST_VALUES}
          className={classes.block}
          label={label}
          help={help}
          error={wrong}
          warning={undefined}
          platforms={[]}
          value={value === undefined ? undefined : plistToJson(value)}
          onChange={(next) => put(next === undefined ? undefined : jsonToPlist(next))}
        />
      );
    default: {
      const kind = plainKind(definition, payloadType);
      const wide = kind === 'long-text' || kind === 'file';
      if (definition.key === 'Icon' && kind === 'file')
        return (
          <PictureField
            label={label}
            help={help}
            value={value instanceof Uint8Array ? value : undefined}
            onChange={put}
          />
        );
      if (definition.key === 'Font' && kind === 'file' && typeof place[1] === 'number')
        return (
          <FontField
            index={place[1]}
            label={label}
            help={help}
            value={value instanceof Uint8Array ? value : undefined}
            onChange={put}
          />
        );
      const text = typeof value === 'string' ? value : '';
      const apps = kind === 'text' ? appsFor(definition.key, payloadType) : undefined;
      if (apps !== undefined)
        return (
          <AppField
            label={label}
            help={help}
            wrong={wrong}
            required={definition.required === true}
            apps={apps}
            value={text}
            onChange={put}
          />
        );
      const field = (
        <PlainField
          definition={definition}
          kind={kind}
          values={PLIST_VALUES}
          valueLabel={valueLabel}
          className={wide ? classes.block : classes.inline}
          label={label}
          help={help}
          error={wrong}
          warning={undefined}
          platforms={[]}
          placeholder={kind === 'secret' ? undefined : placeholderOf(definition, valueLabel, t)}
          value={value}
          onChange={(next) => put(next === '' ? undefined : (next as PlistValue | undefined))}
        />
      );
      if (readOnly || (kind !== 'text' && kind !== 'long-text') || NO_VARIABLES.has(definition.key)) return field;
      return (
        <WithVariables name={label} text={text} onText={put}>
          {field}
        </WithVariables>
      );
    }
  }
}

/** What names the profile and its parts is the same on every device. */
const NO_VARIABLES: ReadonlySet<string> = new Set(['PayloadIdentifier', 'PayloadUUID', 'PayloadType']);

/** What an empty field says: what the device does without it. */
function placeholderOf(
  { type, default: fallback, required }: KeyDefinition,
  valueLabel: (value: string | number) => string,
  t: TFunction,
): string | undefined {
  if (type === 'data' || type === 'date') return undefined;
  if (fallback === undefined || fallback === '') return required === true ? undefined : t('profileEditor.notSet');
  return t('profileEditor.default', { value: typeof fallback === 'boolean' ? String(fallback) : valueLabel(fallback) });
}

function linesOf(text: string): PlistValue | undefined {
  return text === '' ? undefined : text.split('\n').map((line) => line.trim());
}
