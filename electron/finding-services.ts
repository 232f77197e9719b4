import type { CommandService } from './commands/index.ts';
import type { DeviceQueries } from './inventory/index.ts';
import type { Services } from './rpc/index.ts';
import type { Store } from './store/index.ts';
import { openAttributes, openBulkActions, openNotes, openSavedViews } from './views/index.ts';
import { openWhereabouts } from './whereabouts.ts';

/** What can be selected at once. */
const MOST_IDS = 100_000;

/** Lists of devices, and what administrators add of their own, in the shape the contract's handlers call. */
export function findingServices(parts: {
  readonly store: Store;
  readonly devices: DeviceQueries;
  readonly commands: CommandService;
}): Pick<Services, 'views' | 'attributes' | 'notes'> & {
  lists: Pick<
    Services['devices'],
    'facets' | 'values' | 'ids' | 'export' | 'previewRename' | 'rename' | 'previewAction' | 'exportAction'
  >;
} {
  const { store, devices, commands } = parts;
  const notes = openNotes(store);
  const bulk = openBulkActions({
    devices: {
      selected: (selection) => devices.selected(selection),
      rows: (ids) => devices.list.rows(ids),
      whereabouts: openWhereabouts(store),
    },
    commands,
  });
  const attributes = openAttributes(store, { names: bulk, notes });
  return {
    lists: {
      facets: (search) => devices.facets(search),
      values: (field, search) => devices.values(field, search),
      ids: (query) => devices.list.ids(query, MOST_IDS),
      export: (input) => devices.exportCsv(input),
      previewRename: (input) => bulk.previewRename(input),
      rename: (input, actor) => bulk.rename(input, actor.name),
      exportAction: (input) => bulk.report(input),
      previewAction: (selection, action) => bulk.preview(selection, action),
    },
    views: openSavedViews(store),
    attributes: {
      list: () => attributes.list(),
      create: (input, actor) => attributes.create(input, actor.name),
      update: (attributeId, changes, actor) => attributes.update(attributeId, changes, actor.name),
      remove: (attributeId, actor) => attributes.remove(attributeId, actor.name),
      ofDevice: (deviceId) => attributes.ofDevice(deviceId),
      setValues: (input, actor) => attributes.setValues(input, actor.name),
      previewImport: (input) => attributes.previewImport(input),
      import: (input, actor) => attributes.import(input, actor.name),
      restore: (input, actor) => attributes.restore(input, actor.name),
    },
    notes: {
      list: (deviceId) => notes.list(deviceId),
      add: (deviceId, text, actor) => notes.add(deviceId, text, actor.name),
      update: (noteId, text, actor) => notes.update(noteId, text, actor.name),
      remove: (noteId, actor) => notes.remove(noteId, actor.name),
      restore: (noteId, actor) => notes.restore(noteId, actor.name),
    },
  };
}
