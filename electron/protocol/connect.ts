import { CartwrightError } from '../../shared/errors.ts';
import type { PlistDict, PlistInput, PlistLimits } from '../../shared/plist/index.ts';
import { type EnrollmentIdKeys, readEnrollmentIdKeys } from './enrollment-id.ts';
import { decodeErrorChain, type ErrorChain } from './error-chain.ts';
import { decodePlistDict } from './plist/decode.ts';
import { encodePlistBytes } from './plist/encode.ts';
import { unexpectedValue } from './shape.ts';

const STATUSES = ['Idle', 'Acknowledged', 'Error', 'CommandFormatError', 'NotNow'] as const;

/** What a device says when it connects (MDM Protocol Reference, "Structure of MDM Messages"). */
export type ConnectStatus = (typeof STATUSES)[number];

/** A device's request to the server URL: a result, or Idle. */
export interface Connect extends EnrollmentIdKeys {
  status: ConnectStatus;
  /** The command this answers; always there unless `status` is Idle. */
  CommandUUID?: string;
  /** The secret of a network user's session, on a Mac's user channel. */
  AuthToken?: string;
  /** Empty when the device gave none. */
  errorChain: ErrorChain;
  /** The whole dictionary, with the keys of the particular command. */
  body: PlistDict;
}

export function isConnectStatus(value: unknown): value is ConnectStatus {
  return STATUSES.some((status) => status === value);
}

/**
 * Decodes the body of a connect.
 *
 * @throws PlistError when it is not a property list
 * @throws CartwrightError `bad-plist` when `Status` is missing or unknown, a result names no command, nothing says whose it is,
 *   or one of these keys has the wrong type
 */
export function decodeConnect(bytes: Uint8Array, limits?: PlistLimits): Connect {
  return connectFromDict(decodePlistDict(bytes, limits));
}

/** As {@link decodeConnect}, for a body that was decoded already. */
export function connectFromDict(body: PlistDict): Connect {
  const { Status, CommandUUID, AuthToken } = body;
  if (typeof Status !== 'string') throw unexpectedValue('Status', 'a string', Status);
  if (!isConnectStatus(Status)) {
    throw new CartwrightError('bad-plist', `Status: expected one of ${STATUSES.join(', ')}, found another.`, {
      data: { key: 'Status', found: Status.slice(0, 64) },
    });
  }
  if (Status !== 'Idle' && (typeof CommandUUID !== 'string' || CommandUUID === '')) {
    throw unexpectedValue('CommandUUID', 'a string that names the command', CommandUUID);
  }
  if (CommandUUID !== undefined && typeof CommandUUID !== 'string') {
    throw unexpectedValue('CommandUUID', 'a string', CommandUUID);
  }
  if (AuthToken !== undefined && typeof AuthToken !== 'string')
    throw unexpectedValue('AuthToken', 'a string', AuthToken);
  const connect: Connect = {
    ...readEnrollmentIdKeys(body),
    status: Status,
    errorChain: decodeErrorChain(body.ErrorChain),
    body,
  };
  if (!connect.UDID && !connect.EnrollmentID) {
    throw unexpectedValue(
      'UDID or EnrollmentID',
      'a string that names the device',
      connect.UDID ?? connect.EnrollmentID,
    );
  }
  if (CommandUUID !== undefined) connect.CommandUUID = CommandUUID;
  if (AuthToken !== undefined) connect.AuthToken = AuthToken;
  return connect;
}

/**
 * The body that gives a device a command. Entries of `command` with `undefined` are left out.
 *
 * @throws CartwrightError `bad-plist` when `RequestType` is missing or a value cannot be written
 */
export function encodeCommand(
  CommandUUID: string,
  command: { readonly RequestType: string; readonly [key: string]: PlistInput | undefined },
): Buffer {
  if (typeof command.RequestType !== 'string' || command.RequestType === '') {
    throw new CartwrightError('bad-plist', 'RequestType: expected a string that names the command.');
  }
  return encodePlistBytes({ CommandUUID, Command: command });
}
