import { firstTexts } from './en/first.ts';
import { screensTexts } from './en/screens.ts';

/** Every English text of the console. Another language is an object of the same shape. */
export const en = { ...firstTexts, ...screensTexts } as const;
