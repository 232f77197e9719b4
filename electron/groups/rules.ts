import type { DeviceFilter } from '../../shared/contract/device-filter.ts';
import type { Store } from '../store/index.ts';

/*
 * Who violates a rule of compliance is a group, too: kept up to date like any other, and shown to nobody. Its id is that
 * of the rule.
 */

const PREFIX = 'rule:';

/** What stands for the key of a built-in group. */
export const ruleKey = (ruleId: string): string => `${PREFIX}${ruleId}`;

/** True for the group of a rule. */
export const isOfRule = ({ builtIn }: { readonly builtIn: string | null }): boolean =>
  builtIn?.startsWith(PREFIX) === true;

/** Fields about all rules together. */
const OF_ALL: ReadonlySet<string> = new Set(['compliance', 'blocked', 'quarantined']);

/** The rules, by id or name, whose violation a filter asks for. Pure. */
export function rulesAskedFor(filter: DeviceFilter): readonly string[] | 'all' {
  const found = new Set<string>();
  let all = false;
  const visit = (node: DeviceFilter): void => {
    if ('all' in node) node.all.forEach(visit);
    else if ('any' in node) node.any.forEach(visit);
    else if ('not' in node) visit(node.not);
    else if (OF_ALL.has(node.field)) all = true;
    else if (node.field === 'violates') for (const rule of [node.value].flat()) found.add(String(rule));
  };
  visit(filter);
  return all ? 'all' : [...found];
}

/** Ways from one group or rule to another besides those of filters. */
export type FurtherWays = readonly (readonly [from: string, to: string])[];

/** What each group and rule depends on, for finding circles. */
export function dependencies(
  definitions: readonly { id: string; groups: readonly string[]; rules: readonly string[] | 'all' }[],
  rules: readonly { id: string; name: string }[],
  further: FurtherWays,
): Map<string, string[]> {
  const byName = new Map(rules.map(({ id, name }) => [name.toLowerCase(), id]));
  const found = new Map<string, string[]>();
  const add = (from: string, to: readonly string[]): void => void found.set(from, [...(found.get(from) ?? []), ...to]);
  for (const { id, groups, rules: asked } of definitions) {
    add(id, groups);
    add(
      id,
      asked === 'all' ? rules.map((rule) => rule.id) : asked.map((rule) => byName.get(rule.toLowerCase()) ?? rule),
    );
  }
  for (const [from, to] of further) add(from, [to]);
  return found;
}

/** The rules there are, switched on or not. */
export function readRules(store: Store): { id: string; name: string }[] {
  return store.all((db) => db.selectFrom('complianceRule').select(['id', 'name']));
}
