import { CartwrightError } from '../../shared/errors.ts';
import { isPlistDict, type PlistDict, type PlistLimits, type PlistValue } from '../../shared/plist/index.ts';
import { readEnrollmentIdKeys } from './enrollment-id.ts';
import { decodePlistDict } from './plist/decode.ts';
import { unexpectedValue, withoutKeys } from './shape.ts';

/*
 * The messages of the check-in protocol, with Apple's key names. What each may carry stands in one table per message, from
 * which come both the types and the checks. Keys that Apple requires on one platform only are optional here.
 * Source: Apple's device-management schema, mdm/checkin; MDM Protocol Reference, "Check-in Protocol".
 */

interface Kinds {
  string: string;
  boolean: boolean;
  data: Uint8Array;
  dictionary: PlistDict;
}
type Kind = keyof Kinds;
/** `string!` is required and not empty; `string?` may be missing. */
type Field = `${Kind}!` | `${Kind}?`;
type Fields = Readonly<Record<string, Field>>;

type Decoded<F extends Fields> = {
  -readonly [K in keyof F as F[K] extends `${Kind}!` ? K : never]: F[K] extends `${infer T extends Kind}!`
    ? Kinds[T]
    : never;
} & {
  -readonly [K in keyof F as F[K] extends `${Kind}?` ? K : never]?: F[K] extends `${infer T extends Kind}?`
    ? Kinds[T]
    : never;
};

/** Whose message it is; see `enrollmentIdentity`. */
const ENROLLMENT = { UDID: 'string?', EnrollmentID: 'string?' } as const satisfies Fields;
/** On a user channel. `AuthToken` is the secret a network user got from UserAuthenticate. */
const USER = {
  UserID: 'string?',
  UserShortName: 'string?',
  UserLongName: 'string?',
  EnrollmentUserID: 'string?',
  AuthToken: 'string?',
} as const satisfies Fields;

const MESSAGES = {
  Authenticate: {
    ...ENROLLMENT,
    Topic: 'string!',
    DeviceName: 'string?',
    ModelName: 'string?',
    Model: 'string?',
    OSVersion: 'string?',
    BuildVersion: 'string?',
    ProductName: 'string?',
    SerialNumber: 'string?',
    IMEI: 'string?',
    MEID: 'string?',
  },
  TokenUpdate: {
    ...ENROLLMENT,
    ...USER,
    Topic: 'string!',
    Token: 'data!',
    PushMagic: 'string!',
    UnlockToken: 'data?',
    AwaitingConfiguration: 'boolean?',
    NotOnConsole: 'boolean?',
  },
  CheckOut: { ...ENROLLMENT, ...USER, Topic: 'string!' },
  UserAuthenticate: {
    ...ENROLLMENT,
    UserID: 'string!',
    UserShortName: 'string?',
    UserLongName: 'string?',
    DigestResponse: 'string?',
  },
  SetBootstrapToken: { ...ENROLLMENT, ...USER, BootstrapToken: 'data?', AwaitingConfiguration: 'boolean?' },
  GetBootstrapToken: { ...ENROLLMENT, ...USER, AwaitingConfiguration: 'boolean?' },
  GetToken: { ...ENROLLMENT, ...USER, TokenServiceType: 'string!', TokenParameters: 'dictionary?' },
  DeclarativeManagement: { ...ENROLLMENT, ...USER, Endpoint: 'string!', Data: 'data?' },
  ReturnToService: { ...ENROLLMENT, ...USER },
} as const satisfies Readonly<Record<string, Fields>>;

export type CheckInMessageType = keyof typeof MESSAGES;

/** One decoded message. `extra` holds the keys that are not in its table, as they came. */
type Message<T extends CheckInMessageType> = { MessageType: T; extra: PlistDict } & Decoded<(typeof MESSAGES)[T]>;

/** A device asks to enroll; nothing is managed yet. */
export type AuthenticateMessage = Message<'Authenticate'>;
/** How to wake the device (or user) up; `Token`, `PushMagic` and `UnlockToken` are secrets. */
export type TokenUpdateMessage = Message<'TokenUpdate'>;
/** A network user of a Mac logs in: first without, then with `DigestResponse`, which is a secret. */
export type UserAuthenticateMessage = Message<'UserAuthenticate'>;
export type DeclarativeManagementMessage = Message<'DeclarativeManagement'>;
/** `BootstrapToken` is a secret; empty or missing takes the kept one back. */
export type SetBootstrapTokenMessage = Message<'SetBootstrapToken'>;
export type GetTokenMessage = Message<'GetToken'>;

export type CheckInMessage = { [T in CheckInMessageType]: Message<T> }[CheckInMessageType];

const KNOWN_KEYS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(MESSAGES).map(([type, fields]) => [type, new Set(['MessageType', ...Object.keys(fields)])]),
);

/** Whether a dictionary is a check-in rather than a connect: both may be sent to one URL. */
export function isCheckIn(body: PlistDict): boolean {
  return typeof body.MessageType === 'string';
}

/**
 * Decodes the body of a check-in.
 *
 * @throws PlistError when it is not a property list
 * @throws CartwrightError `bad-plist` when `MessageType` is unknown, a required key is missing or empty, or a key has the
 *   wrong type; the message names the key and what was expected, never the value
 */
export function decodeCheckIn(bytes: Uint8Array, limits?: PlistLimits): CheckInMessage {
  return checkInFromDict(decodePlistDict(bytes, limits));
}

/** As {@link decodeCheckIn}, for a body that was decoded already. */
export function checkInFromDict(body: PlistDict): CheckInMessage {
  const type = body.MessageType;
  if (typeof type !== 'string') throw unexpectedValue('MessageType', 'a string', type);
  if (!isMessageType(type)) {
    throw new CartwrightError(
      'bad-plist',
      `MessageType: expected one of ${Object.keys(MESSAGES).join(', ')}, found another.`,
      { data: { key: 'MessageType', found: type.slice(0, 64) } },
    );
  }
  const keys = readEnrollmentIdKeys(body);
  if (!keys.UDID && !keys.EnrollmentID) {
    throw unexpectedValue('UDID or EnrollmentID', 'a string that names the device', keys.UDID ?? keys.EnrollmentID);
  }
  const message: Record<string, PlistValue> = { MessageType: type };
  const fields: Fields = MESSAGES[type];
  for (const key in fields) {
    const field = fields[key];
    const value = body[key];
    if (field === undefined) continue;
    if (value !== undefined) message[key] = checked(key, field, value);
    else if (field.endsWith('!')) throw unexpectedValue(key, nameOf(field), undefined);
  }
  message.extra = withoutKeys(body, KNOWN_KEYS.get(type) ?? new Set());
  // The loop above has just made it exactly what the table, and so the type, says.
  return message as unknown as CheckInMessage;
}

function isMessageType(type: string): type is CheckInMessageType {
  return Object.hasOwn(MESSAGES, type);
}

function checked(key: string, field: Field, value: PlistValue): PlistValue {
  const required = field.endsWith('!');
  const fits = field.startsWith('string')
    ? typeof value === 'string' && !(required && value === '')
    : field.startsWith('boolean')
      ? typeof value === 'boolean'
      : field.startsWith('data')
        ? value instanceof Uint8Array && !(required && value.length === 0)
        : isPlistDict(value);
  if (!fits) throw unexpectedValue(key, nameOf(field), value);
  return value;
}

function nameOf(field: Field): string {
  const kind = field.slice(0, -1);
  return kind === 'data' ? 'data' : `a ${kind}`;
}
