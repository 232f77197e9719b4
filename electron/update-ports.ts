import type { CommandService } from './commands/index.ts';
import type { UpdatePorts } from './updates/index.ts';

/** The queue, as rules of updates use it. */
export function updatePorts(commands: CommandService): UpdatePorts {
  return {
    queue(work, enrollmentId, command, wish) {
      const outcome = commands.queueInUnit(work, enrollmentId, command, wish);
      if ('refused' in outcome) return { refused: outcome.refused.map(({ message }) => message).join(' ') };
      return outcome;
    },
    cancel: (work, commandId) => commands.cancelInUnit(work, commandId, 'system'),
  };
}
