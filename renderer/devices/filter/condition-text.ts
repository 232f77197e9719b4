import type { TFunction } from 'i18next';
import { type AttributeShape, type DeviceField, deviceField } from '../../../shared/contract/device-fields.ts';
import type { DeviceFilter, FilterCondition, FilterValue, TimeSpan } from '../../../shared/contract/device-filter.ts';
import { gigabytes, number, percent } from '../../format/quantity.ts';
import { dateOnly, exactTime } from '../../format/time.ts';
import { choiceText, fieldLabel } from '../field-text.ts';

interface Words {
  readonly t: TFunction;
  readonly locale: string;
  readonly attributes: readonly AttributeShape[];
}

/** A filter as a person would say it: “Battery is below 20%”. */
export function conditionText(filter: DeviceFilter, words: Words): string {
  const { t } = words;
  if ('not' in filter) return t('deviceFilter.not', { condition: conditionText(filter.not, words) });
  const parts = 'all' in filter ? filter.all : 'any' in filter ? filter.any : undefined;
  if (parts !== undefined) {
    if (parts.length === 0) return t('all' in filter ? 'deviceFilter.everything' : 'deviceFilter.nothing');
    const said = parts.map((part) =>
      ('all' in part || 'any' in part) && parts.length > 1
        ? `(${conditionText(part, words)})`
        : conditionText(part, words),
    );
    return said.join(` ${t('all' in filter ? 'deviceFilter.and' : 'deviceFilter.or')} `);
  }
  const condition = filter as FilterCondition;
  const field = deviceField(condition.field, words.attributes);
  const name = field === undefined ? condition.field : fieldLabel(field, t);
  const operator = t(`deviceFilter.operators.${condition.operator}`);
  if (condition.value === undefined) return `${name} ${operator}`;
  return `${name} ${operator} ${valueWords(field, condition.value, words)}`;
}

function valueWords(field: DeviceField | undefined, value: FilterValue, { t, locale }: Words): string {
  if (Array.isArray(value)) {
    const said = value.map((one) => (field?.type === 'enum' ? choiceText(field, one, t) : one));
    return new Intl.ListFormat(locale, { type: 'disjunction' }).format(said);
  }
  if (typeof value === 'boolean') return t(value ? 'deviceFilter.yes' : 'deviceFilter.no');
  if (typeof value === 'string') return field?.type === 'enum' ? choiceText(field, value, t) : `“${value}”`;
  if (typeof value === 'object') {
    const { amount, unit } = value as TimeSpan;
    return t(`deviceFilter.spans.${unit}`, { count: amount });
  }
  switch (field?.type) {
    case 'share':
      return percent(value, locale);
    case 'bytes':
      return gigabytes(value, locale);
    case 'date':
      return new Date(value).getHours() + new Date(value).getMinutes() === 0
        ? dateOnly(value, locale)
        : exactTime(value, locale);
    default:
      return number(value, locale);
  }
}
