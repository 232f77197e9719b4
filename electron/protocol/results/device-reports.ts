import { CartwrightError } from '../../../shared/errors.ts';
import type { PlistDict } from '../../../shared/plist/index.ts';
import { asData, asDict, type asDicts, asFlag, asNumber, asText, dictAt, dictsAt } from '../shape.ts';

/*
 * Answers that tell one or a few facts. Each reads the body of an acknowledged command.
 */

/**
 * The accounts of UserList, by the name that tells them apart. The reference spells the key both ways.
 *
 * @throws CartwrightError `bad-plist` when there is no list
 */
export function decodeUserList(body: PlistDict): ReadonlyMap<string, PlistDict> {
  const users = dictsAt(body.Users ?? body.UserList, 'Users');
  return named(users, (user) => asText(user.UserName) ?? asText(user.ManagedAppleID) ?? asText(user.UserGUID));
}

/**
 * Extensions of NSExtensionMappings and ActiveNSExtensions, by identifier.
 *
 * @throws CartwrightError `bad-plist` when there is no list
 */
export function decodeExtensions(body: PlistDict): ReadonlyMap<string, PlistDict> {
  return named(dictsAt(body.Extensions, 'Extensions'), (extension) => asText(extension.Identifier));
}

/** @throws CartwrightError `bad-plist` when the status is missing */
export function decodeContentCaching(body: PlistDict): PlistDict {
  return dictAt(body.StatusResponse, 'StatusResponse');
}

/** What a Mac needs to be managed lights-out: its addresses and the protocol it speaks. */
export function decodeLomSetup(body: PlistDict): PlistDict {
  const { PrimaryIPv6AddressList, SecondaryIPv6AddressList, LOMProtocolVersion } = body;
  const facts = { PrimaryIPv6AddressList, SecondaryIPv6AddressList, LOMProtocolVersion };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as PlistDict;
}

/**
 * What became of lights-out requests, by their UUID.
 *
 * @throws CartwrightError `bad-plist` when there is no list
 */
export function decodeLomResponses(body: PlistDict): ReadonlyMap<string, PlistDict> {
  return named(dictsAt(body.ResponseList, 'ResponseList'), (response) => asText(response.DeviceRequestUUID));
}

/** Where a lost device was; metres, metres per second, degrees. */
export interface ReportedPlace {
  latitude: number;
  longitude: number;
  /** When the device was there; undefined when it did not say. */
  at: number | undefined;
  horizontalAccuracy: number | undefined;
  verticalAccuracy: number | undefined;
  altitude: number | undefined;
  speed: number | undefined;
  course: number | undefined;
}

/**
 * Reads the result of DeviceLocation. Negative accuracies, speeds and courses mean that they are not known.
 *
 * @throws CartwrightError `bad-plist` when there is no place on Earth in it
 */
export function decodeDeviceLocation(body: PlistDict): ReportedPlace {
  const latitude = asNumber(body.Latitude);
  const longitude = asNumber(body.Longitude);
  if (latitude === undefined || longitude === undefined || Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
    throw new CartwrightError('bad-plist', 'Latitude and Longitude do not name a place.');
  const known = (key: string): number | undefined => {
    const value = asNumber(body[key]);
    return value === undefined || value < 0 ? undefined : value;
  };
  const stamp = body.Timestamp instanceof Date ? body.Timestamp.getTime() : Date.parse(asText(body.Timestamp) ?? '');
  return {
    latitude,
    longitude,
    at: Number.isNaN(stamp) ? undefined : stamp,
    horizontalAccuracy: known('HorizontalAccuracy'),
    verticalAccuracy: known('VerticalAccuracy'),
    altitude: asNumber(body.Altitude),
    speed: known('Speed'),
    course: known('Course'),
  };
}

/** The code that takes Activation Lock off, or undefined when the device has none. */
export function decodeBypassCode(body: PlistDict): string | undefined {
  return asText(body.ActivationLockBypassCode) || undefined;
}

/** The unlock token of RequestUnlockToken, for the vault. @throws CartwrightError `bad-plist` when there is none */
export function decodeUnlockToken(body: PlistDict): Uint8Array {
  const token = asData(body.UnlockToken);
  if (token === undefined || token.length === 0) throw new CartwrightError('bad-plist', 'UnlockToken is missing.');
  return token;
}

/** The new FileVault recovery key, enveloped for whoever asked for it; undefined when the Mac sends none. */
export function decodeRotatedKey(body: PlistDict): Uint8Array | undefined {
  return asData(asDict(body.RotateResult)?.EncryptedNewRecoveryKey);
}

/** Whether a password was right, as VerifyRecoveryLock and VerifyFirmwarePassword say; undefined when they do not. */
export function decodePasswordVerified(body: PlistDict): boolean | undefined {
  return asFlag(body.PasswordVerified) ?? asFlag(asDict(body.VerifyFirmwarePassword)?.PasswordVerified);
}

/** Whether SetFirmwarePassword changed the password; undefined when the answer does not say. */
export function decodePasswordChanged(body: PlistDict): boolean | undefined {
  return asFlag(asDict(body.SetFirmwarePassword)?.PasswordChanged);
}

function named(
  dicts: ReturnType<typeof asDicts> & object,
  nameOf: (dict: PlistDict) => string | undefined,
): ReadonlyMap<string, PlistDict> {
  const found = new Map<string, PlistDict>();
  for (const dict of dicts) {
    const name = nameOf(dict);
    if (name) found.set(name, dict);
  }
  return found;
}
