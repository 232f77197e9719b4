import type { TFunction } from 'i18next';
import { type DeviceField, isCustom, PLATFORMS } from '../../shared/contract/device-fields.ts';
import type { DeviceRow, FieldValue } from '../../shared/contract/index.ts';
import { gigabytes, number, percent } from '../format/quantity.ts';
import { exactTime } from '../format/time.ts';

/** What a field is called: custom attributes carry their own name. */
export function fieldLabel(field: DeviceField, t: TFunction): string {
  return field.label ?? t(field.labelKey as 'deviceFields.name');
}

/** One of the values an enum may have, in words. */
export function choiceText(field: DeviceField, value: string, t: TFunction): string {
  if (field.id === 'state') return t(`devices.state.${value as DeviceRow['state']}`);
  if (field.id === 'pushState') return t(`devices.pushState.${value as DeviceRow['pushState']}`);
  const platform = field.id === 'platform' ? PLATFORMS.find((one) => one === value) : undefined;
  if (platform !== undefined) return t(`commands.platforms.${platform}`);
  // What an administrator wrote, and what needs no words, stands for itself.
  return isCustom(field)
    ? value
    : t(`deviceFieldValues.${field.id}.${value}` as 'deviceFieldValues.family.iPad', { defaultValue: value });
}

/** What a device has in a field, in words; a dash when it is not known. */
export function valueText(field: DeviceField, value: FieldValue | undefined, t: TFunction, locale: string): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no');
  if (typeof value === 'string') return field.type === 'enum' ? choiceText(field, value, t) : value;
  switch (field.type) {
    case 'bytes':
      return gigabytes(value, locale);
    case 'share':
      return percent(value, locale);
    case 'date':
      return exactTime(value, locale);
    default:
      return number(value, locale);
  }
}
