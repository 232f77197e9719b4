import type { ReportingOverview, ReportingSettings } from '../../shared/contract/index.ts';
import type { Api } from './api.ts';

/** How devices are asked about themselves; the engine hands in that of `reporting/`. */
export interface ReportingServices {
  reporting: {
    overview(): ReportingOverview;
    set(settings: ReportingSettings, actor: string): Promise<ReportingOverview>;
    told(actor: string): Promise<ReportingOverview>;
  };
}

/** Handlers of reporting: each calls one service. */
export function reportingHandlers({ reporting: api }: Api, { reporting }: ReportingServices) {
  return {
    get: api.get.handler(() => reporting.overview()),
    set: api.set.handler(({ input, context }) => reporting.set(input, context.actor.name)),
    told: api.told.handler(({ context }) => reporting.told(context.actor.name)),
  };
}
