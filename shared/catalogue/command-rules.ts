import { pictureTypeOf } from '../picture-type.ts';
import { isDictionary } from './plist-value.ts';
import { looksSecret } from './secret-names.ts';
import { serverFilledKeys } from './server-filled.ts';
import type { DeviceContext, Finding, FindingCode } from './types.ts';
import { missingRight } from './validate-support.ts';

/**
 * Rules between keys that Apple's schema tells only in prose, from the MDM Protocol Reference and Apple's
 * documentation of each command. They look at values of the right type only: the shape check has refused the others.
 */
export interface RuleInput {
  readonly command: Readonly<Record<string, unknown>>;
  readonly device: DeviceContext | undefined;
  /** `ask`: an administrator asks for it; `send`: it is about to leave, and everything must be in it. */
  readonly phase: 'ask' | 'send';
}

type Rule = (input: RuleInput, tell: Tell) => void;
type Tell = (severity: Finding['severity'], path: string, message: string, code?: FindingCode) => void;

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const dictionaries = (value: unknown) =>
  (Array.isArray(value) ? value : []).map((entry) => (isDictionary(entry) ? entry : {}));

/** CMD-2. Devices took 4 or 6 characters; Macs today ask for six digits. */
const pin: Rule = ({ command, device, phase }, tell) => {
  const filled = serverFilledKeys(String(command.RequestType), device?.platform).some((entry) => entry.key === 'PIN');
  const value = command.PIN;
  if (value === undefined) {
    if (phase === 'send' && device?.platform === 'macOS' && filled) {
      tell('refuse', 'PIN', 'A Mac needs a PIN for this command.', 'missing-key');
    }
  } else if (typeof value === 'string' && value.length !== 4 && value.length !== 6) {
    tell('refuse', 'PIN', 'The PIN must have 6 digits (some old Macs take 4 characters).');
  } else if (typeof value === 'string' && !/^\d{6}$/.test(value)) {
    tell('warn', 'PIN', 'Macs today expect a PIN of 6 digits; this one may be refused or impossible to type.');
  }
};

/** CMD-4, BP-37. */
const clearPasscode: Rule = ({ command, device, phase }, tell) => {
  if (device?.lostMode === true) {
    const message = 'The device is marked as lost: whoever found it must not get in. End lost mode first.';
    tell('refuse', '', message, 'in-lost-mode');
  }
  if (command.UnlockToken !== undefined) return;
  const message = 'The passcode can be cleared only with the unlock token the device sent';
  const tellNeed = (rest: string) => tell('refuse', 'UnlockToken', `${message}${rest}`, 'needs-unlock-token');
  if (device?.hasUnlockToken === false) tellNeed(', and it has sent none. Unlock it by hand or erase it.');
  else if (phase === 'send') tellNeed(', and the token was not put into the command.');
  else if (device !== undefined && device.hasUnlockToken === undefined) {
    tell('warn', 'UnlockToken', `${message}; it is not known whether there is one.`, 'fact-unknown');
  }
};

/** CMD-3. */
const requestMirroring: Rule = ({ command }, tell) => {
  const address = text(command.DestinationDeviceID);
  if (text(command.DestinationName) === undefined && address === undefined) {
    tell('refuse', 'DestinationName', 'Say where to mirror to: give DestinationName or DestinationDeviceID.');
  }
  if (address !== undefined && !/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(address)) {
    tell('refuse', 'DestinationDeviceID', 'DestinationDeviceID must be a hardware address like 12:34:56:78:9a:bc.');
  }
};

function manifestUrl({ command }: RuleInput, tell: Tell): void {
  const url = text(command.ManifestURL);
  if (url !== undefined && !/^https:\/\//i.test(url)) {
    tell('refuse', 'ManifestURL', 'ManifestURL must begin with https://.', 'bad-format');
  }
}

