import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { DevicePicture } from '../parts/DevicePicture.tsx';
import classes from './Groups.module.css';

/** A few devices, one to a line: with what can be done with each, and to be dragged where that is wanted. */
export function DeviceRows(props: {
  label: string;
  devices: readonly DeviceRow[];
  /** How many there are in all; the rest is counted. */
  count?: number;
  action?: (device: DeviceRow) => ReactNode;
  draggable?: boolean;
}) {
  const { t } = useTranslation();
  const { devices, count = devices.length } = props;
  return (
    <>
      <ul className={classes.devices} aria-label={props.label}>
        {devices.map((device) => (
          <li
            key={device.id}
            draggable={props.draggable === true}
            onDragStart={(event) => {
              event.dataTransfer.setData(DRAGGED, device.id);
              event.dataTransfer.effectAllowed = 'copy';
            }}
          >
            <DevicePicture device={device} size={20} />
            <Link to={`/devices/${device.id}`} draggable={false}>
              {deviceTitle(device, t)}
            </Link>
            <span className={`${classes.soft} mono`}>{device.serialNumber}</span>
            {props.action?.(device)}
          </li>
        ))}
      </ul>
      {count > devices.length && (
        <p className={classes.soft}>{t('groups.andMore', { count: count - devices.length })}</p>
      )}
    </>
  );
}

/** Under this type a dragged device tells its id. */
export const DRAGGED = 'application/x-cartwright-device';
