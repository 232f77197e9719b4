import { Button, FileButton } from '@mantine/core';
import { IconTypography } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bytes as bytesText } from '../../../format/quantity.ts';
import { tellFailure } from '../../../parts/notify.ts';
import classes from '../Editor.module.css';
import { useEditorTools } from '../EditorTools.tsx';
import { payloadAt, withPayload, withValue } from '../edits.ts';
import { Unset } from '../field-parts.tsx';
import { newUuid } from '../use-draft.ts';
import { readFont } from './font-file.ts';

const FONT = 'com.apple.font';

/** A font: chosen or dropped, named by what the file says, shown as it looks. Several files become several payloads. */
export function FontField(props: {
  index: number;
  label: string;
  help: ReactNode;
  value: Uint8Array | undefined;
  onChange: (value: undefined) => void;
}) {
  const { t, i18n } = useTranslation();
  const { change, words, readOnly } = useEditorTools();
  const { index, label, help, value } = props;
  const family = useFont(value);
  const read = value === undefined || value.length === 0 ? undefined : readFont(value);
  const take = async (files: readonly File[]): Promise<void> => {
    const taken: { name: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const font = readFont(bytes);
      if (font.ok) taken.push({ name: font.name, bytes });
      else
        tellFailure(
          new Error(t(`profileSpecial.font.why.${font.why}`)),
          t('profileEditor.picture.unread', { name: file.name }),
        );
    }
    if (taken.length === 0) return;
    change((profile) => {
      let next = profile;
      for (const [at, { name, bytes }] of taken.entries()) {
        if (at > 0) {
          next = withPayload(next, FONT, words.payload(FONT).title, newUuid, { Font: bytes, Name: name }).profile;
          continue;
        }
        next = withValue(next, ['PayloadContent', index, 'Font'], bytes);
        if (payloadAt(next, index) !== undefined) next = withValue(next, ['PayloadContent', index, 'Name'], name);
      }
      return next;
    });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is another way to choose the files
    <div
      className={classes.picture}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (!readOnly) void take([...event.dataTransfer.files]);
      }}
    >
      <div>
        <strong>{label}</strong>
        <div className={classes.soft}>
          {help} {t('profileSpecial.font.means')}
        </div>
        <div className={classes.pictureTools}>
          <FileButton
            multiple
            accept=".ttf,.otf"
            inputProps={{ 'aria-label': label }}
            onChange={(files) => void take(files)}
          >
            {(button) => (
              <Button
                {...button}
                variant="default"
                size="compact-sm"
                leftSection={<IconTypography size={14} aria-hidden />}
              >
                {t('profileSpecial.font.choose')}
              </Button>
            )}
          </FileButton>
          {value !== undefined && (
            <>
              <span className={classes.soft}>{bytesText(value.length, i18n.language)}</span>
              <Unset name={label} onClick={() => props.onChange(undefined)} />
            </>
          )}
        </div>
      </div>
      {read?.ok === true && (
        <figure className={classes.fontSample} aria-label={t('profileSpecial.font.sample', { name: read.name })}>
          <span style={{ fontFamily: family === undefined ? undefined : `"${family}"` }}>AaBbCc 123</span>
          <figcaption className={classes.soft}>{read.name}</figcaption>
        </figure>
      )}
    </div>
  );
}

/** A name under which the browser draws the font; undefined until it can. */
function useFont(bytes: Uint8Array | undefined): string | undefined {
  const id = useId().replaceAll(/[^a-z0-9]/gi, '');
  const [ready, setReady] = useState<Uint8Array>();
  useEffect(() => {
    if (bytes === undefined || bytes.length === 0 || !('FontFace' in window)) return;
    const face = new FontFace(`sample-${id}`, new Uint8Array(bytes).buffer);
    let gone = false;
    face.load().then(
      () => {
        if (gone) return;
        document.fonts.add(face);
        setReady(bytes);
      },
      // It is shown by its name only.
      () => {},
    );
    return () => {
      gone = true;
      document.fonts.delete(face);
    };
  }, [bytes, id]);
  return ready === bytes && bytes !== undefined ? `sample-${id}` : undefined;
}
