import type { TFunction } from 'i18next';
import { commandLabel } from '../../shared/catalogue/command-facts.ts';
import type { Event } from '../../shared/contract/index.ts';
import { wordsOfKey } from '../format/words.ts';
import type { eventTexts } from '../locales/en/events.ts';

type Known = keyof typeof eventTexts;

/** An event in words. One of a kind not known yet is told by its type. */
export function describeEvent(event: Event, t: TFunction): string {
  const { data, type } = event;
  const text = (key: string): string => (typeof data[key] === 'string' ? data[key] : '');
  const requestType = text('requestType') === '' ? text('RequestType') : text('requestType');
  const values = {
    command: requestType === '' ? t('commands.command') : commandLabel(requestType),
    name: text('name'),
    user: text('user') === '' ? text('shortName') : text('user'),
    reason: text('reason'),
    status: String(data.status ?? ''),
    defaultValue: wordsOfKey(type),
  };
  return t(`events.${type as Known}`, values);
}
