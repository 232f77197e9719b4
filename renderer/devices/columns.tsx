import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import {
  type AttributeShape,
  attributeField,
  DEVICE_FIELDS,
  type DeviceField,
  isCustom,
} from '../../shared/contract/device-fields.ts';
import type { DeviceRow, FieldValue } from '../../shared/contract/index.ts';
import { number } from '../format/quantity.ts';
import { DevicePicture } from '../parts/DevicePicture.tsx';
import { Battery, Storage } from '../parts/Gauges.tsx';
import { lineText } from '../parts/line-text.ts';
import { Moment } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { MANAGEMENT_TONE, PUSH_TONE } from '../parts/tones.ts';
import classes from './DeviceTable.module.css';
import { deviceTitle } from './device-title.ts';
import { fieldLabel, valueText } from './field-text.ts';
import type { LookColumn } from './list-look.ts';

/** What a cell is drawn from; the texts are handed down, as asking for them in every cell costs more than the cell. */
interface CellProps {
  readonly row: DeviceRow;
  readonly t: TFunction;
  readonly locale: string;
}

/** A column as the table draws it. */
export interface DeviceColumn {
  readonly id: string;
  readonly field: DeviceField;
  readonly label: string;
  /** Pixels. */
  readonly width: number;
  /** Somebody set the width. */
  readonly set: boolean;
  /** Numbers stand right. */
  readonly numeric: boolean;
  /** What stands in a cell: a text alone, or something drawn. */
  readonly cell: (props: CellProps) => ReactNode;
}

const WIDTHS: Readonly<Record<string, number>> = {
  name: 180,
  serialNumber: 116,
  modelName: 140,
  osVersion: 76,
  state: 120,
  batteryLevel: 84,
  availableGb: 108,
  lastSeenAt: 100,
  openCommands: 64,
  udid: 240,
  imei: 140,
  timeZone: 140,
  pushState: 150,
  platform: 130,
};
const WIDTH_BY_TYPE: Readonly<Record<DeviceField['type'], number>> = {
  text: 140,
  number: 84,
  bytes: 96,
  share: 84,
  boolean: 96,
  date: 112,
  enum: 120,
  version: 80,
  set: 140,
};

/** What a device has in a field. What every row carries is read there, as live changes are put there. */
export function valueIn(row: DeviceRow, fieldId: string): FieldValue | undefined {
  return fieldId in row ? (row[fieldId as keyof DeviceRow] as FieldValue) : row.values?.[fieldId];
}

const CELLS: Readonly<Record<string, DeviceColumn['cell']>> = {
  name: ({ row, t }) => (
    <>
      <DevicePicture device={row} size={22} />
      <a href={`#/devices/${row.id}`} className={classes.name} tabIndex={-1}>
        {deviceTitle(row, t)}
      </a>
    </>
  ),
  modelName: ({ row }) => row.modelName ?? row.productName ?? '–',
  state: ({ row, t }) =>
    // A device that obeys but cannot be woken is in trouble, whatever its enrollment says.
    row.state === 'enrolled' && (row.pushState === 'unregistered' || row.pushState === 'refused') ? (
      <StatusMark tone="needs">{t(`devices.pushState.${row.pushState}`)}</StatusMark>
    ) : (
      <StatusMark tone={MANAGEMENT_TONE[row.state]}>
        {lineText(t, `devices.state.${row.state}`, () => t(`devices.state.${row.state}`))}
      </StatusMark>
    ),
  pushState: ({ row, t }) => (
    <StatusMark tone={PUSH_TONE[row.pushState]}>{t(`devices.pushState.${row.pushState}`)}</StatusMark>
  ),
  batteryLevel: ({ row, locale }) => <Battery level={row.batteryLevel} locale={locale} />,
  availableGb: ({ row, t, locale }) => (
    <Storage capacityGb={row.capacityGb} availableGb={row.availableGb} t={t} locale={locale} />
  ),
  openCommands: ({ row, locale }) => (
    <span data-zero={row.openCommands === 0 || undefined}>{number(row.openCommands, locale)}</span>
  ),
};

const NUMERIC: ReadonlySet<string> = new Set(['number', 'bytes', 'share']);
/** Drawn as well as told, from the left. */
const GAUGES: ReadonlySet<string> = new Set(['batteryLevel', 'availableGb']);

function cellOf(field: DeviceField): DeviceColumn['cell'] {
  const own = CELLS[field.id];
  if (own !== undefined) return own;
  // A date that somebody wrote down is a day, not an age.
  if (field.type === 'date' && !isCustom(field))
    return ({ row, locale }) => {
      const at = valueIn(row, field.id);
      return typeof at === 'number' ? <Moment at={at} locale={locale} /> : '–';
    };
  return ({ row, t, locale }) => valueText(field, valueIn(row, field.id), t, locale);
}

/** Everything that can be a column: the fields every installation has, then the custom attributes. */
export function columnFields(attributes: readonly AttributeShape[]): DeviceField[] {
  return [...DEVICE_FIELDS.filter((field) => field.column), ...attributes.map(attributeField)];
}

/** The chosen columns; a field that there is not any more is left out. */
export function columnsOf(look: readonly LookColumn[], fields: readonly DeviceField[], t: TFunction): DeviceColumn[] {
  const byId = new Map(fields.map((field) => [field.id, field]));
  return look.flatMap(({ field: id, width }) => {
    const field = byId.get(id);
    if (field === undefined) return [];
    return [
      {
        id,
        field,
        label: fieldLabel(field, t),
        width: width ?? WIDTHS[id] ?? WIDTH_BY_TYPE[field.type],
        set: width !== undefined,
        numeric: NUMERIC.has(field.type) && !GAUGES.has(id),
        cell: cellOf(field),
      },
    ];
  });
}

/** What every row carries anyway; other columns must be asked for. */
const IN_ROW: ReadonlySet<string> = new Set([
  'name',
  'serialNumber',
  'udid',
  'modelName',
  'productName',
  'platform',
  'family',
  'osVersion',
  'supervised',
  'batteryLevel',
  'capacityGb',
  'availableGb',
  'state',
  'pushState',
  'enrolledAt',
  'lastSeenAt',
  'openCommands',
  'createdAt',
]);

/** The fields to ask the engine for besides what it tells anyway, in an order that does not depend on theirs. */
export function askedFields(columns: readonly DeviceColumn[]): string[] {
  return columns.flatMap(({ id }) => (IN_ROW.has(id) ? [] : [id])).sort();
}
