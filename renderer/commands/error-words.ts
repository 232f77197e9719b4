import i18next from 'i18next';
import type { ErrorDomain } from '../../shared/catalogue/errors/types.ts';
import type { ErrorExplanation } from '../../shared/contract/index.ts';

/** What an error means in the viewer's language; undefined where nobody wrote it down. */
export interface ErrorWords {
  readonly area: string | undefined;
  readonly meaning: string | undefined;
  readonly cause: string | undefined;
  readonly nextStep: string | undefined;
}

/** The engine's explanation, in the words of the language that is spoken. */
export function errorWords(about: ErrorExplanation): ErrorWords {
  const domains = i18next.getResource(i18next.language, 'translation', 'errorDomains') as
    | Readonly<Record<string, ErrorDomain>>
    | undefined;
  const domain = domains?.[about.domain];
  const [meaning, cause, nextStep] = domain?.codes[about.code] ?? [];
  const known = domain !== undefined && meaning !== undefined;
  return {
    area: (about.area === null ? undefined : domain?.area) ?? about.area ?? undefined,
    meaning: meaning ?? about.meaning ?? undefined,
    cause: (known ? (cause ?? domain.cause) : about.cause) ?? undefined,
    nextStep: (known ? (nextStep ?? domain.nextStep) : about.nextStep) ?? undefined,
  };
}
