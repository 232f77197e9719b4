import { filterOfCheck, filterOfRule, findsEnded, scopeFilter } from '../../shared/compliance/index.ts';
import type {
  ComplianceExplanation,
  CompliancePreview,
  ComplianceRule,
  GroupUse,
  NewComplianceRule,
} from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { quarantinesOf, type Rule, readRules } from './definitions.ts';
import type { CompliancePorts, Ways } from './ports.ts';
import type { ComplianceWorker } from './worker.ts';

/** Rules: made, changed, and tried out. */
export interface Rules {
  list(): ComplianceRule[];
  /** @throws CartwrightError `not-found`, as all that name a rule */
  get(ruleId: string): ComplianceRule;
  /** @throws CartwrightError `conflict` for a name that is taken or a rule about itself, `bad-request` for a filter */
  create(rule: NewComplianceRule, actor: string): Promise<ComplianceRule>;
  update(ruleId: string, rule: NewComplianceRule, actor: string): Promise<ComplianceRule>;
  duplicate(ruleId: string, actor: string): Promise<ComplianceRule>;
  setActive(ruleId: string, active: boolean, actor: string): Promise<ComplianceRule>;
  /** Returns what it was, so that it can be made again. */
  remove(ruleId: string, actor: string): Promise<ComplianceRule>;
  preview(rule: Pick<NewComplianceRule, 'checks' | 'include' | 'exclude'>): CompliancePreview;
  explain(ruleId: string, deviceId: string): ComplianceExplanation;
  /** What rules use groups for. */
  usages(): ReadonlyMap<string, readonly GroupUse[]>;
  /** What rules depend on, and what on them, besides their filters. */
  ways(): Ways;
}

/** Languages of a rule in which one of its messages is missing. */
function missingTexts({ tiers, languages }: Pick<NewComplianceRule, 'tiers' | 'languages'>): string[] {
  const messages = tiers.flatMap(({ actions }) => actions.flatMap((one) => (one.kind === 'message' ? [one] : [])));
  return languages
    .slice(1)
    .filter((language) =>
      messages.some(({ translations }) => !translations.some((each) => each.language === language)),
    );
}

const MOST_RULES = 200;
/** What is told of a change, before and after. */
const TOLD = [
  'name',
  'description',
  'active',
  'checks',
  'include',
  'exclude',
  'graceHours',
  'tiers',
  'languages',
] as const;

