import { circleFrom } from '../../shared/circle.ts';
import { checkFilter, type DeviceFilter } from '../../shared/contract/device-filter.ts';
import type { DeviceSelection } from '../../shared/contract/device-lists.ts';
import type {
  CsvFile,
  DeviceGroup,
  DeviceMembership,
  GroupExplanation,
  GroupImport,
  GroupPreview,
  NewGroup,
  SerialMatches,
} from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { groupsIn, withGroupIds } from '../../shared/filter-text/index.ts';
import { newId } from '../../shared/ids.ts';
import type { Logger } from '../../shared/logger.ts';
import { systemTimers, type Timers } from '../../shared/timers.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { putBuiltInGroups } from './built-in.ts';
import { readDefinitions } from './definitions.ts';
import { watchesOf } from './evaluation.ts';
import { openExplanations } from './explain.ts';
import { type GroupRow, openGroupRows } from './group-rows.ts';
import { matchSerials } from './match-serials.ts';
import { openMembership } from './membership.ts';
import type { DeviceDirectory, GroupUsage, MembershipChange } from './ports.ts';
import { openPreview } from './preview.ts';
import { openRuleGroups, type RuleGroups } from './rule-groups.ts';
import { dependencies, type FurtherWays, readRules, rulesAskedFor } from './rules.ts';
import { exportGroups, importGroups } from './transfer.ts';
import { GroupWorker } from './worker.ts';

/** Groups of devices: chosen ones, or those a filter finds, kept up to date by themselves. */
export interface Groups {
  /** Who violates the rules of compliance, kept up to date as groups of their ids. Within units of work. */
  readonly rules: RuleGroups;
  /**
   * Puts devices into a static group or takes them out. Within a unit of work.
   *
   * @returns how many that changed
   */
  moveInUnit(work: UnitOfWork, groupId: string, deviceIds: readonly string[], joined: boolean, actor: string): number;
  /** Makes the groups every installation has, and begins to keep all of them up to date. */
  start(): Promise<void>;
  stop(): void;
  list(): DeviceGroup[];
  /** @throws CartwrightError `not-found`, as all that name a group */
  get(groupId: string): DeviceGroup;
  /** @throws CartwrightError `conflict` for a name that is taken, `bad-request` for a filter that cannot be used */
  create(group: NewGroup, actor: string): Promise<DeviceGroup>;
  /** @throws CartwrightError as `create`, and `conflict` for another kind, a built-in group, or one in itself */
  update(groupId: string, group: NewGroup, actor: string): Promise<DeviceGroup>;
  /** Returns what it was, so that it can be made again. @throws CartwrightError `conflict` while something uses it */
  remove(groupId: string, actor: string): Promise<{ group: DeviceGroup; deviceIds: string[] }>;
  preview(input: { groupId?: string | undefined; filter: DeviceFilter; ended: boolean }): GroupPreview;
  /** @throws CartwrightError `conflict` for a smart group */
  addMembers(groupId: string, devices: DeviceSelection, actor: string): Promise<{ changed: number }>;
  removeMembers(groupId: string, devices: DeviceSelection, actor: string): Promise<{ changed: number }>;
  matchSerials(text: string): SerialMatches;
  /** @throws CartwrightError `not-found` */
  explain(groupId: string, deviceId: string): GroupExplanation;
  /** @throws CartwrightError `not-found` */
  ofDevice(deviceId: string): DeviceMembership;
  export(groupIds: readonly string[] | undefined): CsvFile;
  import(input: { text: string; replace: boolean; dryRun: boolean }, actor: string): Promise<GroupImport>;
  /**
   * Makes a static group that something else keeps in step, or makes it look and hold what is said. Within a unit of
   * work. Nobody else changes it: what keeps it in step says so by its usage, of the kind `cart`.
   *
   * @param groupId null for a new one
   * @returns its id
   * @throws CartwrightError `conflict` for a name that is taken
   */
  follow(
    work: UnitOfWork,
    groupId: string | null,
    group: Omit<Extract<NewGroup, { kind: 'static' }>, 'kind'> & { readonly deviceIds: readonly string[] },
    actor: string,
  ): string;
  /** Deletes such a group. Within a unit of work. @throws CartwrightError `conflict` while something else uses it */
  unfollow(work: UnitOfWork, groupId: string, actor: string): void;
  /** Forgets who came and went long ago. */
  tidy(): Promise<void>;
  /** Hears who came and went, after each commit, built-in groups included. Returns how to stop listening. */
  subscribe(listener: (changes: readonly MembershipChange[]) => void): () => void;
}

const MOST_GROUPS = 1000;
const PER_UNIT = 500;

/**
 * @param options.usages what uses groups besides groups and saved views: such a group is not deleted
 */
