import { CONTENT_FACTS } from './facts/content.ts';
import { KNOWLEDGE_FACTS } from './facts/knowledge.ts';
import { SAFETY_FACTS } from './facts/safety.ts';
import { USE_FACTS } from './facts/use.ts';
import type { CommandFacts } from './types.ts';

/** By RequestType; written by hand. A test holds it against the generated catalogue. */
export const FACTS: Readonly<Record<string, CommandFacts>> = {
  ...CONTENT_FACTS,
  ...KNOWLEDGE_FACTS,
  ...SAFETY_FACTS,
  ...USE_FACTS,
};
