import type {
  DeviceUpdate,
  NewUpdateRule,
  UpdateRule,
  UpdateSettings,
  UpdateState,
} from '../../shared/contract/index.ts';
import type { Api } from './api.ts';

/** Rules of updates; the engine hands in those of `updates/`. */
export interface UpdateServices {
  updates: {
    rules(): UpdateRule[];
    create(rule: NewUpdateRule, actor: string): Promise<UpdateRule>;
    update(ruleId: string, rule: NewUpdateRule, actor: string): Promise<UpdateRule>;
    remove(ruleId: string, actor: string): Promise<UpdateRule>;
    setRanks(ruleIds: readonly string[], actor: string): Promise<UpdateRule[]>;
    devices(query: {
      ruleId?: string | undefined;
      deviceId?: string | undefined;
      state?: UpdateState | undefined;
      search?: string | undefined;
      offset: number;
      limit: number;
    }): { total: number; rows: DeviceUpdate[] };
    again(which: { ruleId?: string | undefined; deviceIds?: readonly string[] | undefined }): Promise<number>;
    settings(): UpdateSettings;
    setSettings(settings: UpdateSettings, actor: string): Promise<UpdateSettings>;
  };
}

/** Handlers of updates: each calls one service. */
export function updateHandlers({ updates: api }: Api, { updates }: UpdateServices) {
  return {
    rules: api.rules.handler(() => updates.rules()),
    create: api.create.handler(({ input, context }) => updates.create(input, context.actor.name)),
    update: api.update.handler(({ input, context }) => updates.update(input.ruleId, input.rule, context.actor.name)),
    remove: api.remove.handler(({ input, context }) => updates.remove(input.ruleId, context.actor.name)),
    setRanks: api.setRanks.handler(({ input, context }) => updates.setRanks(input.ruleIds, context.actor.name)),
    devices: api.devices.handler(({ input }) => updates.devices(input)),
    again: api.again.handler(async ({ input }) => ({ devices: await updates.again(input) })),
    settings: api.settings.handler(() => updates.settings()),
    setSettings: api.setSettings.handler(({ input, context }) => updates.setSettings(input, context.actor.name)),
  };
}