export function openGroups(options: {
  store: Store;
  logger: Logger;
  devices: DeviceDirectory;
  usages?: readonly GroupUsage[];
  /** What rules of compliance depend on besides their filters, and what depends on them. */
  ways?: () => FurtherWays;
  timers?: Timers;
}): Groups {
  const { store, logger, devices } = options;
  const rows = openGroupRows(store, options.usages ?? []);
  const worker = new GroupWorker({
    store,
    logger,
    timers: options.timers ?? systemTimers,
    attributes: () => devices.attributes(),
  });
  const membership = openMembership(store);

  const unlessTaken = (name: string, change: () => void): void => {
    try {
      change();
    } catch (error) {
      if (!store.isUniqueViolation(error)) throw error;
      throw new CartwrightError('conflict', `There is a group “${name}” already. Take another name.`);
    }
  };

  /** A filter with the ids of its groups, after all that can be wrong with it was looked at. */
  const usable = (groupId: string | undefined, filter: DeviceFilter, ways = options.ways?.() ?? []): DeviceFilter => {
    const problems = checkFilter(filter, devices.attributes());
    if (problems[0] !== undefined)
      throw new CartwrightError('bad-request', problems[0].message, { data: { problems } });
    const names = rows.names();
    const made = withGroupIds(filter, names);
    const nameOf = new Map(names.map(({ id, name }) => [id, name]));
    const unknown = groupsIn(made).find((id) => !nameOf.has(id));
    if (unknown !== undefined) throw new CartwrightError('bad-request', `There is no group “${unknown}”.`);
    if (groupId !== undefined) noCircle(groupId, made, ways);
    return made;
  };

  /** @throws CartwrightError `conflict` when a group or a rule would depend on itself */
  const noCircle = (id: string, filter: DeviceFilter | undefined, ways: FurtherWays): void => {
    const known = readDefinitions(store).filter((one) => filter === undefined || one.id !== id);
    const own = filter === undefined ? [] : [{ id, groups: groupsIn(filter), rules: rulesAskedFor(filter) }];
    const rules = readRules(store);
    const asked = dependencies([...known, ...own], rules, ways);
    const circle = circleFrom(id, (one) => asked.get(one));
    if (circle === undefined) return;
    const nameOf = new Map([...rows.names(), ...rules].map((one) => [one.id, one.name]));
    const named = circle.map((one) => nameOf.get(one) ?? one);
    const isRule = rules.some((rule) => circle.includes(rule.id)) || !nameOf.has(id);
    throw new CartwrightError(
      'conflict',
      isRule
        ? `A rule cannot decide about itself: ${named.join(' → ')}. Leave one of these groups out.`
        : `A group cannot contain itself: ${named.join(' → ')}.`,
      { data: { circle: named } },
    );
  };

  /** Filters changed: what is watched is written anew, and the worker reads them again. */
  const redefine = (): void => {
    worker.invalidate();
    store.run((db) => db.deleteFrom('groupWatch'));
    const watches = watchesOf(readDefinitions(store));
    if (watches.length > 0) store.run((db) => db.insertInto('groupWatch').values(watches));
  };

  const insert = (work: UnitOfWork, group: NewGroup, actor: string, id = newId(work.now)): string => {
    if (rows.names().length >= MOST_GROUPS)
      throw new CartwrightError('too-many', `There are ${MOST_GROUPS} groups, the most there can be.`);
    const filter = group.kind === 'smart' ? usable(undefined, group.filter) : null;
    unlessTaken(group.name, () =>
      store.run((db) =>
        db.insertInto('deviceGroup').values({
          id,
          ...lookOf(group),
          kind: group.kind,
          builtIn: null,
          filter: filter === null ? null : JSON.stringify(filter),
          ended: group.kind === 'smart' && group.ended ? 1 : 0,
          createdAt: work.now,
          createdBy: actor,
          changedAt: work.now,
          changedBy: actor,
        }),
      ),
    );
    work.event({ type: 'group.created', actor, data: { groupId: id, name: group.name, kind: group.kind } });
    if (filter !== null) {
      redefine();
      worker.sweep(id, actor);
    }
    return id;
  };

  const change = (work: UnitOfWork, groupId: string, group: NewGroup, actor: string): void => {
    const before = own(rows.row(groupId));
    if (before.kind !== group.kind)
      throw new CartwrightError('conflict', 'The kind of a group stays. Make a new group instead.');
    const filter = group.kind === 'smart' ? JSON.stringify(usable(groupId, group.filter)) : null;
    const ended = group.kind === 'smart' && group.ended ? 1 : 0;
    unlessTaken(group.name, () =>
      store.run((db) =>
        db
          .updateTable('deviceGroup')
          .set({ ...lookOf(group), filter, ended, changedAt: work.now, changedBy: actor })
          .where('id', '=', groupId),
      ),
    );
    work.event({ type: 'group.changed', actor, data: { groupId, name: group.name, kind: group.kind } });
    if (group.kind === 'smart') redefine();
    if (filter !== before.filter || ended !== before.ended) worker.sweep(groupId, actor);
  };

  /** @throws CartwrightError `conflict` for a group that a cart keeps in step */
  const unlessFollowing = (groupId: string): void => {
    const cart = rows.usedBy(groupId).find(({ kind }) => kind === 'cart');
    if (cart !== undefined)
      throw new CartwrightError('conflict', `This group follows the cart “${cart.name}”. Change the cart instead.`);
  };

  const remove = (work: UnitOfWork, groupId: string, actor: string) => {
    const { kind, name } = own(rows.row(groupId));
    const usedBy = rows.usedBy(groupId);
    if (usedBy.length > 0)
      throw new CartwrightError(
        'conflict',
        `“${name}” is in use: ${usedBy.map((use) => use.name).join(', ')}. Change that first.`,
        { data: { usedBy } },
      );
    const group = rows.get(groupId);
    const deviceIds = kind === 'static' ? membership.members(groupId) : [];
    store.run((db) => db.deleteFrom('groupMember').where('groupId', '=', groupId));
    store.run((db) => db.deleteFrom('deviceGroup').where('id', '=', groupId));
    redefine();
    work.event({ type: 'group.deleted', actor, data: { groupId, name, kind, devices: group.members } });
    return { group, deviceIds };
  };

  const move = async (groupId: string, selection: DeviceSelection, joined: boolean, actor: string) => {
    const ids = devices.selected(selection);
    let changed = 0;
    for (let from = 0; from < ids.length || from === 0; from += PER_UNIT)
      changed += await store.write((work) => {
        const group = rows.row(groupId);
        if (group.kind === 'smart')
          throw new CartwrightError('conflict', 'Who is in this group is said by its filter. Change that instead.');
        unlessFollowing(groupId);
        return worker.change(work, group, membership.existing(ids.slice(from, from + PER_UNIT)), joined, actor);
      });
    return { changed };
  };

  const preview = openPreview(store, devices, usable);
  const explanations = openExplanations(store, devices);

  const rules = openRuleGroups({
    store,
    worker,
    redefine,
    usable,
    noCircle: (ruleId, ways) => noCircle(ruleId, undefined, ways),
    find: (filter, ended) => preview({ filter, ended }).members,
    explain: explanations.ofFilter,
  });

  return {
    rules,
    moveInUnit: (work, groupId, deviceIds, joined, actor) =>
      worker.change(work, rows.row(groupId), membership.existing(deviceIds), joined, actor),

    async start() {
      await store.write((work) => {
        const changed = putBuiltInGroups(store, work);
        redefine();
        for (const groupId of changed) worker.sweep(groupId, 'system');
      });
      worker.start();
    },
    stop: () => worker.stop(),
    subscribe: (listener) => worker.subscribe(listener),

    list: () => rows.list(),
    get: (groupId) => rows.get(groupId),

    async create(group, actor) {
      const id = await store.write((work) => insert(work, group, actor));
      return rows.get(id);
    },

    async update(groupId, group, actor) {
      await store.write((work) => {
        unlessFollowing(groupId);
        change(work, groupId, group, actor);
      });
      return rows.get(groupId);
    },

    remove: (groupId, actor) => store.write((work) => remove(work, groupId, actor)),

    follow(work, groupId, { deviceIds, ...look }, actor) {
      const id = groupId ?? insert(work, { kind: 'static', ...look }, actor);
      const before = rows.row(id);
      const { name, description, colour, icon } = look;
      if (
        [before.name, before.description, before.colour, before.icon].join('\0') !==
        [name, description, colour, icon].join('\0')
      )
        change(work, id, { kind: 'static', ...look }, actor);
      const wanted = new Set(deviceIds);
      const members = membership.members(id);
      const held = new Set(members);
      const group = { id, name };
      worker.change(
        work,
        group,
        members.filter((one) => !wanted.has(one)),
        false,
        actor,
      );
      worker.change(
        work,
        group,
        [...wanted].filter((one) => !held.has(one)),
        true,
        actor,
      );
      return id;
    },

    unfollow: (work, groupId, actor) => void remove(work, groupId, actor),

    preview,
    addMembers: (groupId, selection, actor) => move(groupId, selection, true, actor),
    removeMembers: (groupId, selection, actor) => move(groupId, selection, false, actor),
    matchSerials: (text) => matchSerials(store, text),
    explain: explanations.ofGroup,
    ofDevice: (deviceId) => membership.ofDevice(deviceId),
    tidy: () => membership.tidy(),
    export: (groupIds) => exportGroups({ store, attributes: devices.attributes() }, rows.list(), groupIds),
    import: (input, actor) =>
      importGroups(
        {
          store,
          attributes: () => devices.attributes(),
          rows,
          insert,
          change(work, groupId, group, by) {
            unlessFollowing(groupId);
            change(work, groupId, group, by);
          },
          worker,
        },
        input,
        actor,
      ),
  };
}

/** @throws CartwrightError `conflict` for a group that is nobody's to change */
function own(row: GroupRow): GroupRow {
  if (row.builtIn !== null)
    throw new CartwrightError(
      'conflict',
      'Every installation has this group: it is not to be changed. Make one like it.',
    );
  return row;
}

function lookOf({ name, description, colour, icon }: NewGroup) {
  return { name, nameKey: name.toLowerCase(), description, colour, icon };
}
