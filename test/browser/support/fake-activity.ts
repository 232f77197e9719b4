import type { Services } from '../../../electron/rpc/index.ts';
import { categoryOfEvent } from '../../../shared/catalogue/event-categories.ts';
import { toneOfEvent } from '../../../shared/catalogue/event-tones.ts';
import type { CommandDetail, EventFilter, LoggedEvent, QueueFilter, QueueRow } from '../../../shared/contract/index.ts';
import { fakeTimeline } from './fake-device-page.ts';
import type { FakeSchool } from './fake-services.ts';

const WAITS: ReadonlySet<string> = new Set(['queued', 'not-now']);
const OPEN: ReadonlySet<string> = new Set(['queued', 'sent', 'not-now']);

type Played = Pick<Services, 'eventLog'> & { queue: Omit<Services['queue'], 'retention' | 'setRetention'> };

/** The history and the queue of the school, filtered as the engine filters. */
export function playActivity(school: FakeSchool): Played {
  const { services } = school;
  const deviceOf = (id: string | null) => school.devices.find((device) => device.id === id);

  const logged = (filter: EventFilter): LoggedEvent[] =>
    services.events
      .list({ limit: 100_000 })
      .map((event): LoggedEvent => {
        const device = deviceOf(event.deviceId);
        return {
          ...event,
          category: categoryOfEvent(event.type),
          deviceName: device?.name ?? null,
          serialNumber: device?.serialNumber ?? null,
        };
      })
      .filter(
        (event) =>
          (filter.categories?.includes(event.category) ?? true) &&
          (filter.tones?.includes(toneOfEvent(event.type)) ?? true) &&
          event.type.startsWith(filter.typePrefix ?? '') &&
          (filter.deviceId ?? event.deviceId) === event.deviceId &&
          (filter.actor ?? event.actor) === event.actor &&
          event.at >= (filter.since ?? 0) &&
          event.at < (filter.until ?? Number.POSITIVE_INFINITY) &&
          JSON.stringify(event)
            .toLowerCase()
            .includes((filter.text ?? '').toLowerCase()),
      );

  const rowOf = ({ request: _request, hasSecrets: _has, result: _result, ...row }: CommandDetail): QueueRow => ({
    ...row,
    serialNumber: deviceOf(row.deviceId)?.serialNumber ?? null,
    errorDomain: row.state === 'error' ? 'MCMDMErrorDomain' : null,
    errorCode: row.state === 'error' ? 12021 : null,
    retryOf: null,
    canCancel: WAITS.has(row.state),
    canRetry: !OPEN.has(row.state),
  });
  const queued = (filter: QueueFilter): QueueRow[] =>
    school.commands
      .map(rowOf)
      .filter(
        (row) =>
          (filter.states?.includes(row.state) ?? true) &&
          (filter.requestTypes?.includes(row.requestType) ?? true) &&
          (filter.deviceId ?? row.deviceId) === row.deviceId &&
          (filter.open !== true || OPEN.has(row.state)) &&
          (filter.failed !== true || row.state === 'error') &&
          (filter.errorDomain ?? row.errorDomain) === row.errorDomain &&
          (filter.errorCode ?? row.errorCode) === row.errorCode &&
          row.queuedAt >= (filter.since ?? 0),
      );

  return {
    eventLog: {
      search({ before, after, limit, ...filter }) {
        school.ask('events.search');
        const found = logged(filter).filter(
          ({ seq }) => seq < (before ?? Number.POSITIVE_INFINITY) && seq > (after ?? 0),
        );
        const rows = found.slice(0, limit);
        return { rows, next: found.length > limit ? (rows.at(-1)?.seq ?? null) : null };
      },
      async *export({ format, ...filter }) {
        if (format === 'csv') yield 'seq,type\r\n';
        for (const event of logged(filter).reverse())
          yield format === 'csv' ? `${event.seq},${event.type}\r\n` : `${JSON.stringify(event)}\n`;
      },
    },
    queue: {
      listAll({ sort = 'queued', direction = 'desc', typeOrder = [], after, limit, ...filter }) {
        school.ask('commands.listAll');
        const keyOf = (row: QueueRow): string => {
          if (sort === 'command') return String(typeOrder.indexOf(row.requestType)).padStart(4, '0');
          if (sort === 'device') return row.deviceName ?? '';
          if (sort === 'state') return row.state;
          return String(sort === 'changed' ? row.stateAt : row.queuedAt);
        };
        const up = direction === 'asc' ? 1 : -1;
        const all = queued(filter).sort((a, b) => up * keyOf(a).localeCompare(keyOf(b)));
        const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
        const rows = all.slice(from, from + limit);
        return { rows, next: all.length > from + limit ? (rows.at(-1)?.id ?? null) : null };
      },
      summary() {
        const count = (state: string): number => school.commands.filter((each) => each.state === state).length;
        const failed = queued({ states: ['error'] });
        const [first] = failed;
        return {
          open: { queued: count('queued'), sent: count('sent'), notNow: count('not-now') },
          failures:
            first === undefined
              ? []
              : [
                  {
                    requestType: first.requestType,
                    state: 'error',
                    errorDomain: first.errorDomain,
                    errorCode: first.errorCode,
                    errorSummary: first.errorSummary,
                    count: failed.length,
                    lastAt: first.stateAt,
                  },
                ],
        };
      },
      timeline: (commandId) => fakeTimeline(services.commands.get(commandId)),
      async retry(selection, actor) {
        const ids = 'commandIds' in selection ? selection.commandIds : queued(selection.filter).map(({ id }) => id);
        const all = [];
        for (const id of ids) {
          const { deviceId, request } = services.commands.get(id);
          const outcome = await services.commands.queue(
            { deviceIds: [deviceId], command: request, wakeNow: false, enrollmentIds: [] },
            actor,
          );
          const [made] = outcome.queued;
          if (made !== undefined) all.push({ commandId: made.commandId, retryOf: id, deviceId });
        }
        return { queued: all, left: [] };
      },
      async cancelMany(selection) {
        const ids = 'commandIds' in selection ? selection.commandIds : queued(selection.filter).map(({ id }) => id);
        const cancelled: string[] = [];
        const left = [];
        for (const id of ids) {
          if (WAITS.has(services.commands.get(id).state)) {
            await services.commands.cancel({ commandId: id }, { name: 'administrator' } as never);
            cancelled.push(id);
          } else left.push({ commandId: id, reason: 'with-device', message: 'The device has it already.' });
        }
        return { cancelled, left };
      },
    },
  };
}