/** APP-11: removing means leaving the dictionary out. APP-9: what an app is configured with is not encrypted. */
function configuration(command: Readonly<Record<string, unknown>>, path: string, tell: Tell): void {
  for (const key of ['Configuration', 'Attributes']) {
    const value = command[key];
    if (isDictionary(value) && Object.keys(value).length === 0) {
      tell('refuse', `${path}${key}`, `${key} is empty. To remove what is there, leave ${key} out.`);
    }
  }
  for (const name of secretNames(command.Configuration)) {
    const message =
      `“${name}” looks like a secret. App configurations lie unencrypted on the device: leave passwords, tokens and ` +
      'private keys out.';
    tell('warn', `${path}Configuration`, message);
  }
}

/** Names of members, at any depth, whose text looks like a secret by its name. */
function secretNames(value: unknown, depth = 0): string[] {
  if (depth > 32) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => secretNames(entry, depth + 1));
  if (!isDictionary(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const holds = typeof member === 'string' ? member !== '' : member instanceof Uint8Array;
    return holds && looksSecret(name) ? [name] : secretNames(member, depth + 1);
  });
}

/** APP-1, APP-2. */
const installApplication: Rule = (input, tell) => {
  const given = ['iTunesStoreID', 'Identifier', 'ManifestURL'].filter((key) => input.command[key] !== undefined);
  if (given.length !== 1) {
    const message = 'Name the app in exactly one way: iTunesStoreID, Identifier or ManifestURL.';
    tell('refuse', given[1] ?? 'iTunesStoreID', message);
  }
  manifestUrl(input, tell);
  configuration(input.command, '', tell);
};

/** Refuses when none of the keys is there. */
const oneOf = (keys: readonly string[], message: string): Rule => {
  return ({ command }, tell) => {
    if (keys.every((key) => command[key] === undefined)) tell('refuse', keys[0] ?? '', message);
  };
};

const notEmpty = (key: string, message: string): Rule => {
  return ({ command }, tell) => {
    const value = command[key];
    if (Array.isArray(value) && value.length === 0) tell('refuse', key, message);
  };
};

const settings: Rule = ({ command }, tell) => {
  for (const [index, item] of dictionaries(command.Settings).entries()) {
    const path = `Settings[${index}].`;
    configuration(item, path, tell);
    if (item.Item === 'Wallpaper' && item.Image instanceof Uint8Array && pictureTypeOf(item.Image) === undefined) {
      tell('refuse', `${path}Image`, 'The wallpaper must be a PNG or JPEG picture.', 'bad-format');
    }
  }
};

const scheduleUpdate: Rule = ({ command }, tell) => {
  for (const [index, update] of dictionaries(command.Updates).entries()) {
    if (update.ProductKey === undefined && update.ProductVersion === undefined) {
      tell('refuse', `Updates[${index}].ProductVersion`, 'Say which update: give ProductVersion or ProductKey.');
    }
  }
};

/** §2.3: the per-profile part also needs the right to see profiles. */
const restrictions: Rule = ({ command, device }, tell) => {
  if (command.ProfileRestrictions !== true || device === undefined) return;
  const message = missingRight('Asking for restrictions by profile', 'AllowInspection', device);
  if (message !== undefined) tell('refuse', 'ProfileRestrictions', message, 'needs-right');
};

const returnToService: Rule = ({ command }, tell) => {
  const value = command.ReturnToService;
  if (isDictionary(value) && value.Enabled === true && value.WiFiProfileData === undefined) {
    const message =
      'Without a Wi-Fi profile, only a device with Ethernet or cellular comes back into service by itself.';
    tell('warn', 'ReturnToService.WiFiProfileData', message);
  }
};

