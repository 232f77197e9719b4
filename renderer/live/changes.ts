import type { Change, DeviceRow, Event } from '../../shared/contract/index.ts';

/** What a batch of changes means for what the window shows. */
export interface Digest {
  /** Latest sighting by device. */
  readonly seen: ReadonlyMap<string, number>;
  readonly events: readonly Event[];
  /** Devices something happened to. */
  readonly devices: ReadonlySet<string>;
  readonly commands: ReadonlySet<string>;
  /** Devices came, went, or changed in what lists sort and filter by. */
  readonly membership: boolean;
  /** Devices whose inventory (apps, profiles, …) may have changed. */
  readonly inventories: ReadonlySet<string>;
  readonly invitations: boolean;
  readonly push: boolean;
  readonly settings: boolean;
  /** The logo or the contact changed. */
  readonly branding: boolean;
  readonly tokens: boolean;
  /** What needs attention came, went or changed. */
  readonly alerts: boolean;
  /** Accounts, or who is signed in. */
  readonly people: boolean;
  readonly backups: boolean;
  /** Custom attributes were defined or changed. */
  readonly attributes: boolean;
  /** Saved views of the devices list were made, changed or deleted. */
  readonly views: boolean;
  /** Groups, or who is in them. */
  readonly groups: boolean;
  /** Rules, who violates them, or who is exempt. */
  readonly compliance: boolean;
  /** Policies, or how devices stand with them. */
  readonly policies: boolean;
  /** Carts, what stands in them, what is done to them, and exams. */
  readonly carts: boolean;
  /** People, and which devices they have. */
  readonly directory: boolean;
  readonly updates: boolean;
  /** Blueprints, or how far prepare runs are. */
  readonly blueprints: boolean;
  /** Renewals, the roll-over of the authority, or who is inactive. */
  readonly relationship: boolean;
  /** Some changes were left out: read everything again. */
  readonly lagging: boolean;
}

/** Puts a batch of changes together. Pure. */
export function digest(changes: readonly Change[]): Digest {
  const seen = new Map<string, number>();
  const events: Event[] = [];
  let lagging = false;
  let alerts = false;
  for (const change of changes) {
    if (change.kind === 'lagging') lagging = true;
    else if (change.kind === 'alerts') alerts = true;
    else if (change.kind === 'events') events.push(...change.events);
    else if (change.kind === 'seen') {
      for (const { deviceId, at } of change.devices) seen.set(deviceId, Math.max(at, seen.get(deviceId) ?? 0));
    }
  }
  const devices = new Set<string>();
  const commands = new Set<string>();
  const inventories = new Set<string>();
  for (const { type, deviceId, commandId } of events) {
    if (deviceId !== null) devices.add(deviceId);
    if (commandId !== null) commands.add(commandId);
    if (deviceId !== null && (type.startsWith('inventory.') || type === 'command.acknowledged'))
      inventories.add(deviceId);
  }
  const some = (...prefixes: string[]): boolean =>
    events.some(({ type }) => prefixes.some((prefix) => type.startsWith(prefix)));
  return {
    seen,
    events,
    devices,
    commands,
    inventories,
    membership: some('device.', 'enrollment.', 'inventory.', 'group.', 'cart.', 'loan.', 'person.', 'directory.'),
    invitations: some(
      'invitation.',
      'supervision.',
      'enrollment.',
      'enrollment-request.',
      'expected.',
      'automated-enrollment.',
      'blueprint.sources-changed',
    ),
    push: some('push.'),
    branding: some('branding.'),
    settings: some('setting.', 'tls.', 'certificate.', 'certificate-order.', 'certificate-library.', 'variable.'),
    tokens: some('token.'),
    alerts: alerts || some('alert.'),
    people: some('administrator.', 'session.'),
    backups: some('backup.'),
    views: some('view.'),
    compliance: some('compliance.', 'setting.compliance', 'device.', 'enrollment.'),
    carts: some('cart.', 'exam.', 'loan.', 'person.', 'device.', 'enrollment.', 'inventory.', 'command.'),
    directory: some('person.', 'loan.', 'cart.', 'directory.'),
    blueprints: some('blueprint.', 'prepare.', 'command.', 'inventory.'),
    groups: some('group.', 'device.', 'enrollment.', 'inventory.', 'attribute.', 'person.', 'loan.', 'view.'),
    updates: some('update', 'group.', 'command.', 'inventory.'),
    policies: some('policy.', 'group.', 'enrollment.'),
    relationship: some(
      'enrollment-profile.',
      'authority.',
      'enrollment.',
      'setting.',
      'device.inactive',
      'device.active-again',
    ),
    attributes: some('attribute.', 'device.attributes-changed'),
    lagging,
  };
}

/** Rows with later sightings put in; the same array when none of them was seen. */
export function patchSeen<T extends Pick<DeviceRow, 'id' | 'lastSeenAt'>>(
  rows: readonly T[],
  seen: ReadonlyMap<string, number>,
): readonly T[] {
  let changed = false;
  const patched = rows.map((row) => {
    const at = seen.get(row.id);
    if (at === undefined || at <= (row.lastSeenAt ?? 0)) return row;
    changed = true;
    return { ...row, lastSeenAt: at };
  });
  return changed ? patched : rows;
}

/** Rows with fresh facts in their place, what only the row has kept; the same array when none of them is there. */
export function patchRows<T extends { readonly id: string }>(
  rows: readonly T[],
  fresh: ReadonlyMap<string, T>,
): readonly T[] {
  if (!rows.some((row) => fresh.has(row.id))) return rows;
  return rows.map((row) => {
    const facts = fresh.get(row.id);
    return facts === undefined ? row : { ...row, ...facts };
  });
}

/** New events before the ones already listed (newest first), without doubles. */
export function prependEvents(listed: readonly Event[], news: readonly Event[]): readonly Event[] {
  const newest = listed[0]?.seq ?? -1;
  const added = news.filter((event) => event.seq > newest);
  if (added.length === 0) return listed;
  return [...added].sort((a, b) => b.seq - a.seq).concat(listed);
}

/** Whether an event belongs into a list with this filter. */
export function matchesFilter(event: Event, filter: { deviceId?: string; type?: string }): boolean {
  return (
    (filter.deviceId === undefined || event.deviceId === filter.deviceId) &&
    (filter.type === undefined || event.type === filter.type)
  );
}
