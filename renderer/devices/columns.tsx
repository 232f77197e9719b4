import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { number } from '../format/quantity.ts';
import { DevicePicture } from '../parts/DevicePicture.tsx';
import { Battery, Storage } from '../parts/Gauges.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { MANAGEMENT_TONE } from '../parts/tones.ts';
import classes from './DeviceTable.module.css';
import type { DeviceSort } from './device-filter.ts';
import { deviceTitle } from './device-title.ts';

export type ColumnId =
  | 'name'
  | 'serialNumber'
  | 'model'
  | 'os'
  | 'state'
  | 'battery'
  | 'storage'
  | 'lastSeen'
  | 'enrolled'
  | 'openCommands';

export interface DeviceColumn {
  readonly id: ColumnId;
  /** Pixels; the name takes what is left over. */
  readonly width: number;
  readonly sort?: DeviceSort;
  readonly numeric?: boolean;
  readonly hiddenAtFirst?: boolean;
  readonly Cell: (props: { row: DeviceRow }) => ReactNode;
}

function NameCell({ row }: { row: DeviceRow }) {
  const { t } = useTranslation();
  return (
    <>
      <DevicePicture device={row} size={22} />
      <Link to={`/devices/${row.id}`} className={classes.name} tabIndex={-1}>
        {deviceTitle(row, t)}
      </Link>
    </>
  );
}

function StateCell({ row }: { row: DeviceRow }) {
  const { t } = useTranslation();
  // A device that obeys but cannot be woken is in trouble, whatever its enrollment says.
  if (row.state === 'enrolled' && (row.pushState === 'unregistered' || row.pushState === 'refused'))
    return <StatusMark tone="needs">{t(`devices.pushState.${row.pushState}`)}</StatusMark>;
  return <StatusMark tone={MANAGEMENT_TONE[row.state]}>{t(`devices.state.${row.state}`)}</StatusMark>;
}

function OpenCommandsCell({ row }: { row: DeviceRow }) {
  const { i18n } = useTranslation();
  return <span data-zero={row.openCommands === 0 || undefined}>{number(row.openCommands, i18n.language)}</span>;
}

function Text({ children }: { children: string | null }) {
  return <span className={classes.text}>{children ?? '–'}</span>;
}

/** Every column the list can show, in order. */
export const DEVICE_COLUMNS: readonly DeviceColumn[] = [
  { id: 'name', width: 190, sort: 'name', Cell: NameCell },
  { id: 'serialNumber', width: 116, sort: 'serialNumber', Cell: ({ row }) => <Text>{row.serialNumber}</Text> },
  { id: 'model', width: 148, sort: 'modelName', Cell: ({ row }) => <Text>{row.modelName ?? row.productName}</Text> },
  { id: 'os', width: 76, sort: 'osVersion', Cell: ({ row }) => <Text>{row.osVersion}</Text> },
  { id: 'state', width: 128, Cell: StateCell },
  { id: 'battery', width: 84, sort: 'batteryLevel', Cell: ({ row }) => <Battery level={row.batteryLevel} /> },
  {
    id: 'storage',
    width: 112,
    sort: 'availableGb',
    Cell: ({ row }) => <Storage capacityGb={row.capacityGb} availableGb={row.availableGb} />,
  },
  { id: 'lastSeen', width: 104, sort: 'lastSeenAt', Cell: ({ row }) => <RelativeTime at={row.lastSeenAt} /> },
  {
    id: 'enrolled',
    width: 104,
    sort: 'enrolledAt',
    hiddenAtFirst: true,
    Cell: ({ row }) => <RelativeTime at={row.enrolledAt} />,
  },
  { id: 'openCommands', width: 60, numeric: true, Cell: OpenCommandsCell },
];
