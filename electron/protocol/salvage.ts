import { type ConnectStatus, isConnectStatus } from './connect.ts';
import type { EnrollmentIdKeys } from './enrollment-id.ts';

/** What could be read of a connect that cannot be decoded. */
export interface SalvagedConnect {
  CommandUUID?: string;
  status?: ConnectStatus;
}

/** Looking further than this costs more than the two words are worth. */
const FURTHEST = 16 * 1024 * 1024;
const LONGEST_VALUE = 128;
/** What stands between the tags that matter: containers, strings of the keys looked for, comments and CDATA. */
function tagOf(keys: readonly string[]): RegExp {
  return new RegExp(
    `<(?:(\\/?)(dict|array)\\s*>|key>(${keys.join('|')})<\\/key>\\s{0,64}<string>([^<]{1,200})<\\/string>|!--|!\\[CDATA\\[)`,
    'g',
  );
}

const CONNECT_TAG = tagOf(['CommandUUID', 'Status']);
const IDENTITY_KEYS = ['UDID', 'EnrollmentID', 'UserID', 'EnrollmentUserID', 'UserShortName', 'AuthToken'] as const;
const IDENTITY_TAG = tagOf(IDENTITY_KEYS);

/**
 * Looks for `CommandUUID` and `Status` in a body that is no valid property list: bytes that are not UTF-8, control characters
 * in an app's name, an answer cut off. So the command it answers can be marked and the queue goes on. Only entries of the outer
 * dictionary count, since answers have a `Status` of their own inside lists; one scan, linear in the size, no errors.
 *
 * The result is a hint from a sender that is known by other means (its certificate), not a decoded message.
 */
export function salvageConnect(bytes: Uint8Array): SalvagedConnect {
  const found: SalvagedConnect = {};
  eachOuterString(bytes, CONNECT_TAG, (key, value) => {
    keep(found, key, value);
    return found.CommandUUID !== undefined && found.status !== undefined;
  });
  return found;
}

/** Looks in the same way for who speaks: on a user's channel the certificate alone does not say. */
export function salvageIdentity(bytes: Uint8Array): EnrollmentIdKeys & { AuthToken?: string } {
  const found: EnrollmentIdKeys & { AuthToken?: string } = {};
  eachOuterString(bytes, IDENTITY_TAG, (key, value) => {
    const name = IDENTITY_KEYS.find((known) => known === key);
    if (name !== undefined) found[name] ??= Buffer.from(value, 'latin1').toString('utf8');
    return false;
  });
  return found;
}

/** Hands each string of the outer dictionary to `visit`, read byte by byte, until that has enough. */
function eachOuterString(bytes: Uint8Array, pattern: RegExp, visit: (key: string, value: string) => boolean): void {
  const seen = bytes.subarray(0, FURTHEST);
  const text = Buffer.from(seen.buffer, seen.byteOffset, seen.byteLength).toString('latin1');
  const tag = new RegExp(pattern);
  let depth = 0;
  for (let match = tag.exec(text); match !== null; match = tag.exec(text)) {
    const [whole, slash, container, key, value] = match;
    if (container !== undefined) {
      depth += slash === '/' ? -1 : 1;
    } else if (key !== undefined && value !== undefined) {
      if (depth === 1 && visit(key, value)) return;
    } else {
      const end = text.indexOf(whole === '<!--' ? '-->' : ']]>', tag.lastIndex);
      if (end < 0) return;
      tag.lastIndex = end + 3;
    }
  }
}

function keep(found: SalvagedConnect, key: string, value: string): void {
  if (key === 'CommandUUID') {
    if (found.CommandUUID === undefined && value.length <= LONGEST_VALUE && /^[\x21-\x25\x27-\x7e]+$/.test(value)) {
      found.CommandUUID = value;
    }
  } else if (found.status === undefined && isConnectStatus(value)) {
    found.status = value;
  }
}
