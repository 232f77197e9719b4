import type {
  AssignedDevice,
  AutomatedProfile,
  AutomatedProfileInput,
  HeldDevice,
  ImportOutcome,
  MadeFile,
} from '../../shared/contract/index.ts';
import type { Api } from './api.ts';
import type { Actor } from './services.ts';

/** Automated enrollment profiles and who waits in Setup Assistant; see the contract for what each does. */
export interface AutomatedServices {
  automated(): AutomatedProfile[];
  /** @throws CartwrightError `conflict` for a name that is taken */
  createAutomated(profile: AutomatedProfileInput, actor: Actor): Promise<AutomatedProfile>;
  /** @throws CartwrightError `not-found`, as all that follow and name one */
  saveAutomated(profileId: string, profile: AutomatedProfileInput, actor: Actor): Promise<AutomatedProfile>;
  /** @throws CartwrightError `conflict` while blueprints are given by it */
  removeAutomated(profileId: string, actor: Actor): Promise<{ removed: boolean }>;
  automatedAddress(profileId: string): { url: string; webUrl: string | null };
  renewAutomatedAddress(profileId: string, actor: Actor): Promise<{ url: string; webUrl: string | null }>;
  exportAutomated(profileId: string, devices: boolean): MadeFile;
  automatedDevices(query: {
    profileId: string;
    state: 'all' | 'arrived' | 'missing';
    search?: string | undefined;
    offset: number;
    limit: number;
  }): { rows: AssignedDevice[]; total: number; arrived: number; missing: number };
  assignAutomated(
    input: { profileId: string; csv: string; dryRun: boolean },
    actor: Actor,
  ): Promise<{
    dryRun: boolean;
    assigned: number;
    moved: number;
    unchanged: number;
    problems: ImportOutcome['problems'];
  }>;
  unassignAutomated(serialNumbers: readonly string[], actor: Actor): Promise<{ removed: number }>;
  held(): HeldDevice[];
  release(deviceIds: readonly string[], actor: Actor): Promise<{ released: number }>;
}

/** The handlers of automated enrollment. */
export function automatedHandlers(api: Api, services: AutomatedServices) {
  const own = api.enrollment;
  return {
    automated: own.automated.handler(() => services.automated()),
    createAutomated: own.createAutomated.handler(({ input, context }) =>
      services.createAutomated(input, context.actor),
    ),
    saveAutomated: own.saveAutomated.handler(({ input, context }) =>
      services.saveAutomated(input.profileId, input.profile, context.actor),
    ),
    removeAutomated: own.removeAutomated.handler(({ input, context }) =>
      services.removeAutomated(input.profileId, context.actor),
    ),
    automatedAddress: own.automatedAddress.handler(({ input }) => services.automatedAddress(input.profileId)),
    renewAutomatedAddress: own.renewAutomatedAddress.handler(({ input, context }) =>
      services.renewAutomatedAddress(input.profileId, context.actor),
    ),
    exportAutomated: own.exportAutomated.handler(({ input }) =>
      services.exportAutomated(input.profileId, input.devices),
    ),
    automatedDevices: own.automatedDevices.handler(({ input }) => services.automatedDevices(input)),
    assignAutomated: own.assignAutomated.handler(({ input, context }) =>
      services.assignAutomated(input, context.actor),
    ),
    unassignAutomated: own.unassignAutomated.handler(({ input, context }) =>
      services.unassignAutomated(input.serialNumbers, context.actor),
    ),
    held: own.held.handler(() => services.held()),
    release: own.release.handler(({ input, context }) => services.release(input.deviceIds, context.actor)),
  };
}