export function openRules(store: Store, ports: CompliancePorts, worker: ComplianceWorker): Rules {
  const { groups } = ports;

  const row = (ruleId: string): Rule => {
    const rule = readRules(store).get(ruleId);
    if (rule === undefined) throw new CartwrightError('not-found', 'There is no such rule.');
    return rule;
  };

  const counts = (): Map<string, Record<string, number>> => {
    const found = new Map<string, Record<string, number>>();
    for (const { ruleId, state, count } of store.all((db) =>
      db
        .selectFrom('complianceViolation')
        .select(['ruleId', 'state'])
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('endedAt', 'is', null)
        .groupBy(['ruleId', 'state']),
    ))
      found.set(ruleId, { ...found.get(ruleId), [state]: count });
    return found;
  };
  const settling = (): Set<string> =>
    new Set(store.all((db) => db.selectFrom('groupSweep').select('groupId')).map(({ groupId }) => groupId));

  const shape = (
    rule: Rule,
    counted: ReadonlyMap<string, Record<string, number>>,
    busy: ReadonlySet<string>,
  ): ComplianceRule => {
    const { violating = 0, grace = 0, exempt = 0 } = counted.get(rule.id) ?? {};
    return { ...rule, violating, grace, exempt, settling: busy.has(rule.id) };
  };
  const get = (ruleId: string): ComplianceRule => shape(row(ruleId), counts(), settling());

  const exemptGroups = (): Ways =>
    store
      .all((db) => db.selectFrom('complianceExemption').select(['ruleId', 'groupId']).where('groupId', 'is not', null))
      .flatMap(({ ruleId, groupId }) =>
        groupId === null
          ? []
          : (ruleId === null ? [...readRules(store).keys()] : [ruleId]).map((id) => [id, groupId] as const),
      );
  /** Who is in a quarantine group depends on the rule that puts devices there; who is exempt, on the group. */
  const ways = (except?: string): Ways => [
    ...exemptGroups(),
    ...[...readRules(store).values()]
      .filter(({ id }) => id !== except)
      .flatMap((rule) => quarantinesOf(rule).map((groupId) => [groupId, rule.id] as const)),
  ];

  /** A rule with the ids of groups in its filters, after all that can be wrong with it was looked at. */
  const usable = (ruleId: string, rule: NewComplianceRule): NewComplianceRule => {
    const quarantines = quarantinesOf(rule);
    for (const groupId of quarantines) {
      const group = store.get((db) => db.selectFrom('deviceGroup').select('kind').where('id', '=', groupId));
      if (group?.kind !== 'static')
        throw new CartwrightError('bad-request', 'Devices are put into quarantine in a static group. Choose one.');
    }
    const kinds = rule.tiers.map(({ actions }) => actions.map(({ kind }) => kind));
    if (kinds.some((list) => new Set(list).size < list.length))
      throw new CartwrightError('bad-request', 'A stage does each thing once. Take out what is there twice.');
    if (new Set(rule.tiers.map(({ id }) => id)).size < rule.tiers.length)
      throw new CartwrightError('bad-request', 'Two stages have the same id. Give each its own.');
    if (new Set(rule.languages).size < rule.languages.length)
      throw new CartwrightError('bad-request', 'Each language is there once. Take out what is there twice.');
    const missing = missingTexts(rule);
    if (missing.length > 0)
      throw new CartwrightError(
        'bad-request',
        `Messages have to be in every language of the rule: ${missing.join(', ')}.`,
      );
    const own: Ways = [...ways(ruleId), ...quarantines.map((groupId) => [groupId, ruleId] as const)];
    groups.rules.usable(ruleId, filterOfRule(rule), own);
    const checks = rule.checks.map((check) =>
      check.kind === 'condition' ? { ...check, filter: groups.rules.usable(ruleId, check.filter, own) } : check,
    );
    return { ...rule, checks, tiers: [...rule.tiers].sort((a, b) => a.afterHours - b.afterHours) };
  };

  const put = (work: UnitOfWork, id: string, rule: NewComplianceRule, actor: string): void => {
    worker.invalidate();
    if (rule.active)
      groups.rules.put(
        work,
        { id, name: rule.name, filter: filterOfRule(rule), ended: findsEnded(rule.checks) },
        actor,
      );
    else groups.rules.drop(id);
    // Those that violate it now are judged by what it says now.
    worker.reconsider(
      store
        .all((db) =>
          db.selectFrom('complianceViolation').select('deviceId').where('ruleId', '=', id).where('endedAt', 'is', null),
        )
        .map(({ deviceId }) => deviceId),
    );
  };

  const valuesOf = (rule: NewComplianceRule) => ({
    name: rule.name,
    nameKey: rule.name.toLowerCase(),
    description: rule.description,
    active: rule.active ? (1 as const) : (0 as const),
    checks: JSON.stringify(rule.checks),
    include: JSON.stringify(rule.include),
    exclude: JSON.stringify(rule.exclude),
    graceHours: rule.graceHours,
    tiers: JSON.stringify(rule.tiers),
    languages: JSON.stringify(rule.languages),
  });
  const unlessTaken = (name: string, change: () => void): void => {
    try {
      change();
    } catch (error) {
      if (!store.isUniqueViolation(error)) throw error;
      throw new CartwrightError('conflict', `There is a rule “${name}” already. Take another name.`);
    }
  };

  const create = async (wanted: NewComplianceRule, actor: string): Promise<ComplianceRule> => {
    const id = newId(store.clock.now());
    await store.write((work) => {
      if (readRules(store).size >= MOST_RULES)
        throw new CartwrightError('too-many', `There are ${MOST_RULES} rules, the most there can be.`);
      const rule = usable(id, wanted);
      const made = { createdAt: work.now, createdBy: actor, changedAt: work.now, changedBy: actor };
      unlessTaken(rule.name, () =>
        store.run((db) => db.insertInto('complianceRule').values({ id, ...valuesOf(rule), ...made })),
      );
      put(work, id, rule, actor);
      work.event({ type: 'compliance.rule-created', actor, data: { ruleId: id, name: rule.name } });
    });
    return get(id);
  };

  const change = async (
    ruleId: string,
    make: (before: Rule) => NewComplianceRule,
    actor: string,
  ): Promise<ComplianceRule> => {
    await store.write((work) => {
      const before = row(ruleId);
      const rule = usable(ruleId, make(before));
      unlessTaken(rule.name, () =>
        store.run((db) =>
          db
            .updateTable('complianceRule')
            .set({ ...valuesOf(rule), changedAt: work.now, changedBy: actor })
            .where('id', '=', ruleId),
        ),
      );
      put(work, ruleId, rule, actor);
      const differing = TOLD.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(rule[key]));
      const only = (from: Pick<Rule, (typeof TOLD)[number]>) =>
        Object.fromEntries(differing.map((key) => [key, from[key]]));
      const switched = differing.length === 1 && differing[0] === 'active';
      const data = { ruleId, name: rule.name };
      if (switched)
        work.event({ type: rule.active ? 'compliance.rule-switched-on' : 'compliance.rule-switched-off', actor, data });
      else
        work.event({
          type: 'compliance.rule-changed',
          actor,
          data: { ...data, before: only(before), after: only(rule) },
        });
    });
    return get(ruleId);
  };

  return {
    list() {
      const counted = counts();
      const busy = settling();
      return [...readRules(store).values()].map((rule) => shape(rule, counted, busy));
    },
    get,
    create,
    update: (ruleId, rule, actor) => change(ruleId, () => rule, actor),
    setActive: (ruleId, active, actor) => change(ruleId, (before) => ({ ...before, active }), actor),

    duplicate(ruleId, actor) {
      const { name, ...rule } = row(ruleId);
      const taken = new Set([...readRules(store).values()].map((one) => one.name.toLowerCase()));
      let number = 2;
      const named = () => `${name.slice(0, 90)} (${number})`;
      while (taken.has(named().toLowerCase())) number++;
      return create({ ...rule, name: named(), active: false }, actor);
    },

    async remove(ruleId, actor) {
      const rule = get(ruleId);
      await store.write((work) => {
        row(ruleId);
        store.run((db) => db.deleteFrom('complianceRule').where('id', '=', ruleId));
        put(work, ruleId, { ...rule, active: false }, actor);
        work.event({ type: 'compliance.rule-deleted', actor, data: { ruleId, name: rule.name } });
      });
      return rule;
    },

    preview(rule) {
      const id = newId(store.clock.now());
      const ended = findsEnded(rule.checks);
      const scope = scopeFilter(rule.include, rule.exclude);
      const filter = groups.rules.usable(id, filterOfRule(rule), []);
      const managed = { all: [scope, { field: 'state', operator: 'is' as const, value: 'enrolled' }] };
      return { violating: groups.rules.find(filter, ended), inScope: groups.rules.find(managed, false).count };
    },

    explain(ruleId, deviceId) {
      const rule = row(ruleId);
      const device = store.get((db) => db.selectFrom('device').select('id').where('id', '=', deviceId));
      if (device === undefined) throw new CartwrightError('not-found', 'There is no such device.');
      const checks = rule.checks.map((check) => {
        const why = groups.rules.explain(filterOfCheck(check), deviceId);
        return { check, holds: why.holds, why };
      });
      return {
        ruleId,
        deviceId,
        checks,
        inScope: groups.rules.explain(scopeFilter(rule.include, rule.exclude), deviceId).holds,
        violates: groups.rules.explain(filterOfRule(rule), deviceId).holds,
      };
    },

    usages() {
      const found = new Map<string, GroupUse[]>();
      const add = (groupId: string, use: GroupUse): void => {
        const known = found.get(groupId) ?? [];
        if (!known.some(({ id }) => id === use.id)) found.set(groupId, [...known, use]);
      };
      const rules = readRules(store);
      for (const rule of rules.values())
        for (const groupId of [...rule.include, ...rule.exclude, ...quarantinesOf(rule)])
          add(groupId, { kind: 'rule', id: rule.id, name: rule.name });
      for (const [ruleId, groupId] of exemptGroups())
        add(groupId, { kind: 'rule', id: ruleId, name: rules.get(ruleId)?.name ?? '' });
      return found;
    },
    ways: () => ways(),
  };
}
