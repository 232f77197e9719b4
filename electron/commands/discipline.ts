import { commandFacts, isDictionary } from '../../shared/catalogue/index.ts';
import type { OpenProfile } from './mdm-profile.ts';

/*
 * The rules of the queue: what goes first, how long it waits, what is the same, what replaces what. Pure.
 */

/** Lower goes first. What is at most `overtaking` goes before everything else, even what is in flight. */
export const PRIORITY = { erase: 0, overtaking: 1, attended: 3, normal: 5, inventory: 7 } as const;

/** The lost mode as a whole, or switching it off and on again would be carried out in the wrong order. */
const OVERTAKING: ReadonlySet<string> = new Set([
  'DeviceLock',
  'EnableLostMode',
  'DisableLostMode',
  'PlayLostModeSound',
]);

/** Somebody stands there with the device in hand. */
const ATTENDED: ReadonlySet<string> = new Set(['ClearPasscode', 'UnlockUserAccount']);

export function priorityOf(requestType: string): number {
  if (requestType === 'EraseDevice') return PRIORITY.erase;
  if (OVERTAKING.has(requestType)) return PRIORITY.overtaking;
  return ATTENDED.has(requestType) ? PRIORITY.attended : PRIORITY.normal;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** What is of use for a while only, and what is never too late; milliseconds. */
const LIFETIMES: Readonly<Record<string, number | null>> = {
  // A device that comes back after a year is still to be locked, erased, and found or given back.
  DeviceLock: null,
  EraseDevice: null,
  EnableLostMode: null,
  DisableLostMode: null,
  DeviceLocation: 30 * DAY,
  PlayLostModeSound: 60 * MINUTE,
  RequestMirroring: 15 * MINUTE,
  StopMirroring: 15 * MINUTE,
  ClearPasscode: DAY,
  LogOutUser: DAY,
  RestartDevice: DAY,
  ShutDownDevice: DAY,
  UnlockUserAccount: DAY,
};
const QUERY_LIFETIME = 14 * DAY;
const LIFETIME = 90 * DAY;

/** True for a command that only asks: its answer is knowledge, and asking twice tells nothing more. */
export function isQuery(requestType: string): boolean {
  const facts = commandFacts(requestType);
  return facts?.reports !== undefined || facts?.category === 'Information';
}

/** How long a command waits for its device, in milliseconds; null for as long as it takes. */
export function lifetimeOf(requestType: string): number | null {
  if (Object.hasOwn(LIFETIMES, requestType)) return LIFETIMES[requestType] ?? null;
  return isQuery(requestType) ? QUERY_LIFETIME : LIFETIME;
}

/**
 * What a command is about: of those about one thing only the newest counts, and what undoes it is about the same thing.
 *
 * @param command the Command dictionary as JSON, with its secrets
 * @param open reads a profile
 * @returns null for commands that stand for themselves; Settings are about one thing, and compared by their items
 */
export function subjectOf(command: Readonly<Record<string, unknown>>, open: OpenProfile): string | null {
  const text = (key: string): string | undefined => {
    const value = command[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 500) : undefined;
  };
  const named = (kind: string, name: string | undefined): string | null => (name === undefined ? null : kind + name);
  switch (command.RequestType) {
    case 'InstallProfile':
      return typeof command.Payload === 'string' ? named('profile:', profileIdentifier(command.Payload, open)) : null;
    case 'RemoveProfile':
      return named('profile:', text('Identifier'));
    case 'InstallApplication':
    case 'RemoveApplication': {
      const store = text('iTunesStoreID');
      return named('app:', text('Identifier') ?? store ?? text('ManifestURL'));
    }
    case 'Settings':
      return 'settings';
    case 'DeclarativeManagement':
      return 'declarations';
    case 'DeviceLock':
      return 'lock';
    case 'EraseDevice':
      return 'erase';
    case 'EnableLostMode':
    case 'DisableLostMode':
      return 'lost-mode';
    default:
      return null;
  }
}

/** The PayloadIdentifier of a profile in base64, signed or not; undefined when it cannot be told. */
function profileIdentifier(payload: string, open: OpenProfile): string | undefined {
  const identifier = open(payload)?.PayloadIdentifier;
  return typeof identifier === 'string' && identifier !== '' ? identifier.slice(0, 500) : undefined;
}

/** A command as it waits or is about to: `request` is its JSON without secrets. */
export interface Queueable {
  readonly requestType: string;
  readonly subject: string | null;
  readonly request: string;
}

/** `same`: this one waits already. Otherwise the new one is queued, and these need not be delivered any more. */
export type Verdict<W> = { same: W } | { replaced: W[] };

/**
 * How a new command stands to those that wait for the same enrollment.
 *
 * @param waiting the newest first
 * @param sameSecrets whether a waiting command, otherwise equal, has the secrets of the new one too
 */
export function judgeAgainst<W extends Queueable>(
  command: Queueable,
  waiting: readonly W[],
  sameSecrets: (waiting: W) => boolean,
): Verdict<W> {
  const related = waiting.filter((other) =>
    command.subject === null
      ? other.subject === null && other.requestType === command.requestType
      : other.subject === command.subject,
  );
  const equal = (other: W): boolean =>
    other.requestType === command.requestType && other.request === command.request && sameSecrets(other);
  if (isQuery(command.requestType)) {
    const same = related.find(equal);
    return same === undefined ? { replaced: [] } : { same };
  }
  // Only the newest: between an older one and now something else was asked for.
  const [newest] = related;
  if (newest !== undefined && equal(newest)) return { same: newest };
  if (command.requestType === 'Settings') {
    const items = itemsOf(command.request);
    return { replaced: related.filter((other) => covers(items, itemsOf(other.request))) };
  }
  if (command.subject === null) return { replaced: [] };
  // What was asked for before the opposite was asked for stays: the device must see all of it, in order.
  const opposite = related.findIndex((other) => other.requestType !== command.requestType);
  return { replaced: opposite === -1 ? related : related.slice(0, opposite) };
}

type Item = Readonly<Record<string, unknown>>;

function itemsOf(request: string): Item[] {
  const { Settings } = JSON.parse(request) as { Settings?: unknown };
  return Array.isArray(Settings) ? Settings.filter(isDictionary) : [];
}

/** Whether the newer items say all that the older ones do, if with other values. */
function covers(newer: readonly Item[], older: readonly Item[]): boolean {
  return older.length > 0 && older.every((item) => newer.some((other) => itemCovers(other, item)));
}

/** What tells items of one kind apart: the app, the place of a picture. */
const WHICH = ['Item', 'Identifier', 'Where'] as const;

function itemCovers(newer: Item, older: Item): boolean {
  return WHICH.every((key) => newer[key] === older[key]) && hasAllKeys(newer, older);
}

function hasAllKeys(newer: Item, older: Item): boolean {
  return Object.entries(older).every(([key, value]) => {
    if (!Object.hasOwn(newer, key)) return false;
    const other = newer[key];
    return !isDictionary(value) || !isDictionary(other) || hasAllKeys(other, value);
  });
}

/** The RequestTypes that make no sense any more once the device is given `requestType`, and why; null: all others. */
export function madePointlessBy(
  requestType: string,
): { types: ReadonlySet<string> | null; reason: string } | undefined {
  if (requestType === 'EraseDevice') return { types: null, reason: 'The device was told to erase itself.' };
  if (requestType === 'EnableLostMode')
    return { types: new Set(['ClearPasscode']), reason: 'The device was put in lost mode.' };
  return undefined;
}
