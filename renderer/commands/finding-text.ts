import i18next, { type TFunction } from 'i18next';
import { ACCESS_RIGHTS } from '../../shared/catalogue/access-rights.ts';
import { FACTS } from '../../shared/catalogue/command-fact-table.ts';
import { accessRightName, commandName } from './command-words.ts';

/** What a check found, as the catalogue or the engine tells it. */
export interface ToldFinding {
  readonly code: string;
  /** Plain English, for whoever has no other words. */
  readonly message: string;
}

type Pair = readonly [english: string, other: string];

/** A finding, or why a command ended, in the viewer's language. */
export function findingText(finding: Pick<ToldFinding, 'message'>, t: TFunction): string {
  const sentences = pairs('findingSentences');
  return sentences.length === 0 ? finding.message : (said(finding.message, sentences, t) ?? finding.message);
}

function pairs(name: 'findingSentences' | 'findingParts'): readonly Pair[] {
  if (!i18next.isInitialized) return [];
  return (i18next.getResource(i18next.language, 'translation', name) as readonly Pair[] | undefined) ?? [];
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
  return said(value, pairs('findingParts'), t) ?? said(value, pairs('findingSentences'), t) ?? value;
}

const patterns = new Map<string, RegExp>();

/** A sentence as a pattern: `{name}` stands for what is filled in. */
function patternOf(sentence: string): RegExp {
  let pattern = patterns.get(sentence);
  if (pattern === undefined) {
    const escaped = sentence.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>.+?)');
    pattern = new RegExp(`^${escaped}$`, 's');
    patterns.set(sentence, pattern);
  }
  return pattern;
}

function said(text: string, sentences: readonly Pair[], t: TFunction): string | undefined {
  for (const [english, other] of sentences) {
    const match = patternOf(english).exec(text);
    if (match === null) continue;
    return other.replace(/\{(\w+)\}/g, (_, name: string) => part(match.groups?.[name] ?? '', t));
  }
  return undefined;
}
