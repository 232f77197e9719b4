import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findingText } from '../../commands/finding-text.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { XmlBox } from '../../parts/XmlBox.tsx';
import type { Profile } from './draft.ts';
import classes from './Editor.module.css';
import { readXml, type XmlReading, xmlOf } from './xml.ts';

/** Beyond this a field of text is no way to work. */
const LARGEST = 400_000;

/** A dictionary as XML: what is typed here is in the form at once, and the other way round. */
export function XmlPane(props: {
  value: Profile;
  label: string;
  filename: string;
  readOnly: boolean;
  onChange: (value: Profile) => void;
}) {
  const { t } = useTranslation();
  const { value, label, filename, readOnly, onChange } = props;
  const written = useMemo(() => xmlOf(value), [value]);
  if (readOnly || written.length > LARGEST)
    return (
      <>
        {!readOnly && <p className={classes.soft}>{t('profileEditor.xml.tooLarge')}</p>}
        <XmlBox label={label} text={written} filename={filename} />
      </>
    );
  return <XmlText value={value} written={written} label={label} onChange={onChange} />;
}

function XmlText(props: { value: Profile; written: string; label: string; onChange: (value: Profile) => void }) {
  const { t } = useTranslation();
  const { value, written, label, onChange } = props;
  const [typed, setTyped] = useState<{ readonly text: string; readonly read: Profile | undefined }>();
  const gutter = useRef<HTMLDivElement>(null);
  // What was typed stands as it is until somebody changes the profile elsewhere.
  const begun = useRef<Profile>(value);
  const own = typed !== undefined && (typed.read === value || (typed.read === undefined && begun.current === value));
  const text = own ? typed.text : written;
  const reading: XmlReading | undefined = useMemo(() => (own ? readXml(text) : undefined), [own, text]);
  const wrong = reading?.ok === false ? reading : undefined;
  const type = (next: string): void => {
    const result = readXml(next);
    if (!own) begun.current = value;
    if (result.ok) {
      setTyped({ text: next, read: result.value });
      onChange(result.value);
    } else {
      begun.current = value;
      setTyped({ text: next, read: undefined });
    }
  };
  const lines = useMemo(() => text.split('\n').length, [text]);
  return (
    <div className={classes.xml}>
      <div className={classes.xmlBox} data-wrong={wrong !== undefined || undefined}>
        <div className={classes.gutter} ref={gutter} aria-hidden="true">
          {Array.from({ length: lines }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are their numbers
            <div key={index} data-wrong={wrong?.line === index + 1 || undefined}>
              {index + 1}
            </div>
          ))}
        </div>
        <textarea
          className={classes.xmlText}
          data-own-undo
          aria-label={label}
          aria-invalid={wrong !== undefined}
          wrap="off"
          spellCheck={false}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          onScroll={(event) => {
            if (gutter.current !== null) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
      <div role="status" className={classes.xmlState}>
        {wrong === undefined ? (
          <span className={classes.soft}>{t('profileEditor.xml.both')}</span>
        ) : (
          <StatusMark tone="needs">
            {t('profileEditor.xml.wrong', { line: wrong.line, problem: findingText(wrong, t) })}
          </StatusMark>
        )}
      </div>
    </div>
  );
}
