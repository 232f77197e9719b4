import type { Services } from '../../../electron/rpc/index.ts';
import type {
  Attribute,
  AttributeValue,
  CommandDetail,
  CommandTimeline,
  Diagnosis,
  HistoryEntry,
  Note,
  TimelineEntry,
} from '../../../shared/contract/index.ts';
import { CartwrightError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import type { FakeSchool } from './fake-services.ts';

const DAY = 86_400_000;
const OPEN = new Set(['queued', 'sent', 'not-now']);

/** What of the engine the page of a device asks for besides the device. */
export type FakeDevicePage = {
  insight: Services['insight'];
  notes: Services['notes'];
  attributes: Pick<Services['attributes'], 'list' | 'create' | 'ofDevice' | 'setValues'>;
};

/** The way of a command, as far as its row tells it. */
export function fakeTimeline(command: CommandDetail): CommandTimeline {
  const entry = (kind: TimelineEntry['kind'], at: number, part: Partial<TimelineEntry> = {}): TimelineEntry => ({
    at,
    kind,
    actor: 'system',
    status: null,
    reason: null,
    times: null,
    commandId: null,
    ...part,
  });
  const entries = [entry('queued', command.queuedAt, { actor: command.queuedBy })];
  if (command.firstSentAt !== null) {
    entries.push(entry('woken', command.queuedAt, { status: 200 }));
    entries.push(entry('sent', command.firstSentAt, { times: command.sendCount }));
  }
  if (command.lastNotNowAt !== null) entries.push(entry('not-now', command.lastNotNowAt));
  const open = OPEN.has(command.state);
  if (!open) entries.push(entry(command.state as TimelineEntry['kind'], command.stateAt, { actor: 'administrator' }));
  return {
    command,
    entries,
    expected: open ? { nextWakeAt: null, expiresAt: command.expiresAt, sentInVain: 0 } : null,
    retryOf: null,
    retriedBy: null,
  };
}

/** Plays diagnoses, histories, notes and attributes over the school in memory. */
export function playDevicePage(school: FakeSchool): FakeDevicePage {
  const notes: (Note & { deleted: boolean })[] = [];
  const attributes: Attribute[] = [];
  const values = new Map<string, AttributeValue[]>();
  const noteOf = (noteId: string): Note & { deleted: boolean } => {
    const found = notes.find(({ id }) => id === noteId);
    if (found === undefined) throw new CartwrightError('not-found', 'There is no such note.');
    return found;
  };
  return {
    insight: {
      diagnosis(deviceId) {
        const device = school.devices.find(({ id }) => id === deviceId);
        const dead = device?.pushState === 'unregistered';
        const now = Date.now();
        const waiting = school.commands.filter((one) => one.deviceId === deviceId && OPEN.has(one.state)).length;
        const checks: Diagnosis['checks'] = {
          enrolledAt: device?.enrolledAt ?? null,
          lastSeenAt: device?.lastSeenAt ?? null,
          lastConnectAt: now - 60_000,
          pushState: device?.pushState ?? null,
          tokenUpdatedAt: now - 30 * DAY,
          lastPushAt: now - 120_000,
          lastPushStatus: dead ? 410 : 200,
          lastPushReason: dead ? 'Unregistered' : null,
          nextWakeAt: null,
          wakeAttempts: 0,
          identityNotAfter: now + 165 * DAY,
          pushCertificateNotAfter: now + 200 * DAY,
          pushConnection: 'connected',
          tlsNotAfter: now + 300 * DAY,
          listenerUrl: 'https://mdm.maple.example:8443',
        };
        return {
          deviceId,
          enrollmentId: device?.enrollments[0]?.id ?? null,
          at: now,
          outcome: dead ? 'blocked' : waiting > 0 ? 'on-its-way' : 'nothing-waits',
          waiting: { queued: waiting, sent: 0, notNow: 0 },
          queue: { commands: [], wakeUps: [], failures: [] },
          findings: dead
            ? [
                {
                  code: 'push-token-dead',
                  severity: 'blocks',
                  cause: 'profile-removed-or-device-erased',
                  step: 're-enroll',
                  action: { kind: 'open', screen: 'enrollment' },
                  facts: { lastPushAt: now - 120_000, status: 410, reason: 'Unregistered', tokenUpdatedAt: null },
                },
              ]
            : [],
          checks,
        };
      },
      history({ deviceId, category }) {
        const entry = (seq: number, part: Partial<HistoryEntry>): HistoryEntry => ({
          seq,
          at: Date.now() - (10 - seq) * 3_600_000 * 5,
          type: 'inventory.changed',
          deviceId,
          enrollmentId: null,
          commandId: null,
          actor: 'device',
          data: {},
          category: 'facts',
          changes: [],
          added: [],
          removed: [],
          updated: [],
          requestType: 'DeviceInformation',
          ...part,
        });
        const rows = [
          entry(9, {
            changes: [
              { name: 'OSVersion', before: '18.5', after: '18.6' },
              { name: 'BatteryLevel', before: 0.5, after: 0.8 },
            ],
          }),
          entry(8, { category: 'apps', added: ['Keynote', 'Pages'], requestType: 'InstalledApplicationList' }),
          entry(1, { type: 'enrollment.enrolled', category: 'enrollment', requestType: null }),
        ];
        return { rows: rows.filter((row) => category === undefined || row.category === category), next: null };
      },
    },
    notes: {
      list: (deviceId) => notes.filter((one) => one.deviceId === deviceId && !one.deleted).toReversed(),
      async add(deviceId, text, actor) {
        const createdAt = Date.now();
        const made = { id: newId(createdAt), deviceId, text, author: actor.name, createdAt };
        notes.push({ ...made, changedAt: null, changedBy: null, deleted: false });
        return noteOf(made.id);
      },
      async update(noteId, text, actor) {
        return Object.assign(noteOf(noteId), { text, changedAt: Date.now(), changedBy: actor.name });
      },
      remove: async (noteId) => Object.assign(noteOf(noteId), { deleted: true }),
      restore: async (noteId) => Object.assign(noteOf(noteId), { deleted: false }),
    },
    attributes: {
      list: () => attributes,
      async create(input, actor) {
        const at = Date.now();
        const made = { ...input, id: newId(at), createdAt: at, createdBy: actor.name, changedAt: at, devices: 0 };
        attributes.push(made);
        return made;
      },
      ofDevice: (deviceId) => values.get(deviceId) ?? [],
      async setValues({ deviceIds, values: changes }, actor) {
        school.ask('attributes.setValues');
        for (const deviceId of deviceIds)
          for (const { attributeId, value } of changes) {
            const others = (values.get(deviceId) ?? []).filter((one) => one.attributeId !== attributeId);
            const changed = { attributeId, value, changedAt: Date.now(), changedBy: actor.name };
            values.set(deviceId, value === null ? others : [...others, changed]);
          }
        return { changed: changes.length };
      },
    },
  };
}
