import type { Services } from '../../../electron/rpc/index.ts';
import { openBulkActions } from '../../../electron/views/index.ts';
import type { FakeSchool } from './fake-services.ts';

type Lists = Pick<
  Services['devices'],
  'ids' | 'export' | 'previewAction' | 'exportAction' | 'previewRename' | 'rename'
>;

/** What lists can do besides showing a page: the real bulk actions over the school's devices; exports are plain. */
export function playLists(school: FakeSchool): Lists {
  const { devices, commands } = school.services;
  const find = (ids: readonly string[]) => {
    const byId = new Map(school.devices.map((device) => [device.id, device]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  };
  const idsOf: Lists['ids'] = (query) => ({
    ids: devices.list({ ...query, offset: 0, limit: school.devices.length + 1 }).rows.map(({ id }) => id),
    truncated: false,
  });
  const selected: Parameters<typeof openBulkActions>[0]['devices']['selected'] = (selection) =>
    'deviceIds' in selection ? selection.deviceIds : idsOf({ ...selection.search, sort: 'name', direction: 'asc' }).ids;
  const bulk = openBulkActions({
    devices: {
      whereabouts: () => ({ cart: null, slot: null, person: null }),
      selected,
      rows: find,
    },
    commands: {
      checkCommands: ({ deviceIds, command }) =>
        commands.check({ deviceIds: [...deviceIds], enrollmentIds: [], command }),
      queueCommands: ({ deviceIds, command }) =>
        commands.queue(
          { deviceIds: [...deviceIds], enrollmentIds: [], command, wakeNow: false },
          { name: 'administrator' },
        ),
    },
  });
  return {
    ids: idsOf,
    async export({ devices: selection, columns, headers }) {
      const rows = find(selected(selection));
      const lines = rows.map((row) => columns.map((column) => String(Reflect.get(row, column) ?? '')).join(','));
      return {
        filename: 'devices.csv',
        contentType: 'text/csv; charset=utf-8',
        text: `\uFEFF${[(headers ?? columns).join(','), ...lines].join('\r\n')}\r\n`,
        rows: rows.length,
      };
    },
    previewAction: (selection, action) => bulk.preview(selection, action),
    exportAction: (input) => bulk.report(input),
    previewRename: (input) => bulk.previewRename(input),
    rename: (input, actor) => bulk.rename(input, actor.name),
  };
}
