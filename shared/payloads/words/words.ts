import { readableName } from './readable-name.ts';

/** What a payload or key is called, and what it is for, in one language. */
export interface Words {
  readonly title: string;
  /** One sentence; empty for keys nobody wrote one for. */
  readonly help: string;
  /** Other words people look for it by. */
  readonly synonyms: string;
}

/** The words of one language. */
export interface PayloadWords {
  /** Of a payload by its id; the id itself as title when nobody wrote any. */
  payload(id: string): Words;
  /**
   * Of a key by its path: words written for it, else those of a key of this name in any payload, else its name made
   * readable.
   */
  key(payloadId: string, path: string): Words;
  /** Whether somebody wrote words for the key itself or for keys of its name. */
  hasKey(payloadId: string, path: string): boolean;
  /** Every payload and key that words were written for, as `id` or `id path`; `*` stands for any payload. */
  readonly written: ReadonlySet<string>;
}

/**
 * Reads words: a line for each payload, `#id|title|help|synonyms`, then a line for each of its keys,
 * `path|title|help|synonyms`; after `#*` come keys that mean the same in any payload.
 */
export function readWords(text: string): PayloadWords {
  const known = new Map<string, Words>();
  let section = '';
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [name = '', title = '', help = '', synonyms = ''] = line.split('|');
    if (name.startsWith('#')) {
      section = name.slice(1);
      if (title !== '') known.set(section, { title, help, synonyms });
    } else known.set(`${section} ${name}`, { title, help, synonyms });
  }
  const find = (payloadId: string, path: string): Words | undefined => {
    const own = known.get(`${payloadId} ${path}`);
    if (own !== undefined) return own;
    // From the most to the least of the path: `OnDemandRules.Action` before `Action`.
    for (let rest: string | undefined = path; rest !== undefined; rest = shorter(rest)) {
      const common = known.get(`* ${rest}`);
      if (common !== undefined) return common;
    }
    return undefined;
  };
  return {
    payload: (id) => known.get(id) ?? { title: id, help: '', synonyms: '' },
    key: (payloadId, path) => find(payloadId, path) ?? { title: readableName(path), help: '', synonyms: '' },
    hasKey: (payloadId, path) => find(payloadId, path) !== undefined,
    written: new Set(known.keys()),
  };
}

function shorter(path: string): string | undefined {
  const dot = path.indexOf('.');
  return dot < 0 ? undefined : path.slice(dot + 1);
}

const loaded = new Map<string, Promise<PayloadWords>>();

/** The words of a language, fetched once; they are large, so no screen carries them from the start. */
export function payloadWords(language: 'en' | 'de'): Promise<PayloadWords> {
  const words =
    loaded.get(language) ??
    (language === 'de'
      ? import('./de.ts').then(({ de }) => readWords(de))
      : import('./en.ts').then(({ en }) => readWords(en)));
  loaded.set(language, words);
  return words;
}
