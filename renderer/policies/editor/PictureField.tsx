import { Button, FileButton } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bytes as bytesText } from '../../format/quantity.ts';
import { tellFailure } from '../../parts/notify.ts';
import classes from './Editor.module.css';
import { Unset } from './field-parts.tsx';
import { CropDialog } from './special/CropDialog.tsx';

/** An address at which the browser shows bytes as a picture; undefined when there are none. */
export function usePicture(bytes: Uint8Array | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (bytes === undefined || bytes.length === 0) {
      setAddress(undefined);
      return;
    }
    const made = URL.createObjectURL(new Blob([bytes as BlobPart]));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return address;
}

/** An icon: chosen or dropped, cut to a square, shown as devices show it. */
export function PictureField(props: {
  label: string;
  help: ReactNode;
  value: Uint8Array | undefined;
  onChange: (value: Uint8Array | undefined) => void;
}) {
  const { t, i18n } = useTranslation();
  const { label, help, value, onChange } = props;
  const address = usePicture(value);
  const [chosen, setChosen] = useState<ImageBitmap>();
  const take = (file: File | null | undefined): void => {
    if (file === null || file === undefined) return;
    createImageBitmap(file).then(setChosen, () =>
      tellFailure(new Error(t('profileEditor.picture.none')), t('profileEditor.picture.unread', { name: file.name })),
    );
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is another way to choose the picture
    <div
      className={classes.picture}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files[0]);
      }}
    >
      <div>
        <strong>{label}</strong>
        <div className={classes.soft}>{help}</div>
        <div className={classes.pictureTools}>
          <FileButton accept="image/*" inputProps={{ 'aria-label': label }} onChange={take}>
            {(button) => (
              <Button {...button} variant="default" size="compact-sm" leftSection={<IconPhoto size={14} aria-hidden />}>
                {t('profileEditor.picture.choose')}
              </Button>
            )}
          </FileButton>
          {value !== undefined && (
            <>
              <span className={classes.soft}>{bytesText(value.length, i18n.language)}</span>
              <Unset name={label} onClick={() => onChange(undefined)} />
            </>
          )}
        </div>
      </div>
      {address === undefined ? (
        <span className={classes.noIcon}>
          <IconPhoto size={22} aria-hidden />
        </span>
      ) : (
        <img className={classes.icon} src={address} alt={t('profileEditor.picture.preview')} />
      )}
      {chosen !== undefined && (
        <CropDialog
          picture={chosen}
          onDone={(icon) => {
            onChange(icon);
            setChosen(undefined);
          }}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  );
}
