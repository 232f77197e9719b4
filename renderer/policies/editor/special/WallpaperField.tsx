import { Button, Checkbox, FileButton, NativeSelect, SegmentedControl, Switch, Textarea } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { base64ToBytes, bytesToBase64 } from '../../../../shared/catalogue/base64.ts';
import { SOURCE_KEY } from '../../../../shared/certificates/source.ts';
import { fillText, VARIABLE_NAMES, variableWords } from '../../../../shared/variables/index.ts';
import { undrawnLetters } from '../../../../shared/wallpaper/letters.ts';
import {
  LINE_HEIGHT,
  OVERLAY_ALIGNS,
  OVERLAY_PLACES,
  OVERLAY_SIZES,
  overlayArea,
  type WallpaperOverlay,
  wallpaperOverlay,
} from '../../../../shared/wallpaper/overlay.ts';
import type { SpecialEntryProps } from '../../../commands/special-entries.ts';
import { bytes as bytesText } from '../../../format/quantity.ts';
import { tellFailure } from '../../../parts/notify.ts';
import { useLatest } from '../../../parts/use-latest.ts';
import { usePicture } from '../PictureField.tsx';
import { WithVariables } from '../VariablePicker.tsx';
import { PLAIN_COLOURS, plainPicture, wallpaperPicture } from './pictures.ts';
import classes from './Wallpaper.module.css';

const COLOURS = ['#ffffff', '#111111', '#ffd43b', '#9bb2ff'] as const;
const FIRST_TEXT = '$DEVICE_NAME$';
/** Lock screen and home screen. */
const BOTH = 3;

/** A wallpaper: where it shows, its picture, and what is written on it for each device, with how it will look. */
export function WallpaperField({ value, onChange }: SpecialEntryProps) {
  const { t, i18n } = useTranslation();
  const image = typeof value.Image === 'string' ? value.Image : '';
  const picture = useMemo(() => (image === '' ? undefined : base64ToBytes(image)), [image]);
  const where = typeof value.Where === 'number' ? value.Where : undefined;
  const overlay = overlayIn(value);
  const put = (change: Readonly<Record<string, unknown>>): void => onChange({ ...value, ...change });
  const write = (next: WallpaperOverlay | undefined): void => {
    const { [SOURCE_KEY]: _, ...bare } = value;
    onChange(next === undefined ? bare : { ...bare, [SOURCE_KEY]: { overlay: next } });
  };
  const latest = useLatest({ value, onChange });
  // A picture takes a moment to read: what was chosen meanwhile stays.
  const give = (bytes: Uint8Array): void => {
    const { value: now, onChange: change } = latest.current;
    change({ ...now, Image: bytesToBase64(bytes), Where: now.Where ?? BOTH });
  };
  const take = (file: File | null | undefined): void => {
    if (file === null || file === undefined) return;
    wallpaperPicture(file).then(
      (taken) => give(taken),
      () =>
        tellFailure(new Error(t('profileEditor.picture.none')), t('profileEditor.picture.unread', { name: file.name })),
    );
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is another way to choose the picture
    <div
      className={classes.wallpaper}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files[0]);
      }}
    >
      <div className={classes.fields}>
        <NativeSelect
          label={t('commandKeys.Where')}
          withAsterisk
          value={where === undefined ? '' : String(where)}
          onChange={(event) => put({ Where: Number(event.currentTarget.value) })}
          data={[
            ...(where === undefined ? [{ value: '', label: t('commands.notSet') }] : []),
            ...([1, 2, 3] as const).map((each) => ({ value: String(each), label: t(`commandValues.Where-${each}`) })),
          ]}
        />
        <div>
          <span className={classes.label}>{t('profileSpecial.wallpaper.picture')}</span>
          <div className={classes.tools}>
            <FileButton
              accept="image/*"
              inputProps={{ 'aria-label': t('profileSpecial.wallpaper.picture') }}
              onChange={take}
            >
              {(button) => (
                <Button
                  {...button}
                  variant="default"
                  size="compact-sm"
                  leftSection={<IconPhoto size={14} aria-hidden />}
                >
                  {t('profileEditor.picture.choose')}
                </Button>
              )}
            </FileButton>
            <span className={classes.soft}>
              {picture === undefined ? t('profileSpecial.wallpaper.orDrop') : bytesText(picture.length, i18n.language)}
            </span>
          </div>
          <fieldset className={classes.swatches}>
            <legend className={classes.soft}>{t('profileSpecial.wallpaper.plain')}</legend>
            {PLAIN_COLOURS.map((colour) => (
              <button
                key={colour}
                type="button"
                style={{ background: colour }}
                aria-label={t('profileSpecial.wallpaper.plainIn', { colour: t(`profileSpecial.colours.${colour}`) })}
                title={t(`profileSpecial.colours.${colour}`)}
                onClick={() => void plainPicture(colour).then(give)}
              />
            ))}
          </fieldset>
        </div>
        <Switch
          label={t('profileSpecial.wallpaper.write')}
          checked={overlay !== undefined}
          onChange={(event) =>
            write(event.currentTarget.checked ? wallpaperOverlay.parse({ text: FIRST_TEXT }) : undefined)
          }
        />
        {overlay !== undefined && <OverlayFields overlay={overlay} onChange={write} />}
      </div>
      <Preview picture={picture} overlay={overlay} where={where} />
    </div>
  );
}

