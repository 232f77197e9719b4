import type { Api } from './api.ts';
import type { DeviceListServices, OwnServices } from './finding-services.ts';

/** Handlers of lists of devices, beside those of `devices`: each calls one service. */
export function deviceListHandlers(api: Api, devices: DeviceListServices) {
  return {
    facets: api.devices.facets.handler(({ input }) => devices.facets(input)),
    values: api.devices.values.handler(({ input: { field, ...search } }) => devices.values(field, search)),
    ids: api.devices.ids.handler(({ input }) => devices.ids(input)),
    export: api.devices.export.handler(({ input }) => devices.export(input)),
    previewRename: api.devices.previewRename.handler(({ input }) => devices.previewRename(input)),
    rename: api.devices.rename.handler(({ input, context }) => devices.rename(input, context.actor)),
    exportAction: api.devices.exportAction.handler(({ input }) => devices.exportAction(input)),
    previewAction: api.devices.previewAction.handler(({ input }) => devices.previewAction(input.devices, input.action)),
  };
}

/** Handlers of saved views, custom attributes and notes. */
export function ownHandlers(api: Api, { views, attributes, notes }: OwnServices) {
  return {
    views: {
      list: api.views.list.handler(({ context }) => views.list(context.actor)),
      create: api.views.create.handler(({ input, context }) => views.create(input, context.actor)),
      update: api.views.update.handler(({ input: { viewId, ...view }, context }) =>
        views.update(viewId, view, context.actor),
      ),
      remove: api.views.remove.handler(({ input, context }) => views.remove(input.viewId, context.actor)),
    },
    attributes: {
      list: api.attributes.list.handler(() => attributes.list()),
      create: api.attributes.create.handler(({ input, context }) => attributes.create(input, context.actor)),
      update: api.attributes.update.handler(({ input: { attributeId, ...changes }, context }) =>
        attributes.update(attributeId, changes, context.actor),
      ),
      remove: api.attributes.remove.handler(({ input, context }) =>
        attributes.remove(input.attributeId, context.actor),
      ),
      ofDevice: api.attributes.ofDevice.handler(({ input }) => attributes.ofDevice(input.deviceId)),
      setValues: api.attributes.setValues.handler(({ input, context }) => attributes.setValues(input, context.actor)),
      previewImport: api.attributes.previewImport.handler(({ input }) => attributes.previewImport(input)),
      restore: api.attributes.restore.handler(({ input, context }) => attributes.restore(input, context.actor)),
      import: api.attributes.import.handler(({ input, context }) => attributes.import(input, context.actor)),
    },
    notes: {
      list: api.notes.list.handler(({ input }) => notes.list(input.deviceId)),
      add: api.notes.add.handler(({ input, context }) => notes.add(input.deviceId, input.text, context.actor)),
      update: api.notes.update.handler(({ input, context }) => notes.update(input.noteId, input.text, context.actor)),
      restore: api.notes.restore.handler(({ input, context }) => notes.restore(input.noteId, context.actor)),
      remove: api.notes.remove.handler(({ input, context }) => notes.remove(input.noteId, context.actor)),
    },
  };
}
