import type { CSSProperties } from 'react';
import appleTv from '../../resources/devices/apple-tv.svg?raw';
import imac from '../../resources/devices/imac.svg?raw';
import ipad from '../../resources/devices/ipad.svg?raw';
import ipadMini from '../../resources/devices/ipad-mini.svg?raw';
import ipadPro from '../../resources/devices/ipad-pro.svg?raw';
import iphone from '../../resources/devices/iphone.svg?raw';
import macMini from '../../resources/devices/mac-mini.svg?raw';
import macStudio from '../../resources/devices/mac-studio.svg?raw';
import macbook from '../../resources/devices/macbook.svg?raw';
import vision from '../../resources/devices/vision.svg?raw';
import watch from '../../resources/devices/watch.svg?raw';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { addPictures } from './sprite.ts';

const PICTURES = addPictures('device', {
  ipad,
  'ipad-mini': ipadMini,
  'ipad-pro': ipadPro,
  iphone,
  macbook,
  imac,
  'mac-mini': macMini,
  'mac-studio': macStudio,
  'apple-tv': appleTv,
  watch,
  vision,
});

/** How a device looks, finer than its family where the outline differs. */
export type Outline = keyof typeof PICTURES;

/** The outline of a device, from its family and, where that is not enough, its model name. */
export function outlineOf(device: Pick<DeviceRow, 'family' | 'modelName' | 'productName'>): Outline {
  const model = `${device.modelName ?? ''} ${device.productName ?? ''}`;
  switch (device.family) {
    case 'iPhone':
    case 'iPod':
      return 'iphone';
    case 'Mac':
      if (/imac/i.test(model)) return 'imac';
      if (/macbook/i.test(model)) return 'macbook';
      if (/mini/i.test(model)) return 'mac-mini';
      return /studio|mac ?pro/i.test(model) ? 'mac-studio' : 'macbook';
    case 'AppleTV':
      return 'apple-tv';
    case 'Watch':
      return 'watch';
    case 'Vision':
      return 'vision';
    default:
      if (/ipad mini/i.test(model)) return 'ipad-mini';
      return /ipad pro/i.test(model) ? 'ipad-pro' : 'ipad';
  }
}

const SCREENS: Readonly<Record<DeviceRow['state'], CSSProperties>> = {
  enrolled: screen('var(--cw-screen-enrolled)'),
  pending: screen('var(--cw-screen-pending)'),
  ended: screen('var(--cw-screen-ended)'),
};

function screen(colour: string): CSSProperties {
  return { flex: 'none', display: 'block', '--screen': colour } as CSSProperties;
}

/** A flat picture of the device, its screen tinted by how it stands with us. Decoration: the state is also in words. */
export function DevicePicture(props: {
  device: Pick<DeviceRow, 'family' | 'modelName' | 'productName' | 'state'>;
  size?: number;
}) {
  const { device, size = 24 } = props;
  return (
    <svg width={size} height={size} aria-hidden="true" style={SCREENS[device.state]}>
      <use href={PICTURES[outlineOf(device)]} />
    </svg>
  );
}
