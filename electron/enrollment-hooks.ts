import type { CommandService } from './commands/index.ts';
import type { EnrollmentHooks } from './enrollment/index.ts';
import type { PushService } from './push/index.ts';

/** What enrollment tells and asks commands and push. */
export function enrollmentHooks(push: PushService, commands: () => CommandService): EnrollmentHooks {
  return {
    pushTopic: () => push.certificate.topic,
    cancelCommands: (work, enrollmentId, reason) => commands().cancelAll(work, enrollmentId, reason),
    onEnrolled: (work, { id }) => {
      commands().queueInitialInventory(work, id);
      push.scheduleWake(work, id, { urgent: true });
    },
    onReachable: (work, { id }) => push.scheduleWake(work, id),
    sendProfile(work, enrollmentId, payload, wish) {
      const command = { RequestType: 'InstallProfile', Payload: payload.toString('base64') };
      const queued = commands().queueInUnit(work, enrollmentId, command, wish);
      return 'refused' in queued ? { refused: queued.refused.map(({ message }) => message).join(' ') } : queued;
    },
  };
}
