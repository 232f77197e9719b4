import type { DeviceFilter } from './contract/device-filter.ts';

/*
 * What to know about a group before something is given to it. Pure, for the console.
 */

/** Facts about a device that whoever has it in hand changes in its settings, or by using it. */
const CHANGED_BY_USERS: ReadonlySet<string> = new Set([
  'name',
  'hostName',
  'timeZone',
  'language',
  'locale',
  'doNotDisturb',
  'batteryLevel',
  'availableGb',
  'availableShare',
  'simLabel',
  'passcodePresent',
  'findMy',
  'cloudBackup',
  'storeAccount',
  'firewall',
  'dataRoaming',
  'voiceRoaming',
  'personalHotspot',
  'tethered',
  'roaming',
  'app',
]);

/** What tells devices on which a managed Apple Account is signed in. */
const OF_MANAGED_ACCOUNTS: ReadonlySet<string> = new Set(['sharedIpad', 'userEnrollment', 'user']);

/** Content from this size on is big for devices and for the network when it goes to many; bytes. */
const BIG_BYTES = 1_000_000;
/** And this many devices are many. */
const MANY_DEVICES = 50;

type GroupFilters = (groupId: string) => DeviceFilter | null | undefined;

/** Ids of the fields a filter asks for, also by way of the groups it names; each once. */
function fieldsIn(filter: DeviceFilter, filterOf: GroupFilters, seen = new Set<string>()): string[] {
  if ('all' in filter) return [...new Set(filter.all.flatMap((part) => fieldsIn(part, filterOf, seen)))];
  if ('any' in filter) return [...new Set(filter.any.flatMap((part) => fieldsIn(part, filterOf, seen)))];
  if ('not' in filter) return fieldsIn(filter.not, filterOf, seen);
  if (filter.field !== 'group') return [filter.field];
  const named = Array.isArray(filter.value) ? filter.value : [filter.value];
  return named.flatMap((id) => {
    const inner = typeof id === 'string' && !seen.has(id) ? filterOf(id) : undefined;
    if (inner === null || inner === undefined) return [];
    return fieldsIn(inner, filterOf, seen.add(String(id)));
  });
}

/**
 * Ids of the fields by which people come into a group or leave it by themselves; none for a static group.
 *
 * @param filterOf the filter of another group; null or undefined for one that has none
 */
export function fieldsOfUsers(filter: DeviceFilter | null, filterOf: GroupFilters = () => undefined): string[] {
  return filter === null ? [] : fieldsIn(filter, filterOf).filter((field) => CHANGED_BY_USERS.has(field));
}

/** What is to be given to a group. */
export interface GivenContent {
  /** Names of the variables in it. */
  readonly variables: readonly string[];
  /** As tagged JSON. */
  readonly content: unknown;
}

/** A group, as far as it matters here. */
interface GivenTo {
  readonly filter: DeviceFilter | null;
  readonly members: number;
}

export type AssignmentWarning =
  /** People can come in or leave by changing these facts. */
  | { readonly code: 'left-by-users'; readonly fields: readonly string[] }
  /** It is for managed Apple Accounts, and the group does not ask whether there is one. */
  | { readonly code: 'no-managed-account' }
  | { readonly code: 'big-for-many'; readonly bytes: number; readonly devices: number };

/** What to know before a content is given to a group (fonts and wallpapers are big; accounts are not everywhere). */
export function assignmentWarnings(given: GivenContent, group: GivenTo, filterOf: GroupFilters): AssignmentWarning[] {
  const fields = fieldsOfUsers(group.filter, filterOf);
  const asked = group.filter === null ? [] : fieldsIn(group.filter, filterOf);
  const bytes = dataBytes(given.content);
  return [
    ...(fields.length === 0 ? [] : [{ code: 'left-by-users' as const, fields }]),
    ...(given.variables.includes('MANAGED_APPLE_ID') &&
    group.filter !== null &&
    !asked.some((field) => OF_MANAGED_ACCOUNTS.has(field))
      ? [{ code: 'no-managed-account' as const }]
      : []),
    ...(bytes >= BIG_BYTES && group.members >= MANY_DEVICES
      ? [{ code: 'big-for-many' as const, bytes, devices: group.members }]
      : []),
  ];
}

/** Bytes of all data in a content. */
function dataBytes(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + dataBytes(each), 0);
  const tagged = value as Record<string, unknown>;
  if (typeof tagged.$data === 'string') return Math.floor(tagged.$data.length * 0.75);
  return Object.values(tagged).reduce((sum: number, each) => sum + dataBytes(each), 0);
}
