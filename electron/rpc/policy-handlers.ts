import type {
  BundleOutcome,
  ContentDifference,
  DevicePolicy,
  DeviceSelection,
  DryRun,
  NewPolicy,
  PolicyAssignment,
  PolicyChange,
  PolicyConflict,
  PolicyContent,
  PolicyDetail,
  PolicyFit,
  PolicyOptions,
  PolicyQuery,
  PolicyState,
  PolicySummary,
  PolicyType,
  PolicyVersion,
  Publishing,
  ReadFile,
  RollOut,
  WhyNot,
} from '../../shared/contract/index.ts';
import type { Api } from './api.ts';

type FileAnswer = { filename: string; contentType: string; base64: string };

/** Profiles and settings for devices; the engine hands in those of `policies/`. */
export interface PolicyServices {
  policies: {
    list(query: PolicyQuery): { total: number; rows: PolicySummary[] };
    get(policyId: string): PolicyDetail;
    create(policy: NewPolicy & { publish: Publishing }, actor: string): Promise<PolicyDetail>;
    save(
      input: { policyId: string; content: PolicyContent; note: string; basedOn: number; publish: Publishing },
      actor: string,
    ): Promise<PolicyDetail>;
    publish(input: { policyId: string; version: number; publish: Publishing }, actor: string): Promise<PolicyDetail>;
    update(policyId: string, options: Partial<PolicyOptions>, actor: string, mayStrand: boolean): Promise<PolicyDetail>;
    duplicate(policyId: string, name: string, actor: string): Promise<PolicyDetail>;
    remove(
      input: { policyId: string; devices: 'remove' | 'leave'; mayStrand: boolean },
      actor: string,
    ): Promise<{ devices: number }>;
    versions(policyId: string): PolicyVersion[];
    version(policyId: string, version: number): PolicyVersion & { content: PolicyContent };
    compare(policyId: string, before: number, after: number): ContentDifference[];
    fits(input: {
      type: PolicyType;
      content: PolicyContent;
      policyId?: string | undefined;
      devices?: DeviceSelection | undefined;
      groupIds: readonly string[];
    }): Promise<PolicyFit>;
    read(file: string): ReadFile;
    import(
      input: {
        file: string;
        name?: string | undefined;
        note: string;
        into?: { policyId: string; basedOn: number } | undefined;
        publish: Publishing;
      },
      actor: string,
    ): Promise<PolicyDetail>;
    export(input: { policyId: string; version: number; signed: boolean }, actor: string): Promise<FileAnswer>;
    variables(): { name: string; policies: { id: string; name: string }[]; waiting: number }[];
    setAssignments(policyId: string, assignments: readonly PolicyAssignment[], actor: string): Promise<PolicyDetail>;
    setRanks(policyIds: readonly string[], actor: string): Promise<{ id: string; name: string; rank: number }[]>;
    devices(
      policyId: string,
      query: { state?: PolicyState | undefined; search?: string | undefined; offset: number; limit: number },
    ): { total: number; rows: DevicePolicy[] };
    forDevice(deviceId: string): DevicePolicy[];
    whyNot(policyId: string, deviceId: string): WhyNot;
    again(policyId: string, deviceIds: readonly string[] | undefined, actor: string): Promise<{ devices: number }>;
    conflicts(of: { policyId?: string | undefined; deviceId?: string | undefined }): Promise<PolicyConflict[]>;
    dryRun(change: PolicyChange): Promise<DryRun>;
    rollOut(policyId: string): RollOut | null;
    steerRollOut(policyId: string, action: 'pause' | 'resume' | 'next' | 'abort', actor: string): Promise<RollOut>;
    exportBundle(password: string | null, actor: string): Promise<FileAnswer>;
    importBundle(
      input: { file: string; password: string | null; replace: boolean; dryRun: boolean },
      actor: string,
    ): Promise<BundleOutcome>;
  };
}

/** Handlers of policies: each calls one service. */
export function policyHandlers({ policies: api }: Api, { policies }: PolicyServices) {
  return {
    list: api.list.handler(({ input }) => policies.list(input)),
    get: api.get.handler(({ input }) => policies.get(input.policyId)),
    create: api.create.handler(({ input, context }) => policies.create(input, context.actor.name)),
    save: api.save.handler(({ input, context }) => policies.save(input, context.actor.name)),
    publish: api.publish.handler(({ input, context }) => policies.publish(input, context.actor.name)),
    update: api.update.handler(({ input, context }) =>
      policies.update(input.policyId, input.options as Partial<PolicyOptions>, context.actor.name, input.mayStrand),
    ),
    duplicate: api.duplicate.handler(({ input, context }) =>
      policies.duplicate(input.policyId, input.name, context.actor.name),
    ),
    remove: api.remove.handler(({ input, context }) => policies.remove(input, context.actor.name)),
    versions: api.versions.handler(({ input }) => policies.versions(input.policyId)),
    version: api.version.handler(({ input }) => policies.version(input.policyId, input.version)),
    compare: api.compare.handler(({ input }) => policies.compare(input.policyId, input.before, input.after)),
    fits: api.fits.handler(({ input }) => policies.fits(input)),
    read: api.read.handler(({ input }) => policies.read(input.file)),
    import: api.import.handler(({ input, context }) => policies.import(input, context.actor.name)),
    export: api.export.handler(({ input, context }) => policies.export(input, context.actor.name)),
    variables: api.variables.handler(() => policies.variables()),
    setAssignments: api.setAssignments.handler(({ input, context }) =>
      policies.setAssignments(input.policyId, input.assignments, context.actor.name),
    ),
    setRanks: api.setRanks.handler(({ input, context }) => policies.setRanks(input.policyIds, context.actor.name)),
    devices: api.devices.handler(({ input: { policyId, ...query } }) => policies.devices(policyId, query)),
    forDevice: api.forDevice.handler(({ input }) => policies.forDevice(input.deviceId)),
    whyNot: api.whyNot.handler(({ input }) => policies.whyNot(input.policyId, input.deviceId)),
    again: api.again.handler(({ input, context }) =>
      policies.again(input.policyId, input.deviceIds, context.actor.name),
    ),
    conflicts: api.conflicts.handler(({ input }) => policies.conflicts(input)),
    dryRun: api.dryRun.handler(({ input }) => policies.dryRun(input.change)),
    rollOut: api.rollOut.handler(({ input }) => policies.rollOut(input.policyId)),
    steerRollOut: api.steerRollOut.handler(({ input, context }) =>
      policies.steerRollOut(input.policyId, input.action, context.actor.name),
    ),
    exportBundle: api.exportBundle.handler(({ input, context }) =>
      policies.exportBundle(input.password, context.actor.name),
    ),
    importBundle: api.importBundle.handler(({ input, context }) => policies.importBundle(input, context.actor.name)),
  };
}
