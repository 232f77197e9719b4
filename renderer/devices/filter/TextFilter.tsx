import { Combobox, Textarea, useCombobox } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AttributeShape, type DeviceField, deviceField } from '../../../shared/contract/device-fields.ts';
import {
  type Completion,
  completionsAt,
  parseFilterText,
  type TextProblem,
} from '../../../shared/filter-text/index.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { fieldLabel } from '../field-text.ts';
import classes from './Filter.module.css';
import { useFieldValues } from './use-field-values.ts';

/** The filter as typed text, checked while it is typed, with what could come next. */
export function TextFilter(props: {
  text: string;
  attributes: readonly AttributeShape[];
  /** What there is to ask for; every field of devices when left out. */
  fields?: readonly DeviceField[];
  /** A filter as one may look. */
  example?: string;
  onText: (text: string) => void;
  /** Enter, when the text can be used. */
  onEnter: () => void;
}) {
  const { t } = useTranslation();
  const { text, attributes, onText } = props;
  const [cursor, setCursor] = useState(text.length);
  const field = useRef<HTMLTextAreaElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const checkId = useId();

  const asked = useMemo(() => completionsAt(text, cursor, attributes).asks, [text, cursor, attributes]);
  const listed = useFieldValues(asked);
  // Groups are typed by their names.
  const known = useMemo(
    () =>
      asked?.id === 'group' ? listed.map((one) => ({ ...one, value: one.label ?? one.value, label: null })) : listed,
    [asked, listed],
  );
  const { fields } = props;
  const options = useMemo(
    () => completionsAt(text, cursor, attributes, () => known.map((one) => one.value), fields).options,
    [text, cursor, attributes, known, fields],
  );
  const parsed = text.trim() === '' ? undefined : parseFilterText(text, attributes);

  const put = (place: string): void => {
    const option = options[Number(place)];
    if (option === undefined) return;
    const space = option.text === '(' || option.text === ')' ? '' : ' ';
    const before = `${text.slice(0, option.from)}${option.text}${space}`;
    onText(before + text.slice(cursor).trimStart());
    setCursor(before.length);
    combobox.resetSelectedOption();
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(before.length, before.length);
    });
  };

  return (
    <div className={classes.typed}>
      <Combobox store={combobox} onOptionSubmit={put} position="bottom-start" width={360}>
        <Combobox.Target targetType="input">
          <Textarea
            ref={field}
            autosize
            minRows={1}
            maxRows={5}
            classNames={{ input: classes.code }}
            label={t('deviceFilter.asText')}
            placeholder={props.example ?? 'platform is "iOS" and batteryLevel below 20%'}
            spellCheck={false}
            autoComplete="off"
            aria-describedby={checkId}
            error={parsed?.ok === false && parsed.problem.expects === undefined}
            value={text}
            onChange={(event) => {
              onText(event.currentTarget.value);
              setCursor(event.currentTarget.selectionStart);
              combobox.openDropdown();
            }}
            onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
            onFocus={() => combobox.openDropdown()}
            onClick={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey) return;
              const picking = combobox.dropdownOpened && combobox.getSelectedOptionIndex() >= 0;
              event.preventDefault();
              if (!picking && parsed?.ok !== false) {
                combobox.closeDropdown();
                props.onEnter();
              }
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={options.length === 0}>
          <Combobox.Options className={classes.options} aria-label={t('deviceFilter.goesOn')}>
            {options.map((option, place) => (
              <Combobox.Option key={`${option.kind}-${option.text}`} value={String(place)}>
                <span className={classes.option}>
                  <code>{option.text.trim()}</code>
                  <small>{beside(option, asked, attributes, known, t)}</small>
                </span>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <div id={checkId} className={classes.check} role="status">
        {parsed === undefined ? (
          <span className={classes.hint}>{t('deviceFilter.textHint')}</span>
        ) : parsed.ok ? (
          <StatusMark tone="done">{t('deviceFilter.valid')}</StatusMark>
        ) : (
          <Problem problem={parsed.problem} text={text} />
        )}
      </div>
    </div>
  );
}

/** What an option is, in words, beside how it is typed. */
function beside(
  { kind, fieldId, text }: Completion,
  asked: DeviceField | undefined,
  attributes: readonly AttributeShape[],
  known: ReturnType<typeof useFieldValues>,
  t: TFunction,
): string {
  const field = fieldId === undefined ? undefined : deviceField(fieldId, attributes);
  if (field !== undefined) return fieldLabel(field, t);
  if (kind !== 'value' || asked === undefined) return t(`deviceFilter.pieces.${kind}`);
  const plain = text.replace(/^"|"$/g, '');
  const about = known.find((one) => one.value === plain || (plain === 'yes' && one.value === 'true'));
  return about === undefined ? '' : [about.label, about.count].filter((each) => each !== null).join(' · ');
}

/** Why the text cannot be used, with the place marked. */
function Problem({ problem, text }: { problem: TextProblem; text: string }) {
  const { t } = useTranslation();
  const { code, data, from, to, expects } = problem;
  // Which values a text fills in depends on the problem; the types of the texts know only one at a time.
  const say = t as unknown as (key: string, data: object) => string;
  const example = data.kind === undefined ? '' : say(`deviceFilter.examples.${data.kind}`, data);
  const what = say(`deviceFilter.problems.${code}`, { ...data, example });
  const near = data.near === undefined ? '' : ` ${t('deviceFilter.problems.near', { near: data.near })}`;
  const end = Math.max(to, from + 1);
  return (
    <StatusMark tone={expects === undefined ? 'needs' : 'waits'}>
      {t(expects === undefined ? 'deviceFilter.wrong' : 'deviceFilter.unfinished')} {what}
      {near}
      {expects === undefined && (
        <>
          {' '}
          <code className={classes.excerpt}>
            {from > 20 && '…'}
            {text.slice(Math.max(0, from - 20), from)}
            <mark>{text.slice(from, end) || ' '}</mark>
            {text.slice(end, end + 20)}
            {text.length > end + 20 && '…'}
          </code>
        </>
      )}
    </StatusMark>
  );
}
