import { TONES, type Tone } from '../../shared/catalogue/event-tones.ts';
import type { EventFilter, QueueFilter, QueueSort } from '../../shared/contract/index.ts';

/*
 * What the two views of Activity show, as their address says it: a link, Back and a reload all show the same. Lists are
 * parted by commas. What an address says wrongly is left out.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Stretches of time that end now, by how the address calls them. */
export const STRETCHES = { '1h': HOUR, '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY } as const;
export type Stretch = keyof typeof STRETCHES;

/** A stretch that ends now, or two fixed times in milliseconds since the epoch. */
export interface Span {
  readonly within: Stretch | null;
  readonly since: number | null;
  readonly until: number | null;
}

export const CATEGORIES = [
  'devices',
  'enrollment',
  'invitations',
  'commands',
  'inventory',
  'push',
  'certificates',
  'sign-in',
  'settings',
  'alerts',
  'other',
] as const satisfies readonly NonNullable<EventFilter['categories']>[number][];
type Category = (typeof CATEGORIES)[number];

export const STATES = [
  'queued',
  'sent',
  'not-now',
  'acknowledged',
  'error',
  'format-error',
  'expired',
  'unanswered',
  'cancelled',
  'superseded',
] as const satisfies readonly NonNullable<QueueFilter['states']>[number][];
type State = (typeof STATES)[number];

const SORTS = ['command', 'device', 'state', 'queued', 'changed'] as const satisfies readonly QueueSort[];

/** How a column is ordered at the first press: times from the newest, all else from the beginning. */
export function firstDirection(sort: QueueSort): 'asc' | 'desc' {
  return sort === 'queued' || sort === 'changed' ? 'desc' : 'asc';
}

export interface EventView extends Span {
  readonly text: string;
  readonly categories: readonly Category[];
  readonly tones: readonly Tone[];
  readonly typePrefix: string;
  readonly deviceId: string;
  readonly actor: string;
  /** Bursts of the same are one line. */
  readonly grouped: boolean;
}

export interface QueueViewState extends Span {
  readonly states: readonly State[];
  readonly requestTypes: readonly string[];
  readonly deviceId: string;
  readonly queuedBy: string;
  readonly errorDomain: string;
  readonly errorCode: number | null;
  readonly sort: QueueSort;
  readonly direction: 'asc' | 'desc';
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function listOf<T extends string>(params: URLSearchParams, name: string, known: readonly T[]): T[] {
  const asked = params.getAll(name).flatMap((value) => value.split(','));
  return known.filter((each) => asked.includes(each));
}

function wordOf(params: URLSearchParams, name: string): string {
  return (params.get(name) ?? '').slice(0, 200);
}

function idOf(params: URLSearchParams): string {
  const id = params.get('deviceId') ?? '';
  return ID.test(id) ? id : '';
}

function numberOf(params: URLSearchParams, name: string): number | null {
  const text = params.get(name) ?? '';
  return /^-?\d{1,15}$/.test(text) ? Number(text) : null;
}

function spanOf(params: URLSearchParams): Span {
  const within = params.get('within') ?? '';
  if (Object.hasOwn(STRETCHES, within)) return { within: within as Stretch, since: null, until: null };
  return { within: null, since: numberOf(params, 'since'), until: numberOf(params, 'until') };
}

export function readEventView(params: URLSearchParams): EventView {
  return {
    text: wordOf(params, 'text'),
    categories: listOf(params, 'categories', CATEGORIES),
    tones: listOf(params, 'tones', TONES),
    typePrefix: wordOf(params, 'typePrefix').slice(0, 100),
    deviceId: idOf(params),
    actor: wordOf(params, 'actor'),
    grouped: params.get('each') !== '1',
    ...spanOf(params),
  };
}

export function readQueueView(params: URLSearchParams): QueueViewState {
  const states = listOf(params, 'states', STATES);
  const [sort = 'queued'] = listOf(params, 'sort', SORTS);
  const direction = params.get('direction');
  const yes = (name: string): boolean => params.get(name) === 'true';
  const implied: readonly State[] = yes('failed')
    ? ['error', 'format-error', 'expired', 'unanswered']
    : yes('open')
      ? ['queued', 'sent', 'not-now']
      : [];
  return {
    states: states.length > 0 ? states : implied,
    requestTypes: [...new Set(params.getAll('requestTypes').flatMap((value) => value.split(',')))].filter((type) =>
      /^\w{1,100}$/.test(type),
    ),
    deviceId: idOf(params),
    queuedBy: wordOf(params, 'queuedBy'),
    errorDomain: wordOf(params, 'errorDomain'),
    errorCode: numberOf(params, 'errorCode'),
    sort,
    direction: direction === 'asc' || direction === 'desc' ? direction : firstDirection(sort),
    ...spanOf(params),
  };
}

/** Names that only the queue's address has; one of them opens the queue. */
const QUEUE_ONLY = ['states', 'requestTypes', 'failed', 'open', 'errorDomain', 'errorCode', 'queuedBy'] as const;

/** Whether an address without a view's name is about commands: alerts link to such. */
export function isAboutCommands(params: URLSearchParams): boolean {
  return QUEUE_ONLY.some((name) => params.has(name));
}

/** The address of a view; what is not narrowed down is left out. */
export function addressOfView(view: EventView | QueueViewState): URLSearchParams {
  const params = new URLSearchParams();
  const set = (name: string, value: string | number | null | readonly string[]): void => {
    const text = typeof value === 'object' && value !== null ? value.join(',') : String(value ?? '');
    if (text !== '') params.set(name, text);
  };
  if ('grouped' in view) {
    set('text', view.text);
    set('categories', view.categories);
    set('tones', view.tones);
    set('typePrefix', view.typePrefix);
    set('actor', view.actor);
    set('each', view.grouped ? '' : '1');
  } else {
    set('states', view.states);
    set('requestTypes', view.requestTypes);
    set('queuedBy', view.queuedBy);
    set('errorDomain', view.errorDomain);
    set('errorCode', view.errorCode);
    set('sort', view.sort === 'queued' ? '' : view.sort);
    set('direction', view.direction === firstDirection(view.sort) ? '' : view.direction);
  }
  set('deviceId', view.deviceId);
  set('within', view.within);
  set('since', view.since);
  set('until', view.until);
  return params;
}

function rangeOf({ within, since, until }: Span, now: number): { since?: number; until?: number } {
  // To the minute: the same question is asked again, not a new one at every look.
  const from = within === null ? since : Math.floor(now / 60_000) * 60_000 - STRETCHES[within];
  return { ...(from === null ? {} : { since: from }), ...(until === null ? {} : { until }) };
}

/** What to ask the engine for a view of events. `now` in milliseconds since the epoch. */
export function eventFilterOf(view: EventView, now: number): EventFilter {
  return {
    ...(view.text.trim() === '' ? {} : { text: view.text.trim() }),
    ...(view.categories.length === 0 ? {} : { categories: [...view.categories] }),
    ...(view.tones.length === 0 ? {} : { tones: [...view.tones] }),
    ...(view.typePrefix === '' ? {} : { typePrefix: view.typePrefix }),
    ...(view.deviceId === '' ? {} : { deviceId: view.deviceId }),
    ...(view.actor === '' ? {} : { actor: view.actor }),
    ...rangeOf(view, now),
  };
}

/** What to ask the engine for a view of the queue. `now` in milliseconds since the epoch. */
export function queueFilterOf(view: QueueViewState, now: number): QueueFilter {
  return {
    ...(view.states.length === 0 ? {} : { states: [...view.states] }),
    ...(view.requestTypes.length === 0 ? {} : { requestTypes: [...view.requestTypes] }),
    ...(view.deviceId === '' ? {} : { deviceId: view.deviceId }),
    ...(view.queuedBy === '' ? {} : { queuedBy: view.queuedBy }),
    ...(view.errorDomain === '' ? {} : { errorDomain: view.errorDomain }),
    ...(view.errorCode === null ? {} : { errorCode: view.errorCode }),
    ...rangeOf(view, now),
  };
}
