import type {
  Blueprint,
  BlueprintInput,
  BlueprintPicture,
  BlueprintSource,
  BlueprintSummary,
  BlueprintTargets,
  DevicePreview,
  DeviceRunView,
  KnownApp,
  LinkedDevice,
  MadeFile,
  PrepareRun,
  StepKind,
} from '../../shared/contract/index.ts';
import type { Api } from './api.ts';

/** Blueprints and prepare runs; the engine hands in those of `blueprints/`. */
export interface BlueprintServices {
  blueprints: {
    list(): BlueprintSummary[];
    get(id: string, version?: number): Blueprint;
    create(input: BlueprintInput, actor: string): Promise<Blueprint>;
    save(
      id: string,
      saved: { input: BlueprintInput; note: string; basedOn: number },
      actor: string,
    ): Promise<Blueprint>;
    duplicate(id: string, name: string, actor: string): Promise<Blueprint>;
    remove(id: string, actor: string): Promise<{ removed: boolean }>;
    export(id: string): MadeFile;
    import(bytes: Buffer, actor: string): Promise<Blueprint & { missingPolicies: string[] }>;
    apps(): KnownApp[];
    pictures(): BlueprintPicture[];
    addPicture(name: string, bytes: Buffer, actor: string): Promise<BlueprintPicture>;
    picture(id: string): MadeFile;
    removePicture(id: string, actor: string): Promise<{ removed: boolean }>;
    preview(id: string, targets: BlueprintTargets): Promise<{ total: number; rows: DevicePreview[] }>;
    apply(id: string, input: { targets: BlueprintTargets; follows: boolean }, actor: string): Promise<PrepareRun>;
    setSources(id: string, sources: readonly Omit<BlueprintSource, 'name'>[], actor: string): Promise<Blueprint>;
    devices(id: string): LinkedDevice[];
    follow(id: string, deviceIds: readonly string[], follows: boolean, actor: string): Promise<{ changed: number }>;
    detach(id: string, deviceIds: readonly string[], remove: boolean, actor: string): Promise<{ detached: number }>;
    runs(blueprintId?: string): PrepareRun[];
    run(runId: string): PrepareRun & { rows: DeviceRunView[] };
    steer(
      runId: string,
      steering: {
        action: 'pause' | 'resume' | 'retry' | 'cancel';
        deviceIds?: string[] | undefined;
        step?: StepKind | undefined;
      },
      actor: string,
    ): Promise<PrepareRun>;
  };
}

/** Handlers of blueprints: each calls one service. */
export function blueprintHandlers({ blueprints: api }: Api, { blueprints }: BlueprintServices) {
  return {
    list: api.list.handler(() => blueprints.list()),
    get: api.get.handler(({ input }) => blueprints.get(input.blueprintId, input.version)),
    create: api.create.handler(({ input, context }) => blueprints.create(input, context.actor.name)),
    save: api.save.handler(({ input, context }) =>
      blueprints.save(
        input.blueprintId,
        { input: input.blueprint, note: input.note, basedOn: input.basedOn },
        context.actor.name,
      ),
    ),
    duplicate: api.duplicate.handler(({ input, context }) =>
      blueprints.duplicate(input.blueprintId, input.name, context.actor.name),
    ),
    remove: api.remove.handler(({ input, context }) => blueprints.remove(input.blueprintId, context.actor.name)),
    export: api.export.handler(({ input }) => blueprints.export(input.blueprintId)),
    import: api.import.handler(({ input, context }) =>
      blueprints.import(Buffer.from(input.base64, 'base64'), context.actor.name),
    ),
    apps: api.apps.handler(() => blueprints.apps()),
    pictures: api.pictures.handler(() => blueprints.pictures()),
    addPicture: api.addPicture.handler(({ input, context }) =>
      blueprints.addPicture(input.name, Buffer.from(input.base64, 'base64'), context.actor.name),
    ),
    picture: api.picture.handler(({ input }) => blueprints.picture(input.pictureId)),
    removePicture: api.removePicture.handler(({ input, context }) =>
      blueprints.removePicture(input.pictureId, context.actor.name),
    ),
    preview: api.preview.handler(({ input }) => blueprints.preview(input.blueprintId, input.targets)),
    apply: api.apply.handler(({ input: { blueprintId, ...input }, context }) =>
      blueprints.apply(blueprintId, input, context.actor.name),
    ),
    setSources: api.setSources.handler(({ input, context }) =>
      blueprints.setSources(input.blueprintId, input.sources, context.actor.name),
    ),
    devices: api.devices.handler(({ input }) => blueprints.devices(input.blueprintId)),
    follow: api.follow.handler(({ input, context }) =>
      blueprints.follow(input.blueprintId, input.deviceIds, input.follows, context.actor.name),
    ),
    detach: api.detach.handler(({ input, context }) =>
      blueprints.detach(input.blueprintId, input.deviceIds, input.remove, context.actor.name),
    ),
    runs: api.runs.handler(({ input }) => blueprints.runs(input.blueprintId)),
    run: api.run.handler(({ input }) => blueprints.run(input.runId)),
    steer: api.steer.handler(({ input: { runId, ...steering }, context }) =>
      blueprints.steer(runId, steering, context.actor.name),
    ),
  };
}
