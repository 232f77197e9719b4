import type { HeldDevice } from '../shared/contract/automated.ts';
import type { Logger } from '../shared/logger.ts';
import type { Blueprints } from './blueprints/index.ts';
import type { CommandService } from './commands/index.ts';
import { type EnrollmentService, startSetupWatch } from './enrollment/index.ts';
import type { Store } from './store/index.ts';

type Ports = Parameters<EnrollmentService['holds']['use']>[0];

/** Steps of a run that a device need not wait for in Setup Assistant: they take long, or only ask. */
const LATER = new Set(['os', 'verify']);
/** States of a policy on a device that something is still on its way for. */
const UNDER_WAY = ['pending', 'sent', 'verifying', 'removing'];

/**
 * What a device that waits in Setup Assistant was given and does not have yet: a blueprint that is being prepared, policies on
 * their way, answers it owes, and what was not decided yet.
 */
function setupPorts(parts: { store: Store; blueprints: Blueprints; commands: CommandService }): Ports {
  const { store, blueprints, commands } = parts;
  const due = (table: 'policyDue' | 'groupDue', deviceId: string): boolean =>
    store.get((db) =>
      db.selectFrom(table).select('deviceId').where('deviceId', '=', deviceId).where('dueAt', '<=', store.clock.now()),
    ) !== undefined;

  return {
    settled: () => blueprints.arrived(),

    missing({ id, deviceId }) {
      const missing: HeldDevice['missing'] = [];
      const runs = store.all((db) =>
        db
          .selectFrom('prepareDevice as p')
          .innerJoin('prepareRun as r', 'r.id', 'p.runId')
          .select(['r.id', 'r.blueprintName'])
          .where('p.deviceId', '=', deviceId)
          .where('p.state', '=', 'running'),
      );
      for (const { id: runId, blueprintName } of runs) {
        const steps = blueprints.run(runId).rows.find((row) => row.deviceId === deviceId)?.steps ?? [];
        const open = steps.filter(
          ({ kind, state }) => !LATER.has(kind) && (state === 'waiting' || state === 'running'),
        ).length;
        if (open > 0 || steps.length === 0) missing.push({ kind: 'blueprint', name: blueprintName, count: open });
      }
      const policies = store.all((db) =>
        db
          .selectFrom('policyState')
          .select('name')
          .distinct()
          .where('enrollmentId', '=', id)
          .where('state', 'in', UNDER_WAY),
      );
      for (const { name } of policies) missing.push({ kind: 'policy', name, count: 1 });
      if (due('groupDue', deviceId) || due('policyDue', deviceId))
        missing.push({ kind: 'planning', name: '', count: 1 });
      const open = store.get((db) =>
        db
          .selectFrom('command as c')
          .select((e) => e.fn.countAll<number>().as('count'))
          .where('c.enrollmentId', '=', id)
          .where('c.open', '=', 1)
          .where('c.requestType', '<>', 'DeviceConfigured'),
      );
      if ((open?.count ?? 0) > 0) missing.push({ kind: 'command', name: '', count: open?.count ?? 0 });
      return missing;
    },

    configure(work, enrollmentId, actor) {
      const answer = commands.queueInUnit(
        work,
        enrollmentId,
        { RequestType: 'DeviceConfigured' },
        { actor, wakeNow: true },
      );
      if ('commandId' in answer) return answer;
      return { refused: answer.refused.map(({ message }) => message).join(' ') };
    },
  };
}

/** Lets devices go on in Setup Assistant once they have what they were given. Returns how to stop that. */
export function startLettingGo(parts: {
  store: Store;
  logger: Logger;
  enrollment: EnrollmentService;
  blueprints: Blueprints;
  commands: CommandService;
}): () => Promise<void> {
  const { store, logger, enrollment, blueprints, commands } = parts;
  enrollment.holds.use(setupPorts({ store, blueprints, commands }));
  return startSetupWatch({ store, holds: enrollment.holds, logger });
}
