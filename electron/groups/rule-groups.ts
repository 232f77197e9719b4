import type { DeviceFilter } from '../../shared/contract/device-filter.ts';
import type { DeviceRow, Explanation } from '../../shared/contract/index.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { type FurtherWays, ruleKey } from './rules.ts';
import type { GroupWorker } from './worker.ts';

/** What compliance needs of groups. */
export interface RuleGroups {
  /**
   * The filter of a rule with the ids of its groups.
   *
   * @param ways what else the rule would depend on, and what on it
   * @throws CartwrightError `bad-request` for a filter that cannot be used, `conflict` when it would ask for itself
   */
  usable(ruleId: string, filter: DeviceFilter, ways: FurtherWays): DeviceFilter;
  /** @throws CartwrightError `conflict` when the rule would ask for itself */
  noCircle(ruleId: string, ways: FurtherWays): void;
  /** The group of an active rule: new, or as it is now. @returns false when nothing changed */
  put(
    work: UnitOfWork,
    rule: { id: string; name: string; filter: DeviceFilter; ended: boolean },
    actor: string,
  ): boolean;
  drop(ruleId: string): void;
  /** Who a rule would find, and of how many it is about. */
  find(filter: DeviceFilter, ended: boolean): { count: number; rows: DeviceRow[] };
  /** Why a filter finds a device or not. */
  explain(filter: DeviceFilter, deviceId: string): Explanation;
}

/**
 * Keeps the groups of rules.
 *
 * @param options.redefine within the unit: filters changed
 */
export function openRuleGroups(
  options: Pick<RuleGroups, 'usable' | 'noCircle' | 'find' | 'explain'> & {
    store: Store;
    worker: GroupWorker;
    redefine: () => void;
  },
): RuleGroups {
  const { store, worker, redefine, usable, noCircle, find, explain } = options;
  return {
    usable,
    noCircle,
    put(work, { id, name, filter: asked, ended: withEnded }, actor) {
      const filter = JSON.stringify(asked);
      const ended = withEnded ? 1 : 0;
      const before = store.get((db) =>
        db.selectFrom('deviceGroup').select(['filter', 'ended', 'description']).where('id', '=', id),
      );
      if (before?.filter === filter && before.ended === ended && before.description === name) return false;
      const row = { description: name, filter, ended: ended as 0 | 1, changedAt: work.now, changedBy: actor };
      const key = ruleKey(id);
      store.run((db) =>
        db
          .insertInto('deviceGroup')
          .values({
            ...{ id, name: key, nameKey: key, kind: 'smart', builtIn: key, colour: 'gray', icon: 'tag' },
            ...{ createdAt: work.now, createdBy: actor },
            ...row,
          })
          .onConflict((c) => c.column('id').doUpdateSet(row)),
      );
      redefine();
      if (before?.filter !== filter || before.ended !== ended) worker.sweep(id, actor);
      return true;
    },
    drop(ruleId) {
      store.run((db) => db.deleteFrom('groupMember').where('groupId', '=', ruleId));
      if (store.run((db) => db.deleteFrom('deviceGroup').where('id', '=', ruleId)) > 0) redefine();
    },
    find,
    explain,
  };
}
