import { CartwrightError } from '../../shared/errors.ts';
import type { PlistDict } from '../../shared/plist/index.ts';
import { unexpectedValue } from './shape.ts';

/**
 * Which management relationship a message belongs to:
 * - `device`: the device channel of a device enrollment (`UDID`)
 * - `user`: a Mac user's channel under it (`UDID` + `UserID`)
 * - `shared-ipad-user`: a Shared iPad user's channel (`UDID` + `UserShortName`; `UserID` is all F)
 * - `user-enrollment`: the device channel of a user enrollment (`EnrollmentID`)
 * - `user-enrollment-user`: a Mac user's channel under it (`EnrollmentID` + `EnrollmentUserID`)
 */
export type EnrollmentKind = 'device' | 'user' | 'shared-ipad-user' | 'user-enrollment' | 'user-enrollment-user';

/** Who speaks, taken from the message alone: that the caller may speak for it is the identity room's business. */
export interface EnrollmentIdentity {
  readonly kind: EnrollmentKind;
  readonly channel: 'device' | 'user';
  /** Names exactly one enrollment; the same for every message of it, whatever the letter case of the ids. */
  readonly key: string;
  /** The key of the device channel this belongs to; equals `key` on a device channel. */
  readonly deviceKey: string;
  /** As the device spelt them. */
  readonly UDID?: string;
  readonly EnrollmentID?: string;
  readonly UserID?: string;
  readonly EnrollmentUserID?: string;
  readonly UserShortName?: string;
  readonly UserLongName?: string;
}

/** The keys of any check-in or connect message that say whose it is. */
export interface EnrollmentIdKeys {
  UDID?: string;
  EnrollmentID?: string;
  UserID?: string;
  EnrollmentUserID?: string;
  UserShortName?: string;
  UserLongName?: string;
}

/** The `UserID` every Shared iPad user has; who it is says `UserShortName`. */
export const SHARED_IPAD_USER_ID = 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF';

const ID_KEYS = ['UDID', 'EnrollmentID', 'UserID', 'EnrollmentUserID', 'UserShortName', 'UserLongName'] as const;

/**
 * Reads the identity keys of a decoded message.
 *
 * @throws CartwrightError `bad-plist` when one of them is not a string
 */
export function readEnrollmentIdKeys(message: PlistDict): EnrollmentIdKeys {
  const keys: EnrollmentIdKeys = {};
  for (const key of ID_KEYS) {
    const value = message[key];
    if (value === undefined) continue;
    if (typeof value !== 'string') throw unexpectedValue(key, 'a string', value);
    keys[key] = value;
  }
  return keys;
}

/**
 * The enrollment a message belongs to. A `UDID` decides for device enrollment even when an `EnrollmentID` stands beside it:
 * under user enrollment devices never send their UDID.
 *
 * @throws CartwrightError `bad-plist` when the keys name no enrollment, or an id has characters no Apple device uses
 */
export function enrollmentIdentity(keys: EnrollmentIdKeys): EnrollmentIdentity {
  const { UDID, EnrollmentID, UserID, EnrollmentUserID, UserShortName, UserLongName } = keys;
  const shown = { UDID, EnrollmentID, UserID, EnrollmentUserID, UserShortName, UserLongName };
  if (UDID) {
    const deviceKey = `device:${plainId('UDID', UDID)}`;
    if (!UserID) return { kind: 'device', channel: 'device', key: deviceKey, deviceKey, ...shown };
    const user = plainId('UserID', UserID);
    if (user !== SHARED_IPAD_USER_ID) {
      return { kind: 'user', channel: 'user', key: `${deviceKey}/user:${user}`, deviceKey, ...shown };
    }
    if (!UserShortName) throw unexpectedValue('UserShortName', 'the account of the Shared iPad user', UserShortName);
    const key = `${deviceKey}/shared:${accountName(UserShortName)}`;
    return { kind: 'shared-ipad-user', channel: 'user', key, deviceKey, ...shown };
  }
  if (EnrollmentID) {
    const deviceKey = `enrollment:${plainId('EnrollmentID', EnrollmentID)}`;
    if (!EnrollmentUserID) return { kind: 'user-enrollment', channel: 'device', key: deviceKey, deviceKey, ...shown };
    const key = `${deviceKey}/user:${plainId('EnrollmentUserID', EnrollmentUserID)}`;
    return { kind: 'user-enrollment-user', channel: 'user', key, deviceKey, ...shown };
  }
  throw unexpectedValue('UDID or EnrollmentID', 'a string that names the device', UDID ?? EnrollmentID);
}

/** UUIDs and hardware ids compare without letter case; none has a character that could end its part of the key. */
function plainId(key: string, id: string): string {
  if (!/^[A-Za-z0-9._-]{1,128}$/.test(id)) {
    throw new CartwrightError('bad-plist', `${key}: expected an id of letters, digits, dots and dashes.`, {
      data: { key },
    });
  }
  return id.toUpperCase();
}

/** Managed Apple Accounts compare without letter case, like the addresses they look like. Always the last part of a key. */
function accountName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is its purpose
  if (name.length > 255 || /[\u0000-\u001f\u007f]/.test(name)) {
    throw new CartwrightError('bad-plist', 'UserShortName: expected at most 255 printable characters.', {
      data: { key: 'UserShortName' },
    });
  }
  return name.normalize('NFC').toLowerCase();
}
