/** Checks of compliance, as filters both sides understand, and rules to begin with. */
export { filterOfCheck, filterOfRule, findsEnded, scopeFilter } from './checks.ts';
export { RULE_TEMPLATES, type RuleTemplate } from './templates.ts';
