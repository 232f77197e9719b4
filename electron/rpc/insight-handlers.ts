import { explainError } from '../../shared/catalogue/errors/index.ts';
import type { Api } from './api.ts';
import type { InsightServices } from './insight-services.ts';

/** The handlers of home, activity, and the insight into devices, queue and enrollment: each calls one service. */
export function insightHandlers(api: Api, services: InsightServices) {
  const { alerts, insight, queue, admission, eventLog } = services;
  return {
    alerts: {
      list: api.alerts.list.handler(() => alerts.list()),
      devices: api.alerts.devices.handler(({ input }) => alerts.devices(input.key, input.limit)),
      acknowledge: api.alerts.acknowledge.handler(({ input, context }) => alerts.acknowledge(input.key, context.actor)),
      snooze: api.alerts.snooze.handler(({ input, context }) => alerts.snooze(input.key, input.until, context.actor)),
      restore: api.alerts.restore.handler(({ input, context }) => alerts.restore(input.key, context.actor)),
      settings: api.alerts.settings.handler(() => alerts.settings()),
      setSettings: api.alerts.setSettings.handler(({ input, context }) => alerts.setSettings(input, context.actor)),
    },
    errors: {
      explain: api.errors.explain.handler(({ input }) =>
        input.errors.map(({ domain, code, description }) => ({ ...explainError(domain, code, description) })),
      ),
    },
    devices: {
      diagnosis: api.devices.diagnosis.handler(({ input }) => insight.diagnosis(input.deviceId)),
      history: api.devices.history.handler(({ input }) => insight.history(input)),
    },
    commands: {
      listAll: api.commands.listAll.handler(({ input }) => queue.listAll(input)),
      summary: api.commands.summary.handler(({ input }) => queue.summary(input.since)),
      timeline: api.commands.timeline.handler(({ input }) => queue.timeline(input.commandId)),
      retry: api.commands.retry.handler(({ input, context }) => queue.retry(input, context.actor)),
      retention: api.commands.retention.handler(() => queue.retention()),
      setRetention: api.commands.setRetention.handler(({ input, context }) => queue.setRetention(input, context.actor)),
      cancelMany: api.commands.cancelMany.handler(({ input, context }) => queue.cancelMany(input, context.actor)),
    },
    enrollment: {
      requests: api.enrollment.requests.handler(({ input }) => admission.requests(input)),
      approve: api.enrollment.approve.handler(({ input, context }) =>
        admission.approve(input.requestId, context.actor),
      ),
      deny: api.enrollment.deny.handler(({ input, context }) =>
        admission.deny(input.requestId, input.reason, context.actor),
      ),
      reconsider: api.enrollment.reconsider.handler(({ input, context }) =>
        admission.reconsider(input.requestId, context.actor),
      ),
      expected: api.enrollment.expected.handler(({ input }) => admission.expected(input)),
      importExpected: api.enrollment.importExpected.handler(({ input, context }) =>
        admission.importExpected(input, context.actor),
      ),
      removeExpected: api.enrollment.removeExpected.handler(({ input, context }) =>
        admission.removeExpected(input.ids, context.actor),
      ),
      recent: api.enrollment.recent.handler(({ input }) => admission.recent(input)),
      handouts: api.enrollment.handouts.handler(({ input, context }) => admission.handouts(input, context.actor)),
      printHandouts: api.enrollment.printHandouts.handler(({ input }) => admission.printHandouts(input.invitationIds)),
      mailText: api.enrollment.mailText.handler(({ input }) => admission.mailText(input.invitationId, input.language)),
    },
    events: {
      search: api.events.search.handler(({ input }) => eventLog.search(input)),
      export: api.events.export.handler(({ input }) => eventLog.export(input)),
    },
  };
}
