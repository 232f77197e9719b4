/**
 * Every error an administrator, a script or a device can be told of has one of these codes.
 * `message` is for people and says what to do; `cause` is for the log; `data` holds plain facts, never secrets.
 */
export type ErrorCode =
  | 'bad-request'
  | 'unauthenticated'
  | 'forbidden'
  | 'reason-missing'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'too-large'
  | 'too-many'
  | 'unsupported'
  | 'not-configured'
  | 'bad-certificate'
  | 'bad-plist'
  | 'bad-signature'
  | 'bad-configuration'
  | 'vault-locked'
  | 'store-failure'
  | 'push-failure'
  | 'internal';

export class CartwrightError extends Error {
  readonly code: ErrorCode;
  readonly data: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; data?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CartwrightError';
    this.code = code;
    this.data = options.data;
  }
}
