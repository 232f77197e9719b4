import { ORPCError } from '@orpc/client';
import i18next from 'i18next';
import { ConnectionLostError } from '../live/connection.ts';

/** What to tell of a failure: the engine's own words, which say what to do. */
export function errorText(error: unknown): string {
  if (error instanceof ConnectionLostError) return i18next.t('errors.connectionLost');
  if (error instanceof ORPCError) return error.message;
  return error instanceof Error && error.message !== '' ? error.message : i18next.t('errors.unknown');
}