function overlayIn(value: Readonly<Record<string, unknown>>): WallpaperOverlay | undefined {
  const marker = value[SOURCE_KEY] as { overlay?: unknown } | undefined;
  const read = wallpaperOverlay.safeParse(marker?.overlay);
  return read.success ? read.data : undefined;
}

function OverlayFields(props: { overlay: WallpaperOverlay; onChange: (overlay: WallpaperOverlay) => void }) {
  const { t } = useTranslation();
  const { overlay, onChange } = props;
  const put = (change: Partial<WallpaperOverlay>): void => onChange({ ...overlay, ...change });
  const undrawn = undrawnLetters(overlay.text);
  return (
    <>
      <WithVariables name={t('profileSpecial.wallpaper.text')} text={overlay.text} onText={(text) => put({ text })}>
        <Textarea
          label={t('profileSpecial.wallpaper.text')}
          description={t('profileSpecial.wallpaper.textMeans')}
          error={
            undrawn.length > 0 &&
            t('profileSpecial.wallpaper.undrawn', { count: undrawn.length, letters: undrawn.join(' ') })
          }
          autosize
          minRows={2}
          maxRows={6}
          maxLength={500}
          spellCheck={false}
          value={overlay.text}
          onChange={(event) => put({ text: event.currentTarget.value })}
        />
      </WithVariables>
      <div className={classes.choices}>
        <NativeSelect
          label={t('profileSpecial.wallpaper.place')}
          value={overlay.place}
          onChange={(event) => put({ place: of(OVERLAY_PLACES, event.currentTarget.value) })}
          data={OVERLAY_PLACES.map((value) => ({ value, label: t(`profileSpecial.wallpaper.places.${value}`) }))}
        />
        <NativeSelect
          label={t('profileSpecial.wallpaper.align')}
          value={overlay.align}
          onChange={(event) => put({ align: of(OVERLAY_ALIGNS, event.currentTarget.value) })}
          data={OVERLAY_ALIGNS.map((value) => ({ value, label: t(`profileSpecial.wallpaper.aligns.${value}`) }))}
        />
        <NativeSelect
          label={t('profileSpecial.wallpaper.size')}
          value={overlay.size}
          onChange={(event) => put({ size: of(OVERLAY_SIZES, event.currentTarget.value) })}
          data={OVERLAY_SIZES.map((value) => ({ value, label: t(`profileSpecial.wallpaper.sizes.${value}`) }))}
        />
        <NativeSelect
          label={t('profileSpecial.wallpaper.colour')}
          value={overlay.color}
          onChange={(event) => put({ color: event.currentTarget.value })}
          data={[
            ...COLOURS.map((value) => ({ value, label: t(`profileSpecial.colours.${value}`) })),
            ...(COLOURS.some((each) => each === overlay.color) ? [] : [{ value: overlay.color, label: overlay.color }]),
          ]}
        />
      </div>
      <Checkbox
        size="sm"
        label={t('profileSpecial.wallpaper.band')}
        checked={overlay.band}
        onChange={(event) => put({ band: event.currentTarget.checked })}
      />
    </>
  );
}

