import type { FactChange, HistoryEntry } from '../../shared/contract/diagnosis.ts';

/*
 * A device's history: events in a form a list can show. Pure.
 */

/** Event types that tell of a change, and not of its preparation. */
export const HISTORY_TYPES = [
  'device.added',
  'device.serial-changed',
  'device.serial-twice',
  'device.udid-changed',
  'device.located',
  'device.places-forgotten',
  'device.places-shown',
  'device.secret-cleared',
  'device.secret-kept',
  'device.secret-revealed',
  'device.secret-right',
  'device.secret-wrong',
  'inventory.changed',
  'app.code-given',
  'app.code-returned',
  'enrollment.authenticated',
  'enrollment.restarted',
  'enrollment.enrolled',
  'enrollment.certificate-renewed',
  'enrollment-profile.queued',
  'enrollment-profile.done',
  'enrollment-profile.failed',
  'device.inactive',
  'device.active-again',
  'device.restored',
  'device.restored-over',
  'enrollment.ended',
  'enrollment.refused',
  'enrollment.user-enrolled',
  'enrollment.user-ended',
  'enrollment.user-sign-in-failed',
  'enrollment.bootstrap-token-stored',
  'enrollment.unlock-token-stored',
  'enrollment.bootstrap-token-removed',
  'enrollment.returns-to-service',
  'command.queued',
  'command.acknowledged',
  'command.error',
  'command.format-error',
  'command.unreadable-result',
  'command.expired',
  'command.cancelled',
  'command.superseded',
  'command.unanswered',
  'push.unregistered',
  'push.refused',
  'push.asked-for',
] as const;

export interface HistoryRow {
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly deviceId: string | null;
  readonly enrollmentId: string | null;
  readonly commandId: string | null;
  readonly actor: string;
  readonly data: string;
  readonly requestType: string | null;
}

export function historyEntry(row: HistoryRow): HistoryEntry {
  const data = JSON.parse(row.data) as Record<string, unknown>;
  const inventory = row.type === 'inventory.changed';
  const changes = inventory ? changesIn(data.values) : idChange(row.type, data);
  // What became of an app's status says all that its name in a list would.
  const told = new Set(STATUS_KINDS.has(String(data.kind)) ? changes.map(({ name }) => name) : []);
  const named = (list: unknown) => (inventory ? namesIn(list).filter((name) => !told.has(name)) : []);
  return {
    seq: row.seq,
    at: row.at,
    type: row.type,
    deviceId: row.deviceId,
    enrollmentId: row.enrollmentId,
    commandId: row.commandId,
    actor: row.actor,
    data,
    category: categoryOf(row.type, data.kind),
    changes,
    added: named(data.added),
    removed: named(data.removed),
    updated: named(data.changed),
    requestType: row.requestType ?? (typeof data.requestType === 'string' ? data.requestType : null),
  };
}

/** Kinds whose values are what became of a status. */
const STATUS_KINDS: ReadonlySet<string> = new Set(['managed-apps', 'media', 'os-update-status']);

function categoryOf(type: string, kind: unknown): HistoryEntry['category'] {
  if (type === 'inventory.changed') return categoryOfKind(kind);
  if (type.startsWith('app.')) return 'apps';
  if (type.startsWith('command.')) return 'commands';
  if (type.startsWith('push.')) return 'push';
  return Object.hasOwn(ID_FACTS, type) ? 'facts' : 'enrollment';
}

function categoryOfKind(kind: unknown): HistoryEntry['category'] {
  for (const category of ['apps', 'profiles', 'certificates'] as const)
    if (typeof kind === 'string' && KINDS[category].includes(kind)) return category;
  return 'facts';
}

const KINDS: Readonly<Record<HistoryEntry['category'], readonly string[]>> = {
  facts: ['device-information', 'security', 'restrictions', 'os-updates', 'os-update-status'],
  apps: ['apps', 'managed-apps', 'media'],
  profiles: ['profiles', 'provisioning-profiles'],
  certificates: ['certificates'],
  enrollment: [],
  commands: [],
  push: [],
};

/** What belongs to a category: event types, and kinds of inventory. */
export function historyFilter(category: HistoryEntry['category']): { types: string[]; kinds: string[] } {
  const types = HISTORY_TYPES.filter(
    (type) => type !== 'inventory.changed' && categoryOf(type, undefined) === category,
  );
  return { types, kinds: [...KINDS[category]] };
}

/** What changed of what a device is known by. */
const ID_FACTS: Readonly<Record<string, string>> = {
  'device.serial-changed': 'SerialNumber',
  'device.udid-changed': 'UDID',
};

function idChange(type: string, data: Record<string, unknown>): FactChange[] {
  const name = Object.hasOwn(ID_FACTS, type) ? ID_FACTS[type] : undefined;
  return name === undefined ? [] : [{ name, before: scalar(data.from), after: scalar(data.to) }];
}

/** `values` holds each fact's name with what it was and what it is. */
function changesIn(values: unknown): FactChange[] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).flatMap(([name, pair]) =>
    Array.isArray(pair) ? [{ name, before: scalar(pair[0]), after: scalar(pair[1]) }] : [],
  );
}

function scalar(value: unknown): FactChange['before'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function namesIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [];
}
