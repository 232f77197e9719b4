import type { TFunction } from 'i18next';
import { categoryOfEvent, EVENT_CATEGORIES } from '../../shared/catalogue/event-categories.ts';
import type { ComplianceActionKind, Event, StepReason } from '../../shared/contract/index.ts';
import { reasonsText } from '../blueprints/step-reasons.ts';
import { commandName } from '../commands/command-words.ts';
import { secretName } from '../device/secret-words.ts';
import { wordsOfKey } from '../format/words.ts';
import { eventTexts } from '../locales/en/events.ts';
import { engineText } from '../parts/error-text.ts';

/** How the engine calls whoever acts by an API token: this, then the token's name. */
const TOKEN = 'token:';

type Known = keyof typeof eventTexts;

/** An event in words. One of a kind not known yet is told by its type. */
export function describeEvent(event: Pick<Event, 'type' | 'data'>, t: TFunction): string {
  const { data, type } = event;
  const text = (key: string): string => (typeof data[key] === 'string' ? data[key] : '');
  const requestType = text('requestType') === '' ? text('RequestType') : text('requestType');
  const values = {
    command: requestType === '' ? t('commands.command') : commandName(requestType, t),
    name: text('name') || (type.startsWith('compliance.') ? t('compliance.allRules') : ''),
    user: text('user') || text('shortName') || text('account'),
    reason: reasonsIn(data.reasons, t) ?? text('reason'),
    status: String(data.status ?? ''),
    who: text('askedBy'),
    secret: secretName(text('secret'), t),
    joined: String(data.joined ?? '…'),
    left: String(data.left ?? '…'),
    version: String(data.version ?? '…'),
    percent: String(data.percent ?? '…'),
    violated: String(data.violated ?? '…'),
    complied: String(data.complied ?? '…'),
    count: Number(data.devices ?? 0),
    group: text('group'),
    blueprint: text('blueprint'),
    identifier: text('identifier'),
    person: text('person'),
    to: text('to'),
    message: engineText(text('message')),
    server: text('server'),
    subject: text('subject'),
    action: type.startsWith('compliance.action') ? actionWord(text('action'), t) : '',
    defaultValue: wordsOfKey(type),
  };
  return t(`events.${type as Known}`, values);
}

/** Why a step of a prepare run failed, when the event says so by codes. */
function reasonsIn(reasons: unknown, t: TFunction): string | undefined {
  return Array.isArray(reasons) && reasons.length > 0 ? reasonsText(reasons as StepReason[], t) : undefined;
}

/** What a rule does, in words. */
function actionWord(kind: string, t: TFunction): string {
  return t(`compliance.actions.${kind as ComplianceActionKind}.done`, { defaultValue: '…' });
}

/** A kind of event in words, whatever it was about. */
export function describeKind(type: string, t: TFunction): string {
  const any = '…';
  const about = {
    name: any,
    server: any,
    subject: any,
    user: any,
    person: any,
    to: any,
    askedBy: any,
    blueprint: any,
    identifier: any,
    group: any,
  };
  return describeEvent({ type, data: { ...about, reason: any, message: any } }, t);
}

/** Who did it, in words. */
export function actorName(actor: string, t: TFunction): string {
  if (actor === 'device' || actor === 'apns' || actor === 'system') return t(`activity.actors.${actor}`);
  return actor.startsWith(TOKEN) ? t('activity.actors.token', { name: actor.slice(TOKEN.length) }) : actor;
}

/** Every kind of event there are words for, by area, for a choice. */
export function knownKinds(t: TFunction): { group: string; items: { value: string; label: string }[] }[] {
  const types = Object.entries(eventTexts).flatMap(([first, kinds]) =>
    Object.keys(kinds).map((kind) => `${first}.${kind}`),
  );
  return Object.keys(EVENT_CATEGORIES).map((category) => ({
    group: t(`activity.categories.${category as keyof typeof EVENT_CATEGORIES}`),
    items: types
      .filter((type) => categoryOfEvent(type) === category)
      .map((value) => ({ value, label: describeKind(value, t) })),
  }));
}