const of = <T extends string>(all: readonly T[], value: string): T =>
  all.find((each) => each === value) ?? (all[0] as T);

/** Displays to look at, in the preview's pixels. */
const DISPLAYS = {
  iPad: { width: 174, height: 232 },
  iPadWide: { width: 232, height: 174 },
  iPhone: { width: 116, height: 252 },
} as const;
type Display = keyof typeof DISPLAYS;

/** How it looks on a device: what the display cuts away is cut away here, too. */
function Preview(props: {
  picture: Uint8Array | undefined;
  overlay: WallpaperOverlay | undefined;
  where: number | undefined;
}) {
  const { t, i18n } = useTranslation();
  const { picture, overlay, where } = props;
  const address = usePicture(picture);
  const [display, setDisplay] = useState<Display>('iPad');
  const [natural, setNatural] = useState<{ width: number; height: number }>();
  useEffect(() => {
    if (address === undefined) setNatural(undefined);
  }, [address]);
  const frame = DISPLAYS[display];
  const { width, height } = natural ?? frame;
  const scale = Math.max(frame.width / width, frame.height / height);
  const [left, top] = [(frame.width - width * scale) / 2, (frame.height - height * scale) / 2];
  const area = overlayArea(width * scale, height * scale, overlay?.size ?? 'medium');
  const language = i18n.language === 'de' ? 'de' : 'en';
  const examples = useMemo(
    () => Object.fromEntries(VARIABLE_NAMES.map((name) => [name, variableWords(name, language).example])),
    [language],
  );
  const text = overlay === undefined ? '' : withExamples(overlay.text, examples);
  return (
    <figure className={classes.preview} aria-label={t('profileSpecial.wallpaper.preview')}>
      <div className={classes.display} style={frame}>
        {address !== undefined && (
          <img
            src={address}
            alt=""
            style={{ left, top, width: width * scale, height: height * scale }}
            onLoad={(event) =>
              setNatural({ width: event.currentTarget.naturalWidth, height: event.currentTarget.naturalHeight })
            }
          />
        )}
        {where === 2 ? (
          <span className={classes.icons} aria-hidden>
            {Array.from({ length: 12 }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
              <i key={index} />
            ))}
          </span>
        ) : (
          <time aria-hidden>9:41</time>
        )}
        {text.trim() !== '' && overlay !== undefined && (
          <div
            className={classes.overlay}
            data-place={overlay.place}
            data-align={overlay.align}
            style={{
              left: left + area.left,
              top: top + area.top,
              width: area.width,
              height: area.height,
              fontSize: area.fontSize,
              lineHeight: LINE_HEIGHT,
              color: overlay.color,
            }}
          >
            <span
              data-band={overlay.band || undefined}
              style={{ padding: overlay.band ? `${area.fontSize * 0.3}px ${area.fontSize * 0.6}px` : 0 }}
            >
              {text}
            </span>
          </div>
        )}
      </div>
      <SegmentedControl
        size="xs"
        aria-label={t('profileSpecial.wallpaper.on')}
        value={display}
        onChange={(next) => setDisplay(next as Display)}
        data={[
          { value: 'iPad', label: 'iPad' },
          { value: 'iPadWide', label: t('profileSpecial.wallpaper.wide') },
          { value: 'iPhone', label: 'iPhone' },
        ]}
      />
      <figcaption className={classes.soft}>{t('profileSpecial.wallpaper.examples')}</figcaption>
    </figure>
  );
}

/** The text with examples for its variables; those of attributes stand by their names. */
function withExamples(text: string, examples: Readonly<Record<string, string>>): string {
  const { missing } = fillText(text, examples);
  const named = Object.fromEntries(
    missing.map((name) => [
      name,
      name
        .replace(/^CUSTOM_(?:DEVICE|USER)_/, '')
        .replaceAll('_', ' ')
        .toLowerCase(),
    ]),
  );
  return fillText(text, { ...examples, ...named }).text;
}
