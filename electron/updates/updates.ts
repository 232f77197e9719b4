import { sql } from 'kysely';
import { z } from 'zod';
import {
  type DeviceUpdate,
  deviceUpdate,
  type NewUpdateRule,
  type UpdateRule,
  type UpdateSettings,
  type UpdateState,
  updateReason,
  updateRuleContent,
  updateSettings,
} from '../../shared/contract/updates.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { isTimeZone } from '../../shared/hours.ts';
import { newId } from '../../shared/ids.ts';
import type { Logger } from '../../shared/logger.ts';
import { hasText, readSetting, type Store, type UnitOfWork, writeSetting } from '../store/index.ts';
import type { UpdatePorts } from './ports.ts';
import { prepareUpdateRows } from './rows.ts';
import { type LiveRule, UpdateWorker } from './worker.ts';

/** Rules of updates, and what they do with devices. */
export interface Updates {
  rules(): UpdateRule[];
  /** @throws CartwrightError `conflict` for a name that is taken, `bad-request` for a group or time zone there is not */
  create(rule: NewUpdateRule, actor: string): Promise<UpdateRule>;
  /** @throws CartwrightError as `create`, and `not-found` */
  update(ruleId: string, rule: NewUpdateRule, actor: string): Promise<UpdateRule>;
  /** Returns what it was, so that it can be made again. @throws CartwrightError `not-found` */
  remove(ruleId: string, actor: string): Promise<UpdateRule>;
  /** Those left out keep their order behind the others. */
  setRanks(ruleIds: readonly string[], actor: string): Promise<UpdateRule[]>;
  devices(query: {
    ruleId?: string | undefined;
    deviceId?: string | undefined;
    state?: UpdateState | undefined;
    search?: string | undefined;
    offset: number;
    limit: number;
  }): { total: number; rows: DeviceUpdate[] };
  /** Forgets failures, so that orders go out at once where the hours allow it. */
  again(which: { ruleId?: string | undefined; deviceIds?: readonly string[] | undefined }): Promise<number>;
  settings(): UpdateSettings;
  setSettings(settings: UpdateSettings, actor: string): Promise<UpdateSettings>;
  /** Devices that came into groups or left them. */
  membersChanged(changes: readonly { deviceId: string }[]): void;
  /** Looks at everybody who is due; safe to repeat and to interrupt. Returns how many were looked at. */
  run(): Promise<number>;
  /** What of groups is used by rules, by the id of the group. */
  usage(): ReadonlyMap<string, readonly { kind: string; id: string; name: string }[]>;
}

const SETTING = 'updates.settings';
const MOST_RULES = 200;

