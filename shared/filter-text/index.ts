/** Filters as typed text: one grammar for the console and for the REST interface. */

export { type Completion, completionsAt } from './complete.ts';
export { groupsIn, type NamedGroup, withGroupIds, withGroupNames } from './group-names.ts';
export { parseFilterText, type TextProblem } from './parse.ts';
export { printFilterText } from './print.ts';
