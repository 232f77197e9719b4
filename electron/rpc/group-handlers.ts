import type {
  CsvFile,
  DeviceFilter,
  DeviceGroup,
  DeviceMembership,
  DeviceSelection,
  GroupExplanation,
  GroupImport,
  GroupPreview,
  NewGroup,
  SerialMatches,
} from '../../shared/contract/index.ts';
import type { Api } from './api.ts';

/** Groups of devices; the engine hands in those of `groups/`. */
export interface GroupServices {
  groups: {
    list(): DeviceGroup[];
    get(groupId: string): DeviceGroup;
    create(group: NewGroup, actor: string): Promise<DeviceGroup>;
    update(groupId: string, group: NewGroup, actor: string): Promise<DeviceGroup>;
    remove(groupId: string, actor: string): Promise<{ group: DeviceGroup; deviceIds: string[] }>;
    preview(input: { groupId?: string | undefined; filter: DeviceFilter; ended: boolean }): GroupPreview;
    addMembers(groupId: string, devices: DeviceSelection, actor: string): Promise<{ changed: number }>;
    removeMembers(groupId: string, devices: DeviceSelection, actor: string): Promise<{ changed: number }>;
    matchSerials(text: string): SerialMatches;
    explain(groupId: string, deviceId: string): GroupExplanation;
    ofDevice(deviceId: string): DeviceMembership;
    export(groupIds: readonly string[] | undefined): CsvFile;
    import(input: { text: string; replace: boolean; dryRun: boolean }, actor: string): Promise<GroupImport>;
  };
}

/** Handlers of groups: each calls one service. */
export function groupHandlers({ groups: api }: Api, { groups }: GroupServices) {
  return {
    list: api.list.handler(() => groups.list()),
    get: api.get.handler(({ input }) => groups.get(input.groupId)),
    create: api.create.handler(({ input, context }) => groups.create(input, context.actor.name)),
    update: api.update.handler(({ input, context }) => groups.update(input.groupId, input.group, context.actor.name)),
    remove: api.remove.handler(({ input, context }) => groups.remove(input.groupId, context.actor.name)),
    preview: api.preview.handler(({ input }) => groups.preview(input)),
    addMembers: api.addMembers.handler(({ input, context }) =>
      groups.addMembers(input.groupId, input.devices, context.actor.name),
    ),
    removeMembers: api.removeMembers.handler(({ input, context }) =>
      groups.removeMembers(input.groupId, input.devices, context.actor.name),
    ),
    matchSerials: api.matchSerials.handler(({ input }) => groups.matchSerials(input.text)),
    explain: api.explain.handler(({ input }) => groups.explain(input.groupId, input.deviceId)),
    ofDevice: api.ofDevice.handler(({ input }) => groups.ofDevice(input.deviceId)),
    export: api.export.handler(({ input }) => groups.export(input.groupIds)),
    import: api.import.handler(({ input, context }) => groups.import(input, context.actor.name)),
  };
}
