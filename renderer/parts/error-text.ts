import { ORPCError } from '@orpc/client';
import i18next from 'i18next';
import { ConnectionLostError } from '../live/connection.ts';
import { NoReasonError } from '../live/reasons.ts';
import { inOwnWords } from './sentences.ts';

/** What to tell of a failure: the engine's own words, which say what to do, in the viewer's language where known. */
export function errorText(error: unknown): string {
  if (error instanceof ConnectionLostError) return i18next.t('errors.connectionLost');
  if (error instanceof NoReasonError) return i18next.t('reasons.none');
  if (error instanceof ORPCError) return engineText(sentenceOf(error.data) ?? error.message);
  return error instanceof Error && error.message !== '' ? error.message : i18next.t('errors.unknown');
}

/** What is wrong with what was entered, where the contract says it in a sentence; its library's own words are for programs. */
function sentenceOf(data: unknown): string | undefined {
  const issues = typeof data === 'object' && data !== null && 'issues' in data ? data.issues : undefined;
  if (!Array.isArray(issues)) return undefined;
  const messages = issues.map((issue: { message?: unknown }) => issue.message);
  return messages.find((message): message is string => typeof message === 'string' && message.endsWith('.'));
}

/** Why the engine did not do something, in the viewer's language where known. */
export const engineText = (text: string): string => inOwnWords(text, ['errorSentences'], engineText) ?? text;
