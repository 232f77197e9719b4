import { useTranslation } from 'react-i18next';
import { gigabytes, number, percent } from '../format/quantity.ts';
import { exactTime } from '../format/time.ts';
import { wordsOfKey } from '../format/words.ts';
import type { factTexts } from '../locales/en/facts.ts';
import type { queryTexts } from '../locales/en/queries.ts';
import classes from './Device.module.css';

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const IDENTIFIERS = /(UDID|MAC|SerialNumber|IMEI|MEID|EID|ICCID|Hash|ID|Number|Version)$/;

/** The name of a fact in our words, as asked for where it has no others, or Apple's key written out. */
export function useFactLabel(): (key: string) => string {
  const { t } = useTranslation();
  return (key) =>
    t([`facts.${key as keyof typeof factTexts}`, `queries.names.${key as keyof typeof queryTexts.names}`], {
      defaultValue: wordsOfKey(key),
    });
}

/** Our word for what Apple says by a number or a word of its own; undefined for everything else. */
function useSaid(): (name: string, value: unknown) => string | undefined {
  const { t } = useTranslation();
  // Which keys there are is in the texts; their types know only one at a time.
  const say = t as unknown as (key: string, data: object) => string;
  return (name, value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    const word = say(`factValues.${name}.${value}`, { defaultValue: '' });
    return word === '' ? undefined : word;
  };
}

/** A fact as a device reported it, in a form people read. */
export function FactValue({ name, value }: { name: string; value: unknown }) {
  const { t, i18n } = useTranslation();
  const label = useFactLabel();
  const said = useSaid();
  const locale = i18n.language;
  if (value === null || value === undefined || value === '') return '–';
  const word = said(name, value);
  if (word !== undefined) return word;
  if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no');
  if (typeof value === 'number') {
    if (name === 'BatteryLevel') return value < 0 ? '–' : percent(value, locale);
    if (/Capacity$/.test(name)) return gigabytes(value, locale);
    return IDENTIFIERS.test(name) ? String(value) : number(value, locale);
  }
  if (typeof value === 'string') {
    if (ISO_TIME.test(value)) return exactTime(Date.parse(value), locale);
    return IDENTIFIERS.test(name) ? <span className="mono">{value}</span> : value;
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return t('common.none');
    if (value.every((each) => typeof each !== 'object')) return value.map(String).join(', ');
    return value.map((each, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: reported entries have no identity but their place
      <FactValue key={index} name={name} value={each} />
    ));
  }
  if (Object.keys(value).length === 0) return t('common.none');
  return (
    <dl className={classes.tree}>
      {Object.entries(value).map(([key, member]) => (
        <div key={key}>
          <dt>{label(key)}</dt>
          <dd>
            <FactValue name={key} value={member} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
