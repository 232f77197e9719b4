import { z } from 'zod';
import {
  type ComplianceRule,
  type NewComplianceRule,
  newComplianceRule,
} from '../../shared/contract/compliance-rule.ts';
import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import type { BundleOutcome } from '../../shared/contract/policy-answers.ts';
import { CartwrightError } from '../../shared/errors.ts';
import {
  groupsIn,
  type NamedGroup,
  parseFilterText,
  printFilterText,
  withGroupIds,
  withGroupNames,
} from '../../shared/filter-text/index.ts';
import { newId } from '../../shared/ids.ts';
import type { Store } from '../store/index.ts';
import type { Rules } from './rules.ts';

/*
 * Rules for another installation: groups by their names, conditions as people type them.
 */

type Row = BundleOutcome['rows'][number];

/** A rule whose groups are names; the rest is judged as any rule is. */
const entry = z.looseObject({
  name: z.string(),
  include: z.array(z.string()),
  exclude: z.array(z.string()),
  checks: z.array(z.looseObject({ kind: z.string(), filter: z.string().max(50_000).optional() })),
  tiers: z.array(
    z.looseObject({ actions: z.array(z.looseObject({ kind: z.string(), groupId: z.string().optional() })) }),
  ),
});
type Entry = z.infer<typeof entry>;

/** Rules as JSON for a file, and out of one. */
export function openRuleTransfer(
  store: Store,
  rules: Pick<Rules, 'list' | 'create' | 'update'>,
  attributes: () => readonly AttributeShape[],
) {
  const groups = (): NamedGroup[] => store.all((db) => db.selectFrom('deviceGroup').select(['id', 'name']));

  const written = (rule: ComplianceRule, all: readonly NamedGroup[]): Entry => {
    const names = new Map(all.map(({ id, name }) => [id, name]));
    const nameOf = (id: string): string => names.get(id) ?? id;
    const { name, description, active, graceHours, languages } = rule;
    return {
      ...{ name, description, active, graceHours, languages },
      include: rule.include.map(nameOf),
      exclude: rule.exclude.map(nameOf),
      checks: rule.checks.map((check) =>
        check.kind === 'condition'
          ? { ...check, filter: printFilterText(withGroupNames(check.filter, all), attributes()) }
          : check,
      ),
      tiers: rule.tiers.map((tier) => ({
        ...tier,
        actions: tier.actions.map((action) =>
          action.kind === 'quarantine' ? { ...action, groupId: nameOf(action.groupId) } : action,
        ),
      })),
    };
  };

  /** @throws CartwrightError `bad-request` with what cannot be read or is not here */
  const read = (given: Entry, all: readonly NamedGroup[]): NewComplianceRule => {
    const idOf = (name: string): string => {
      const found = all.find((group) => group.name.toLowerCase() === name.toLowerCase());
      // Without one of its groups the rule would be about others.
      if (found === undefined) throw new CartwrightError('bad-request', `The group “${name}” is not here.`);
      return found.id;
    };
    const filterOf = (text: string) => {
      const parsed = parseFilterText(text, attributes());
      if (!parsed.ok) throw new CartwrightError('bad-request', parsed.problem.message);
      const filter = withGroupIds(parsed.filter, all);
      for (const id of groupsIn(filter)) if (!all.some((group) => group.id === id)) idOf(id);
      return filter;
    };
    const made = newComplianceRule.safeParse({
      ...given,
      include: given.include.map(idOf),
      exclude: given.exclude.map(idOf),
      checks: given.checks.map(({ filter, ...check }) =>
        filter === undefined ? check : { ...check, filter: filterOf(filter) },
      ),
      tiers: given.tiers.map((tier) => ({
        ...tier,
        actions: tier.actions.map(({ groupId, ...action }) =>
          groupId === undefined ? action : { ...action, groupId: idOf(groupId) },
        ),
      })),
    });
    if (!made.success) throw new CartwrightError('bad-request', 'It cannot be read.');
    return made.data;
  };

  return {
    /** Every rule. */
    exportAll(): unknown[] {
      const all = groups();
      return rules.list().map((rule) => written(rule, all));
    },

    /**
     * Makes rules out of such a list, one after another.
     *
     * @param how.coming names of groups that would be there, in lower case, where it is only tried
     */
    async importAll(
      given: readonly unknown[],
      { replace, dryRun, coming }: { replace: boolean; dryRun: boolean; coming: ReadonlySet<string> },
      actor: string,
    ): Promise<Row[]> {
      const outcome: Row[] = [];
      for (const one of given) {
        const readable = entry.safeParse(one);
        const row = (what: Row['outcome'], reasons: string[] = []): void =>
          void outcome.push({ kind: 'rule', name: readable.data?.name ?? '?', outcome: what, reasons });
        if (!readable.success) {
          row('refused', ['It cannot be read.']);
          continue;
        }
        const present = rules.list().find(({ name }) => name.toLowerCase() === readable.data.name.toLowerCase());
        if (present !== undefined && !replace) {
          row('kept');
          continue;
        }
        try {
          // Groups that the file brings have no ids yet where nothing is written.
          const here = groups();
          const known = new Set(here.map(({ name }) => name.toLowerCase()));
          const awaited = dryRun ? [...coming].filter((name) => !known.has(name)) : [];
          const rule = read(readable.data, [...here, ...awaited.map((name) => ({ id: newId(), name }))]);
          if (!dryRun && present === undefined) await rules.create(rule, actor);
          else if (!dryRun && present !== undefined) await rules.update(present.id, rule, actor);
          row(present === undefined ? 'created' : 'replaced');
        } catch (error) {
          if (!(error instanceof CartwrightError)) throw error;
          row('refused', [error.message]);
        }
      }
      return outcome;
    },
  };
}
