import { ORPCError } from '@orpc/server';
import { CartwrightError, type ErrorCode } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';

const STATUS: Record<ErrorCode, string> = {
  'bad-request': 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'reason-missing': 'BAD_REQUEST',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  gone: 'GONE',
  'too-large': 'PAYLOAD_TOO_LARGE',
  'too-many': 'TOO_MANY_REQUESTS',
  unsupported: 'UNPROCESSABLE_CONTENT',
  'not-configured': 'CONFLICT',
  'bad-certificate': 'BAD_REQUEST',
  'bad-plist': 'BAD_REQUEST',
  'bad-signature': 'BAD_REQUEST',
  'bad-configuration': 'BAD_REQUEST',
  'vault-locked': 'SERVICE_UNAVAILABLE',
  'store-failure': 'SERVICE_UNAVAILABLE',
  'push-failure': 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
};

/**
 * What a caller is told of a failure: our own errors with their message and code, oRPC's (bad input, unknown path)
 * as they are, and anything else as an internal error whose cause only the log knows.
 */
export function toRpcError(error: unknown, logger: Logger): ORPCError<string, unknown> {
  if (error instanceof ORPCError) return error;
  if (error instanceof CartwrightError) {
    if (error.code === 'internal') logger.error({ err: error }, 'a request failed');
    return new ORPCError(STATUS[error.code], { message: error.message, data: { code: error.code, ...error.data } });
  }
  logger.error({ err: error }, 'a request failed');
  return new ORPCError('INTERNAL_SERVER_ERROR', { message: 'Cartwright failed here. The log says why.' });
}
