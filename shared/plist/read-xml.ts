import { base64ToBytes } from '../catalogue/base64.ts';
import { type PlistLimits, type PlistValue, resolveLimits } from './value.ts';
import { XmlReader } from './xml-reader.ts';

/**
 * Reads one XML property list from text that somebody typed or a file held; as strict as the engine.
 *
 * @throws PlistError whose `offset` is a position in `text`
 */
export function readXmlPlist(text: string, limits?: PlistLimits): PlistValue {
  // As if every letter were one byte, so that positions are those of the text.
  return new XmlReader(text, resolveLimits(limits), 0, true, base64ToBytes).read();
}
