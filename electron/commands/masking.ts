import { SECRET_KEYS } from '../../shared/catalogue/index.ts';
import { decodePlistDict, encodePlist, isPlistDict, type PlistValue } from '../protocol/index.ts';

/** Secrets that answers carry, besides those that commands do. */
const ANSWERED: ReadonlySet<string> = new Set([
  'ActivationLockBypassCode',
  'AuthToken',
  'EncryptedNewRecoveryKey',
  'FDE_PersonalRecoveryKeyCMS',
  'FDE_PersonalRecoveryKeyDeviceKey',
  'PersonalRecoveryKey',
  'PushMagic',
  'Token',
  'UnusedRedemptionCode',
]);

const MASK = '•••';

const isSecret = (key: string): boolean => SECRET_KEYS.has(key) || ANSWERED.has(key);

/**
 * A device's answer for people: XML with the values of secret keys masked. An answer that cannot be decoded is shown as
 * it came when it is text (values behind secret keys masked as far as they can be found), else in base64.
 */
export function shownAnswer(raw: Uint8Array): string {
  try {
    return encodePlist(masked(decodePlistDict(raw, { preserveReals: true })), { pretty: true });
  } catch {
    return shownText(raw);
  }
}

function masked(value: PlistValue): PlistValue {
  if (Array.isArray(value)) return value.map(masked);
  if (!isPlistDict(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, isSecret(key) ? MASK : masked(entry)]));
}

function shownText(raw: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString('base64');
  }
  if (text.includes('\u0000')) return Buffer.from(text).toString('base64');
  return text.replace(
    /(<key>\s*([^<]{1,100}?)\s*<\/key>\s*<(string|data)>)[^<]*/g,
    (whole: string, opening: string, key: string) => (isSecret(key) ? opening + MASK : whole),
  );
}
