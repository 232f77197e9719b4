import type { DeviceRow } from '../../shared/contract/index.ts';

/** How a device looks, finer than its family where the outline differs. */
export type Outline =
  | 'ipad'
  | 'ipad-mini'
  | 'iphone'
  | 'macbook'
  | 'imac'
  | 'mac-mini'
  | 'apple-tv'
  | 'watch'
  | 'vision';

/** The outline of a device, from its family and, where that is not enough, its model name. */
export function outlineOf(device: Pick<DeviceRow, 'family' | 'modelName' | 'productName'>): Outline {
  const model = `${device.modelName ?? ''} ${device.productName ?? ''}`;
  switch (device.family) {
    case 'iPhone':
    case 'iPod':
      return 'iphone';
    case 'Mac':
      if (/imac/i.test(model)) return 'imac';
      return /mini|studio|pro\b(?<!macbook pro)/i.test(model) && !/macbook/i.test(model) ? 'mac-mini' : 'macbook';
    case 'AppleTV':
      return 'apple-tv';
    case 'Watch':
      return 'watch';
    case 'Vision':
      return 'vision';
    default:
      return /mini/i.test(model) ? 'ipad-mini' : 'ipad';
  }
}

const SCREENS: Readonly<Record<DeviceRow['state'], string>> = {
  enrolled: '#7d97f4',
  pending: '#e0a53c',
  ended: '#98a1ae',
};

const body = { fill: 'var(--cw-device)', stroke: 'var(--cw-device-edge)', strokeWidth: 0.75 };
const metal = { fill: 'var(--cw-device-metal)' };

/** A flat picture of the device, its screen tinted by how it stands with us. Decoration: the state is also in words. */
export function DevicePicture(props: {
  device: Pick<DeviceRow, 'family' | 'modelName' | 'productName' | 'state'>;
  size?: number;
}) {
  const { device, size = 24 } = props;
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" style={{ flex: 'none', display: 'block' }}>
      <Shape outline={outlineOf(device)} screen={SCREENS[device.state]} />
    </svg>
  );
}

function Shape({ outline, screen }: { outline: Outline; screen: string }) {
  switch (outline) {
    case 'iphone':
      return (
        <>
          <rect x="9.5" y="3" width="13" height="26" rx="3" {...body} />
          <rect x="11" y="4.5" width="10" height="23" rx="1.7" fill={screen} />
          <rect x="14" y="5.6" width="4" height="1.3" rx="0.65" fill="var(--cw-device-edge)" />
        </>
      );
    case 'macbook':
      return (
        <>
          <rect x="5" y="6" width="22" height="16" rx="1.6" {...body} />
          <rect x="6.5" y="7.5" width="19" height="13" rx="0.6" fill={screen} />
          <path d="M2 23h28v.8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2z" {...metal} />
          <rect x="13" y="23" width="6" height="1" rx="0.5" fill="var(--cw-device-edge)" />
        </>
      );
    case 'imac':
      return (
        <>
          <path d="M13 22h6l.8 5h-7.6z" {...metal} />
          <rect x="3" y="4" width="26" height="19" rx="1.8" {...body} />
          <rect x="4.5" y="5.5" width="23" height="13" rx="0.6" fill={screen} />
          <rect x="10" y="26.6" width="12" height="1.6" rx="0.8" {...metal} />
        </>
      );
    case 'mac-mini':
      return (
        <>
          <rect x="4" y="12" width="24" height="10" rx="2.6" {...metal} />
          <rect x="4" y="17" width="24" height="5" rx="2.4" {...body} />
          <circle cx="24" cy="19.5" r="0.9" fill={screen} />
        </>
      );
    case 'apple-tv':
      return (
        <>
          <rect x="5" y="12" width="16" height="11" rx="3" {...body} />
          <rect x="9" y="17" width="8" height="1.4" rx="0.7" fill={screen} />
          <rect x="24" y="7" width="4.4" height="18" rx="2.2" {...metal} />
          <circle cx="26.2" cy="10.8" r="1.4" fill={screen} />
        </>
      );
    case 'watch':
      return (
        <>
          <path d="M11.5 2.5h9l1 6h-11zM11.5 29.5h9l1-6h-11z" {...metal} />
          <rect x="8.5" y="7.5" width="15" height="17" rx="4.5" {...body} />
          <rect x="10.3" y="9.3" width="11.4" height="13.4" rx="3" fill={screen} />
        </>
      );
    case 'vision':
      return (
        <>
          <path d="M2 15h4v5H2zM26 15h4v5h-4z" {...metal} />
          <path
            d="M9 9h14a6 6 0 0 1 6 6v2a6 6 0 0 1-6 6c-3.5 0-4.8-3-7-3s-3.5 3-7 3a6 6 0 0 1-6-6v-2a6 6 0 0 1 6-6z"
            {...body}
          />
          <path d="M9.5 11.500h13a4 4 0 0 1 4 4H5.500a4 4 0 0 1 4-4z" fill={screen} />
        </>
      );
    case 'ipad-mini':
      return (
        <>
          <rect x="8" y="5" width="16" height="22" rx="2.2" {...body} />
          <rect x="9.7" y="6.7" width="12.6" height="18.6" rx="0.8" fill={screen} />
        </>
      );
    default:
      return (
        <>
          <rect x="5.5" y="2.5" width="21" height="27" rx="2.5" {...body} />
          <rect x="7.5" y="4.5" width="17" height="23" rx="0.9" fill={screen} />
        </>
      );
  }
}
