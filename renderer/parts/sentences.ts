import i18next from 'i18next';

/** A sentence of the engine, with `{…}` where it fills something in, and the same in the viewer's language. */
type Pair = readonly [english: string, other: string];

/** Lists of such sentences; English has none. */
export type SentenceList = 'findingSentences' | 'findingParts' | 'errorSentences';

function pairs(name: SentenceList): readonly Pair[] {
  if (!i18next.isInitialized) return [];
  return (i18next.getResource(i18next.language, 'translation', name) as readonly Pair[] | undefined) ?? [];
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

/**
 * What the engine words in English, in the viewer's language.
 *
 * @param part what becomes of what is filled in; left out, it stays as it is
 * @returns undefined when no list has such a sentence
 */
export function inOwnWords(
  text: string,
  lists: readonly SentenceList[],
  part: (value: string) => string = (value) => value,
): string | undefined {
  for (const list of lists)
    for (const [english, other] of pairs(list)) {
      const match = patternOf(english).exec(text);
      if (match === null) continue;
      return other.replace(/\{(\w+)\}/g, (_, name: string) => part(match.groups?.[name] ?? ''));
    }
  return undefined;
}
