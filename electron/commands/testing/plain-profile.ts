import { decodePlistDict, type PlistDict } from '../../protocol/index.ts';

/**
 * Reads a profile for tests of this room: the property list inside, whatever is around it. How files are read in earnest
 * is the profiles room's, and tested there.
 *
 * @throws CartwrightError `bad-plist`
 */
export function readPlainProfile(file: Uint8Array): PlistDict {
  const bytes = Buffer.from(file);
  const from = bytes.indexOf('<?xml');
  const end = bytes.lastIndexOf('</plist>');
  return decodePlistDict(from > 0 && end > from ? bytes.subarray(from, end + '</plist>'.length) : bytes);
}
