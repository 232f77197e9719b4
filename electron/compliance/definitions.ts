import type { ComplianceCheck, ComplianceTier } from '../../shared/contract/compliance-rule.ts';
import type { ComplianceRuleTable, Store } from '../store/index.ts';

/** A rule as it is decided by. */
export interface Rule
  extends Omit<ComplianceRuleTable, 'active' | 'checks' | 'include' | 'exclude' | 'tiers' | 'languages' | 'nameKey'> {
  readonly active: boolean;
  readonly checks: ComplianceCheck[];
  readonly include: string[];
  readonly exclude: string[];
  readonly tiers: ComplianceTier[];
  readonly languages: string[];
}

/** The rules there are, by their ids. */
export function readRules(store: Store): Map<string, Rule> {
  return new Map(
    store
      .all((db) => db.selectFrom('complianceRule').selectAll().orderBy('nameKey'))
      .map(({ nameKey: _, active, checks, include, exclude, tiers, languages, ...row }) => [
        row.id,
        {
          ...row,
          active: active === 1,
          checks: JSON.parse(checks) as ComplianceCheck[],
          include: JSON.parse(include) as string[],
          exclude: JSON.parse(exclude) as string[],
          tiers: JSON.parse(tiers) as ComplianceTier[],
          languages: JSON.parse(languages) as string[],
        },
      ]),
  );
}

/** The groups a rule puts devices into. */
export const quarantinesOf = ({ tiers }: Pick<Rule, 'tiers'>): string[] => [
  ...new Set(
    tiers.flatMap(({ actions }) => actions.flatMap((one) => (one.kind === 'quarantine' ? [one.groupId] : []))),
  ),
];
