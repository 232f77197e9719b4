import type { TFunction } from 'i18next';
import type { FieldValue, PersonAttribute } from '../../shared/contract/index.ts';
import { number } from '../format/quantity.ts';
import { dateOnly } from '../format/time.ts';

/** What a person has in an attribute, in words. */
export function valueText(
  { type }: Pick<PersonAttribute, 'type'>,
  value: FieldValue,
  t: TFunction,
  locale: string,
): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? t('people.yes') : t('people.no');
  if (typeof value === 'number') return type === 'date' ? dateOnly(value, locale) : number(value, locale);
  return value;
}