const rotateFileVault: Rule = ({ command, device, phase }, tell) => {
  if (command.KeyType === 'institutional' && command.NewCertificate === undefined) {
    tell('refuse', 'NewCertificate', 'An institutional recovery key needs its certificate in NewCertificate.');
  }
  if (command.FileVaultUnlock !== undefined && !isDictionary(command.FileVaultUnlock)) return;
  const unlock = command.FileVaultUnlock ?? {};
  if (unlock.Password !== undefined) return;
  const byKey = unlock.PrivateKeyExport !== undefined || unlock.PrivateKeyExportPassword !== undefined;
  if (byKey) {
    if (unlock.PrivateKeyExport !== undefined && unlock.PrivateKeyExportPassword !== undefined) return;
    tell(
      'refuse',
      'FileVaultUnlock.Password',
      'Give the Password, or PrivateKeyExport with its PrivateKeyExportPassword.',
    );
  } else if (phase === 'send' || device?.hasRecoveryKey === false) {
    // Left out, it is the recovery key in force, where the vault has it.
    tell(
      'refuse',
      'FileVaultUnlock.Password',
      'The recovery key of this Mac is not known here. Give the password of a user who can unlock FileVault.',
      'missing-key',
    );
  }
};

const accountConfiguration: Rule = ({ command }, tell) => {
  const needs =
    command.SkipPrimarySetupAccountCreation === true || command.SetPrimarySetupAccountAsRegularUser === true;
  if (needs && dictionaries(command.AutoSetupAdminAccounts).length === 0) {
    tell(
      'refuse',
      'AutoSetupAdminAccounts',
      'Without an administrator account made at setup, the Mac would have none.',
    );
  }
};

const firmwarePassword: Rule = ({ command }, tell) => {
  if (typeof command.NewPassword === 'string' && !/^[\x20-\x7e]*$/.test(command.NewPassword)) {
    const message =
      'A firmware password may hold only plain letters, digits and signs that a Mac can type at start-up.';
    tell('refuse', 'NewPassword', message, 'bad-format');
  }
};

const deleteUser: Rule = ({ command }, tell) => {
  if (command.DeleteAllUsers !== true && text(command.UserName) === undefined) {
    tell('refuse', 'UserName', 'Say which user to delete in UserName.');
  }
};

const RULES: Readonly<Record<string, readonly Rule[]>> = {
  AccountConfiguration: [accountConfiguration],
  ClearPasscode: [clearPasscode],
  DeleteUser: [deleteUser],
  DeviceInformation: [notEmpty('Queries', 'Ask for at least one fact in Queries.')],
  DeviceLock: [pin],
  EnableLostMode: [oneOf(['Message', 'PhoneNumber'], 'Lost mode needs a Message or a PhoneNumber to show.')],
  EraseDevice: [pin, returnToService],
  InstallApplication: [installApplication],
  InstallEnterpriseApplication: [
    oneOf(['ManifestURL', 'Manifest'], 'Name the app: give ManifestURL or Manifest.'),
    manifestUrl,
    ({ command }, tell) => configuration(command, '', tell),
  ],
  InstallMedia: [oneOf(['iTunesStoreID', 'MediaURL'], 'Name the book: give iTunesStoreID or MediaURL.')],
  RemoveMedia: [oneOf(['iTunesStoreID', 'PersistentID'], 'Name the book: give iTunesStoreID or PersistentID.')],
  RequestMirroring: [requestMirroring],
  Restrictions: [restrictions],
  RotateFileVaultKey: [rotateFileVault],
  ScheduleOSUpdate: [notEmpty('Updates', 'Say which updates to install in Updates.'), scheduleUpdate],
  SetFirmwarePassword: [firmwarePassword],
  Settings: [notEmpty('Settings', 'Say what to set in Settings.'), settings],
};

/** Findings of the rules between keys of this command. */
export function checkRules(input: RuleInput): Finding[] {
  const findings: Finding[] = [];
  const requestType = String(input.command.RequestType);
  if (!Object.hasOwn(RULES, requestType)) return findings;
  for (const rule of RULES[requestType] ?? []) {
    rule(input, (severity, path, message, code = 'rule') => findings.push({ code, severity, path, message }));
  }
  return findings;
}
