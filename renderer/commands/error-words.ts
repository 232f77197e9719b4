import type { TFunction } from 'i18next';
import type { ErrorExplanation } from '../../shared/contract/index.ts';

/** What an error means in the viewer's language; undefined where nobody wrote it down. */
export interface ErrorWords {
  readonly area: string | undefined;
  readonly meaning: string | undefined;
  readonly cause: string | undefined;
  readonly nextStep: string | undefined;
}

/** The engine's explanation, in the viewer's words. */
export function errorWords(about: ErrorExplanation, _t: TFunction): ErrorWords {
  return {
    area: about.area ?? undefined,
    meaning: about.meaning ?? undefined,
    cause: about.cause ?? undefined,
    nextStep: about.nextStep ?? undefined,
  };
}
