import type { TFunction } from 'i18next';
import { ACCESS_RIGHTS } from '../../shared/catalogue/access-rights.ts';
import { FACTS } from '../../shared/catalogue/command-fact-table.ts';
import { inOwnWords } from '../parts/sentences.ts';
import { accessRightName, commandName } from './command-words.ts';

/** What a check found, as the catalogue or the engine tells it. */
export interface ToldFinding {
  readonly code: string;
  /** Plain English, for whoever has no other words. */
  readonly message: string;
}

/** A finding, or why a command ended, in the viewer's language. */
export function findingText(finding: Pick<ToldFinding, 'message'>, t: TFunction): string {
  return inOwnWords(finding.message, ['findingSentences'], (value) => part(value, t)) ?? finding.message;
}

/** Commands as sentences name them: “Lock device”. */
const COMMANDS_BY_LABEL: ReadonlyMap<string, string> = new Map(
  Object.entries(FACTS).map(([requestType, { label }]) => [`“${label}”`, requestType]),
);

/** What is filled into a sentence: a command, an access right, a kind of value, or something nobody translates. */
function part(value: string, t: TFunction): string {
  const command = COMMANDS_BY_LABEL.get(value);
  if (command !== undefined) return `„${commandName(command, t)}“`;
  const right = ACCESS_RIGHTS.find(({ label }) => label === value);
  if (right !== undefined) return accessRightName(right, t);
  return inOwnWords(value, ['findingParts', 'findingSentences'], (inner) => part(inner, t)) ?? value;
}
