import { type EncodeOptions, encodePlist as encodeXml, type PlistInput } from '../../../shared/plist/index.ts';

/** As the encoder of shared/plist, with Node's base64. */
export function encodePlist(value: PlistInput, options: EncodeOptions = {}): string {
  return encodeXml(value, { writeData, ...options });
}

/** As {@link encodePlist}, as the UTF-8 bytes that go over the wire. */
export function encodePlistBytes(value: PlistInput, options: EncodeOptions = {}): Buffer {
  return Buffer.from(encodePlist(value, options), 'utf8');
}

function writeData(value: Uint8Array): string {
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return bytes.toString('base64');
}
