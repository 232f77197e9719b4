import { type ConnectStatus, isConnectStatus } from './connect.ts';

/** What could be read of a connect that cannot be decoded. */
export interface SalvagedConnect {
  CommandUUID?: string;
  status?: ConnectStatus;
}

/** Looking further than this costs more than the two words are worth. */
const FURTHEST = 16 * 1024 * 1024;
const LONGEST_VALUE = 128;
const TAG =
  /<(?:(\/?)(dict|array)\s*>|key>(CommandUUID|Status)<\/key>\s{0,64}<string>([^<]{1,200})<\/string>|!--|!\[CDATA\[)/g;

/**
 * Looks for `CommandUUID` and `Status` in a body that is no valid property list: bytes that are not UTF-8, control characters
 * in an app's name, an answer cut off. So the command it answers can be marked and the queue goes on. Only entries of the outer
 * dictionary count, since answers have a `Status` of their own inside lists; one scan, linear in the size, no errors.
 *
 * The result is a hint from a sender that is known by other means (its certificate), not a decoded message.
 */
export function salvageConnect(bytes: Uint8Array): SalvagedConnect {
  const seen = bytes.subarray(0, FURTHEST);
  const text = Buffer.from(seen.buffer, seen.byteOffset, seen.byteLength).toString('latin1');
  const found: SalvagedConnect = {};
  const tag = new RegExp(TAG);
  let depth = 0;
  for (let match = tag.exec(text); match !== null; match = tag.exec(text)) {
    const [whole, slash, container, key, value] = match;
    if (container !== undefined) {
      depth += slash === '/' ? -1 : 1;
    } else if (key !== undefined && value !== undefined) {
      if (depth === 1) keep(found, key, value);
    } else {
      const end = text.indexOf(whole === '<!--' ? '-->' : ']]>', tag.lastIndex);
      if (end < 0) break;
      tag.lastIndex = end + 3;
    }
    if (found.CommandUUID !== undefined && found.status !== undefined) break;
  }
  return found;
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
