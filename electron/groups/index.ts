/** The face of groups: sets of devices, chosen or found by a filter, and who is in them now. */
export { type Groups, openGroups } from './groups.ts';
export type { RuleGroups } from './rule-groups.ts';
export type { FurtherWays } from './rules.ts';
