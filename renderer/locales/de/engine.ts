import { accessRights, commandNames } from './engine/command-names.ts';
import { findingParts, findingSentences } from './engine/findings.ts';

/** German for what the engine and the shared catalogue word in English themselves. */
export const engineTexts = { commandNames, accessRights, findingSentences, findingParts } as const;
