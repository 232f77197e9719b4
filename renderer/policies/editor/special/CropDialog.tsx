import { Button, Modal, Slider } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import home from '../HomeScreen.module.css';
import { type Crop, iconOf, squareOf } from './pictures.ts';
import classes from './Special.module.css';

const SHOWN = 220;
const STEP = 0.02;
const MOST_ZOOM = 5;

/** Chooses the part of a picture that becomes an icon: dragged, or moved with the arrow keys, and enlarged. */
export function CropDialog(props: Cropping) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={440}
      title={t('profileSpecial.crop.title')}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <CropForm {...props} />
    </Modal>
  );
}

interface Cropping {
  readonly picture: ImageBitmap;
  readonly onDone: (icon: Uint8Array) => void;
  readonly onClose: () => void;
}

/** Stands in the dialog, so that what it draws on is there when it draws. */
function CropForm(props: Cropping) {
  const { t } = useTranslation();
  const { picture } = props;
  const [crop, setCrop] = useState<Crop>({ x: 0.5, y: 0.5, zoom: 1 });
  const large = useRef<HTMLCanvasElement>(null);
  const small = useRef<HTMLCanvasElement>(null);
  const held = useRef<{ readonly x: number; readonly y: number; readonly crop: Crop }>(undefined);
  useEffect(() => {
    const { side, left, top } = squareOf(picture.width, picture.height, crop);
    for (const canvas of [large.current, small.current]) {
      const context = canvas?.getContext('2d');
      if (canvas === null || context === null || context === undefined) continue;
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.imageSmoothingQuality = 'high';
      context.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
    }
  }, [picture, crop]);
  /** The middle of the square within what it can be, in shares. */
  const move = (from: Crop, byX: number, byY: number): void => {
    const { side } = squareOf(picture.width, picture.height, from);
    const within = (at: number, length: number): number =>
      Math.min(Math.max(at, side / 2 / length), 1 - side / 2 / length);
    setCrop({
      ...from,
      x: within(from.x + (byX * side) / picture.width, picture.width),
      y: within(from.y + (byY * side) / picture.height, picture.height),
    });
  };
  return (
    <form
      className={home.form}
      onSubmit={(event) => {
        event.preventDefault();
        void iconOf(picture, crop).then(props.onDone);
      }}
    >
      <p className={home.hint}>{t('profileSpecial.crop.hint')}</p>
      <div className={classes.crop}>
        {/* biome-ignore lint/a11y/useSemanticElements: there is no element for what is moved in two directions */}
        <div
          className={classes.cropBox}
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the picture
          tabIndex={0}
          aria-label={t('profileSpecial.crop.part')}
          data-autofocus
          onKeyDown={(event) => {
            const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
            if (by === undefined) return;
            event.preventDefault();
            move(crop, STEP * (by[0] ?? 0), STEP * (by[1] ?? 0));
          }}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            held.current = { x: event.clientX, y: event.clientY, crop };
          }}
          onPointerMove={(event) => {
            const { current } = held;
            if (current !== undefined)
              move(current.crop, (current.x - event.clientX) / SHOWN, (current.y - event.clientY) / SHOWN);
          }}
          onPointerUp={() => {
            held.current = undefined;
          }}
        >
          <canvas ref={large} width={SHOWN * 2} height={SHOWN * 2} />
        </div>
        <figure className={home.clip} aria-label={t('profileEditor.picture.preview')}>
          <canvas ref={small} width={120} height={120} className={classes.cropIcon} />
        </figure>
      </div>
      <div>
        <span className={classes.label} id="crop-zoom">
          {t('profileSpecial.crop.zoom')}
        </span>
        <Slider
          thumbLabel={t('profileSpecial.crop.zoom')}
          min={1}
          max={MOST_ZOOM}
          step={0.05}
          label={null}
          value={crop.zoom}
          onChange={(zoom) => move({ ...crop, zoom }, 0, 0)}
        />
      </div>
      <div className={home.foot}>
        <span />
        <Button variant="default" onClick={props.onClose}>
          {t('common.cancel')}
        </Button>
        <Button type="submit">{t('profileSpecial.crop.take')}</Button>
      </div>
    </form>
  );
}
