import type { Activity } from './activity/index.ts';
import type { CommandService } from './commands/index.ts';
import type { EnrollmentService } from './enrollment/index.ts';
import type { InsightServices } from './rpc/index.ts';
import type { Store } from './store/index.ts';

const DAY = 86_400_000;

/** Activity, queue and admission in the shape the contract's handlers call. */
export function insightServices(parts: {
  store: Store;
  activity: Activity;
  commands: CommandService;
  enrollment: EnrollmentService;
}): InsightServices {
  const { store, activity, commands, enrollment } = parts;
  const { alerts, eventLog } = activity;
  const { requests, expected } = enrollment;
  return {
    alerts: {
      list: () => alerts.list(),
      devices: (key, limit) => alerts.devices(key, limit),
      acknowledge: (key, actor) => alerts.acknowledge(key, actor.name),
      snooze: (key, until, actor) => alerts.snooze(key, until, actor.name),
      restore: (key, actor) => alerts.restore(key, actor.name),
      settings: () => alerts.settings(),
      setSettings: (settings, actor) => alerts.setSettings(settings, actor.name),
      subscribe: (listener) => alerts.subscribe(listener),
    },
    insight: {
      diagnosis: (deviceId) => activity.diagnosis(deviceId),
      history: (query) => activity.history(query),
    },
    queue: {
      listAll: (query) => commands.listAll(query),
      summary: (since) => commands.summary(since ?? store.clock.now() - DAY),
      timeline: (commandId) => commands.timeline(commandId),
      retry: (selection, actor) => commands.retry(selection, actor.name),
      cancelMany: (selection, actor) => commands.cancelMany(selection, actor.name),
      retention: () => commands.retention(),
      setRetention: (wanted, actor) => commands.setRetention(wanted, actor.name),
    },
    admission: {
      requests: (query) => requests.list(query),
      approve: (requestId, actor) => requests.approve(requestId, actor.name),
      deny: (requestId, reason, actor) => requests.deny(requestId, actor.name, reason),
      reconsider: (requestId, actor) => requests.reconsider(requestId, actor.name),
      expected: (query) => expected.list(query),
      importExpected: (input, actor) => expected.import(input, actor.name),
      removeExpected: (ids, actor) => expected.remove(ids, actor.name),
      recent: (query) => enrollment.recent(query),
      handouts: (input, actor) => enrollment.handouts(input, actor.name),
      printHandouts: (invitationIds) => enrollment.printHandouts(invitationIds),
      mailText: (invitationId, language) => enrollment.mailText(invitationId, language),
    },
    eventLog: {
      search: (query) => eventLog.search(query),
      export: (query) => eventLog.export(query),
    },
  };
}