export function openUpdates(options: { store: Store; logger: Logger; ports: UpdatePorts }): Updates {
  const { store, logger, ports } = options;
  const rows = prepareUpdateRows(store);
  let live: readonly LiveRule[] | undefined;

  const groupsOf = (): Map<string, { id: string; name: string; mode: 'include' | 'exclude' }[]> => {
    const found = store.all((db) =>
      db
        .selectFrom('updateRuleGroup')
        .innerJoin('deviceGroup', 'deviceGroup.id', 'updateRuleGroup.groupId')
        .select(['ruleId', 'groupId as id', 'deviceGroup.name as name', 'mode'])
        .orderBy('deviceGroup.name'),
    );
    const map = new Map<string, { id: string; name: string; mode: 'include' | 'exclude' }[]>();
    for (const { ruleId, ...group } of found) map.set(ruleId, [...(map.get(ruleId) ?? []), group]);
    return map;
  };
  const liveRules = (): readonly LiveRule[] => {
    if (live !== undefined) return live;
    const groups = groupsOf();
    live = store
      .all((db) => db.selectFrom('updateRule').selectAll().where('active', '=', 1).orderBy('rank').orderBy('id'))
      .map(({ id, name, content }) => {
        const ofMode = (mode: string) =>
          new Set((groups.get(id) ?? []).filter((group) => group.mode === mode).map((group) => group.id));
        return {
          id,
          name,
          content: updateRuleContent.parse(JSON.parse(content)),
          include: ofMode('include'),
          exclude: ofMode('exclude'),
        };
      });
    return live;
  };
  const settings = (): UpdateSettings => readSetting(store, SETTING, updateSettings) ?? updateSettings.parse({});
  const worker = new UpdateWorker({ store, rows, ports, rules: liveRules, mayAsk: () => settings().askForUpdates });

  const rules = (): UpdateRule[] => {
    const groups = groupsOf();
    const counts = new Map<string, UpdateRule['counts']>();
    for (const { ruleId, state, count } of store.all((db) =>
      db
        .selectFrom('updateDevice')
        .select(['ruleId', 'state', (e) => e.fn.countAll<number>().as('count')])
        .where('ruleId', 'is not', null)
        .groupBy(['ruleId', 'state']),
    ))
      if (ruleId !== null && state !== null)
        counts.set(ruleId, { ...counts.get(ruleId), [state as UpdateState]: count });
    return store
      .all((db) => db.selectFrom('updateRule').selectAll().orderBy('rank').orderBy('id'))
      .map(({ nameKey: _, platform: __, active, content, ...rule }) => ({
        ...rule,
        active: active === 1,
        content: updateRuleContent.parse(JSON.parse(content)),
        groups: groups.get(rule.id) ?? [],
        counts: counts.get(rule.id) ?? {},
      }));
  };
  const find = (ruleId: string): UpdateRule => {
    const rule = rules().find(({ id }) => id === ruleId);
    if (rule === undefined) throw new CartwrightError('not-found', 'There is no such rule of updates.');
    return rule;
  };

  /** Everybody a rule may be about is looked at anew. */
  const lookAtAll = (work: UnitOfWork): void => {
    live = undefined;
    store.run((db) => db.updateTable('updateDevice').set({ dueAt: 0 }));
    store.run((db) =>
      db
        .insertInto('updateDevice')
        .columns(['deviceId', 'stateAt', 'failures', 'dueAt'])
        .expression((e) =>
          e
            .selectFrom('groupMember')
            .innerJoin('updateRuleGroup', 'updateRuleGroup.groupId', 'groupMember.groupId')
            .where('updateRuleGroup.mode', '=', 'include')
            .select((s) => ['groupMember.deviceId as deviceId', s.lit(0).as('a'), s.lit(0).as('b'), s.lit(0).as('c')])
            .distinct(),
        )
        .onConflict((c) => c.doNothing()),
    );
    work.afterCommit(lookSoon);
  };
  const run = (): Promise<number> => worker.run();
  const lookSoon = (): void => {
    run().catch((err: unknown) => logger.error({ err }, 'updates could not be looked after'));
  };

  const check = ({ content: { hours }, groups }: NewUpdateRule): void => {
    if (hours !== null && !isTimeZone(hours.timeZone))
      throw new CartwrightError('bad-request', `There is no time zone “${hours.timeZone}”. Choose one of the list.`);
    for (const { id } of groups) {
      const known = store.get((db) => db.selectFrom('deviceGroup').select('id').where('id', '=', id));
      if (known === undefined)
        throw new CartwrightError('bad-request', 'A group of this rule was deleted. Choose another.');
    }
  };
  const put = (
    work: UnitOfWork,
    ruleId: string,
    rule: NewUpdateRule,
    actor: string,
    rank: number | undefined,
  ): void => {
    const values = {
      name: rule.name,
      nameKey: rule.name.toLowerCase(),
      description: rule.description,
      active: rule.active ? (1 as const) : (0 as const),
      platform: rule.content.platform,
      content: JSON.stringify(rule.content),
      changedAt: work.now,
      changedBy: actor,
    };
    try {
      if (rank === undefined) store.run((db) => db.updateTable('updateRule').set(values).where('id', '=', ruleId));
      else
        store.run((db) =>
          db.insertInto('updateRule').values({ ...values, id: ruleId, rank, createdAt: work.now, createdBy: actor }),
        );
    } catch (error) {
      if (!store.isUniqueViolation(error)) throw error;
      throw new CartwrightError('conflict', `There is a rule “${rule.name}” already. Take another name.`);
    }
    store.run((db) => db.deleteFrom('updateRuleGroup').where('ruleId', '=', ruleId));
    const groups = [...new Map(rule.groups.map((group) => [group.id, group])).values()];
    if (groups.length > 0)
      store.run((db) =>
        db.insertInto('updateRuleGroup').values(groups.map(({ id, mode }) => ({ ruleId, groupId: id, mode }))),
      );
    lookAtAll(work);
  };

  return {
    rules,
    async create(rule, actor) {
      const id = newId();
      await store.write((work) => {
        check(rule);
        const known = rules();
        if (known.length >= MOST_RULES)
          throw new CartwrightError('conflict', `There are ${MOST_RULES} rules, which is the most. Delete one first.`);
        put(work, id, rule, actor, Math.max(0, ...known.map(({ rank }) => rank)) + 1);
        work.event({ type: 'update-rule.created', actor, data: { ruleId: id, name: rule.name } });
      });
      return find(id);
    },
    async update(ruleId, rule, actor) {
      await store.write((work) => {
        const before = find(ruleId);
        check(rule);
        put(work, ruleId, rule, actor, undefined);
        const changed = before.active === rule.active ? 'changed' : rule.active ? 'activated' : 'deactivated';
        work.event({ type: `update-rule.${changed}`, actor, data: { ruleId, name: rule.name } });
      });
      return find(ruleId);
    },
    async remove(ruleId, actor) {
      return store.write((work) => {
        const rule = find(ruleId);
        store.run((db) => db.deleteFrom('updateRule').where('id', '=', ruleId));
        lookAtAll(work);
        work.event({ type: 'update-rule.deleted', actor, data: { ruleId, name: rule.name } });
        return rule;
      });
    },
    async setRanks(ruleIds, actor) {
      await store.write((work) => {
        const order = [...new Set(ruleIds)].map((id) => find(id).id);
        const all = [...order, ...rules().flatMap(({ id }) => (order.includes(id) ? [] : [id]))];
        all.forEach((id, rank) => {
          store.run((db) => db.updateTable('updateRule').set({ rank }).where('id', '=', id));
        });
        lookAtAll(work);
        work.event({ type: 'update-rule.ordered', actor, data: { rules: all.length } });
      });
      return rules();
    },
    devices({ ruleId, deviceId, state, search, offset, limit }) {
      const found = store.all((db) => {
        let query = db
          .selectFrom('updateDevice')
          .innerJoin('device', 'device.id', 'updateDevice.deviceId')
          .innerJoin('updateRule', 'updateRule.id', 'updateDevice.ruleId')
          .where('updateDevice.state', 'is not', null);
        if (ruleId !== undefined) query = query.where('ruleId', '=', ruleId);
        if (deviceId !== undefined) query = query.where('updateDevice.deviceId', '=', deviceId);
        if (state !== undefined) query = query.where('updateDevice.state', '=', state);
        if (search !== undefined && search.trim() !== '') {
          const text = search.trim();
          const columns = ['device.name', 'device.serialNumber'];
          query = query.where((e) => e.or(columns.map((column) => hasText(sql.ref(column), text))));
        }
        return query
          .select([
            'updateDevice.deviceId as deviceId',
            'device.name as deviceName',
            'device.serialNumber as serialNumber',
            'device.osVersion as osVersion',
            'updateRule.id as ruleId',
            'updateRule.name as ruleName',
            'updateDevice.state as state',
            'updateDevice.because as because',
            'updateDevice.version as version',
            'updateDevice.stateAt as since',
            'updateDevice.commandId as commandId',
            (e) =>
              e.fn
                .agg<number>('count', [e.lit(1)])
                .over()
                .as('total'),
          ])
          .orderBy('device.name')
          .orderBy('updateDevice.deviceId')
          .offset(offset)
          .limit(limit);
      });
      const page = z.array(deviceUpdate);
      return {
        total: found[0]?.total ?? 0,
        rows: page.parse(
          found.map(({ total: _, because, ...row }) => ({
            ...row,
            because: because === null ? null : updateReason.parse(JSON.parse(because)),
          })),
        ),
      };
    },
    async again({ ruleId, deviceIds }) {
      const ids = deviceIds === undefined ? undefined : new Set(deviceIds);
      return store.write((work) => {
        const failed = store
          .all((db) => db.selectFrom('updateDevice').select(['deviceId', 'ruleId']).where('state', '=', 'failed'))
          .filter((row) => (ruleId === undefined || row.ruleId === ruleId) && ids?.has(row.deviceId) !== false);
        for (const { deviceId } of failed)
          store.run((db) =>
            db
              .updateTable('updateDevice')
              .set({ failures: 0, commandId: null, orderedAt: null, orderedVersion: null, countedId: null, dueAt: 0 })
              .where('deviceId', '=', deviceId),
          );
        if (failed.length > 0) work.afterCommit(lookSoon);
        return failed.length;
      });
    },
    settings,
    async setSettings(wanted, actor) {
      await store.write((work) => {
        writeSetting(store, SETTING, wanted);
        work.event({ type: 'update-settings.changed', actor, data: { ...wanted } });
      });
      return settings();
    },
    membersChanged(changes) {
      if (liveRules().length === 0) return;
      const used = new Set(changes.map(({ deviceId }) => deviceId));
      store
        .write((work) => {
          for (const deviceId of used) rows.soon.run({ deviceId, dueAt: work.now });
        })
        .catch((err: unknown) => logger.error({ err }, 'updates could not be looked after'));
    },
    run,
    usage() {
      const used = new Map<string, { kind: string; id: string; name: string }[]>();
      for (const { groupId, id, name } of store.all((db) =>
        db
          .selectFrom('updateRuleGroup')
          .innerJoin('updateRule', 'updateRule.id', 'updateRuleGroup.ruleId')
          .select(['groupId', 'updateRule.id as id', 'updateRule.name as name']),
      ))
        used.set(groupId, [...(used.get(groupId) ?? []), { kind: 'update-rule', id, name }]);
      return used;
    },
  };
}
